"""The yearly list of registrations as a workbook, in Vietnamese: the empty form with its lists to choose from, and a filled one read back.

A choice is shown as its code and what it is called; of what stands in a cell, the code before the dash is read, and a bare code as well.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter

from domain.acts import Act, DossierFiled, Register
from words import books, field
from words.sheets import MOST_ROWS, rows_of_table

LANGUAGE = "vi"
PERSONS = ("proposers", "implementers")
# What came later stands last, so that the columns people know stay where they were.
CONFIRMED = "no_secrets"
LATER = ("proposed_as", "on_behalf_of", "grounding", "gap", "component", "legal_issue", CONFIRMED)
_WRITTEN = (
    part for part in DossierFiled.model_fields if part not in (*LATER, *Act.model_fields)
)  # files are enclosed one proposal at a time
COLUMNS = ("agency", *_WRITTEN, "focus_area", "regime", *PERSONS, *LATER)
CHOSEN = ("agency", "focus_area", "regime", "proposed_as", "gap")
TEXT_FORMAT = 49  # @
_DASH = re.compile(r"\s+[–—-]\s+")  # between a code, which has no spaces, and what it is called
SHEET, _LISTS, _HELP = "Đăng ký", "Danh mục", "Hướng dẫn"


def headings() -> list[str]:
    return [field(column, LANGUAGE, Register.name) for column in COLUMNS]


def form(choices: Mapping[str, Mapping[str, str]]) -> bytes:
    """The empty form. `choices`: for a column, the codes one may put there, and what each is called. Of persons, several go into one cell."""
    found = io.BytesIO()
    with xlsxwriter.Workbook(found, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, lists, about = (book.add_worksheet(name) for name in (SHEET, _LISTS, _HELP))
        sheet.write_row(0, 0, headings(), book.add_format({"bold": True, "text_wrap": True}))
        # As text: else Excel makes a day of 12/2026 and a share of 15%, and neither is what was typed.
        sheet.set_column(0, len(COLUMNS) - 1, 28, book.add_format({"num_format": TEXT_FORMAT, "text_wrap": True}))
        sheet.freeze_panes(1, 1)
        for place, (column, called) in enumerate({**choices, CONFIRMED: {yes(): ""}}.items()):
            lists.write_column(0, place, [field(column, LANGUAGE, Register.name), *(shown(code, name) for code, name in called.items())])
            lists.set_column(place, place, 40)
            at = COLUMNS.index(column)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            source = f"='{_LISTS}'!${letter}$2:${letter}${max(len(called), 1) + 1}"
            only_these = {"error_title": "Khiên", "error_message": _wrong(), "show_error": column not in PERSONS}
            sheet.data_validation(1, at, MOST_ROWS, at, {"validate": "list", "source": source, **only_these})
        for line, text in enumerate(str(books()[LANGUAGE]["registration_list"]["help"]).strip().splitlines()):
            about.write_string(line, 0, text)
        about.set_column(0, 0, 120)
    return found.getvalue()


def as_row(body: Mapping[str, Any]) -> list[str]:
    """How a registration stands in the form, but for choices and several persons in one cell."""
    said = {**body, CONFIRMED: yes() if body.get(CONFIRMED) is True else body.get(CONFIRMED, "")}
    return [str(said.get(column, "")) for column in COLUMNS]


def shown(code: str, name: str) -> str:
    return f"{code} – {name}" if name else code


def _code(text: str) -> str:
    return _DASH.split(text.strip(), maxsplit=1)[0]


def _persons(cell: str) -> list[str]:
    """Several in one cell; spaces in an id mean nothing."""
    return [code for part in cell.replace(";", ",").split(",") if (code := _code(part).replace(" ", ""))]


def yes() -> str:
    """What stands in the column that confirms; anything else confirms nothing."""
    return str(books()[LANGUAGE]["registration_list"]["yes"])


def _wrong() -> str:
    return str(books()[LANGUAGE]["registration_list"]["choose"])


def rows_of(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row as the body of a registration, with its number. Raises BadSheet; then no row of it counts."""
    for number, row in rows_of_table(content, headings(), SHEET, later=len(LATER)):
        body: dict[str, Any] = {}
        for column, cell in zip(COLUMNS, row.values(), strict=True):
            if cell:
                body[column] = _read(column, cell)
        yield number, body


def _read(column: str, cell: str) -> str | bool | list[str]:
    if column in PERSONS:
        return _persons(cell)
    if column == CONFIRMED:
        return cell.casefold() == yes().casefold()
    return _code(cell) if column in CHOSEN else cell
