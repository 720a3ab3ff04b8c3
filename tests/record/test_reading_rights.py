"""Who may read a stream is said twice, by the rules and by SQL. Over random directories and streams the lists show exactly what the rules allow."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as some
from sqlmodel import delete

from domain.people.delegation import in_force
from domain.people.directory import Agency, Delegation, Directory, Person, Tenure
from domain.people.standpoint import SEES_EVERYTHING, Standpoint
from domain.streams.campaign import Campaign
from domain.streams.declaration import Declaration
from domain.streams.initiative import Initiative
from domain.streams.review import Adviser, Discipline, Review
from domain.streams.reward_file import RewardFile
from domain.streams.stages import CityRound, Deliberation
from domain.streams.stream import Stream
from domain.vocabulary import CampaignStage, Capacity, DeclarationStage, Office, Position, ReviewStage, RewardStage, Stage, StreamKind
from store import directory
from store.reading.listing import SOUGHT
from store.reading.readings import Readings
from store.record import streams
from store.record.streams import Snapshot
from store.tables import CaseRow, PartyRow, WaitRow
from store.tables_directory import AgencyRow, DelegationRow, PersonRow, TermRow
from tests.record.counter import Counter

EXAMPLES = {"sqlite": 30, "postgresql": 10}  # some ten seconds each on a busy machine
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
TODAY, YESTERDAY, TOMORROW, LONG_AGO = date(2026, 11, 2), date(2026, 11, 1), date(2026, 11, 3), date(2020, 1, 1)
# Codes of which one contains another, and which differ in nothing but their capitals.
CODES = ("A", "a", "B", "C", "C-1", "D")
PEOPLE = ("lan", "Lan", "lan-2", "tam")
HELD = (Office.AGENCY_HEAD, Office.DEPUTY_HEAD, Office.EMULATION_COUNCIL, Office.APPOINTING_AUTHORITY, *SEES_EVERYTHING)

codes = some.sampled_from(CODES)
advisers = some.dictionaries(
    some.sampled_from(("x", "y")),
    some.builds(Adviser, person=some.sampled_from(PEOPLE), until=some.sampled_from((YESTERDAY, TODAY, TOMORROW))),
)
persons = some.lists(some.sampled_from(PEOPLE), max_size=2, unique=True).map(tuple)


@some.composite
def an_agency(draw: some.DrawFn, code: str) -> list[Agency]:
    """Every version of one agency."""
    superior = draw(some.sampled_from(("", *CODES)))
    match draw(
        some.sampled_from(("stands", "stands", "has ended", "has ended", "ends today", "went on", "begins today", "begins tomorrow"))
    ):
        case "has ended" | "ends today" as end:
            last_day = TODAY if end == "ends today" else YESTERDAY
            successor = draw(some.sampled_from([other for other in CODES if other != code]))
            return [Agency(code=code, name=code, superior=superior, valid_to=last_day, successor=successor)]
        case "went on":
            before = Agency(code=code, name=code, superior=superior, valid_to=YESTERDAY)
            return [before, Agency(code=code, name=code, superior=draw(some.sampled_from(("", *CODES))), valid_from=TODAY)]
        case "begins today" | "begins tomorrow" as beginning:
            first_day = TODAY if beginning == "begins today" else TOMORROW
            return [Agency(code=code, name=code, superior=superior, valid_from=first_day)]
        case _:
            return [Agency(code=code, name=code, superior=superior)]


@some.composite
def a_term(draw: some.DrawFn) -> Tenure:
    """Held today more often than not; some are over, some have not begun."""
    starts, ends = draw(some.sampled_from([(LONG_AGO, None), (LONG_AGO, None), (TODAY, TODAY), (LONG_AGO, YESTERDAY), (TOMORROW, None)]))
    # Most offices are held at one agency: whoever sees everything would hide every difference.
    office = draw(some.sampled_from((Office.AGENCY_HEAD, Office.AGENCY_OFFICER, Office.REVIEW_OFFICER, Office.DEPUTY_HEAD) * 3 + HELD))
    return Tenure(person=draw(some.sampled_from(PEOPLE)), office=office, agency=draw(codes), starts=starts, ends=ends)


@some.composite
def a_leave(draw: some.DrawFn) -> Delegation:
    """To sign for the head of some agency: of all, of one case or of one field; more often in force than not."""
    starts, ends = draw(some.sampled_from([(LONG_AGO, None), (LONG_AGO, None), (LONG_AGO, YESTERDAY), (TOMORROW, None)]))
    capacity, given_by = draw(some.sampled_from([(Capacity.TUQ, "tam"), (Capacity.TUQ, "lan"), (Capacity.Q, "")]))
    return Delegation(
        person=draw(some.sampled_from(PEOPLE)),
        held=draw(some.sampled_from((Office.DEPUTY_HEAD, Office.AGENCY_OFFICER))),
        held_at=draw(codes),
        capacity=capacity,
        agency=draw(codes),
        given_by=given_by,
        number="1",
        issued_on=LONG_AGO,
        starts=starts,
        ends=ends,
        ended_at=draw(some.sampled_from((None, None, NOW))),
        cases=draw(some.sampled_from(((), (), ("SK-2026-A-1",), ("SK-2026-B-1",)))),
        fields=draw(some.sampled_from(((), (), ("digital",)))),
    )


@some.composite
def a_family(draw: some.DrawFn) -> list[Stream]:
    """An initiative, its review and its reward file, and a campaign, each at agencies of its own."""

    def shared() -> dict[str, Any]:
        home = {"agency": draw(codes), "addressed_to": draw(codes)}
        return {"sequence": 1, "policy": "hcmc-plan-2022.3", **home, "proposers": draw(persons), "implementers": draw(persons)}

    asked = draw(some.dictionaries(codes, some.sampled_from((None, Position.AGREES)), max_size=2))
    duty = draw(some.lists(codes, max_size=3, unique=True))
    handed = {
        str(n): Discipline(person="x", discovered_on=LONG_AGO, handled_by=code)
        for n, code in enumerate(draw(some.lists(codes, max_size=1)))
    }
    case, number = shared(), "SK-2026-A-1"
    return [
        Initiative(
            number=number,
            stage=Stage.PLANNING,
            registered_at=NOW,
            focus_area=draw(some.sampled_from(("", "digital"))),
            deliberation=Deliberation(council=draw(persons)), city=CityRound(consultations=asked), **case
        ),
        Review(
            number=f"{number}-R1", stage=ReviewStage.FINDINGS, reported_at=NOW, persons=draw(persons), panel=draw(persons),
            advisers=draw(advisers), disciplines=handed, **shared()
        ),
        Declaration(
            number="KK-lan", stage=DeclarationStage.STANDS, declared_at=NOW, sequence=1, policy="hcmc-plan-2022.3", person=draw(some.sampled_from(PEOPLE))
        ),
        RewardFile(number=f"{number}-K", stage=RewardStage.PROPOSED, opened_on=NOW, **shared()),
        Campaign(
            number="CD-1",
            stage=draw(some.sampled_from(CampaignStage)),
            opened_on=NOW,
            owes=dict.fromkeys(duty[:1], 1),
            fulfilled=tuple(duty[1:2]),
            waived=dict.fromkeys(duty[2:], "x"),
            **{**shared(), "proposers": (), "implementers": ()},
        ),
    ]  # fmt: skip


@dataclass(frozen=True)
class City:
    agencies: list[Agency]
    terms: list[Tenure]
    streams: list[Stream]
    leave: list[Delegation] = field(default_factory=list)


cities = some.builds(
    City,
    some.tuples(*map(an_agency, CODES)).map(lambda versions: [agency for each in versions for agency in each]),
    some.lists(a_term(), min_size=1, max_size=4),
    a_family(),
    some.lists(a_leave(), max_size=3),
)


def asks(asked: str) -> City:
    """B was asked and has ended, and C took over; or a was asked, which is not A. One person serves at each of them."""
    agencies = [Agency(code=code, name=code) for code in CODES if code != "B"]
    terms = [
        Tenure(person=person, office=Office.AGENCY_OFFICER, agency=at, starts=LONG_AGO) for person, at in zip(PEOPLE, "ABCa", strict=True)
    ]
    case = Initiative(number="SK-2026-D-1", sequence=1, stage=Stage.CITY_APPRAISAL, policy="hcmc-plan-2022.3", agency="D", addressed_to="D")
    case = replace(case, registered_at=NOW, city=CityRound(consultations={asked: None}))
    return City([*agencies, Agency(code="B", name="B", valid_to=YESTERDAY, successor="C")], terms, [case])


def signed_for(case: str) -> City:
    """The officer of A signs for the head of D, lan-2, in that case."""
    city = asks("B")
    heads = Tenure(person="lan-2", office=Office.AGENCY_HEAD, agency="D", starts=LONG_AGO)
    given: dict[str, Any] = {"held": Office.AGENCY_OFFICER, "held_at": "A", "capacity": Capacity.TUQ, "agency": "D", "given_by": "lan-2"}
    leave = Delegation(person="lan", **given, number="1", issued_on=LONG_AGO, starts=LONG_AGO, cases=(case,))
    return replace(city, terms=[*city.terms, heads], leave=[leave])


def put_on_record(city: City, counter: Counter) -> None:
    with counter.store.writing() as session:
        for table in (AgencyRow, TermRow, DelegationRow, PersonRow, CaseRow, PartyRow, WaitRow):
            session.exec(delete(table))
        leave = {code: [each for each in city.leave if each.agency == code] for code in CODES}
        people = [Person(id=person, name=person) for person in PEOPLE]
        directory.load(city.agencies, people, city.terms, session, delegations=leave)
    with counter.store.writing() as session:
        for stream in city.streams:
            law = counter.laws.of(stream.policy, session)
            streams.save(Snapshot(stream), streams.directory_for(stream, (), TODAY, session), law, NOW, session)


def allowed(city: City, person: str, counter: Counter) -> set[str]:
    """What the rules let this person read: asked with the slice of the directory that the door loads, and with the whole directory."""
    with counter.store.reading() as session:
        sliced = {s.number: Standpoint(s, streams.directory_for(s, (person,), TODAY, session)) for s in city.streams}
        known = {agency.code: agency for agency in directory.on(TODAY, session)}
    terms, leave = tuple(term for term in city.terms if term.covers(TODAY)), tuple(each for each in city.leave if in_force(each, TODAY))
    whole = Directory(known, {}, terms, leave, day=TODAY)
    readable = {number for number, standpoint in sliced.items() if standpoint.may_read(person)}
    assert readable == {stream.number for stream in city.streams if Standpoint(stream, whole).may_read(person)}
    return readable


def listed(person: str, readings: Readings) -> set[str]:
    caller = readings.caller(person, NOW)
    assert caller
    return {card.number for kind in StreamKind for card in readings.page(kind, SOUGHT[kind](), caller).cards}


def test_the_lists_show_exactly_what_the_rules_allow(counter: Counter) -> None:
    readings = Readings(counter.store, counter.laws)
    shown, withheld = 0, 0

    @settings(
        max_examples=EXAMPLES[counter.store.dialect],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )
    @given(cities)
    @example(asks("B"))
    @example(asks("a"))
    @example(signed_for("SK-2026-D-1"))
    @example(signed_for("SK-2026-D-2"))
    def compare(city: City) -> None:
        nonlocal shown, withheld
        put_on_record(city, counter)
        for person in PEOPLE:
            readable = allowed(city, person, counter)
            assert listed(person, readings) == readable, person
            shown, withheld = shown + len(readable), withheld + len(city.streams) - len(readable)

    compare()
    assert min(shown, withheld) > 40, "both answers were compared often"
