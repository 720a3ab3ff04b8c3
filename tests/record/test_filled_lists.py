"""A filled list as it is read: what it shows is what is kept, what it costs is bounded, and what cannot be read is refused for its own reason."""

import contextlib
import csv
import io
import random
import subprocess
import sys
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from api.limits import LONGEST_READING, READING_MEMORY
from settings import ROOT
from tests.sheets import FIRST, GOOD, HEADINGS, LAST_COLUMN, LAST_ROW, STRICT, filled, row, row_of, text, workbook
from words.apart import understood
from words.bad_sheet import BadSheet, Place, SheetProblem
from words.registration_list import COLUMNS, LATER, form, headings, rows_of
from words.sheets import MOST_ROWS, read_table

CORNER = Place(LAST_ROW, LAST_COLUMN).name


def refused(content: bytes) -> BadSheet:
    with pytest.raises(BadSheet) as bad:
        list(rows_of(content))
    return bad.value


def body_of(content: bytes) -> dict[str, Any]:
    ((_, body),) = rows_of(content)
    return body


def as_csv(*rows: list[str]) -> bytes:
    found = io.StringIO()
    csv.writer(found).writerows([headings(), *rows])
    return found.getvalue().encode()


def numbered(number: str, xml: str) -> str:
    return f'<row r="{number}">{xml}</row>'


def alone(at: str, what: str) -> str:
    """A cell of its own far away."""
    return numbered("".join(filter(str.isdigit, at)), text(at, what))


# What a file may cost.


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(workbook(HEADINGS + FIRST + alone(CORNER, " ")), id="a space in the last cell there is"),
        pytest.param(workbook(HEADINGS + FIRST + alone("A1048576", " ")), id="a space in the last row"),
        pytest.param(as_csv(row_of(GOOD)) + b"\n" * 100_000 + b"  \n", id="a hundred thousand empty lines"),
    ],
)
def test_what_has_nothing_in_it_is_left_out_wherever_it_stands(content: bytes) -> None:
    assert body_of(content)["title"] == GOOD["title"]


@pytest.mark.parametrize("at", [CORNER, "A1048576", "A4294967295", "A200000", "Z2", f"A{MOST_ROWS + 2}"])
def test_a_cell_beyond_the_form_is_named(at: str) -> None:
    beside = row(2, row_of(GOOD), Z2=text("Z2", "x")) if at == "Z2" else FIRST + alone(at, "x")
    bad = refused(workbook(HEADINGS + beside))
    assert (bad.problem, bad.where, bad.wanted) == (SheetProblem.BEYOND, at, f"Y{MOST_ROWS + 1}")


def rows_of_one_figure(many: int) -> bytes:
    return workbook(HEADINGS + "".join(numbered(f"{n}", f'<c r="A{n}"><v>1</v></c>') for n in range(2, many + 2)))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        pytest.param(lambda: rows_of_one_figure(200_000), SheetProblem.BEYOND, id="two hundred thousand rows of one figure"),
        pytest.param(lambda: workbook(HEADINGS + "<a>" * 10**6 + "</a>" * 10**6), SheetProblem.UNREADABLE, id="a million levels"),
        pytest.param(lambda: workbook(HEADINGS + "<a/>" * 10**6), SheetProblem.TOO_LARGE, id="a million elements"),
        pytest.param(lambda: workbook("0" * 300_000_000), SheetProblem.TOO_LARGE, id="three hundred megabytes in one"),
        pytest.param(lambda: b"\n" * 9_900_000, SheetProblem.TOO_LARGE, id="ten megabytes of line breaks"),
        pytest.param(
            lambda: workbook(
                HEADINGS + "".join(row(n, [], A=f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(2, 2_000)),
                strings=f"<si><t>{'ạ' * 32_000}</t></si>",
            ),
            SheetProblem.TOO_LARGE,
            id="one long text two thousand times",
        ),
        pytest.param(lambda: filled({**GOOD, "title": "x" * 40_000}), SheetProblem.LONG_CELL, id="a cell Excel could not hold"),
        pytest.param(lambda: as_csv(row_of({**GOOD, "title": "x" * 40_000})), SheetProblem.LONG_CELL, id="the same in a CSV file"),
    ],
)
def test_no_file_costs_more_than_the_form_could_hold(make: Callable[[], bytes], problem: SheetProblem) -> None:
    content = make()
    tracemalloc.start()
    try:
        assert refused(content).problem is problem
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_as_many_rows_as_the_form_has_are_read() -> None:
    full = as_csv(*[row_of(GOOD)] * MOST_ROWS)
    assert sum(1 for _ in rows_of(full)) == MOST_ROWS
    assert refused(full + b"x\n").where == f"A{MOST_ROWS + 2}"


