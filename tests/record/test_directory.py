"""The dated directory: who held which office on a day, in the slice one case needs."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from domain.people.directory import Agency, Directory, Person, Tenure
from domain.vocabulary import Office
from rehearsal.people import DEMO_DIRECTORY
from store import directory
from store.directory_file import BadDirectory, load_directory
from store.engine import Store
from store.reading.rights import below
from store.record.seals import Seals
from store.upkeep.directory_audit import differing
from store.upkeep.then import DirectoryThen
from tests.record.test_operators_commands import run

TODAY, HEAD = date(2026, 11, 2), Office.AGENCY_HEAD


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


def test_a_slice_holds_who_appoints_the_people_of_an_agency(peopled: Store) -> None:
    load(peopled, agencies=(Agency(code="TRAM", name="Trạm", superior="27475", appointed_by="SNV"),))
    assert set(slice_of(peopled, "TRAM").agencies) == {"TRAM", "27475", "UBNDTP", "SNV"}


def test_who_appoints_them_is_told_again_from_the_loads_that_are_kept(peopled: Store) -> None:
    load(peopled, agencies=(Agency(code="TRAM", name="Trạm", superior="27475", appointed_by="SNV"),))
    with peopled.reading() as session:
        then = DirectoryThen(session)
        assert set(then.slice_for(next(then.loads_at(1)), ["TRAM"], (), TODAY).agencies) == {"TRAM", "27475", "UBNDTP", "SNV"}


def test_a_slice_holds_those_who_lead_and_those_who_were_named_and_the_focal_point(peopled: Store) -> None:
    assert set(slice_of(peopled, "26743").people) == {
        "head", "deputy", "deputy2", "secretary", "chair", "vicechair", "city_secretary", "auditor", "focal",
        "inspector", "emulation", "appointing", "clerk",  # who works on reviews
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
        assert below({"UBNDTP"}, directory.agencies_on(TODAY, session)) == {"UBNDTP", "SNV", "STC", "STP", "26743", "27475", "TYT-BT"}
        assert below({"26743"}, directory.agencies_on(TODAY, session)) == {"26743", "TYT-BT"}


def test_whoever_is_named_without_an_office_holds_none_any_more(peopled: Store) -> None:
    load(peopled, people=(Person(id="head", name="Võ Quốc Minh (DEMO)"),))
    assert slice_of(peopled, "26743").head("26743") == ""


def test_an_office_held_by_nobody_we_know_is_refused_and_nothing_is_loaded(peopled: Store) -> None:
    """Else every notice to that office would break the act it is about."""
    with pytest.raises(ValueError, match="ghost"):
        load(peopled, Tenure(person="ghost", office=HEAD, agency="26743", starts=TODAY), people=(Person(id="head", name="M"),))
    assert slice_of(peopled, "26743").head("26743") == "head"


# What an operator loads is held to what is asked of an act: all or none, each mistake by its place.

AGENCY = '[[agencies]]\ncode = "P1"\nname = "Phường Một (DEMO)"\n'


def person_of(name: str = "an", terms: str = "", more: str = "") -> str:
    return f'[[people]]\nid = "{name}"\nname = "Trần An (DEMO)"\n{more}terms = [{terms}]\n'


def heads(starts: str = "2025-07-01", ends: str = "", agency: str = "P1", office: str = "agency_head") -> str:
    return f'{{ office = "{office}", agency = "{agency}", starts = {starts}{f", ends = {ends}" if ends else ""} }}'


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (AGENCY + 'superor = "UB"\n', "line 4: agencies 'P1': superor: is not known here"),
        (AGENCY + person_of(more='mail = "an@demo.khien.invalid"\n'), "line 7: people 'an': mail: is not known here"),
        (AGENCY + person_of().replace("terms", "term"), "line 7: people 'an': term: is not known here"),
        ("[[agency]]\n", "line 1: agency: is not known here"),
        (AGENCY + person_of(terms=heads().replace("starts", "start")), "line 7: people 'an': terms: 1: starts: is missing"),
        (AGENCY + person_of(terms=heads("1751328000")), "line 7: people 'an': terms: 1: starts: 1751328000: a day is YYYY-MM-DD"),
        (AGENCY + person_of(terms=heads("2025-07-01T00:00:00")), "line 7: people 'an': terms: 1: starts: "),
        (AGENCY + person_of("a n"), "line 5: people 'a n': id: 'a n': a code is made of"),
        (AGENCY + person_of(more='email = "an"\n'), "line 7: people 'an': email: "),
        (AGENCY.replace("P1", "PHƯỜNG-1"), "line 2: agencies 'PHƯỜNG-1': code: 'PHƯỜNG-1': a code is made of"),
        (AGENCY.replace("Một", "\\u202eMột"), "line 3: agencies 'P1': name: "),
        (AGENCY + 'superior = "UBX"\n', "agency P1: the superior UBX is neither in the file nor known"),
        (AGENCY + 'superior = "P1"\n', "agency P1: P1 would be above itself"),
        (AGENCY + "valid_to = 9999-12-31\n", "agency P1: valid_to 9999-12-31: leave it empty where no end is known"),
        (
            AGENCY + person_of(terms=heads(agency="P9", office="deputy_head")),
            "person an: deputy_head at P9, which is neither in the file nor known",
        ),
        (AGENCY + person_of(terms=heads(ends="2024-07-01")), "person an: agency_head at P1 ends on 2024-07-01, before it begins"),
        (AGENCY + person_of(terms=heads(ends="9999-12-31")), "person an: agency_head at P1 ends on 9999-12-31: leave ends out"),
        (AGENCY + person_of(terms=heads(office="proposer")), "person an: proposer follows from a case"),
        (AGENCY + person_of() + person_of(), "person an: stands there twice"),
        (AGENCY + person_of(terms=heads()) + person_of("binh", heads("2026-01-01")), "person an: heads P1 on 2026-01-01, and so does binh"),
        (person_of(terms=heads(agency="26743")), "person an: heads 26743 on 2025-07-01, and so does head"),
        ("[[people", "it is no TOML"),
    ],
)
def test_a_mistake_in_the_directory_is_told_by_its_place_and_nothing_is_loaded(
    peopled: Store, seals: Seals, tmp_path: Path, file: str, told: str
) -> None:
    before = slice_of(peopled, "26743", "27475")
    (tmp_path / "directory.toml").write_text(file, encoding="utf-8")
    with pytest.raises(BadDirectory) as bad:
        load_directory(tmp_path / "directory.toml", peopled, seals.sealer())
    assert str(bad.value).startswith(told)
    assert slice_of(peopled, "26743", "27475") == before
    with peopled.reading() as session:
        assert not directory.agency_exists("P1", session)


def test_one_head_after_another_and_names_in_any_form_are_loaded_composed(peopled: Store, seals: Seals, tmp_path: Path) -> None:
    file = AGENCY + person_of(terms=heads(ends="2026-01-01")) + person_of("binh", heads("2026-01-02"))
    (tmp_path / "directory.toml").write_text(unicodedata.normalize("NFD", file), encoding="utf-8")
    load_directory(tmp_path / "directory.toml", peopled, seals.sealer())
    assert [slice_of(peopled, "P1", day=day).head("P1") for day in (date(2026, 1, 1), date(2026, 1, 2))] == ["an", "binh"]
    assert slice_of(peopled, "P1").agencies["P1"].name == "Phường Một (DEMO)"


def test_setup_ends_with_what_is_wrong_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "directory.toml").write_text(AGENCY + 'superor = "UB"\n', encoding="utf-8")
    status, said = run("setup", tmp_path, "--directory", str(tmp_path / "directory.toml"))
    assert (status, said) == (2, "line 4: agencies 'P1': superor: is not known here\n")


def test_who_manages_a_person_is_kept_beside_where_they_serve(peopled: Store) -> None:
    found = slice_of(peopled, "STC", persons=("deputy_finance",))
    assert (found.people["deputy_finance"].managed_by, found.people["finance"].managed_by) == ("UBNDTP", "")


def test_nobody_is_managed_by_an_agency_nobody_knows(store: Store, seals: Seals, tmp_path: Path) -> None:
    text = DEMO_DIRECTORY.read_text(encoding="utf-8").replace('managed_by = "UBNDTP"', 'managed_by = "UBNDTQ"')
    file = tmp_path / "directory.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadDirectory, match="person deputy_finance: is managed by UBNDTQ, which is neither in the file nor known"):
        load_directory(file, store, seals.sealer())


@pytest.mark.parametrize(
    ("now", "says"),
    [
        pytest.param("", [], id="which is how it stands since"),
        pytest.param("UBNDTP", [("lan", "was altered")], id="so whoever wrote something there did it behind the loads"),
    ],
)
def test_a_load_of_an_earlier_release_says_nothing_of_who_manages_a_person(now: str, says: list[tuple[str, str]]) -> None:
    loaded = {"id": "lan", "name": "Lan", "email": "", "personnel": None}
    assert list(differing({"lan": [loaded]}, {"lan": [{**loaded, "managed_by": now}]})) == says
