"""More time for a work item: asked for before its day has passed, granted or refused by whoever decides. Both days stay on record.

The plan is not touched: what was foreseen stays as it was frozen, and only the clock of the item runs to another day. What was asked lapses with the
day it was asked of: when the item has been evaluated, or the plan amended, there is nothing left to answer.
"""

from dataclasses import replace
from datetime import date

from domain.acts import GrantExtension, RefuseExtension, RequestExtension
from domain.chapter import Chapter, change, conclusion
from domain.facts import ExtensionGranted, ExtensionRefused, ExtensionRequested
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.stages import Extension
from domain.vocabulary import ClockKind


def extension_waits(initiative: Initiative) -> Reason | None:
    return None if initiative.extensions_waiting else Reason.NO_EXTENSION


def _asked(item: str, matter: Matter[Initiative]) -> tuple[date, date]:
    """The day that stands for that item, and the day that was asked for. Raises Refused."""
    asked, clock = matter.stream.extensions_waiting.get(item), matter.stream.clock_of_item(item)
    if asked is None or clock is None:
        raise Refused(Reason.NO_EXTENSION, matter.basis)
    return clock.due_day(matter.law), asked.evaluate_by


def _refuse_unless_later(day: date, was: date, matter: Matter[Initiative]) -> None:
    if day <= was:
        raise Refused(Reason.NO_LATER_DAY, matter.basis, day=was.isoformat())
    matter.refuse_unless_ahead(day, "evaluate_by")


def request_extension(act: RequestExtension, matter: Matter[Initiative]) -> ExtensionRequested:
    clock = matter.stream.clock_of_item(act.item)
    if clock is None:
        raise Refused(Reason.NOTHING_TO_EXTEND, matter.basis, item=act.item)
    if act.item in matter.stream.extensions_waiting:
        raise Refused(Reason.EXTENSION_WAITS, matter.basis, item=act.item)
    was = clock.due_day(matter.law)
    if matter.today > was:
        raise Refused(Reason.EXTENSION_TOO_LATE, matter.basis, day=was.isoformat())
    _refuse_unless_later(act.evaluate_by, was, matter)
    return ExtensionRequested(**matter.signature_fields, item=act.item, was=was, evaluate_by=act.evaluate_by, reasons=act.reasons)


def extension_requested(fact: ExtensionRequested, initiative: Initiative) -> Initiative:
    clock = initiative.clock_of_item(fact.item)
    if clock is None:  # nothing is asked where no day stands
        return initiative
    asked = {**initiative.work.extensions, fact.item: Extension(evaluate_by=fact.evaluate_by, clock=clock.opened_by)}
    return replace(initiative, work=replace(initiative.work, extensions=asked))


def grant_extension(act: GrantExtension, matter: Matter[Initiative]) -> ExtensionGranted:
    """Whoever grants names the day they have read, as whoever approves a plan names its hash."""
    was, asked = _asked(act.item, matter)
    if act.evaluate_by != asked:
        raise Refused(Reason.ANOTHER_DAY_WAS_ASKED, matter.basis, day=asked.isoformat())
    _refuse_unless_later(act.evaluate_by, was, matter)
    return ExtensionGranted(**matter.signature_fields, item=act.item, was=was, evaluate_by=asked, conditions=act.conditions)


def extension_granted(fact: ExtensionGranted, initiative: Initiative) -> Initiative:
    return _answered(fact.item, initiative).starting(ClockKind.ITEM_EVALUATION, fact.at, item=fact.item, until=fact.evaluate_by)


def refuse_extension(act: RefuseExtension, matter: Matter[Initiative]) -> ExtensionRefused:
    was, asked = _asked(act.item, matter)
    return ExtensionRefused(**matter.signature_fields, item=act.item, was=was, evaluate_by=asked, reasons=act.reasons)


def extension_refused(fact: ExtensionRefused, initiative: Initiative) -> Initiative:
    return _answered(fact.item, initiative)


def _answered(item: str, initiative: Initiative) -> Initiative:
    left = {code: asked for code, asked in initiative.work.extensions.items() if code != item}
    return replace(initiative, work=replace(initiative.work, extensions=left))


CHAPTER = Chapter(
    concludes=(
        conclusion(RequestExtension, request_extension),
        conclusion(GrantExtension, grant_extension),
        conclusion(RefuseExtension, refuse_extension),
    ),
    changes=(
        change(ExtensionRequested, extension_requested),
        change(ExtensionGranted, extension_granted),
        change(ExtensionRefused, extension_refused),
    ),
)
