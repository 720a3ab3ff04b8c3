"""Workbooks as programs other than ours write them, part by part: what stands in a cell is said to the letter."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from domain.acts import Register
from tests.builders import ASKED_BY_THE_PLAN
from words.bad_sheet import Place
from words.registration_list import COLUMNS, SHEET, as_row, headings

TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
GOOD: dict[str, Any] = {
    **{name: value for name, value in Register.example.items() if name in COLUMNS},
    **ASKED_BY_THE_PLAN,
    "agency": "26743",
    "proposers": "lan",
}
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel


def row_of(body: Mapping[str, Any]) -> list[str]:
    return as_row(body)


def text(at: str, what: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(what)}</t></is></c>'


def row(number: int, cells: Sequence[str], **instead: str) -> str:
    """`instead`: by its name, the XML of a cell."""
    names = [Place(number, column).name for column, _ in enumerate(cells, 1)]
    told = "".join(instead.get(name, text(name, cell) if cell else "") for name, cell in zip(names, cells, strict=True))
    return f'<row r="{number}">{told}{"".join(xml for name, xml in instead.items() if name not in names)}</row>'


def workbook(
    sheet_data: str, *, after: str = "", sheet: str = SHEET, strings: str = "", styles: str = "", edition: tuple[str, str] = TRANSITIONAL
) -> bytes:
    """One sheet, in either edition of the standard; `strings` and `styles` are what stands in their parts."""
    main, relation = edition
    spaces = f'xmlns="{main}" xmlns:r="{relation}"'
    parts = {
        "_rels/.rels": _relations(relation, officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {spaces}><sheets><sheet name={quoteattr(sheet)} sheetId="1" r:id="worksheet"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            relation, worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml", styles="styles.xml"
        ),
        "xl/sharedStrings.xml": f"<sst {spaces}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {spaces}>{styles}</styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet {spaces}><sheetData>{sheet_data}</sheetData>{after}</worksheet>",
    }
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return found.getvalue()


def _relations(relation: str, **targets: str) -> str:
    each = (f'<Relationship Id="{kind}" Type="{relation}/{kind}" Target="{target}"/>' for kind, target in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(each)}</Relationships>'


HEADINGS = row(1, headings())
FIRST = row(2, row_of(GOOD))


def filled(*bodies: Mapping[str, Any]) -> bytes:
    """The form with these rows."""
    return workbook(HEADINGS + "".join(row(number, row_of(body)) for number, body in enumerate(bodies, 2)))
