"""The worklist on either database: page by page, each weighed as the stream's own file weighs it, at a cost that does not grow with the cases there are."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.vocabulary import Stage, StreamKind
from store.reading.listing import SOUGHT
from store.reading.paging import NotOurCursor
from store.reading.readings import Readings
from store.reading.worklist import WorkSought
from store.record import streams
from tests.record.counter import Counter
from tests.record.test_listing import NEW_YEAR, a_registered_one, caller, put_on_record, with_its_family

EVERYBODY = ("lan", "tam", "clerk", "head", "deputy", "secretary", "chair", "focal", "inspector", "head_th", "stranger")
FEW, MANY = 5, 45


@pytest.fixture
def readings(counter: Counter) -> Readings:
    return Readings(counter.store, counter.laws)


def recorded(counter: Counter, first: int, beyond: int) -> list[Stream]:
    """So many families, of all kinds of stream."""
    chance = random.Random(first)
    found = [stream for n in range(first, beyond) for stream in with_its_family(a_registered_one(n, chance), chance)]
    for stream in found:
        put_on_record(stream, counter, NEW_YEAR)
    return found


def turned(readings: Readings, who: str, limit: int) -> Iterator[list[tuple[str, tuple[str, ...]]]]:
    cursor = ""
    while True:
        page = readings.on_the_desk(WorkSought(limit=limit, cursor=cursor), caller(who, readings))
        yield [(item.card.number, item.acts) for item in page.items]
        cursor = page.following
        if not cursor:
            return


def weighed_one_by_one(those: list[Stream], who: str, counter: Counter) -> dict[str, tuple[str, ...]]:
    """By the rules alone, each with its own slice of the directory."""
    left = {}
    with counter.store.reading() as session:
        for stream in those:
            known = streams.directory_for(stream, (who,), NEW_YEAR.date(), session)
            opened = openings(Standpoint(stream.as_read_by(who), known), who)
            left[stream.number] = tuple(o.act.name for o in opened if o.open and o.awaited)
    return {number: acts for number, acts in left.items() if acts}


def test_page_by_page_everybody_finds_what_is_left_for_them_and_no_more(counter: Counter, readings: Readings) -> None:
    those = recorded(counter, 1, MANY)
    found = {who: [line for page in turned(readings, who, 7) for line in page] for who in EVERYBODY}
    assert sum(map(len, found.values())) > MANY
    for who, lines in found.items():
        assert dict(lines) == weighed_one_by_one(those, who, counter), who
        assert len(lines) == len(dict(lines)), "none twice"


@contextmanager
def statements(counter: Counter) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    seen = list[str]()

    def saw(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(counter.store.engine, "before_cursor_execute", saw)
    yield seen
    event.remove(counter.store.engine, "before_cursor_execute", saw)


def test_a_page_asks_the_database_as_often_however_many_there_are(counter: Counter, readings: Readings) -> None:
    asked = []
    for first, beyond in ((1, FEW), (FEW, MANY)):
        recorded(counter, first, beyond)
        for limit in (1, 50):
            with statements(counter) as seen:
                readings.on_the_desk(WorkSought(limit=limit), caller("head", readings))
            asked.append(len(seen))
    assert asked == [asked[0]] * 4


def test_the_cursor_of_another_list_is_none_of_the_worklist(counter: Counter, readings: Readings) -> None:
    recorded(counter, 1, FEW)
    other = readings.page(StreamKind.INITIATIVE, SOUGHT[StreamKind.INITIATIVE](limit=1), caller("focal", readings)).following
    with pytest.raises(NotOurCursor):
        readings.on_the_desk(WorkSought(cursor=other), caller("head", readings))


def test_numbers_that_differ_in_noughts_alone_are_both_listed(counter: Counter, readings: Readings) -> None:
    """Every order is total, so that no page ends between two that stand equal."""
    one = Initiative(number="SK-2027-1-1", sequence=1, stage=Stage.REGISTERED, policy="nd73-2023.2", agency="26743", addressed_to="26743")
    numbers = ["SK-2027-1-1", "SK-2027-01-1", "SK-2027-1-01", "SK-2027-001-01"]
    for number in numbers:
        put_on_record(replace(one, number=number, registered_at=NEW_YEAR), counter, NEW_YEAR)
    found, cursor = list[str](), ""
    while True:
        page = readings.page(StreamKind.INITIATIVE, SOUGHT[StreamKind.INITIATIVE](limit=1, cursor=cursor), caller("focal", readings))
        found += [card.number for card in page.cards]
        if not (cursor := page.following):
            break
    assert sorted(found) == sorted(numbers)
