"""Telling an entry again: from its sealed filing, or where nobody's hand is under it, from what it must have followed.

Nothing enters the ledger that nobody did. An entry with a filing must be what `decide` makes of that filing on the ledger before it, under the law
and the directory of that time. An entry without one must be of a kind in NOBODYS, and must follow: a rung from the stream's own clocks, a move from
the directory, days from the calendar, and a consequence from the entry of the family that it names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlmodel import Session, select

from domain.acts import Act
from domain.campaigns.duty import fulfilled_by, opened_by_the_calendar
from domain.facts import (
    CalendarReplaced,
    CampaignOpened,
    DutyFulfilled,
    Escalated,
    Fact,
    Registered,
    Rehomed,
    Reminded,
    Reopened,
    ResultNoted,
    ReviewNoted,
    ReviewOpened,
    RewardFileOpened,
    RewardsBarred,
    RewardsEarned,
    RewardsHeld,
    RewardsNoted,
    RewardsReleased,
    SilenceNoted,
    YearlyCampaignChanged,
    YearlyCampaignSetUp,
    YearlyDefinition,
)
from domain.filing import Filed
from domain.law.policy import Law
from domain.law.working_days import Calendar
from domain.matter import RecordExcerpt, beside_what_goes_on, beside_what_opens
from domain.numbers import YEARLY
from domain.people.conflicts import Ties, declared_in, may_be_tied
from domain.people.delegation import begins, is_of_another_directory
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import CONCLUSIONS
from domain.procedure.decide import decide
from domain.refusals import Refused
from domain.streams.campaign import Campaign
from domain.streams.clocks import next_due
from domain.streams.stream import Stream
from domain.time.calendar_change import counted_anew
from domain.time.reminders import day_of, desks, fact_of, rung_id
from domain.time.succession import next_rehoming, rehoming_id
from domain.zone import CITY_ZONE
from store.record import ledger
from store.tables import YearlyRow
from store.upkeep.then import NEARBY, CampaignsThen, DirectoryThen, declaration_at

CLOCKS_MAY_DIFFER = timedelta(minutes=1)
LONGEST_LOOK = timedelta(days=800)

RUNGS = (Reminded, Escalated, SilenceNoted)
CONSEQUENCES = (
    ReviewOpened,
    ReviewNoted,
    ResultNoted,
    RewardFileOpened,
    RewardsEarned,
    RewardsHeld,
    RewardsReleased,
    RewardsBarred,
    RewardsNoted,
    Reopened,
)
# All that may be recorded without a filing.
NOBODYS: tuple[type[Fact], ...] = (*RUNGS, *CONSEQUENCES, Rehomed, CalendarReplaced, DutyFulfilled, CampaignOpened)


@dataclass(frozen=True)
class Line:
    """An entry as it is looked at. `place`: in the city's ledger. `exact`: whether this release must come to the very same fact."""

    place: int
    case: str
    sequence: int
    filing: str
    fact: Fact
    policy: str
    recorded_at: datetime
    exact: bool


@dataclass(frozen=True)
class Published:
    """The law as it may have been: every published set as it now reads, every calendar, and since when each counts."""

    law: Callable[[str], Law]
    calendars: Mapping[str, Calendar]
    since: Mapping[str, datetime]

    def laws(self, policy: str, first: str) -> Iterator[Law]:
        """Under each calendar, that one first; without what a later set completed, last. The entry itself says under which set it stands."""
        law = self.law(policy)
        for completed in (law, replace(law, completing=None)) if law.completing else (law,):
            for name in sorted(self.calendars, key=lambda name: (name != first, name)):
                yield replace(completed, calendar=self.calendars[name], calendar_since=self.since[name])


@dataclass(frozen=True)
class Scene:
    """All that is known of the moment before an entry: its stream, its family, the city."""

    before: Stream
    family: Mapping[str, Stream]
    facts: list[Fact]
    published: Published
    directory: DirectoryThen
    campaigns: CampaignsThen
    session: Session

    def directories(
        self, line: Line, days: Iterable[date], persons: Iterable[str] = (), agencies: Iterable[str] = (), moment: datetime | None = None
    ) -> Iterator[Directory]:
        stream, persons = self.before, tuple(persons)
        everybody = {*persons, *stream.proposers, *stream.implementers, *stream.named}
        codes = (stream.agency, stream.addressed_to, *stream.consulted, *agencies)
        for day in days:
            for load in self.directory.loads_at(line.place):
                yield self.directory.slice_for(load, codes, everybody, day, moment)


