"""From the finish to the evaluated result (ND73 Art. 18)."""

from dataclasses import replace

from domain.acts import EvaluateResult, Finish, SubmitResultReport
from domain.canonical import digest
from domain.chapter import Chapter, change, conclusion
from domain.facts import ImplementationFinished, ResultEvaluated, ResultReported
from domain.matter import Matter
from domain.numbers import reward_file_number
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative, RewardsSummary
from domain.streams.stages import Evaluation
from domain.values import unique
from domain.vocabulary import ClockKind, LiabilityOutcome, Office, Regime, Result, Stage, Verdict


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
    approved_on = matter.stream.approved_on
    begun = matter.law.calendar.local_day(approved_on) if approved_on else matter.today
    matter.refuse_unless_between(begun, act.finished_on, "finished_on")
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
    met, quorum = {matter.by.person, *act.present}, matter.law.voting.quorum_more_than_percent
    if len(met) * 100 <= quorum.value * len(leadership):  # "the head with the leadership": one man is no meeting
        raise Refused(Reason.NO_QUORUM, quorum.basis, cast=len(met), entitled=len(leadership))
    completed = act.result is Result.COMPLETED
    initiative = matter.stream
    if initiative.ending.stopped and completed:
        raise Refused(Reason.STOPPED_IS_NOT_COMPLETED, matter.basis)
    if act.tier and not completed:
        raise Refused(Reason.TIER_ONLY_IF_COMPLETED, "house: rewards")
    if not act.causes and (not completed or _something_fell_short(initiative)):
        raise Refused(Reason.CAUSE_NEEDED, matter.law.terms[ClockKind.CAUSE].basis)
    return ResultEvaluated(
        **matter.signature_fields,
        result=act.result,
        tier=act.tier,
        findings=act.findings,
        present=unique(matter.by.person, *act.present),  # the head chairs the meeting
        causes=act.causes,
        # "Completed" is enough: the person is not handled, and saying so is part of this decision (Art. 11.1).
        liability=LiabilityOutcome.NOT_HANDLED if completed and initiative.regime is Regime.ND73 else None,
        review=initiative.next_review if not completed and not initiative.open_reviews else "",
        rewards=reward_file_number(initiative.number) if completed else "",
    )


def _something_fell_short(initiative: Initiative) -> bool:
    return initiative.waits_on(ClockKind.CAUSE) or any(verdict is not Verdict.FULL for verdict in initiative.work.verdicts.values())


def result_evaluated(fact: ResultEvaluated, initiative: Initiative) -> Initiative:
    kept = tuple(clock for clock in initiative.clocks if clock.kind is ClockKind.OBSTRUCTION)
    evaluated = replace(initiative, evaluation=Evaluation(result=fact.result, tier=fact.tier), clocks=kept)
    if fact.rewards:
        return replace(evaluated, stage=Stage.REWARDING, rewards=initiative.rewards or RewardsSummary(number=fact.rewards))
    return evaluated.with_review(fact.review)


CHAPTER = Chapter(
    concludes=(
        conclusion(Finish, finish),
        conclusion(SubmitResultReport, submit_result_report),
        conclusion(EvaluateResult, evaluate_result),
    ),
    changes=(
        change(ImplementationFinished, implementation_finished),
        change(ResultReported, result_reported),
        change(ResultEvaluated, result_evaluated),
    ),
)
