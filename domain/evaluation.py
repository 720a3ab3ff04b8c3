"""Evaluating the work item by item while it runs: objectively, fully, and never by the one who did it (ND73 Art. 11.4)."""

from domain.acts import Evaluate
from domain.alarms import next_review, with_review
from domain.case import Case, after
from domain.facts import WorkItemEvaluated
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Office, Stage, Verdict


@conclude.register
def _(act: Evaluate, matter: Matter) -> WorkItemEvaluated:
    plan = matter.case.plan_in_force
    items = {item.code: item for item in plan.items} if plan else {}
    item = items.get(act.item)
    if item is None:
        raise Refused(Reason.UNKNOWN_ITEM, matter.basis, item=act.item, items=", ".join(items))
    if item.implementer == matter.by.person:
        raise Refused(Reason.IMPLEMENTER_MAY_NOT_EVALUATE, matter.basis, item=item.code)
    if matter.by.office is Office.EVALUATOR and item.evaluator != matter.by.person:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis, offices=Office.AGENCY_HEAD)
    if act.next_by is not None and matter.case.stage is not Stage.IMPLEMENTING:
        raise Refused(Reason.NOT_OPEN_IN_STAGE, matter.basis, stage=str(matter.case.stage), act=act.name)
    if act.next_by is not None:
        matter.refuse_unless_ahead(act.next_by)
    # What was reached only in part, or not, asks for its cause at once, damage or no damage (Art. 11.4; the programme of 2022).
    reviewed = any(review.item == act.item and number in matter.case.open_reviews for number, review in matter.case.reviews.items())
    return WorkItemEvaluated(
        **matter.signed,
        item=act.item,
        verdict=act.verdict,
        findings=act.findings,
        evidence=act.evidence,
        next_by=act.next_by,
        review=next_review(matter.case) if act.verdict is not Verdict.FULL and not reviewed else "",
    )


@after.register
def _(fact: WorkItemEvaluated, case: Case) -> Case:
    case = case.then(verdicts={**case.verdicts, fact.item: fact.verdict}).answering(ClockKind.ITEM_EVALUATION, fact.item)
    if fact.next_by:
        case = case.starting(ClockKind.ITEM_EVALUATION, fact.at, item=fact.item, until=fact.next_by)
    if fact.review:
        return with_review(case, fact.review, fact.item)
    # Before there were reviews the cause was answered with the result: release 0.1.0 recorded such facts.
    reviewed = any(review.item == fact.item for review in case.reviews.values())
    owed = fact.verdict is not Verdict.FULL and not reviewed and not case.waits_on(ClockKind.CAUSE, fact.item)
    return case.starting(ClockKind.CAUSE, fact.at, item=fact.item) if owed else case
