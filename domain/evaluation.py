"""Evaluating the work item by item while it runs: objectively, fully, and never by the one who did it (ND73 Art. 11.4)."""

from domain.acts import Evaluate
from domain.case import Case, after
from domain.facts import WorkItemEvaluated
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Office, Verdict


@conclude.register
def _(act: Evaluate, matter: Matter) -> WorkItemEvaluated:
    items = {item.code: item for item in matter.case.plan.items} if matter.case.plan else {}
    item = items.get(act.item)
    if item is None:
        raise Refused(Reason.UNKNOWN_ITEM, matter.basis, item=act.item, items=", ".join(items))
    if item.implementer == matter.by.person:
        raise Refused(Reason.IMPLEMENTER_MAY_NOT_EVALUATE, matter.basis, item=item.code)
    if matter.by.office is Office.EVALUATOR and item.evaluator != matter.by.person:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis, offices=Office.AGENCY_HEAD)
    if act.next_by is not None:
        matter.refuse_unless_ahead(act.next_by)
    return WorkItemEvaluated(
        **matter.signed,
        item=act.item,
        verdict=act.verdict,
        findings=act.findings,
        evidence=act.evidence,
        next_by=act.next_by,
    )


@after.register
def _(fact: WorkItemEvaluated, case: Case) -> Case:
    case = case.then(verdicts={**case.verdicts, fact.item: fact.verdict}).answering(ClockKind.ITEM_EVALUATION, fact.item)
    if fact.next_by:
        case = case.starting(ClockKind.ITEM_EVALUATION, fact.at, item=fact.item, until=fact.next_by)
    # What was reached only in part, or not, asks for its cause at once, damage or no damage (Art. 11.4; the programme of 2022).
    # Evaluating again gains no time: a clock that runs already is not set back.
    owed = fact.verdict is not Verdict.FULL and not case.waits_on(ClockKind.CAUSE, fact.item)
    return case.starting(ClockKind.CAUSE, fact.at, item=fact.item) if owed else case
