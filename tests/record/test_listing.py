"""Lists on either database: every condition and order as plain Python would have it, and pages that lose no row and show none twice."""

import base64
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import JsonValue

from domain.numbers import in_order, review_number, reward_file_number
from domain.streams.campaign import Campaign
from domain.streams.hanging import IntegrityFlag
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stages import CityRound, Suspension, Work
from domain.streams.stream import Stream
from domain.vocabulary import CampaignStage, ClockKind, Flag, Hold, Office, Outcome, Regime, ReviewStage, RewardStage, Stage, StreamKind
from store.reading.caller import Caller
from store.reading.listing import SOUGHT, Sort
from store.reading.paging import NotOurCursor
from store.reading.readings import Readings
from store.reading.views import Card
from store.record import streams
from store.record.streams import Snapshot
from tests.record.counter import Counter

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YEAR = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # when 2027 begins in Vietnam
MANY = 120
KINDS = list(StreamKind)


def a_registered_one(n: int, chance: random.Random) -> Initiative:
    """One of many: several of them at the same moment, some around New Year's, some with nothing due."""
    agency, year = chance.choice(["26743", "27475"]), chance.choice([2026, 2027])
    case = Initiative(
        number=f"SK-{year}-{agency}-{n}",
        sequence=1,
        stage=chance.choice([Stage.REGISTERED, Stage.AGENCY_REVIEW, Stage.IMPLEMENTING, Stage.CLOSED]),
        regime=chance.choice(list(Regime)),
        policy="nd73-2023.2",
        agency=agency,
        addressed_to=agency,
        proposers=(chance.choice(["lan", "tam"]),),
        focus_area=chance.choice(["", "institutions_policies"]),
        registered_at=NEW_YEAR + timedelta(hours=chance.randrange(-9, 9)),
        work=Work(suspension=Suspension() if chance.random() < 0.3 else None),
        integrity=IntegrityFlag() if chance.random() < 0.3 else None,
    )
    if case.stage is Stage.CLOSED:
        return replace(case, outcome=chance.choice([Outcome.COMPLETED, Outcome.WITHDRAWN]))
    last_day = date(2027, 3, 1) + timedelta(days=chance.randrange(4))
    return case.starting(ClockKind.ITEM_EVALUATION, NEW_YEAR, until=last_day) if chance.random() < 0.8 else case


def with_its_family(case: Initiative, chance: random.Random) -> Iterator[Stream]:
    yield case
    shared: dict[str, Any] = {name: getattr(case, name) for name in ("regime", "policy", "agency", "addressed_to", "proposers")}
    shared |= {"sequence": 1}
    for n in range(chance.randrange(3)):
        yield Review(
            number=review_number(case.number, n + 1), stage=chance.choice(list(ReviewStage)), reported_at=case.registered_at, **shared
        )
    if chance.random() < 0.5:
        held = chance.choice([(), (Hold.REVIEW,)])
        number = reward_file_number(case.number)
        yield RewardFile(number=number, stage=chance.choice(list(RewardStage)), opened_on=case.registered_at, frozen_by=held, **shared)


def put_on_record(stream: Stream, counter: Counter, at: datetime) -> None:
    with counter.store.writing() as session:
        directory = streams.directory_for(stream, (), at.date(), session)
        streams.save(Snapshot(stream), directory, counter.laws.of(stream.policy, session), at, session)


@pytest.fixture
def readings(counter: Counter) -> Readings:
    return Readings(counter.store, counter.laws)


@pytest.fixture
def recorded(counter: Counter) -> dict[str, Stream]:
    """Some hundreds of streams of all kinds, by number."""
    chance, found = random.Random(73), dict[str, Stream]()
    for n in range(1, MANY + 1):
        for stream in with_its_family(a_registered_one(n, chance), chance):
            put_on_record(stream, counter, NEW_YEAR + timedelta(minutes=chance.randrange(40)))
            found[stream.number] = stream
    for n, stage in enumerate(CampaignStage, 1):
        campaign = Campaign(number=f"CD-{n}", sequence=1, stage=stage, policy="hcmc-plan-2022.3", agency="UBNDTP", opened_on=NEW_YEAR)
        put_on_record(campaign, counter, NEW_YEAR)
        found[campaign.number] = campaign
    return found


def caller(who: str, readings: Readings) -> Caller:
    found = readings.caller(who, NEW_YEAR)
    assert found
    return found


def pages(kind: StreamKind, readings: Readings, who: str = "focal", limit: int = 200, **sought: Any) -> Iterator[list[Card]]:
    cursor, asked = "", SOUGHT[kind]
    while True:
        page = readings.page(kind, asked(limit=limit, cursor=cursor, **sought), caller(who, readings))
        yield page.cards
        cursor = page.following
        if not cursor:
            return


def listed(kind: StreamKind, readings: Readings, who: str = "focal", limit: int = 200, **sought: Any) -> list[Card]:
    return [card for page in pages(kind, readings, who, limit, **sought) for card in page]


