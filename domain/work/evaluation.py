"""Evaluating the work item by item while it runs: objectively, fully, and never by the one who did it. Art. 11.4 of Decree 73 speaks of the whole."""

from dataclasses import replace

from domain.acts import Evaluate
from domain.chapter import Chapter, change, conclusion
from domain.facts import WorkItemEvaluated
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Office, Stage, Verdict
from domain.work.event_day import begun_on, event_day


def evaluate(act: Evaluate, matter: Matter[Initiative]) -> WorkItemEvaluated:
    plan = matter.stream.plan_in_force
    items = {item.code: item for item in plan.items} if plan else {}
    item = items.get(act.item)
    if item is None:
        raise Refused(Reason.UNKNOWN_ITEM, matter.basis, item=act.item, items=", ".join(items))
    if item.implementer == matter.by.person:
        raise Refused(Reason.IMPLEMENTER_MAY_NOT_EVALUATE, matter.basis, item=item.code)
    if matter.by.office is Office.EVALUATOR and item.evaluator != matter.by.person:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis, offices=Office.AGENCY_HEAD)
    if act.next_by is not None and matter.stream.stage is not Stage.IMPLEMENTING:
        raise Refused(Reason.NOT_OPEN_IN_STAGE, matter.basis, stage=str(matter.stream.stage), act=act.name)
    if act.next_by is not None:
        matter.refuse_unless_ahead(act.next_by, "next_by")
    # What was reached only in part, or not, asks for its cause at once, damage or no damage (Art. 11.4; the programme of 2022).
    reviewed = any(review.item == act.item and number in matter.stream.open_reviews for number, review in matter.stream.reviews.items())
    opens = act.verdict is not Verdict.FULL and not reviewed
    return WorkItemEvaluated(
        **matter.signature_fields,
        item=act.item,
        verdict=act.verdict,
        findings=act.findings,
        evidence=act.evidence,
        next_by=act.next_by,
        review=matter.stream.next_review if opens else "",
        happened_on=event_day(act.happened_on, matter, first=begun_on(matter), opens_review=opens),
    )


def work_item_evaluated(fact: WorkItemEvaluated, initiative: Initiative) -> Initiative:
    initiative = replace(
        initiative, work=replace(initiative.work, verdicts={**initiative.work.verdicts, fact.item: fact.verdict})
    ).stopping(ClockKind.ITEM_EVALUATION, fact.item)
    initiative = initiative.judged_by(fact)
    if fact.next_by:
        initiative = initiative.starting(ClockKind.ITEM_EVALUATION, fact.at, item=fact.item, until=fact.next_by)
    if fact.review:
        return initiative.with_review(fact.review, fact.item)
    # Before there were reviews the cause was answered with the result: release 0.1.0 recorded such facts.
    reviewed = any(review.item == fact.item for review in initiative.reviews.values())
    owed = fact.verdict is not Verdict.FULL and not reviewed and not initiative.waits_on(ClockKind.CAUSE, fact.item)
    return initiative.starting(ClockKind.CAUSE, fact.at, item=fact.item) if owed else initiative


CHAPTER = Chapter(
    concludes=(conclusion(Evaluate, evaluate),),
    changes=(change(WorkItemEvaluated, work_item_evaluated),),
)
