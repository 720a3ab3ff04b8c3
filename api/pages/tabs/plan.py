"""The plan in force with the risks foreseen, and what each approved version changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.pages.open_case import OpenCase
from api.views.initiative import InitiativeView
from domain.facts import AmendmentProposed, Plan
from domain.streams.clocks import Clock
from domain.vocabulary import ClockKind, Verdict
from domain.work.plan_changes import FieldChange, PartChange, Said, changes
from words import rendering

PEOPLE = ("implementer", "evaluator", "owner")


@dataclass(frozen=True)
class FieldSaid:
    """One field as the older and as the newer of two versions has it."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Part:
    """A work item or a risk that differs, in a sentence; and field by field where it is in both."""

    sentence: str
    fields: tuple[FieldSaid, ...]


@dataclass(frozen=True)
class Version:
    """`since`: from when what it names was foreseen; None of one that still waits for approval. `parts`: what it changed, where it changes another."""

    name: str
    changes_another: bool
    since: datetime | None
    sha256: str
    reasons: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class PlanSeen:
    """`waits`: nobody has approved it yet. `moved`: by work item, the day until which more time was granted. `versions`: the newest first."""

    plan: Plan | None
    waits: bool
    verdicts: Mapping[str, Verdict]
    moved: Mapping[str, str]
    versions: tuple[Version, ...]


def seen(case: OpenCase) -> PlanSeen:
    view = case.as_read
    assert isinstance(view, InitiativeView)
    in_force = view.versions[-1].plan if view.versions else None
    return PlanSeen(
        plan=in_force or view.plan,
        waits=in_force is None,
        verdicts=view.verdicts,
        moved={clock.item: rendering.day(day, case.language) for clock in view.clocks if (day := _moved_to(clock, in_force))},
        versions=tuple(_versions(case, view))[::-1],
    )


def _moved_to(clock: Clock, plan: Plan | None) -> date | None:
    """The day on which a work item is due, where it is not the one its plan says: more time was granted."""
    planned = {item.code: item.evaluate_by for item in plan.items} if plan else {}
    return clock.until if clock.kind is ClockKind.ITEM_EVALUATION and clock.until != planned.get(clock.item) else None


def _versions(case: OpenCase, view: InitiativeView) -> Iterator[Version]:
    """The baseline first; last what somebody has asked for and nobody has answered."""
    reasons = {fact.plan_sha256: fact.reasons for fact in case.facts if isinstance(fact, AmendmentProposed)}
    before: Plan | None = None
    for version in view.versions:
        name = case.say("version", number=str(version.version))
        yield _version(case, name, version.plan, version.sha256, before, version.effective_from, reasons)
        before = version.plan
    if view.amendment and before:
        yield _version(case, case.say("version_asked"), view.amendment, view.amendment_sha256, before, None, reasons)


def _version(
    case: OpenCase, name: str, plan: Plan, sha256: str, before: Plan | None, since: datetime | None, reasons: Mapping[str, str]
) -> Version:
    parts = tuple(_part(case, each) for each in changes(before, plan)) if before else ()
    return Version(name, before is not None, since, sha256, reasons.get(sha256, "") if before else "", parts)


def _part(case: OpenCase, part: PartChange) -> Part:
    what = case.say(f"part_of_{part.of}", code=part.code, title=part.title)
    return Part(case.say(f"part_{part.how}", what=what), tuple(_field(case, each) for each in part.fields))


def _field(case: OpenCase, changed: FieldChange) -> FieldSaid:
    label = case.label("fields", changed.field)
    return FieldSaid(label, _text(case, changed.field, changed.was), _text(case, changed.field, changed.now))


def _text(case: OpenCase, field: str, said: Said) -> str:
    match said:
        case date():
            return rendering.day(said, case.language)
        case int():
            return f"{rendering.whole_number(said, case.language)} {case.say('dong')}"
        case "":
            return case.say("nothing_said")
        case _:
            return case.called(said) if field in PEOPLE else said