def sorted_by_hand(cards: list[Card], sort: Sort) -> list[str]:
    """Numbers as people count; the same moment by number; what nothing is due of last."""
    moment: dict[str, Callable[[Card], Any]] = {
        "number": lambda _: 0,
        "due": lambda card: card.due,
        "updated": lambda card: card.updated_at,
        "registered": lambda card: card.registered_at,
    }
    key = moment[sort.by]
    there = sorted((c for c in cards if key(c) is not None), key=lambda c: (key(c), in_order(c.number)), reverse=sort.backwards)
    missing = sorted((c for c in cards if key(c) is None), key=lambda c: in_order(c.number), reverse=sort.backwards)
    return [card.number for card in (*there, *missing)]


def test_every_order_is_kept_from_page_to_page_with_no_row_lost_and_none_twice(recorded: dict[str, Stream], readings: Readings) -> None:
    for kind in KINDS:
        everything = listed(kind, readings)
        assert {card.number for card in everything} == {number for number, stream in recorded.items() if stream.kind is kind}
        for sort in Sort:
            for limit in (7, 50):
                turned = list(pages(kind, readings, limit=limit, sort=sort))
                assert [c.number for page in turned for c in page] == sorted_by_hand(everything, sort), (kind, sort, limit)
                assert [len(page) for page in turned[:-1]] == [limit] * (len(turned) - 1)
                assert turned[-1] or not everything, "no page is empty but an empty list's"


@dataclass(frozen=True)
class Listed:
    """A case as it is, and its card."""

    case: Any
    card: Card

    def is_due_before(self, day: date) -> bool:
        """The moment a day ends is the one in which the next begins."""
        return self.card.due is not None and (self.card.due - timedelta(seconds=1)).astimezone(ZONE).date() < day


CONDITIONS: list[tuple[dict[str, Any], Callable[[Listed], bool]]] = [
    ({"stage": "implementing"}, lambda each: each.case.stage is Stage.IMPLEMENTING),
    ({"agency": "27475"}, lambda each: each.case.agency == "27475"),
    ({"focus_area": "institutions_policies"}, lambda each: each.case.focus_area == "institutions_policies"),
    ({"year": 2026}, lambda each: each.case.registered_at < NEW_YEAR),
    ({"year": 2027}, lambda each: each.case.registered_at >= NEW_YEAR),
    ({"waiting_for": "receiving_office"}, lambda each: each.case.stage is Stage.REGISTERED),
    ({"due_before": date(2027, 3, 3)}, lambda each: each.is_due_before(date(2027, 3, 3))),
    ({"flag": (Flag.SUSPENDED,)}, lambda each: each.case.suspended),
    ({"flag": (Flag.SUSPENDED, Flag.INTEGRITY)}, lambda each: each.case.suspended and each.case.integrity),
    ({"outcome": "withdrawn"}, lambda each: each.case.outcome is Outcome.WITHDRAWN),
    ({"regime": "nd73-2023"}, lambda each: each.case.regime is Regime.ND73),
    (
        {"stage": "registered", "agency": "26743", "year": 2027},
        lambda each: (each.case.stage, each.case.agency, each.case.registered_at >= NEW_YEAR) == ("registered", "26743", True),
    ),
]


def test_every_condition_holds_for_what_is_listed_and_for_nothing_else(recorded: dict[str, Stream], readings: Readings) -> None:
    everything = listed(StreamKind.INITIATIVE, readings)
    for sought, holds in CONDITIONS:
        expected = [card.number for card in everything if holds(Listed(recorded[card.number], card))]
        for sort in (Sort.NUMBER, Sort.DUE):
            found = listed(StreamKind.INITIATIVE, readings, limit=20, sort=sort, **sought)
            assert [c.number for c in found] == sorted_by_hand([c for c in everything if c.number in expected], sort), (sought, sort)
        assert 0 < len(expected) < len(everything), "the condition says something"
    assert listed(StreamKind.INITIATIVE, readings, year=2025) == listed(StreamKind.INITIATIVE, readings, due_before=date(2027, 3, 1)) == []


def test_reviews_and_reward_files_are_found_by_their_family_and_by_its_focus_area(recorded: dict[str, Stream], readings: Readings) -> None:
    families = {stream.family for stream in recorded.values() if stream.kind is StreamKind.REVIEW}
    family = sorted(families)[0]
    for kind in KINDS:
        theirs = [card.number for card in listed(kind, readings, family=family)]
        assert theirs == [number for number, stream in recorded.items() if (stream.kind, stream.family) == (kind, family)]
        in_it = {card.family for card in listed(kind, readings, focus_area="institutions_policies")}
        assert in_it == {
            stream.family
            for stream in recorded.values()
            if stream.kind is kind and (head := recorded[stream.family]) and isinstance(head, Initiative) and head.focus_area
        }
    held = listed(StreamKind.REWARD_FILE, readings, flag=(Flag.HELD,))
    assert {card.number for card in held} == {n for n, s in recorded.items() if isinstance(s, RewardFile) and s.frozen_by}


