"""From the finish to the evaluated result (ND73 Art. 18), and the closing and reopening of the case."""

from typing import Any

from domain.acts import Close, EvaluateResult, Finish, Reopen, SubmitResultReport
from domain.alarms import next_review, with_review
from domain.canonical import digest
from domain.case import Case, RewardsSummary, after
from domain.facts import Closed, ImplementationFinished, Reopened, ResultEvaluated, ResultReported
from domain.matter import Matter, conclude
from domain.numbers import reward_file_number
from domain.party_opinion import ASKED_IN
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, LiabilityOutcome, Office, Outcome, Regime, Result, Stage, Verdict

ART_18 = "ND73 Art. 18"


def report_missing(case: Case) -> Reason | None:
    return Reason.REPORT_ALREADY_SUBMITTED if case.report_sha256 else None


def every_item_evaluated(case: Case) -> Reason | None:
    planned = case.plan_in_force.items if case.plan_in_force else ()
    return None if all(item.code in case.verdicts for item in planned) else Reason.ITEMS_NOT_EVALUATED


def report_waits(case: Case) -> Reason | None:
    if not case.report_sha256:
        return Reason.REPORT_MISSING
    return Reason.RESULT_ALREADY_EVALUATED if case.result else None


def items_left(case: Case) -> Reason | None:
    return None if every_item_evaluated(case) else Reason.ALL_ITEMS_EVALUATED


def result_known(case: Case) -> Reason | None:
    return None if case.result else Reason.RESULT_NOT_EVALUATED


def nothing_open(case: Case) -> Reason | None:
    """A review decided, or a reward granted and being paid, outlives the initiative; what has no answer yet keeps it open."""
    pending = case.rewards is not None and case.rewards.pending
    unanswered = any(not each.answered for each in case.obstructions)
    return Reason.SOMETHING_OPEN if case.open_reviews or case.referred or case.integrity or pending or unanswered else None


@conclude.register
def _(act: Finish, matter: Matter) -> ImplementationFinished:
    approved_on = matter.case.approved_on
    begun = matter.law.calendar.local_day(approved_on) if approved_on else matter.today
    if not begun <= act.finished_on <= matter.today:
        raise Refused(Reason.DATE_OUT_OF_RANGE, ART_18, day=act.finished_on.isoformat())
    return ImplementationFinished(**matter.signed, finished_on=act.finished_on)


@after.register
def _(fact: ImplementationFinished, case: Case) -> Case:
    kept = case.still_owed(case.clocks)
    finished = case.entering(Stage.FINAL_EVALUATION, finished_on=fact.finished_on, amendment=None, amendment_sha256="", clocks=kept)
    return finished.starting(ClockKind.RESULT_REPORT, fact.at, day=fact.finished_on)


@conclude.register
def _(act: SubmitResultReport, matter: Matter) -> ResultReported:
    return ResultReported(**matter.signed, report=act.report, report_sha256=digest({"report": act.report}))


@after.register
def _(fact: ResultReported, case: Case) -> Case:
    reported = case.then(report_sha256=fact.report_sha256).answering(ClockKind.RESULT_REPORT)
    return reported.starting(ClockKind.RESULT_EVALUATION, fact.at)


@conclude.register
def _(act: EvaluateResult, matter: Matter) -> ResultEvaluated:
    leadership = matter.standpoint.holders(Office.LEADERSHIP)
    for person in act.present:
        if person in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, ART_18, person=person)
        if person not in leadership:
            raise Refused(Reason.NOT_OF_THE_LEADERSHIP, ART_18, person=person)
    met, quorum = {matter.by.person, *act.present}, matter.law.policy.voting.quorum_more_than_percent
    if len(met) * 100 <= quorum.value * len(leadership):  # "the head with the leadership": one man is no meeting
        raise Refused(Reason.NO_QUORUM, quorum.basis, cast=len(met), entitled=len(leadership))
    completed = act.result is Result.COMPLETED
    case = matter.case
    if case.stopped and completed:
        raise Refused(Reason.STOPPED_IS_NOT_COMPLETED, matter.basis)
    if act.tier and not completed:
        raise Refused(Reason.TIER_ONLY_IF_COMPLETED, "house: rewards")
    if not act.causes and (not completed or _something_fell_short(case)):
        raise Refused(Reason.CAUSE_NEEDED, "ND73 Art. 11.4")
    return ResultEvaluated(
        **matter.signed,
        result=act.result,
        tier=act.tier,
        findings=act.findings,
        present=tuple(dict.fromkeys((matter.by.person, *act.present))),  # the head chairs the meeting
        causes=act.causes,
        # "Completed" is enough: the person is not handled, and saying so is part of this decision (Art. 11.1).
        liability=LiabilityOutcome.NOT_HANDLED if completed and case.regime is Regime.ND73 else None,
        review=next_review(case) if not completed and not case.open_reviews else "",
        rewards=reward_file_number(case.number) if completed else "",
    )


