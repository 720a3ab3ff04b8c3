"""The agencies' file: loaded all or none, and every mistake told by its row."""

import csv
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from commands.agencies import COLUMNS, BadAgencies, read
from domain.people.directory import Agency
from domain.vocabulary import AgencyKind
from settings import ROOT
from store import directory
from store.engine import Store
from tests.record.test_operators_commands import run
from tests.sheets import row, workbook

HEADER = ",".join(COLUMNS) + "\n"
CITY = "C,City,committee,,,,,,,notice\n"


def ward(valid_from: str = "", valid_to: str = "", successor: str = "", code: str = "W", name: str = "Ward", superior: str = "C") -> str:
    return f"{code},{name},ward,{superior},,{valid_from},{valid_to},{successor},,notice\n"


def written(tmp_path: Path, rows: str, header: str = HEADER) -> Path:
    file = tmp_path / "agencies.csv"
    file.write_text(header + rows, encoding="utf-8")
    return file


def test_the_city_has_168_wards_communes_and_special_zone_and_16_departments_each_with_its_source() -> None:
    agencies = read(ROOT / "reference" / "agencies-hcmc.csv")
    units = [agency for agency in agencies if agency.code.isdigit()]
    assert Counter(unit.kind for unit in units) == {AgencyKind.WARD: 113, AgencyKind.COMMUNE: 54, AgencyKind.SPECIAL_ZONE: 1}
    departments = {agency.code: agency for agency in agencies if agency.kind is AgencyKind.DEPARTMENT}
    assert (len(departments), departments["SQHKT"].split_from) == (16, "SXD")
    assert all(agency.source for agency in agencies)
    assert all(len(unit.code) == 5 and unit.superior == "UBNDTP" and "  " not in unit.name for unit in units)


def committee_of(area: str) -> str:
    """The agency, of the area that the source names."""
    return f"Ủy ban nhân dân {area[0].lower()}{area[1:]}"


def test_every_ward_bears_the_code_in_force_and_no_former_ones() -> None:
    """wards-hcmc.csv: province 79 of package vietnam-provinces 2026.9.0, which took it from the National Statistics Office. A code is part of every number."""
    with (Path(__file__).parent / "wards-hcmc.csv").open(encoding="utf-8") as file:
        in_force = {committee_of(row["name"]): row["code"] for row in csv.DictReader(file)}
    ours = {each.name: each.code for each in read(ROOT / "reference" / "agencies-hcmc.csv") if each.code.isdigit()}
    assert ours == in_force
    assert len(in_force) == 168


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (CITY + ward(name=""), "row 3: name is empty"),
        (CITY + ward().replace("notice", ""), "row 3: source is empty"),
        (CITY + CITY, "row 2: the code C stands there twice from 1900-01-01 on"),
        (CITY + ward(superior="X"), "row 3: the superior X is neither in the file nor known"),
        (CITY + ward().replace("ward", "village"), "row 3: kind: 'village': Input should be"),
        (CITY + ward("1/7/2025"), "row 3: valid_from: '1/7/2025': a day is YYYY-MM-DD"),
        (CITY + ward("1751328000"), "row 3: valid_from: '1751328000': a day is YYYY-MM-DD"),
        (CITY + ward("2025-07-01", "9999-12-31", "C"), "row 3: valid_to 9999-12-31: leave it empty where no end is known"),
        (CITY + ward("0001-01-01"), "row 3: valid_from 0001-01-01: leave it empty where no beginning is known"),
        (CITY + ward(code="26 506"), "row 3: code: '26 506': a code is made of letters A to Z"),
        (CITY + ward(code="Q1/2"), "row 3: code: 'Q1/2': a code is made of letters A to Z"),
        (CITY + ward(code="PHƯỜNG-3"), "row 3: code: 'PHƯỜNG-3': a code is made of letters A to Z"),
        (CITY + ward(code="W" * 41), "row 3: code: 'WWW"),
        (
            CITY + ward(name="Phường\x07 Một"),
            "row 3: name: 'Ph\\u01b0\\u1eddng\\x07 M\\u1ed9t': the text holds a character that nobody sees",
        ),
        (CITY + ward(name="Phường \u202eMột"), "row 3: name: 'Ph\\u01b0\\u1eddng \\u202eM\\u1ed9t': the text holds a character"),
        (CITY + ward().replace("notice", "#N/A"), "row 3: source: #N/A is an error of Excel"),
        (CITY + ward("2026-01-02", "2026-01-01", "C"), "row 3: it ends on 2026-01-01, before it begins"),
        (CITY + ward("", "2026-01-31") + ward("2026-01-31"), "row 3: W has two versions on one day"),
        (CITY + ward("", "2026-01-31"), "row 3: it ends on 2026-01-31 and nobody takes over what runs there"),
        (CITY + ward("", "", "C"), "row 3: it has the successor C and no day on which it ends"),
        (CITY + ward("", "2026-01-31", "X"), "row 3: the successor X is neither in the file nor known"),
        (CITY + ward("", "2026-01-31", "V") + ward("2026-03-01", code="V"), "row 3: the successor V does not stand on 2026-02-01"),
        (CITY + ward("", "2026-01-31", "C") + ward("2026-02-01"), "row 3: it has a successor and goes on under its own code"),
        (ward(superior="V", code="U") + ward(superior="U", code="V"), "row 2: U would be above itself"),
        (CITY + ward() + ",,,,,,,,,,more\n", "beyond: K4: wanted J5001"),
    ],
)
def test_a_mistake_is_told_by_its_row(tmp_path: Path, rows: str, told: str) -> None:
    with pytest.raises(BadAgencies) as bad:
        read(written(tmp_path, rows))
    assert str(bad.value).startswith(told)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadAgencies, match="row 3: name is empty\nrow 4: source is empty"):
        read(written(tmp_path, CITY + ward(name="") + ward(code="V").replace("notice", "")))


