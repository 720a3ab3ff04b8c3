"""From the finish to the evaluated result (ND73 Art. 18)."""

from dataclasses import replace

from domain.acts import ConcludeNotHandled, EvaluateResult, Finish, NotifyResult, SubmitResultReport
from domain.bodies.rules import of_the_leadership
from domain.canonical import digest
from domain.chapter import Chapter, change, conclusion
from domain.facts import ImplementationFinished, NotHandledConcluded, ResultEvaluated, ResultNotified, ResultReported
from domain.matter import Matter
from domain.numbers import reward_file_number
from domain.refusals import Reason, Refused
from domain.streams.hanging import RewardsSummary
from domain.streams.initiative import Initiative
from domain.streams.stages import Evaluation
from domain.values import unique
from domain.vocabulary import ClockKind, LiabilityOutcome, Office, Result, Stage, Verdict
from domain.work.event_day import begun_on, event_day


def report_missing(initiative: Initiative) -> Reason | None:
    return Reason.REPORT_ALREADY_SUBMITTED if initiative.ending.report_sha256 else None


def every_item_evaluated(initiative: Initiative) -> Reason | None:
    planned = initiative.plan_in_force.items if initiative.plan_in_force else ()
    return None if all(item.code in initiative.work.verdicts for item in planned) else Reason.ITEMS_NOT_EVALUATED


def report_waits(initiative: Initiative) -> Reason | None:
    if not initiative.ending.report_sha256:
        return Reason.REPORT_MISSING
    return Reason.RESULT_ALREADY_EVALUATED if initiative.result else None


def items_left(initiative: Initiative) -> Reason | None:
    return None if every_item_evaluated(initiative) else Reason.ALL_ITEMS_EVALUATED


def finish(act: Finish, matter: Matter[Initiative]) -> ImplementationFinished:
    matter.refuse_unless_between(begun_on(matter), act.finished_on, "finished_on")
    return ImplementationFinished(**matter.signature_fields, finished_on=act.finished_on)


def implementation_finished(fact: ImplementationFinished, initiative: Initiative) -> Initiative:
    finished = replace(
        initiative,
        stage=Stage.FINAL_EVALUATION,
        work=initiative.work.over,
        ending=replace(initiative.ending, finished_on=fact.finished_on),
        clocks=initiative.still_owed(initiative.clocks),
    )
    return finished.starting(ClockKind.RESULT_REPORT, fact.at, day=fact.finished_on)


def submit_result_report(act: SubmitResultReport, matter: Matter[Initiative]) -> ResultReported:
    return ResultReported(**matter.signature_fields, report=act.report, report_sha256=digest({"report": act.report}))


def result_reported(fact: ResultReported, initiative: Initiative) -> Initiative:
    reported = replace(initiative, ending=replace(initiative.ending, report_sha256=fact.report_sha256)).stopping(ClockKind.RESULT_REPORT)
    waiting = reported.starting(ClockKind.RESULT_EVALUATION, fact.at)
    if not initiative.deliberation.council:
        return waiting
    # The days read are those of a proposal that no council weighed; those of the other kind were not found.
    return waiting.with_clocks(ClockKind.RESULT_EVALUATION, lambda clock: replace(clock, borrowed=True))


def evaluate_result(act: EvaluateResult, matter: Matter[Initiative]) -> ResultEvaluated:
    leadership = matter.standpoint.holders(Office.LEADERSHIP)
    for person in act.present:
        if person in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis, person=person)
        if person not in leadership:
            raise Refused(Reason.NOT_OF_THE_LEADERSHIP, matter.basis, person=person)
    met, quorum = {matter.by.person, *act.present}.intersection(leadership), matter.law.voting.quorum_more_than_percent
    if not of_the_leadership(matter.law).quorum.is_reached(
        len(met), len(leadership)
    ):  # "the head with the leadership": one man is no meeting
        raise Refused(Reason.NO_QUORUM, quorum.basis, cast=len(met), entitled=len(leadership))
    completed = act.result is Result.COMPLETED
    initiative = matter.stream
    if initiative.ending.stopped and completed:
        raise Refused(Reason.STOPPED_IS_NOT_COMPLETED, matter.basis)
    if act.tier and not completed:
        raise Refused(Reason.TIER_ONLY_IF_COMPLETED, "house: rewards")
    if not act.causes and (not completed or _something_fell_short(initiative)):
        raise Refused(Reason.CAUSE_NEEDED, matter.law.terms[ClockKind.CAUSE].basis)
    opens = not completed and not initiative.open_reviews
    # "Completed" is enough: the person is not handled, and saying so is part of this decision (Art. 11.1). It is said of each who has nothing open.
    concludes = completed and LiabilityOutcome.NOT_HANDLED in matter.law.review.protects.value
    concerned = initiative.not_judged_yet(*initiative.proposers, *initiative.implementers) if concludes else ()
    awaits = tuple(person for person in concerned if initiative.something_is_open_about(person))
    not_handled = tuple(person for person in concerned if person not in awaits)
    return ResultEvaluated(
        **matter.signature_fields,
        result=act.result,
        tier=act.tier,
        findings=act.findings,
        present=unique(matter.by.person, *act.present),  # the head chairs the meeting
        causes=act.causes,
        liability=LiabilityOutcome.NOT_HANDLED if not_handled else None,
        review=initiative.next_review if opens else "",
        rewards=reward_file_number(initiative.number) if completed else "",
        happened_on=event_day(act.happened_on, matter, first=begun_on(matter), opens_review=opens),
        not_handled=not_handled,
        awaits=awaits,
        notice_due=ClockKind.RESULT_NOTICE in matter.law.published.terms,  # what a later set completes was not promised to this case
    )