# What a cell shows.


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"])
def test_an_error_of_excel_is_named_by_its_cell_and_never_taken_for_nothing(error: str) -> None:
    told = refused(workbook(HEADINGS + row(2, row_of(GOOD), K2=f'<c r="K2" t="e"><v>{error}</v></c>')))
    assert (told.problem, told.where) == (SheetProblem.ERRORS, f"K2 ({error})")
    typed = refused(as_csv(row_of({**GOOD, "impact": error})))
    assert (typed.problem, typed.where) == (SheetProblem.ERRORS, f"K2 ({error})")


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="mm/yyyy"/><numFmt numFmtId="165" formatCode="00000"/>'
    '<numFmt numFmtId="166" formatCode="&quot;d&quot;0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="49"/><xf numFmtId="1"/><xf numFmtId="14"/>'
    '<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('<c r="G2" s="1"><v>46357</v></c>', id="12/2026, which became a day"),
        pytest.param('<c r="G2" s="2"><v>0.15</v></c>', id="15%"),
        pytest.param('<c r="G2" s="5"><v>46357</v></c>', id="a day"),
        pytest.param('<c r="G2" t="d"><v>2026-12-01</v></c>', id="a day of the strict edition"),
        pytest.param('<c r="G2" s="6"><v>123</v></c>', id="123, shown as 00123"),
        pytest.param('<c r="G2" s="7"><v>123</v></c>', id="123, shown as d123"),
        pytest.param('<c r="G2" s="0"><v>0.5</v></c>', id="a half, which is 0,5 in Vietnam"),
        pytest.param('<c r="G2" s="0"><v>123456789012</v></c>', id="123456789012, shown as 1,23457E+11"),
        pytest.param('<c r="G2" t="b"><v>1</v></c>', id="TRUE"),
        pytest.param('<c r="G2" s="99"><v>1</v></c>', id="a style that is not there"),
    ],
)
def test_a_cell_that_shows_something_else_than_it_holds_is_named(cell: str) -> None:
    told = refused(workbook(HEADINGS + row(2, row_of(GOOD), G2=cell), styles=STYLES))
    assert (told.problem, told.where.partition(" ")[0]) == (SheetProblem.NOT_TEXT, "G2")


@pytest.mark.parametrize("style", [0, 3, 4])
def test_a_code_typed_as_a_number_is_what_is_seen(style: int) -> None:
    assert (
        body_of(workbook(HEADINGS + row(2, row_of(GOOD), A2=f'<c r="A2" s="{style}"><v>26743</v></c>'), styles=STYLES))["agency"] == "26743"
    )


def test_all_odd_cells_are_named_together() -> None:
    cells = {f"{letter}2": f'<c r="{letter}2" t="e"><v>#N/A</v></c>' for letter in "KLM"}
    assert refused(workbook(HEADINGS + row(2, row_of(GOOD), **cells))).where == "K2 (#N/A), L2 (#N/A), M2 (#N/A)"


def test_a_date_is_a_day_only_in_a_column_of_days() -> None:
    cells = {"A2": '<c r="A2" s="5"><v>46357</v></c>', "B2": text("B2", "x")}
    content = workbook(row(1, ["on", "what"]) + row(2, ["", ""], **cells), styles=STYLES)
    assert read_table(content, ["on", "what"], days=["on"]) == [(2, {"on": "2026-12-01", "what": "x"})]
    with pytest.raises(BadSheet, match="not-text: A2"):
        read_table(content, ["on", "what"])