def nobodys(line: Line, scene: Scene, expected: Mapping[str, Fact]) -> str:
    """What is wrong with an entry without a filing; "" where it is told again. `expected`: by their names, what follows from the entries before it.

    One of an earlier release that is not told again must still be of such a kind, in nobody's name and under a name of its own stream.
    """
    fact = line.fact
    if not isinstance(fact, NOBODYS) or fact.by is not None:
        return f"names the filing {line.filing}, which is not in the register of this case, and {fact.kind} is nothing that comes about by itself"
    if expected.get(line.filing) == fact or any(said == (line.filing, fact) for said in _candidates(line, scene)):
        return ""
    if not line.exact and line.filing.startswith(f"{line.case}/"):
        return ""  # of an earlier release: its clocks, its consequences and its directory may have been others
    if line.filing in expected:
        return "is not what follows from the entry it names"
    return f"names the filing {line.filing}, which is not in the register of this case, and nothing it could follow from says it"


def _candidates(line: Line, scene: Scene) -> Iterator[tuple[str, Fact]]:
    """Name and fact of what could have come about by itself just then."""
    match line.fact:
        case Reminded() | Escalated() | SilenceNoted():
            yield from _rungs(line, scene)
        case Rehomed() as fact:
            for directory in scene.directories(line, _days(fact.at, line.recorded_at)):
                if moved := next_rehoming(scene.before, directory):
                    yield rehoming_id(scene.before, moved), moved
        case CalendarReplaced() as fact:
            yield from _days_counted_anew(fact, line, scene)
        case DutyFulfilled() as fact:
            registered = ledger.entry(fact.initiative, 1, scene.session)
            if isinstance(registered, Registered) and isinstance(scene.before, Campaign):
                done = fulfilled_by(registered, fact.initiative, scene.before)
                if done and registered.campaign == line.case:
                    yield f"{line.case}/{fact.initiative}", done
        case CampaignOpened() as fact:
            yield from _yearly(fact, line, scene)


def _rungs(line: Line, scene: Scene) -> Iterator[tuple[str, Fact]]:
    stream = scene.before
    for law in scene.published.laws(stream.policy, stream.calendar):
        rung = next_due(stream.clocks, law)
        if rung is None or rung_id(stream, rung) != line.filing or rung.at > line.recorded_at + CLOCKS_MAY_DIFFER:
            continue
        for directory in scene.directories(line, dict.fromkeys((day_of(rung, law), *_days(rung.at, line.recorded_at)))):
            yield line.filing, fact_of(rung, stream, law, desks(rung.clock, Standpoint(stream, directory)))


def _days(begin: datetime, end: datetime) -> Iterator[date]:
    """On any of which somebody may have looked: mostly the last or the first."""
    first, last = begin.astimezone(CITY_ZONE).date(), end.astimezone(CITY_ZONE).date()
    yield from dict.fromkeys((last, first))
    for n in range(1, min((last - first).days, LONGEST_LOOK.days)):
        yield first + timedelta(days=n)


def _days_counted_anew(fact: CalendarReplaced, line: Line, scene: Scene) -> Iterator[tuple[str, Fact]]:
    """The first of them by the state before it. Those after it say what is hidden from somebody, and the state before them is of the new calendar already."""
    was, calendars = scene.published.calendars.get(fact.was), scene.published.calendars
    if was is None or fact.calendar not in calendars or (scene.before.calendar not in (fact.was, fact.calendar)):
        return
    law = replace(
        scene.published.law(scene.before.policy), calendar=calendars[fact.calendar], calendar_since=scene.published.since[fact.calendar]
    )
    for n, counted in enumerate(counted_anew(scene.before, was, law)):
        if (n == 0) == (scene.before.calendar == fact.was):
            yield f"{line.case}/{fact.calendar}/{n}", counted


def _yearly(fact: CampaignOpened, line: Line, scene: Scene) -> Iterator[tuple[str, Fact]]:
    number = fact.definition
    definition = _definition(number, scene.session) if number else None
    if number is None or definition is None or fact.year is None:
        return
    for law in scene.published.laws(line.policy, fact.calendar):
        day = fact.at.astimezone(CITY_ZONE).date()
        for load in scene.directory.loads_at(line.place):
            asked = (*definition.agencies, *scene.directory.of_kinds(load, definition.kinds, day))
            known = scene.directory.slice_for(load, (definition.agency, *asked), (), day)
            yield f"{line.case}/opened", opened_by_the_calendar(definition, number, fact.year, fact.at, asked, law, known)


def _definition(number: int, session: Session) -> YearlyDefinition | None:
    """By the entry of the yearly campaign's stream; before it was one, by the register that release 0.4.0 kept."""
    entry = ledger.entry(YEARLY, number, session)
    if isinstance(entry, YearlyCampaignSetUp | YearlyCampaignChanged):
        return entry.definition
    row = session.exec(select(YearlyRow).where(YearlyRow.id == number)).first()
    return YearlyDefinition.model_validate(row.content) if row else None


