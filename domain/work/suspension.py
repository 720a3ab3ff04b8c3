"""Holding the work, letting it go on, or ending it before its time: by the authority that allowed it, or the one above."""

from dataclasses import replace

from domain.acts import Resume, Stop, Suspend
from domain.chapter import Chapter, change, conclusion
from domain.facts import Resumed, Stopped, Suspended
from domain.matter import Matter
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.stages import Suspension
from domain.vocabulary import ClockKind, Stage


def is_suspended(initiative: Initiative) -> Reason | None:
    return None if initiative.suspended else Reason.NOT_SUSPENDED


def not_suspended(initiative: Initiative) -> Reason | None:
    return Reason.CASE_SUSPENDED if initiative.suspended else None


def suspend(act: Suspend, matter: Matter[Initiative]) -> Suspended:
    return Suspended(**matter.signature_fields, reasons=act.reasons, pauses=matter.law.suspension.pauses.value)


def suspended(fact: Suspended, initiative: Initiative) -> Initiative:
    clocks = tuple(clock.pausing(fact.at) if clock.kind in fact.pauses else clock for clock in initiative.clocks)
    return replace(initiative, work=replace(initiative.work, suspension=Suspension(pauses=fact.pauses)), clocks=clocks)


def resume(act: Resume, matter: Matter[Initiative]) -> Resumed:
    return Resumed(**matter.signature_fields, reasons=act.reasons)


def resumed(fact: Resumed, initiative: Initiative) -> Initiative:
    return replace(
        initiative, work=replace(initiative.work, suspension=None), clocks=tuple(clock.resuming(fact.at) for clock in initiative.clocks)
    )


def stop(act: Stop, matter: Matter[Initiative]) -> Stopped:
    return Stopped(**matter.signature_fields, reasons=act.reasons)


def stopped(fact: Stopped, initiative: Initiative) -> Initiative:
    """What was done is reported and evaluated all the same, from the day it was stopped."""
    running = tuple(clock.resuming(fact.at) for clock in initiative.clocks)
    stopped = replace(
        initiative,
        stage=Stage.FINAL_EVALUATION,
        work=initiative.work.over,
        ending=replace(initiative.ending, stopped=True),
        clocks=initiative.still_owed(running),
    )
    return stopped.starting(ClockKind.RESULT_REPORT, fact.at)


CHAPTER = Chapter(
    concludes=(
        conclusion(Suspend, suspend),
        conclusion(Resume, resume),
        conclusion(Stop, stop),
    ),
    changes=(
        change(Suspended, suspended),
        change(Resumed, resumed),
        change(Stopped, stopped),
    ),
)
