"""Closing an initiative once nothing about it is open, and opening it again."""

from dataclasses import replace

from domain.across.party_opinion import ASKED_IN
from domain.acts import Close, Reopen
from domain.chapter import Chapter, change, conclusion
from domain.facts import Closed, Reopened
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Outcome, Stage


def result_known(initiative: Initiative) -> Reason | None:
    return None if initiative.result else Reason.RESULT_NOT_EVALUATED


def nothing_open(initiative: Initiative) -> Reason | None:
    """A review decided, or a reward granted and being paid, outlives the initiative; what has no answer yet keeps it open, and whose conclusion waits."""
    pending = initiative.rewards is not None and initiative.rewards.pending
    unanswered = any(not each.answered for each in initiative.obstructions)
    open_still = (initiative.open_reviews, initiative.referred, initiative.integrity, initiative.to_conclude, pending, unanswered)
    return Reason.SOMETHING_OPEN if any(open_still) else None


def close(act: Close, matter: Matter[Initiative]) -> Closed:
    if matter.stream.result is None:
        raise Refused(Reason.RESULT_NOT_EVALUATED, matter.basis)
    return Closed(**matter.signature_fields, result=matter.stream.result, stopped=matter.stream.ending.stopped)


def closed(fact: Closed, initiative: Initiative) -> Initiative:
    return initiative.closed_as(Outcome.STOPPED if fact.stopped else Outcome(fact.result))


def reopen(act: Reopen, matter: Matter[Initiative]) -> Reopened:
    reached = [stage for stage in matter.stream.reached if stage is not Stage.CLOSED]
    if act.back_to not in reached:
        raise Refused(Reason.STAGE_NEVER_REACHED, matter.basis, stage=act.back_to, stages=", ".join(reached))
    if matter.stream.baseline_sha256 and act.back_to.precedes(Stage.IMPLEMENTING):
        raise Refused(Reason.BASELINE_FROZEN, matter.basis, stage=act.back_to)
    passed = _items_whose_day_passed(matter) if act.back_to is Stage.IMPLEMENTING else ()
    return Reopened(**matter.signature_fields, reason=act.reason, back_to=act.back_to, without_day=passed)


def _items_whose_day_passed(matter: Matter[Initiative]) -> tuple[str, ...]:
    """The plan's day was for the work as it was. Nobody has said by when it is evaluated again, and no silence is noted a second time (ADR 7)."""
    plan = matter.stream.plan_in_force
    return tuple(item.code for item in plan.items if item.evaluate_by < matter.today) if plan else ()


# What is due again in the stage a case returns to. For the items of a plan that is under way, the plan says it.
_CLOCK = {
    Stage.REGISTERED: ClockKind.DECISION,
    Stage.AGENCY_REVIEW: ClockKind.DECISION,
    Stage.CITY_APPRAISAL: ClockKind.APPRAISAL,
    Stage.FINAL_EVALUATION: ClockKind.RESULT_EVALUATION,
}


def reopened(fact: Reopened, initiative: Initiative) -> Initiative:
    """What was decided from that stage on must be decided anew; what came before it stands, and the ledger keeps everything."""
    asked_again = {opinion for stage, opinion in ASKED_IN.items() if isinstance(stage, Stage) and not stage.precedes(fact.back_to)}
    opinions = {before: opinion for before, opinion in initiative.opinions.items() if before not in asked_again}
    asked = {before: day for before, day in initiative.opinions_asked.items() if before not in asked_again}
    back = replace(initiative.returned_to(fact.back_to), opinions=opinions, opinions_asked=asked)
    if fact.back_to is Stage.IMPLEMENTING:
        return back.starting_item_evaluations(fact.at, without_day=fact.without_day)
    return back.starting(_CLOCK[fact.back_to], fact.at) if fact.back_to in _CLOCK else back


CHAPTER = Chapter(
    concludes=(
        conclusion(Close, close),
        conclusion(Reopen, reopen),
    ),
    changes=(
        change(Closed, closed),
        change(Reopened, reopened),
    ),
)
