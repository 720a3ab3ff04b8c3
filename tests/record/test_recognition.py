"""The catalogue, the people behind it and the record of heads: each to whom it is for, as of a moment, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from domain.people.directory import Agency
from domain.refusals import Reason, Refused
from domain.vocabulary import HeadsDeed, Tier
from store import directory
from store.reading.caller import Caller
from store.reading.readings import Readings
from store.reading.views import HeadsTerm
from tests.builders import CITY, FRIDAY, WARD
from tests.record.counter import Counter
from tests.record.whole_families import WELL, play_well
from tests.record.whole_story import LONG, play_with_every_turn, unwatched


@pytest.fixture
def readings(counter: Counter) -> Readings:
    return Readings(counter.store, counter.laws)


def caller(who: str, readings: Readings, counter: Counter) -> Caller:
    found = readings.caller(who, counter.moment)
    assert found
    return found


def play_a_rewarded_case(counter: Counter) -> None:
    counter.moment = max(counter.moment, FRIDAY)
    play_well(counter, unwatched)


def test_what_was_recognised_is_told_to_everybody_without_a_name(counter: Counter, readings: Readings) -> None:
    play_a_rewarded_case(counter)
    [line] = readings.catalogue(counter.moment)
    assert (line.agency, line.agency_name, line.year) == (WARD, "Ủy ban nhân dân phường Bến Thành", 2026)
    assert WELL not in line.model_dump_json()


def test_the_people_are_told_to_whoever_appoints_them_and_to_home_affairs(counter: Counter, readings: Readings) -> None:
    play_a_rewarded_case(counter)

    def told(who: str, at_least: Tier = Tier.SUCCESSFUL) -> Any:
        return [
            (each.person, [case.number for case in each.cases])
            for each in readings.talent(at_least, counter.moment, caller(who, readings, counter))
        ]

    assert sorted(told("appointing")) == sorted(told("focal")) == [("lan", [WELL]), ("tam", [WELL])]
    assert told("focal", Tier.OUTSTANDING) == []
    assert told("head") == told("clerk") == [], "the ward manages the people of its health station, not its own"
    for who in ("chair", "deputy", "emulation", "stranger", "lan"):
        with pytest.raises(Refused, match=Reason.TALENT_FOR_APPOINTING):
            told(who)


def test_where_the_directory_names_who_manages_the_people_it_is_theirs(counter: Counter, readings: Readings) -> None:
    play_a_rewarded_case(counter)
    with counter.store.writing() as session:
        [ward] = [each for each in directory.all_agencies(session) if each.code == WARD]
        directory.load([Agency.model_validate({**ward.model_dump(), "appointed_by": CITY})], [], [], session)
    assert readings.talent(Tier.SUCCESSFUL, counter.moment, caller("chair", readings, counter))
    assert readings.talent(Tier.SUCCESSFUL, counter.moment, caller("appointing", readings, counter))
    assert readings.talent(Tier.SUCCESSFUL, counter.moment, caller("head", readings, counter)) == []


def test_a_moment_asked_again_says_the_same_whatever_came_later(counter: Counter, readings: Readings) -> None:
    play_a_rewarded_case(counter)
    moment = counter.moment
    before = readings.talent(Tier.SUCCESSFUL, moment, caller("focal", readings, counter))
    counter.wait(1)
    flagged = {"grounds": ["personal_gain"], "persons": ["lan"], "what": "Đơn phản ánh.", "evidence": ["E1"], "happened_on": moment.date()}
    counter.file("inspector", "raise_integrity_flag", WELL, **flagged)
    assert readings.talent(Tier.SUCCESSFUL, moment, caller("focal", readings, counter)) == before
    assert readings.talent(Tier.SUCCESSFUL, counter.moment, caller("focal", readings, counter)) == []
    assert readings.catalogue(counter.moment) == []


# --- The record of heads ---


def figures(terms: list[HeadsTerm]) -> dict[HeadsDeed, tuple[str, ...]]:
    [term] = terms
    assert all(figure.count == len(figure.of) for figure in term.figures)
    return {figure.what: figure.of for figure in term.figures if figure.count}


def test_the_superior_home_affairs_and_the_head_read_what_was_answered_and_nobody_else_does(counter: Counter, readings: Readings) -> None:
    play_with_every_turn(counter)
    for who in ("chair", "focal", "head"):
        told = figures(readings.heads(WARD, counter.moment, caller(who, readings, counter)))
        assert told[HeadsDeed.REGISTERED] == told[HeadsDeed.ANSWERED_LATE] == told[HeadsDeed.OVERRODE] == (LONG,)
        assert LONG in told[HeadsDeed.SILENT]
        assert HeadsDeed.ANSWERED_IN_TIME not in told
    for who in ("deputy", "clerk", "lan", "head_th", "emulation", "stranger", "vicechair"):
        with pytest.raises(Refused, match=Reason.HEADS_FOR_SUPERIORS):
            readings.heads(WARD, counter.moment, caller(who, readings, counter))


def test_before_anything_was_registered_nothing_is_counted(counter: Counter, readings: Readings) -> None:
    before = counter.moment - timedelta(days=1)
    play_with_every_turn(counter)
    assert figures(readings.heads(WARD, before, caller("focal", readings, counter))) == {}


def test_a_former_head_reads_their_own_term_and_no_case_they_may_not_read(counter: Counter, readings: Readings) -> None:
    play_with_every_turn(counter)
    with counter.store.writing() as session:
        [was] = [t for t in directory.all_terms(session) if t.person == "head"]
        person = directory.person("head", session)
        assert person
        ended = was.model_copy(update={"ends": counter.moment.date()})
        directory.load([], [person], [ended], session)
    counter.wait(2)
    [term] = readings.heads(WARD, counter.moment, caller("head", readings, counter))
    assert {figure.count for figure in term.figures if figure.what is HeadsDeed.REGISTERED} == {1}
    assert {figure.of for figure in term.figures} == {()}
