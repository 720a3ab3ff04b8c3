"""The dated directory: who held which office on a day, in the slice one case needs."""

from datetime import date
from pathlib import Path

import pytest

from domain.people.directory import Agency, Directory, Person, Tenure
from domain.vocabulary import Office
from rehearsal.people import DEMO_DIRECTORY
from store import directory
from store.engine import Store
from store.reading.rights import below
from store.record.seals import Seals
from store.setup import load_directory

TODAY, HEAD = date(2026, 11, 2), Office.AGENCY_HEAD


@pytest.fixture
def seals(store: Store, tmp_path: Path) -> Seals:
    seals = Seals(tmp_path / "keys", tmp_path / "registrar", "0.5.0")
    seals.make_sure_of_keys(store)
    return seals


@pytest.fixture
def peopled(store: Store, seals: Seals) -> Store:
    load_directory(DEMO_DIRECTORY, store, seals.sealer())
    return store


def slice_of(store: Store, *agencies: str, persons: tuple[str, ...] = (), day: date = TODAY) -> Directory:
    with store.reading() as session:
        return directory.slice_for(agencies, persons, day, session)


def load(store: Store, *terms: Tenure, agencies: tuple[Agency, ...] = (), people: tuple[Person, ...] = ()) -> None:
    with store.writing() as session:
        directory.load(agencies, people, terms, session)


def test_a_slice_holds_the_agency_and_all_above_it(peopled: Store) -> None:
    found = slice_of(peopled, "26743")
    assert set(found.agencies) == {"26743", "UBNDTP"}
    assert found.line("26743") == ("26743", "UBNDTP")
    assert (found.head("26743"), found.head("UBNDTP")) == ("head", "chair")


def test_a_slice_holds_those_who_lead_and_those_who_were_named_and_the_focal_point(peopled: Store) -> None:
    assert set(slice_of(peopled, "26743").people) == {
        "head", "deputy", "deputy2", "secretary", "chair", "vicechair", "city_secretary", "auditor", "focal",
        "inspector", "emulation", "appointing",
    }  # fmt: skip
    named = slice_of(peopled, "26743", persons=("lan", "clerk", "nobody"))
    assert {"lan", "clerk"} <= set(named.people)
    assert "nobody" not in named.people
    assert named.has_office("clerk", [Office.AGENCY_OFFICER], "26743")


def test_a_named_persons_offices_elsewhere_come_along(peopled: Store) -> None:
    assert slice_of(peopled, "26743", persons=("head_th",)).has_office("head_th", [HEAD], "27475")


def test_offices_are_held_from_a_day_to_a_day_both_included(peopled: Store) -> None:
    last, first = date(2026, 10, 31), date(2026, 11, 1)
    load(
        peopled,
        Tenure(person="head", office=HEAD, agency="26743", starts=date(2025, 7, 1), ends=last),
        Tenure(person="hoa", office=HEAD, agency="26743", starts=first),
    )
    assert slice_of(peopled, "26743", day=last).head("26743") == "head"
    assert slice_of(peopled, "26743", day=first).head("26743") == "hoa"
    assert slice_of(peopled, "26743", day=date(2025, 6, 30)).head("26743") == ""
    with peopled.reading() as session:
        assert [term.agency for term in directory.terms_of("head", last, session)] == ["26743"]
        assert directory.terms_of("head", first, session) == []


def test_loading_replaces_the_terms_of_those_named_and_of_nobody_else(peopled: Store) -> None:
    load(peopled, Tenure(person="deputy", office=HEAD, agency="27475", starts=date(2026, 1, 1)))
    found = slice_of(peopled, "26743", "27475")
    assert not found.has_office("deputy", [Office.DEPUTY_HEAD], "26743")
    assert found.has_office("deputy", [HEAD], "27475")
    assert found.has_office("deputy2", [Office.DEPUTY_HEAD], "26743")


def test_loading_twice_doubles_nothing(peopled: Store, seals: Seals) -> None:
    before = slice_of(peopled, "26743", "27475")
    load_directory(DEMO_DIRECTORY, peopled, seals.sealer())
    assert slice_of(peopled, "26743", "27475") == before


def test_loading_replaces_agencies_and_people_by_their_codes(peopled: Store) -> None:
    load(peopled, agencies=(Agency(code="SNV", name="Sở Nội vụ (mới)", superior="UBNDTP"),), people=(Person(id="lan", name="Lan"),))
    with peopled.reading() as session:
        assert directory.person("lan", session) == Person(id="lan", name="Lan")
    assert slice_of(peopled, "SNV").agencies["SNV"].name == "Sở Nội vụ (mới)"


def test_an_office_that_follows_from_a_case_cannot_be_held(peopled: Store) -> None:
    before = slice_of(peopled, "26743", persons=("lan",))
    with pytest.raises(ValueError, match="lan: proposer follows from a case"):
        load(peopled, Tenure(person="lan", office=Office.PROPOSER, agency="26743", starts=TODAY))
    assert slice_of(peopled, "26743", persons=("lan",)) == before


def test_agencies_that_name_each_other_as_superior_end_no_loop(peopled: Store) -> None:
    load(peopled, agencies=(Agency(code="A", name="A", superior="B"), Agency(code="B", name="B", superior="A")))
    assert set(slice_of(peopled, "A").agencies) == {"A", "B"}
    with peopled.reading() as session:
        assert below({"A"}, directory.agencies_on(TODAY, session)) == {"A", "B"}


def test_all_that_is_below_an_agency_is_found(peopled: Store) -> None:
    with peopled.reading() as session:
        assert below({"UBNDTP"}, directory.agencies_on(TODAY, session)) == {"UBNDTP", "SNV", "STC", "STP", "26743", "27475"}
        assert below({"26743"}, directory.agencies_on(TODAY, session)) == {"26743"}


def test_whoever_is_named_without_an_office_holds_none_any_more(peopled: Store) -> None:
    load(peopled, people=(Person(id="head", name="Võ Quốc Minh (DEMO)"),))
    assert slice_of(peopled, "26743").head("26743") == ""


def test_an_office_held_by_nobody_we_know_is_refused_and_nothing_is_loaded(peopled: Store) -> None:
    """Else every notice to that office would break the act it is about."""
    with pytest.raises(ValueError, match="ghost"):
        load(peopled, Tenure(person="ghost", office=HEAD, agency="26743", starts=TODAY), people=(Person(id="head", name="M"),))
    assert slice_of(peopled, "26743").head("26743") == "head"