def test_the_columns_of_the_form_are_text_so_that_excel_leaves_alone_what_is_typed() -> None:
    with zipfile.ZipFile(io.BytesIO(form({"agency": {"26743": "Phường Bến Thành"}}))) as archive:
        sheet, styles = archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/styles.xml").decode()
    columns, formats = sheet.partition("<cols>")[2].partition("</cols>")[0], styles.partition("<cellXfs")[2].split("<xf ")[1:]
    style = int(columns.partition('style="')[2].partition('"')[0])
    assert f'max="{len(COLUMNS)}"' in columns
    assert 'numFmtId="49"' in formats[style]


# Who wrote it.


def test_the_strict_edition_is_read_like_any_other() -> None:
    assert body_of(workbook(HEADINGS + FIRST, edition=STRICT)) == body_of(filled(GOOD))


def test_texts_kept_apart_in_several_fonts_and_escaped_are_one_text() -> None:
    strings = "<si><r><t>Một </t></r><r><rPr/><t>hai_x000A_ba</t></r><rPh><t>đọc</t></rPh></si>"
    assert body_of(workbook(HEADINGS + row(2, row_of(GOOD), B2='<c r="B2" t="s"><v>0</v></c>'), strings=strings))["title"] == "Một hai\nba"


def test_headings_with_their_tone_marks_apart_are_the_same_headings() -> None:
    apart = [unicodedata.normalize("NFD", heading) for heading in headings()]
    assert apart != headings()
    assert body_of(workbook(row(1, apart) + FIRST))["title"] == GOOD["title"]


def test_the_form_of_before_the_last_columns_came_is_read_as_it_was() -> None:
    earlier = headings()[: -len(LATER)]
    assert body_of(workbook(row(1, earlier) + FIRST))["title"] == GOOD["title"]
    bad = refused(workbook(row(1, [*earlier, headings()[len(earlier)]]) + FIRST))
    assert (bad.problem, bad.found, bad.wanted) == (SheetProblem.WRONG_COLUMNS, "", headings()[len(earlier) + 1])


def test_of_wrong_headings_one_is_named_with_what_stands_there_and_what_should() -> None:
    bad = refused(workbook(row(1, [*headings()[:2], "Mục tiêu", *headings()[3:]]) + FIRST))
    assert (bad.problem, bad.where, bad.found, bad.wanted) == (SheetProblem.WRONG_COLUMNS, "C1", "Mục tiêu", headings()[2])