def test_whatever_is_listed_may_be_read_and_whatever_may_be_read_is_listed(recorded: dict[str, Stream], readings: Readings) -> None:
    for who in ("lan", "tam", "clerk", "head_th", "chair", "stranger", "auditor"):
        someone = caller(who, readings)
        readable = {number for number in recorded if readings.open(number, someone, NEW_YEAR)}
        assert {card.number for kind in KINDS for card in listed(kind, readings, who)} == readable, who


def test_what_others_register_meanwhile_shifts_no_page(counter: Counter, recorded: dict[str, Stream], readings: Readings) -> None:
    for sort in Sort:
        before = [card.number for card in listed(StreamKind.INITIATIVE, readings, sort=sort)]
        seen: list[str] = []
        for turn, page in enumerate(pages(StreamKind.INITIATIVE, readings, limit=40, sort=sort)):
            seen += [card.number for card in page]
            late = a_registered_one(1000 * (list(Sort).index(sort) + 1) + turn, random.Random(turn))
            put_on_record(late, counter, NEW_YEAR + timedelta(minutes=turn * 7))
        assert len(seen) == len(set(seen)), sort
        assert [number for number in seen if number in before] == before, sort


def test_an_agency_that_was_consulted_finds_the_case_in_its_list(counter: Counter, readings: Readings) -> None:
    case = replace(
        a_registered_one(1, random.Random(1)), stage=Stage.CITY_APPRAISAL, regime=Regime.HCMC2022, agency="26743", addressed_to="26743"
    )
    put_on_record(case, counter, NEW_YEAR)
    assert listed(StreamKind.INITIATIVE, readings, "head_th") == []
    put_on_record(replace(case, city=CityRound(consultations={"27475": None})), counter, NEW_YEAR)
    assert [card.number for card in listed(StreamKind.INITIATIVE, readings, "head_th")] == [case.number]
    assert listed(StreamKind.INITIATIVE, readings, waiting_for=Office.CONSULTED_DEPARTMENT)


def test_a_cursor_of_another_list_or_of_nobodys_is_refused(recorded: dict[str, Stream], readings: Readings) -> None:
    someone = caller("focal", readings)

    def following(**sought: Any) -> str:
        return readings.page(StreamKind.INITIATIVE, SOUGHT[StreamKind.INITIATIVE](limit=5, **sought), someone).following

    ours = following(sort=Sort.DUE)
    readings.page(StreamKind.INITIATIVE, SOUGHT[StreamKind.INITIATIVE](limit=9, sort=Sort.DUE, cursor=ours), someone)
    elsewhere: list[tuple[StreamKind, dict[str, Any]]] = [
        (StreamKind.INITIATIVE, {"cursor": ours}),
        (StreamKind.INITIATIVE, {"cursor": ours, "sort": Sort.DUE_LAST}),
        (StreamKind.INITIATIVE, {"cursor": ours, "sort": Sort.DUE, "agency": "26743"}),
        (StreamKind.REVIEW, {"cursor": ours, "sort": Sort.DUE}),
        *(
            (StreamKind.INITIATIVE, {"cursor": junk, "sort": Sort.DUE})
            for junk in ("x", "=", "Zm9v", ours[:-3], ours + "A", "ơ", "bnVsbA", "WzEsMl0", "A" * 500)
        ),
    ]
    for kind, sought in elsewhere:
        with pytest.raises(NotOurCursor):
            readings.page(kind, SOUGHT[kind](**sought), someone)


NO_NUMBERS: list[JsonValue] = [None, 5, "", "SK", "\0", ["a"], {"a": 1}, "x" * 300]
NO_MOMENTS: list[JsonValue] = [None, 5, 10**30, "2026-01-01", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "soon"]
FORGED: list[tuple[Sort, JsonValue, str]] = [
    *((Sort.NUMBER, key, "x") for key in NO_NUMBERS),
    *((Sort.NUMBER, "SK", number) for number in ("", "\0")),
    *((Sort.DUE, key, "x") for key in NO_MOMENTS),
]


def test_a_forged_cursor_is_refused_or_shows_nothing_that_was_not_to_be_seen(recorded: dict[str, Stream], readings: Readings) -> None:
    refused = 0
    for sort, key, number in FORGED:
        sought = SOUGHT[StreamKind.INITIATIVE](sort=sort)
        forged = base64.urlsafe_b64encode(json.dumps([sought.mark, key, number]).encode()).decode().rstrip("=")
        for who in ("hoa", "focal"):
            try:
                page = readings.page(StreamKind.INITIATIVE, sought.model_copy(update={"cursor": forged}), caller(who, readings))
            except NotOurCursor:
                refused += 1
                continue
            assert who == "focal" or page.cards == []
    assert refused >= len(FORGED)