def _something_fell_short(initiative: Initiative) -> bool:
    return initiative.waits_on(ClockKind.CAUSE) or any(verdict is not Verdict.FULL for verdict in initiative.work.verdicts.values())


def result_evaluated(fact: ResultEvaluated, initiative: Initiative) -> Initiative:
    kept = tuple(clock for clock in initiative.clocks if clock.kind is ClockKind.OBSTRUCTION)
    evaluated = replace(initiative, evaluation=Evaluation(result=fact.result, tier=fact.tier, awaits=fact.awaits), clocks=kept).judged_by(
        fact
    )
    if fact.notice_due:
        evaluated = evaluated.starting(ClockKind.RESULT_NOTICE, fact.at)
    if fact.rewards:
        return replace(evaluated, stage=Stage.REWARDING, rewards=initiative.rewards or RewardsSummary(number=fact.rewards))
    return evaluated.with_review(fact.review)


def notice_is_due(initiative: Initiative) -> Reason | None:
    return None if initiative.waits_on(ClockKind.RESULT_NOTICE) else Reason.NO_NOTICE_DUE


def notify_result(act: NotifyResult, matter: Matter[Initiative]) -> ResultNotified:
    [clock] = (clock for clock in matter.stream.clocks if clock.kind is ClockKind.RESULT_NOTICE)
    matter.refuse_unless_between(matter.law.calendar.local_day(clock.since), act.notified_on, "notified_on")
    return ResultNotified(**matter.signature_fields, notified_on=act.notified_on)


def result_notified(fact: ResultNotified, initiative: Initiative) -> Initiative:
    return initiative.stopping(ClockKind.RESULT_NOTICE)


def somebody_to_conclude(initiative: Initiative) -> Reason | None:
    return None if initiative.to_conclude else Reason.NOBODY_TO_CONCLUDE


def conclude_not_handled(act: ConcludeNotHandled, matter: Matter[Initiative]) -> NotHandledConcluded:
    """No flag is lifted and no review ends in it: whether a person is handled was open, and nothing keeps it open any more."""
    names = matter.names_of(*act.persons)
    for person in act.persons:
        if person not in matter.stream.to_conclude:
            raise Refused(Reason.CONCLUSION_WAITS, matter.basis, person=person)
    return NotHandledConcluded(**matter.signature_fields, persons=unique(*act.persons), reasons=act.reasons, names=names)


def not_handled_concluded(fact: NotHandledConcluded, initiative: Initiative) -> Initiative:
    left = tuple(person for person in initiative.evaluation.awaits if person not in fact.persons)
    return replace(initiative, evaluation=replace(initiative.evaluation, awaits=left))


CHAPTER = Chapter(
    concludes=(
        conclusion(Finish, finish),
        conclusion(SubmitResultReport, submit_result_report),
        conclusion(EvaluateResult, evaluate_result),
        conclusion(NotifyResult, notify_result),
        conclusion(ConcludeNotHandled, conclude_not_handled),
    ),
    changes=(
        change(ImplementationFinished, implementation_finished),
        change(ResultReported, result_reported),
        change(ResultEvaluated, result_evaluated),
        change(ResultNotified, result_notified),
        change(NotHandledConcluded, not_handled_concluded),
    ),
)