def test_another_reader_of_workbooks_reads_the_same() -> None:
    found = io.BytesIO()
    with xlsxwriter.Workbook(found, {"in_memory": True}) as book:
        page = book.add_worksheet("Đăng ký")
        page.write_row(0, 0, headings())
        for n in range(1, 40):
            page.write_row(n, 0, [26743, *(f"{part} {n}\n& <ba>" if part else "" for part in row_of(GOOD)[1:])])
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(found.getvalue())).get_sheet_by_name("Đăng ký").to_python()
    ours = read_table(found.getvalue(), headings(), "Đăng ký")
    assert [[*cells.values()] for _, cells in ours] == [[f"{first:.0f}", *map(str, rest)] for first, *rest in theirs[1:]]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(**changed: bytes | None) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, content in {**parts_of(filled(GOOD)), **{name.replace("__", "/"): part for name, part in changed.items()}}.items():
            if content is not None:
                archive.writestr(name, content)
    return found.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"not a workbook", SheetProblem.WRONG_COLUMNS, id="some text"),
        pytest.param(b"", SheetProblem.WRONG_COLUMNS, id="nothing"),
        pytest.param(b"\xff\xfe\x00", SheetProblem.ENCODING, id="no UTF-8"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 999, SheetProblem.OLD_OR_LOCKED, id="an old .xls, or one with a password"),
        pytest.param(as_csv() + b'"' + b"x" * 20, SheetProblem.UNREADABLE, id="a quote that does not end"),
        pytest.param(filled(GOOD)[:-40], SheetProblem.ENCODING, id="cut short"),
        pytest.param(with_parts(**{"xl__workbook.xml": None}), SheetProblem.UNREADABLE, id="without its workbook"),
        pytest.param(with_parts(**{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData>"}), SheetProblem.UNREADABLE, id="half a sheet"),
        pytest.param(with_parts(**{"xl__worksheets__sheet1.xml": BOMB}), SheetProblem.UNREADABLE, id="entities"),
        pytest.param(with_parts(**{"_rels__.rels": b"<Relationships/>"}), SheetProblem.UNREADABLE, id="a zip of something else"),
        pytest.param(with_parts(**{"xl__workbook.xml": b"<workbook><sheets/></workbook>"}), SheetProblem.WRONG_SHEET, id="without a sheet"),
        pytest.param(
            workbook(HEADINGS + row(2, row_of(GOOD), B2='<c r="B2" t="s"><v>-1</v></c>'), strings="<si><t>x</t></si>"),
            SheetProblem.UNREADABLE,
            id="a text before the first",
        ),
        pytest.param(workbook(HEADINGS + FIRST + FIRST), SheetProblem.UNREADABLE, id="a row twice"),
        pytest.param(workbook(HEADINGS + FIRST, sheet="Trang tính1"), SheetProblem.WRONG_SHEET, id="another sheet"),
        pytest.param(
            workbook(HEADINGS + FIRST, after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'), SheetProblem.MERGED_CELLS, id="merged"
        ),
        pytest.param(
            workbook(HEADINGS + row(2, row_of(GOOD), B2='<c r="B2" t="str"><f>1+1</f><v>2</v></c>')), SheetProblem.FORMULAS, id="a formula"
        ),
        pytest.param(workbook(HEADINGS + row(2, row_of(GOOD), B2='<c r="B2"><f>A1</f></c>')), SheetProblem.FORMULAS, id="one of nothing"),
    ],
)
def test_what_cannot_be_read_is_refused_for_its_own_reason(content: bytes, problem: SheetProblem) -> None:
    assert refused(content).problem is problem


@pytest.mark.parametrize("sown", range(60))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(sown: int) -> None:
    chance, content = random.Random(sown), bytearray(filled(GOOD))
    for _ in range(chance.randrange(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with contextlib.suppress(BadSheet):
        list(rows_of(bytes(content)))


# In a process of its own.


def read_apart(content: bytes, megabytes: int = READING_MEMORY, seconds: int = LONGEST_READING) -> bytes:
    command = [sys.executable, "-m", "words.apart", f"{megabytes}", f"{seconds}"]
    return subprocess.run(command, cwd=ROOT, input=content, capture_output=True, timeout=90).stdout


def test_what_is_read_apart_is_what_is_read_here() -> None:
    content = filled(GOOD, {**GOOD, "title": "Hai\n“ba” ạ"})
    assert understood(read_apart(content)) == list(rows_of(content))
    with pytest.raises(BadSheet) as bad:
        understood(read_apart(workbook(HEADINGS + row(2, row_of(GOOD), K2='<c r="K2" t="e"><v>#N/A</v></c>'))))
    assert (bad.value.problem, bad.value.cells) == (SheetProblem.ERRORS, (Place(2, 11, "#N/A"),))


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        pytest.param(b"," * 9_900_000, {"megabytes": 100}, id="more memory than it may have"),
        pytest.param(workbook(HEADINGS + "<a/>" * 390_000), {"seconds": 0}, id="more time than it may have"),
    ],
)
def test_a_process_that_meets_a_limit_is_a_file_that_is_too_large(content: bytes, limits: dict[str, int]) -> None:
    with pytest.raises(BadSheet) as bad:
        understood(read_apart(content, **limits))
    assert bad.value.problem is SheetProblem.TOO_LARGE


@pytest.mark.parametrize("output", [b"", b"[2, {}]\n", b"[2, {}]\n{", b'[2, {}]\n{"pro'])
def test_a_process_that_did_not_come_to_the_end_has_read_nothing(output: bytes) -> None:
    with pytest.raises(BadSheet, match="too-large"):
        understood(output)
