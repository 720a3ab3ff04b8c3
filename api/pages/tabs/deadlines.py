"""What is due, on what that rests and at whose desks it lies; and which days have passed in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from api.answers import in_words
from api.pages.cards import Due, last_day
from api.pages.foresight import ForeseenSeen, if_nobody_acts
from api.pages.open_case import OpenCase
from api.views.deadlines import DeadlineView
from domain.facts import DaysAway, Desk
from domain.streams.clocks import Silence
from domain.time.reminders import desk_of
from domain.vocabulary import Office
from store.reading.open_file import deadlines
from words import rendering


@dataclass(frozen=True)
class DueSeen:
    """`due`: None of what stands still. `desks`: offices with their agencies, or persons by name."""

    it: DeadlineView
    item: str
    due: Due | None
    since: str
    desks: tuple[str, ...]


@dataclass(frozen=True)
class SilenceSeen:
    label: str
    item: str
    day: str
    desks: tuple[str, ...]


@dataclass(frozen=True)
class Deadlines:
    """`certificates`: where a certificate of silence is taken, for whoever may take one."""

    running: tuple[DueSeen, ...]
    foreseen: tuple[ForeseenSeen, ...]
    silences: tuple[SilenceSeen, ...]
    certificates: str


def running(case: OpenCase) -> list[DeadlineView]:
    """The earliest first."""
    house = case.house
    return [in_words(each, DeadlineView, case.language, house.documents) for each in deadlines(case.file, house.now())]


def seen(case: OpenCase) -> Deadlines:
    return Deadlines(
        running=tuple(_due(case, each) for each in running(case)),
        foreseen=if_nobody_acts(case.file, case.house, case.language),
        silences=tuple(_silence(case, each) for each in case.as_read.silences),
        certificates=f"{case.href}/certificates" if case.house.certificates.offered(case.file) else "",
    )


def _due(case: OpenCase, each: DeadlineView) -> DueSeen:
    return DueSeen(
        it=each,
        item=_item(case, each.item),
        due=None if each.paused else case.lines.due(each.due),
        since=rendering.day(case.file.law.calendar.local_day(each.since), case.language),
        desks=tuple(
            dict.fromkeys(desk for office in each.waiting_for for desk in _desks(case, Office(office), _one_agency(case, each), each.since))
        ),
    )


def _item(case: OpenCase, code: str) -> str:
    """A work item by code and title, an agency or a person by name."""
    title = case.file.stream.titles.get(code, "")
    return f"{code} “{title}”" if title else case.agency(code)


def _one_agency(case: OpenCase, each: DeadlineView) -> str:
    """The one agency it is about, by its code, or ""."""
    stream = case.file.stream
    return next((stream.desk_of(clock) for clock in stream.clocks if (clock.kind, clock.item) == (each.clock, each.item)), "")


def _desks(case: OpenCase, office: Office, one_agency: str, since: datetime) -> Iterator[str]:
    """Which agency an office is at turns on who takes no part, and so on whose conduct is looked at: it is told to those who need to know."""
    addressees = case.file.standpoint.addressees(office) if case.file.needs_to_know else ()
    asked = [each for each in addressees if not one_agency or each.agency in ("", one_agency)]
    found = [_desk(case, desk_of(each, since, case.file.standpoint)) for each in asked]
    yield from found or [case.label("offices", office)]


def _desk(case: OpenCase, desk: Desk) -> str:
    at = case.called(desk.person) if desk.person else case.agency(desk.agency) if desk.agency else ""
    where = ", ".join(part for part in (case.label("offices", desk.office), at) if part)
    if desk.signers:
        where = case.say("desk_with_signers", desk=where, who=", ".join(map(case.called, desk.signers)))
    return "; ".join((where, *(_away(case, each) for each in desk.away)))


def _away(case: OpenCase, days: DaysAway) -> str:
    said = {"since": rendering.day(days.since, case.language), "until": rendering.day(days.until, case.language)}
    if not days.taken_by:
        return case.say("desk_away", **said, absent=case.called(days.absent))
    return case.say("desk_away_taken", **said, absent=case.called(days.absent), who=case.called(days.taken_by))


def _silence(case: OpenCase, each: Silence) -> SilenceSeen:
    return SilenceSeen(
        label=case.label("clocks", each.clock),
        item=_item(case, each.item),
        day=rendering.day(last_day(each.due, case.file.law.calendar), case.language),
        desks=tuple(dict.fromkeys(_desk(case, desk) for desk in each.asked)),
    )
