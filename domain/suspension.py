"""Holding the work, letting it go on, or ending it before its time: by the authority that allowed it, or the one above."""

from domain.acts import Resume, Stop, Suspend
from domain.case import Case, after
from domain.facts import Resumed, Stopped, Suspended
from domain.matter import Matter, conclude
from domain.refusals import Reason
from domain.vocabulary import ClockKind, Stage


def suspended(case: Case) -> Reason | None:
    return None if case.suspended else Reason.NOT_SUSPENDED


def not_suspended(case: Case) -> Reason | None:
    return Reason.CASE_SUSPENDED if case.suspended else None


@conclude.register
def _(act: Suspend, matter: Matter) -> Suspended:
    return Suspended(**matter.signed, reasons=act.reasons, pauses=matter.law.suspension.pauses.value)


@after.register
def _(fact: Suspended, case: Case) -> Case:
    clocks = tuple(clock.pausing(fact.at) if clock.kind in fact.pauses else clock for clock in case.clocks)
    return case.then(suspended=True, paused=fact.pauses, clocks=clocks)


@conclude.register
def _(act: Resume, matter: Matter) -> Resumed:
    return Resumed(**matter.signed, reasons=act.reasons)


@after.register
def _(fact: Resumed, case: Case) -> Case:
    return case.then(suspended=False, paused=(), clocks=tuple(clock.resuming(fact.at) for clock in case.clocks))


@conclude.register
def _(act: Stop, matter: Matter) -> Stopped:
    return Stopped(**matter.signed, reasons=act.reasons)


@after.register
def _(fact: Stopped, case: Case) -> Case:
    """What was done is reported and evaluated all the same, from the day it was stopped."""
    running = tuple(clock.resuming(fact.at) for clock in case.clocks)
    kept = case.still_owed(running)
    changes = {"suspended": False, "paused": (), "stopped": True, "amendment": None, "amendment_sha256": "", "clocks": kept}
    return case.entering(Stage.FINAL_EVALUATION, **changes).starting(ClockKind.RESULT_REPORT, fact.at)