def _something_fell_short(case: Case) -> bool:
    return case.waits_on(ClockKind.CAUSE) or any(verdict is not Verdict.FULL for verdict in case.verdicts.values())


@after.register
def _(fact: ResultEvaluated, case: Case) -> Case:
    kept = tuple(clock for clock in case.clocks if clock.kind is ClockKind.OBSTRUCTION)
    changes = {"result": fact.result, "tier": fact.tier, "clocks": kept}
    if fact.rewards:
        rewards = case.rewards or RewardsSummary(number=fact.rewards)
        return case.entering(Stage.REWARDING, rewards=rewards, **changes)
    return with_review(case.then(**changes), fact.review)


@conclude.register
def _(act: Close, matter: Matter) -> Closed:
    if matter.case.result is None:
        raise Refused(Reason.RESULT_NOT_EVALUATED, ART_18)
    return Closed(**matter.signed, result=matter.case.result, stopped=matter.case.stopped)


@after.register
def _(fact: Closed, case: Case) -> Case:
    return case.ending(Outcome.STOPPED if fact.stopped else Outcome(fact.result))


def order(stage: Stage) -> int:
    return list(Stage).index(stage)


@conclude.register
def _(act: Reopen, matter: Matter) -> Reopened:
    reached = [stage for stage in matter.case.reached if stage is not Stage.CLOSED]
    if act.back_to not in reached:
        raise Refused(Reason.STAGE_NEVER_REACHED, matter.basis, stage=act.back_to, stages=", ".join(reached))
    if matter.case.baseline_sha256 and order(act.back_to) < order(Stage.IMPLEMENTING):
        raise Refused(Reason.BASELINE_FROZEN, matter.basis, stage=act.back_to)
    return Reopened(**matter.signed, reason=act.reason, back_to=act.back_to)


# What each stage brought, and is open again when the case returns to it or to an earlier one.
_BROUGHT: dict[Stage, dict[str, Any]] = {
    Stage.REGISTERED: {"missing": ()},
    Stage.AGENCY_REVIEW: {
        "council": (),
        "council_favourable": None,
        "ballots": {},
        "carried": None,
        "overridden": False,
        "scope": "",
        "conditions": (),
    },
    Stage.CITY_APPRAISAL: {"consultations": {}, "appraisal": None},
    Stage.PLANNING: {"plan": None, "plan_sha256": ""},
    Stage.IMPLEMENTING: {"verdicts": {}, "finished_on": None, "report_sha256": "", "stopped": False},
    Stage.FINAL_EVALUATION: {"result": None, "tier": None},
    Stage.REWARDING: {},
    Stage.CLOSED: {"outcome": None},
}
_CLOCK = {
    Stage.REGISTERED: ClockKind.DECISION,
    Stage.AGENCY_REVIEW: ClockKind.DECISION,
    Stage.CITY_APPRAISAL: ClockKind.APPRAISAL,
    Stage.FINAL_EVALUATION: ClockKind.RESULT_EVALUATION,
}


@after.register
def _(fact: Reopened, case: Case) -> Case:
    """What was decided from that stage on must be decided anew; what came before it stands, and the ledger keeps everything."""
    again = list(Stage)[order(fact.back_to) :]
    asked_again = [opinion for stage, opinion in ASKED_IN.items() if stage in again]
    opinions = {before: opinion for before, opinion in case.opinions.items() if before not in asked_again}
    changes = {field: value for stage in again for field, value in _BROUGHT[stage].items()}
    reopened = case.entering(fact.back_to, opinions=opinions, **changes)
    if fact.back_to is Stage.IMPLEMENTING:
        return reopened.starting_item_evaluations(fact.at)
    return reopened.starting(_CLOCK[fact.back_to], fact.at) if fact.back_to in _CLOCK else reopened
