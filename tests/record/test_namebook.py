"""A name that somebody types finds whoever bears it and serves today, and nobody else."""

from datetime import date

import pytest

from domain.people.directory import Person, Tenure
from domain.vocabulary import Office
from store import directory
from store.reading.namebook import MOST, Found, Namebooks
from store.reading.readings import Readings
from tests.record.counter import MONDAY, Counter


class Looking:
    def __init__(self, counter: Counter) -> None:
        self._counter, self._books = counter, Namebooks(counter.store)
        self._readings = Readings(counter.store, counter.laws)

    def __call__(self, typed: str, who: str = "clerk") -> Found:
        caller = self._readings.caller(who, self._counter.moment)
        assert caller
        return self._books.for_reader(caller).found(typed, [term.agency for term in caller.terms])

    def ids(self, typed: str, who: str = "clerk") -> list[str]:
        return [each.id for each in self(typed, who).officers]

    def join(self, person: str, name: str, office: Office | None = None, ends: date | None = None) -> None:
        terms = [Tenure(person=person, office=office, agency="26743", starts=date(2025, 7, 1), ends=ends)] if office else []
        with self._counter.store.writing() as session:
            directory.load([], [Person(id=person, name=name)], terms, session, MONDAY)


@pytest.fixture
def look(counter: Counter) -> Looking:
    return Looking(counter)


@pytest.mark.parametrize("typed", ["Võ Quốc Minh", "vo quoc minh", "minh vo", "Quoc M", "minh ben thanh"])
def test_a_name_is_found_with_and_without_diacritics_by_the_beginnings_of_its_words_and_by_where_they_serve(
    look: Looking, typed: str
) -> None:
    assert "head" in look.ids(typed)
    assert "head_th" not in look.ids(typed)


@pytest.mark.parametrize("typed", ["", "m", "%", "phường Tân Hưng", "tam tan hung", "x" * 100_000])
def test_nobody_is_found_by_a_letter_nor_by_an_agency_alone(look: Looking, typed: str) -> None:
    assert look.ids(typed) == []


def test_with_the_name_come_the_offices_and_where_they_are_held(look: Looking) -> None:
    (found,) = look("Phạm Văn Thư").officers
    assert [(post.office, post.agency_name) for post in found.posts] == [
        (Office.AGENCY_OFFICER, "Ủy ban nhân dân phường Bến Thành"),
        (Office.REVIEW_OFFICER, "Ủy ban nhân dân phường Bến Thành"),
    ]


def test_whoever_is_spelt_just_so_comes_first_then_whoever_serves_beside_the_reader(look: Looking) -> None:
    look.join("a", "Ngô Lân", Office.DEPUTY_HEAD)
    look.join("b", "Ngô Lan")
    look.join("c", "Ngô Lan", Office.DEPUTY_HEAD)
    assert look.ids("Ngô Lan") == ["c", "b", "a"]


def test_whose_last_office_has_ended_is_found_no_more_and_finds_nobody_and_who_never_held_one_is_and_does(look: Looking) -> None:
    look.join("gone", "Trương Đã Nghỉ", Office.DEPUTY_HEAD, ends=date(2026, 10, 31))
    assert look.ids("truong da nghi") == []
    assert look.ids("le thu hoa", who="gone") == []
    assert look.ids("le thu hoa", who="lan") == ["hoa"]


def test_what_was_loaded_is_found_at_once(look: Looking) -> None:
    assert look.ids("Đinh Mới") == []
    look.join("new", "Đinh Mới", Office.DEPUTY_HEAD)
    assert look.ids("dinh moi") == ["new"]


def test_only_the_first_are_told_and_that_there_are_more(look: Looking) -> None:
    found = look("demo")
    assert (len(found.officers), found.more) == (MOST, True)
