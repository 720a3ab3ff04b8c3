"""Tables as people fill them in: rows of an Excel workbook or of a CSV file, and what makes them no table."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from unicodedata import normalize

import xlsxwriter

from words.bad_sheet import BadSheet, Place, SheetProblem
from words.workbooks import EXCEL_ERRORS, LONGEST_CELL, OddCells, Room, Row, rows_of_a_workbook

_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # of making a file nothing is told: the report says of what moment it is
FIRST_ROW = 2  # as people count, below the headings
MOST_ROWS = 5_000  # below the headings
MOST_LINES = 200_000  # of a CSV file, those with nothing in them counted
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # a compound file: .xls, or an .xlsx behind a password
# Where a program may begin a cell, whichever character it parts cells by, and what makes a formula of it, behind spaces and quotation marks too
# (OWASP, CSV injection): what stands here is preceded by an apostrophe.
_LIKE_A_FORMULA = re.compile(r"""(^|[,;|\t\r\n\v\f\x85\u2028\u2029])(?=[\s"'\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])""")
Line = Sequence[str | int]


def read_table(content: bytes, columns: Sequence[str], sheet: str = "", days: Sequence[str] = ()) -> list[tuple[int, dict[str, str]]]:
    """As `rows_of_table`, all at once. Raises BadSheet."""
    return list(rows_of_table(content, columns, sheet, days))


def rows_of_table(
    content: bytes, columns: Sequence[str], sheet: str = "", days: Sequence[str] = (), later: int = 0
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by the names of its columns, trimmed, with its number as people count; rows with nothing in them are left out.

    A workbook is read from the sheet named, or from its first. `days`: the columns of days; elsewhere a date shows something else than it is. `later`: how
    many of the last columns an earlier form did not have; where it has none of them, they are empty.
    Raises BadSheet, for cells that say something else than they show after the last row: what came before is then no table.
    """
    room = Room(FIRST_ROW - 1 + MOST_ROWS, len(columns), frozenset(at for at, name in enumerate(columns, 1) if name in days))
    is_workbook = zipfile.is_zipfile(io.BytesIO(content))
    rows = rows_of_a_workbook(content, sheet, room) if is_workbook else _rows_of_csv(content, room)
    number, cells = next(rows, (1, {}))
    head, first_later = cells if number == 1 else {}, len(columns) - later
    there = columns if any(head.get(at + 1) for at in range(first_later, len(columns))) else columns[:first_later]
    _refuse_other_headings(head, there)
    for number, cells in rows:
        yield number, dict.fromkeys(columns, "") | {name: cells.get(at, "") for at, name in enumerate(there, 1)}


def _refuse_other_headings(cells: Mapping[int, str], columns: Sequence[str]) -> None:
    """Names the first column that is another. How the tone marks are put together says nothing."""
    for at, wanted in enumerate(columns, 1):
        found = " ".join(normalize("NFC", cells.get(at, "")).split())
        if found != wanted:
            raise BadSheet(SheetProblem.WRONG_COLUMNS, Place(1, at).name, wanted, found[:100])


def as_workbook(sheet: str, headings: Sequence[str], rows: Iterable[Line], head: Sequence[Line] = ()) -> bytes:
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


def as_csv(headings: Sequence[str], rows: Iterable[Line], head: Sequence[Line] = ()) -> bytes:
    """For Excel too: it knows UTF-8 by its mark. No cell is a formula, whatever parts them where it is opened."""
    found = io.StringIO()
    writer = csv.writer(found, lineterminator="\r\n")
    writer.writerows([_no_formula(cell) for cell in row] for row in (*head, *([()] if head else ()), headings, *rows))
    return found.getvalue().encode("utf-8-sig")


def _no_formula(cell: str | int) -> str | int:
    return _LIKE_A_FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def _rows_of_csv(content: bytes, room: Room) -> Iterator[Row]:
    """Raises BadSheet, as soon as a cell stands where the form has none."""
    if content.startswith(_OLD_OR_LOCKED):
        raise BadSheet(SheetProblem.OLD_OR_LOCKED)
    odd = OddCells()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True), 1):
            if number > MOST_LINES:
                raise BadSheet(SheetProblem.TOO_LARGE)
            cells = {at: text for at, cell in enumerate(row, 1) if (text := cell.strip())}
            for at, text in cells.items():
                if number > room.rows or at > room.columns:
                    raise BadSheet(SheetProblem.BEYOND, Place(number, at).name, room.corner)
                if len(text) > LONGEST_CELL:
                    raise BadSheet(SheetProblem.LONG_CELL, Place(number, at).name, f"{LONGEST_CELL}")
                if text in EXCEL_ERRORS:
                    odd.note(SheetProblem.ERRORS, Place(number, at, text))
            if cells:
                yield number, cells
    except UnicodeDecodeError as error:
        raise BadSheet(SheetProblem.ENCODING) from error
    except csv.Error as error:
        raise BadSheet(SheetProblem.UNREADABLE, wanted="CSV UTF-8, .xlsx") from error
    odd.refuse()
