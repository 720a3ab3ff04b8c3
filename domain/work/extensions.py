"""More time for a work item: asked for before its day has passed, granted or refused by whoever decides. Both days stay on record.

The plan is not touched: what was foreseen stays as it was frozen, and only the clock of the item runs to another day.
"""

from dataclasses import replace

from domain.acts import GrantExtension, RefuseExtension, RequestExtension
from domain.chapter import Chapter, change, conclusion
from domain.facts import ExtensionGranted, ExtensionRefused, ExtensionRequested
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Extension, Initiative
from domain.vocabulary import ClockKind


def extension_waits(initiative: Initiative) -> Reason | None:
    return None if initiative.work.extensions else Reason.NO_EXTENSION


def _asked(item: str, matter: Matter[Initiative]) -> Extension:
    """The extension that waits for that item. Raises Refused."""
    asked = matter.stream.work.extensions.get(item)
    if asked is None:
        raise Refused(Reason.NO_EXTENSION, matter.basis)
    return asked


def request_extension(act: RequestExtension, matter: Matter[Initiative]) -> ExtensionRequested:
    clocks = matter.stream.clocks
    was = next((c.until for c in clocks if c.kind is ClockKind.ITEM_EVALUATION and c.item == act.item and c.until), None)
    if was is None:
        raise Refused(Reason.NOTHING_TO_EXTEND, matter.basis, item=act.item)
    if act.item in matter.stream.work.extensions:
        raise Refused(Reason.EXTENSION_WAITS, matter.basis, item=act.item)
    if matter.today > was:
        raise Refused(Reason.EXTENSION_TOO_LATE, matter.basis, day=was.isoformat())
    if act.evaluate_by <= was:
        raise Refused(Reason.NO_LATER_DAY, matter.basis, day=was.isoformat())
    matter.refuse_unless_ahead(act.evaluate_by)
    return ExtensionRequested(**matter.signature_fields, item=act.item, was=was, evaluate_by=act.evaluate_by, reasons=act.reasons)


def extension_requested(fact: ExtensionRequested, initiative: Initiative) -> Initiative:
    asked = {**initiative.work.extensions, fact.item: Extension(was=fact.was, evaluate_by=fact.evaluate_by)}
    return replace(initiative, work=replace(initiative.work, extensions=asked))


def grant_extension(act: GrantExtension, matter: Matter[Initiative]) -> ExtensionGranted:
    """Whoever grants names the day they have read, as whoever approves a plan names its hash."""
    asked = _asked(act.item, matter)
    if act.evaluate_by != asked.evaluate_by:
        raise Refused(Reason.ANOTHER_DAY_WAS_ASKED, matter.basis, day=asked.evaluate_by.isoformat())
    matter.refuse_unless_ahead(act.evaluate_by)
    return ExtensionGranted(
        **matter.signature_fields, item=act.item, was=asked.was, evaluate_by=asked.evaluate_by, conditions=act.conditions
    )


def extension_granted(fact: ExtensionGranted, initiative: Initiative) -> Initiative:
    return _answered(fact.item, initiative).starting(ClockKind.ITEM_EVALUATION, fact.at, item=fact.item, until=fact.evaluate_by)


def refuse_extension(act: RefuseExtension, matter: Matter[Initiative]) -> ExtensionRefused:
    asked = _asked(act.item, matter)
    return ExtensionRefused(**matter.signature_fields, item=act.item, was=asked.was, evaluate_by=asked.evaluate_by, reasons=act.reasons)


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
