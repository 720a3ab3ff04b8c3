"""The agencies' file: loaded all or none, and every mistake told by its row."""

from datetime import date
from pathlib import Path

import pytest

from commands.agencies import BadAgencies, read
from settings import ROOT
from store import directory
from store.engine import Store
from tests.record.test_operators_commands import run

HEADER, CITY = "code,name,superior,source\n", "C,City,,notice\n"


def written(tmp_path: Path, rows: str, header: str = HEADER) -> Path:
    file = tmp_path / "agencies.csv"
    file.write_text(header + rows, encoding="utf-8")
    return file


def test_the_city_has_168_wards_communes_and_special_zone_under_its_committee_each_with_its_code() -> None:
    agencies = read(ROOT / "reference" / "agencies-hcmc.csv")
    units = [agency for agency in agencies if agency.code.isdigit()]
    kinds = [sum(unit.name.startswith(kind) for unit in units) for kind in ("Phường ", "Xã ", "Đặc khu ")]
    assert (len(units), kinds) == (168, [113, 54, 1])
    assert all(len(unit.code) == 5 and unit.superior == "UBNDTP" and "  " not in unit.name for unit in units)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (CITY + "W,,C,notice\n", "row 3: name is empty"),
        (CITY + "W,Ward,C,\n", "row 3: source is empty"),
        (CITY + "C,City again,,notice\n", "row 3: the code C stands in row 2 already"),
        (CITY + "W,Ward,X,notice\n", "row 3: the superior X is neither in the file nor known"),
        (CITY + "W,Ward,C\n", "row 3: must have 4 cells"),
        (CITY + "W,Ward,C,notice,more\n", "row 3: must have 4 cells"),
        ("A,One,B,notice\nB,Two,A,notice\n", "row 2: A would be above itself\nrow 3: B would be above itself"),
    ],
)
def test_a_mistake_is_told_by_its_row(tmp_path: Path, rows: str, told: str) -> None:
    with pytest.raises(BadAgencies) as bad:
        read(written(tmp_path, rows))
    assert str(bad.value) == told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadAgencies, match="row 2: name is empty\nrow 3: source is empty"):
        read(written(tmp_path, "A,,,notice\nB,Two,,\n"))


def test_other_columns_and_other_encodings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAgencies, match="the columns must be code,name,superior,source"):
        read(written(tmp_path, CITY, "code;name;superior;source\n"))
    file = written(tmp_path, "")
    file.write_bytes(HEADER.encode() + "W,Phường,,notice\n".encode("utf-16"))
    with pytest.raises(BadAgencies, match="not UTF-8"):
        read(file)


def test_one_command_loads_a_file_over_what_is_there_and_nothing_of_a_bad_one(tmp_path: Path) -> None:
    assert run("setup", tmp_path, "--demo")[0] == 0
    status, said = run("agencies", tmp_path, str(ROOT / "reference" / "agencies-hcmc.csv"))
    assert (status, "172 agencies are loaded" in said) == (0, True)
    status, said = run("agencies", tmp_path, str(written(tmp_path, "26743,Renamed,UBNDTP,notice\nNEW,New,NOBODY,notice\n")))
    assert (status, said) == (2, "row 3: the superior NOBODY is neither in the file nor known\n")
    with Store(f"sqlite:///{tmp_path / 'khien.db'}").reading() as session:
        found = directory.slice_for(["26743"], (), date(2026, 11, 2), session)
        assert (found.agencies["26743"].name, len(directory.superiors(session))) == ("Phường Bến Thành", 172)


def test_nothing_may_stand_above_itself_through_agencies_loaded_before(tmp_path: Path) -> None:
    with pytest.raises(BadAgencies, match="row 2: A would be above itself"):
        read(written(tmp_path, "A,One,B,notice\n"), {"B": "A", "A": ""})