def decided(line: Line, filed: Filed[Act], scene: Scene) -> str:
    """What is wrong with an entry that answers a filing; "" where the filing, decided again, becomes that very fact.

    An earlier release may have decided otherwise, and the directory it decided on may not have been kept. Then who sent it, when, what kind of
    fact it became and every field that act and fact share must agree, but for fields in which today's decision departs from its act as well.
    """
    refusal, today = "", None
    for law in scene.published.laws(line.policy, _calendar_of(line.fact, scene.before)):
        if scene.before.stage and scene.before.policy != line.policy:
            break
        for (directory, signed), excerpt in product(_asked(line, filed, law, scene), _excerpts(line, filed, scene)):
            try:
                today = decide(filed, scene.before, law, directory, excerpt, signed)
            except Refused as refused:
                refusal = refused.reason
                continue
            except LookupError:  # without what a later set completed, the pinned one is silent on it
                continue
            if type(today).model_validate(today.model_dump(mode="json")) == line.fact:
                return ""
    if not line.exact:
        return _in_what_both_say(line.fact, filed, today)
    if today is None:
        return f"records the filing {filed.number}, which is refused when it is decided again ({refusal})"
    return f"is not what the filing {filed.number} becomes when it is decided again: {', '.join(_differing(line.fact, today))}"


def _calendar_of(fact: Fact, before: Stream) -> str:
    return before.calendar if before.stage else str(getattr(fact, "calendar", ""))


def _differing(was: Fact, now: Fact) -> list[str]:
    if was.kind != now.kind:
        return [f"{was.kind} is {now.kind}"]
    then, today = was.model_dump(mode="json"), now.model_dump(mode="json")
    return [name for name in {**then, **today} if then.get(name) != today.get(name)]


def _asked(line: Line, filed: Filed[Act], law: Law, scene: Scene) -> Iterator[tuple[Directory, Directory | None]]:
    """As the registrar asks the directory (activities/registrar.py): of the day of receipt, and of the day a document was signed."""
    day = law.calendar.local_day(filed.received_at)
    kinds = filed.act.mentions_kinds()
    of_kinds = scene.directory.of_kinds(next(scene.directory.loads_at(line.place)), kinds, day) if kinds else ()
    agencies = (*filed.act.mentions_agencies(), *of_kinds)
    received = scene.directories(line, (day,), filed.persons, agencies, filed.received_at)
    if (on := filed.signed_on) is None:
        yield from ((directory, None) for directory in received)
        return
    for directory, signed in zip(received, scene.directories(line, (on,), filed.persons, agencies, begins(on)), strict=True):
        yield directory, signed if is_of_another_directory(on, day, directory) else None


def _excerpts(line: Line, filed: Filed[Act], scene: Scene) -> Iterator[RecordExcerpt]:
    """A registration takes no campaign's turn, and an appointment that of nobody's declaration: what was recorded beside it may have been seen or not."""
    for place in (line.place, line.place - NEARBY, line.place + NEARBY):
        if filed.act.opens_stream:
            yield beside_what_opens(filed, scene.campaigns.open_at(place))
        else:
            yield _excerpt(filed, place, scene)
            if not filed.act.gives_role:
                return


def _excerpt(filed: Filed[Act], place: int, scene: Scene) -> RecordExcerpt:
    def entry(number: int) -> Fact | None:
        return scene.facts[number - 1] if number <= len(scene.facts) else None

    return beside_what_goes_on(filed, scene.before, entry, scene.family.get, _ties(filed.act, place, scene))


def _ties(act: Act, place: int, scene: Scene) -> Ties:
    """What was declared by then. Who shared another open matter is not told again: no fact says it, and whoever did was refused."""
    persons = may_be_tied(act.mentions(), scene.before) if act.gives_role else ()
    found = {person: declared_in(declaration_at(person, place, scene.session)) for person in sorted(persons)}
    return Ties({person: declared for person, declared in found.items() if declared})


def _in_what_both_say(fact: Fact, filed: Filed[Act], today: Fact | None) -> str:
    act = filed.act.model_dump(mode="json")
    said = fact.model_dump(mode="json")
    now = today.model_dump(mode="json") if today else {}
    if type(fact) not in _may_become(type(filed.act)):
        return f"is {fact.kind}, which the filing {filed.number} cannot become"
    hands = {hand.person for hand in (fact.by, fact.recorded_by) if hand}
    if filed.sender not in hands or fact.at != filed.received_at:
        return f"does not say who sent the filing {filed.number}, or when"
    differing = [name for name in act.keys() & said.keys() if said[name] != act[name] and said[name] != now.get(name, act[name])]
    return f"does not say what the filing {filed.number} says: {', '.join(sorted(differing))}" if differing else ""


def _may_become(act: type[Act]) -> tuple[Any, ...]:
    """The facts its rule may return."""
    returned = get_type_hints(CONCLUSIONS[act].rule)["return"]
    return get_args(returned) if get_origin(returned) in (Union, type(int | str)) else (returned,)
