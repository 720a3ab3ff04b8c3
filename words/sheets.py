"""Tables as people fill them in: rows of an Excel workbook or of a CSV file, and what makes them no table."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import ParseError

import xlsxwriter
from defusedxml import DefusedXmlException
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from words.formulas import first_formula

_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # of making a file nothing is told: the report says of what moment it is
MOST_UNPACKED = 200_000_000  # bytes; a workbook is a zip archive, and a small one may unpack to anything
FIRST_ROW = 2  # as people count, below the headings
# Where a program may begin a cell, whichever character it parts cells by, and what makes a formula of it, behind spaces and quotation marks too
# (OWASP, CSV injection): what stands here is preceded by an apostrophe.
_LIKE_A_FORMULA = re.compile(r"""(^|[,;|\t\r\n\v\f\x85\u2028\u2029])(?=[\s"'\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])""")
Row = Sequence[str | int]


class SheetProblem(StrEnum):
    """Why a file is not read at all."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    WRONG_SHEET = "wrong-sheet"
    WRONG_COLUMNS = "wrong-columns"
    MERGED_CELLS = "merged-cells"
    FORMULAS = "formulas"


class BadSheet(ValueError):
    """`where`: the cell, sheet or column it is about; `wanted`: what should be there."""

    def __init__(self, problem: SheetProblem, where: str = "", wanted: str = "") -> None:
        super().__init__(": ".join(part for part in (problem, where, wanted and f"wanted {wanted}") if part))
        self.problem, self.where, self.wanted = problem, where, wanted


def read_table(content: bytes, columns: Sequence[str], sheet: str = "") -> list[tuple[int, dict[str, str]]]:
    """Each row by the names of its columns, trimmed, with its number as people count; rows with nothing in them are left out.

    A workbook is read from the sheet named, or from its first. Raises BadSheet.
    """
    rows = _of_a_workbook(content, sheet) if zipfile.is_zipfile(io.BytesIO(content)) else _of_csv(content)
    headings = [*rows[0]] if rows else []
    while headings and not headings[-1]:
        headings.pop()
    if headings != [*columns]:
        raise BadSheet(SheetProblem.WRONG_COLUMNS, ", ".join(headings), ", ".join(columns))
    found = []
    for number, row in enumerate(rows[1:], FIRST_ROW):
        if any(row[len(columns) :]):
            raise BadSheet(SheetProblem.WRONG_COLUMNS, f"{number}", f"{len(columns)}")
        if any(row):
            found.append((number, dict(zip(columns, [*row, *[""] * len(columns)], strict=False))))
    return found


def as_workbook(sheet: str, headings: Sequence[str], rows: Iterable[Row], head: Sequence[Row] = ()) -> bytes:
    """One sheet, below its `head` if it has one; the same content gives the same bytes. What people wrote is text in it: never a formula or a link."""
    found = io.BytesIO()
    with xlsxwriter.Workbook(found, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _NO_DAY})
        page, bold = book.add_worksheet(sheet), book.add_format({"bold": True})
        top = len(head) + 1 if head else 0
        page.freeze_panes(top + 1, 0)
        page.write_row(top, 0, headings, bold)
        for number, row in enumerate(rows, top + 1):
            page.write_row(number, 0, row)
        page.autofit()  # by the table alone: a sentence in the head is long
        for number, row in enumerate(head):
            page.write_row(number, 0, row)
    return found.getvalue()


def as_csv(headings: Sequence[str], rows: Iterable[Row], head: Sequence[Row] = ()) -> bytes:
    """For Excel too: it knows UTF-8 by its mark. No cell is a formula, whatever parts them where it is opened."""
    found = io.StringIO()
    writer = csv.writer(found, lineterminator="\r\n")
    writer.writerows([_no_formula(cell) for cell in row] for row in (*head, *([()] if head else ()), headings, *rows))
    return found.getvalue().encode("utf-8-sig")


def _no_formula(cell: str | int) -> str | int:
    return _LIKE_A_FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def _of_csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        return [[_text(cell) for cell in row] for row in csv.reader(io.StringIO(text), strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadSheet(SheetProblem.UNREADABLE, wanted="CSV UTF-8, .xlsx") from error


def _of_a_workbook(content: bytes, name: str) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise BadSheet(SheetProblem.TOO_LARGE)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if name and name not in workbook.sheet_names:
            raise BadSheet(SheetProblem.WRONG_SHEET, ", ".join(workbook.sheet_names), name)
        place = workbook.sheet_names.index(name) if name else 0
        found = workbook.get_sheet_by_index(place)
        if merged := found.merged_cell_ranges:
            raise BadSheet(SheetProblem.MERGED_CELLS, xl_rowcol_to_cell(*merged[0][0]))
        if formula := first_formula(content, place):
            raise BadSheet(SheetProblem.FORMULAS, formula)
        return [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    except (CalamineError, zipfile.BadZipFile, ParseError, DefusedXmlException, IndexError, KeyError) as error:
        raise BadSheet(SheetProblem.UNREADABLE, wanted="CSV UTF-8, .xlsx") from error


def _text(value: Any) -> str:
    """As it was meant: a code typed as a number has no fraction, a day no hour."""
    match value:
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()