def test_a_new_name_is_another_version_and_a_merger_names_who_takes_over(tmp_path: Path) -> None:
    renamed = ward("", "2026-01-31") + ward("2026-02-01", name="Ward 2")
    assert len(read(written(tmp_path, CITY + renamed + ward("", "2026-01-31", "W", code="V")))) == 4


def test_other_columns_and_other_encodings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAgencies, match="wrong-columns: A1: 'code;name': wanted code"):
        read(written(tmp_path, CITY, "code;name\n"))
    file = written(tmp_path, "")
    file.write_bytes(HEADER.encode() + "W,Phường,,notice\n".encode("utf-16"))
    with pytest.raises(BadAgencies, match="encoding"):
        read(file)


def test_nothing_may_stand_above_itself_through_agencies_loaded_before(tmp_path: Path) -> None:
    with pytest.raises(BadAgencies, match="row 2: A would be above itself"):
        read(written(tmp_path, ward(code="A", superior="B")), [Agency(code="B", name="B", superior="A")])


def test_a_name_is_composed_and_stands_on_one_line_however_the_file_has_it(tmp_path: Path) -> None:
    names = [each.name for each in read(written(tmp_path, CITY + ward(name=unicodedata.normalize("NFD", "Phường  Vũng\u200b Tàu"))))]
    assert names[1] == "Phường Vũng Tàu"


def test_an_error_of_excel_is_no_open_end(tmp_path: Path) -> None:
    error = '<c r="{0}2" t="e"><v>#N/A</v></c>'
    cells = {f"{letter}2": error.format(letter) for letter in "GH"}
    content = workbook(row(1, COLUMNS) + row(2, ["W", "Ward", "ward", "", "", "", "", "", "", "notice"], **cells))
    (tmp_path / "agencies.xlsx").write_bytes(content)
    with pytest.raises(BadAgencies) as bad:
        read(tmp_path / "agencies.xlsx")
    assert str(bad.value) == "row 2: valid_to: #N/A is an error of Excel\nrow 2: successor: #N/A is an error of Excel"


def test_a_workbook_is_read_like_a_csv_file(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "agencies.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        sheet.write_row(1, 0, [26743, "Phường", "ward", "", "", "2025-07-01", "", "", "", "notice"])
        sheet.write_datetime(1, 5, date(2025, 7, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert [(each.code, each.valid_from) for each in read(tmp_path / "agencies.xlsx")] == [("26743", date(2025, 7, 1))]


def test_one_command_loads_a_file_over_what_is_there_and_nothing_of_a_bad_one(tmp_path: Path) -> None:
    assert run("setup", tmp_path, "--demo", KHIEN_DEMO="true")[0] == 0
    status, said = run("agencies", tmp_path, str(ROOT / "reference" / "agencies-hcmc.csv"))
    assert (status, "185 rows are loaded" in said) == (0, True)
    renamed = ward(code="26743", name="Renamed", superior="UBNDTP") + ward(code="NEW", superior="NOBODY")
    status, said = run("agencies", tmp_path, str(written(tmp_path, renamed)))
    assert (status, said) == (2, "row 3: the superior NOBODY is neither in the file nor known\n")
    with Store(f"sqlite:///{tmp_path / 'khien.db'}").reading() as session:
        known = {each.code: each.name for each in directory.all_agencies(session)}
    assert (known["26743"], len(known)) == ("Ủy ban nhân dân phường Bến Thành", 186)
