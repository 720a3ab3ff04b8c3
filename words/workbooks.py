"""The cells of an Excel workbook as they stand in it, in one pass that goes no farther than the form (ECMA-376, transitional and strict).

What it may cost is bounded before it is paid: how many bytes are unpacked, how many elements are looked at, how deep they lie, how much text they
hold, and where a cell may stand. A cell with nothing in it costs nothing, wherever it stands. Nothing of a document type is read (defusedxml).
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar
from unicodedata import normalize
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from words.bad_sheet import BadSheet, Place, SheetProblem
from words.number_formats import Shown, day, shown_by, whole

MOST_UNPACKED = 100_000_000  # bytes; a workbook is a zip archive, and a small one may unpack to anything
MOST_ELEMENTS = 400_000  # of one part; a list of 5,000 rows has some 275,000
MOST_TEXT = 30_000_000  # characters of all cells together
LONGEST_CELL = 32_767  # characters; Excel knows no longer one
DEEPEST = 64  # levels of elements; a sheet has ten
MOST_ODD = 20  # cells that are named before the reader gives up
EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"})
_AT_A_TIME = 1 << 16
_AT = re.compile(r"([A-Z]{1,3})([1-9]\d{0,9})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ST_Xstring, 22.9.2.19


# What is raised of a file that is no workbook, or was one. RuntimeError: a part that is encrypted, or not there.
_DAMAGED = (zipfile.BadZipFile, zlib.error, SAXException, DefusedXmlException, LookupError, ValueError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class Room:
    """How far the form goes: rows with its headings, and columns. `days`: the columns, from 1, in which a date is a day and not a text."""

    rows: int
    columns: int
    days: frozenset[int] = frozenset()

    @property
    def corner(self) -> str:
        return Place(self.rows, self.columns).name


Row = tuple[int, Mapping[int, str]]  # its number and what stands in its columns, both from 1


class OddCells:
    """Cells that say something else than they show: named together, so that they are put right together."""

    def __init__(self) -> None:
        self._found: dict[SheetProblem, list[Place]] = {}

    def note(self, problem: SheetProblem, cell: Place) -> None:
        self._found.setdefault(problem, []).append(cell)
        if sum(map(len, self._found.values())) >= MOST_ODD:
            self.refuse()

    def refuse(self) -> None:
        """Raises BadSheet, if there are any."""
        for problem in (SheetProblem.FORMULAS, SheetProblem.ERRORS, SheetProblem.NOT_TEXT):
            if cells := self._found.get(problem):
                raise BadSheet(problem, cells=cells)


def rows_of_a_workbook(content: bytes, sheet: str, room: Room) -> Iterator[Row]:
    """Rows in which something stands. `sheet`: the one read, or "" for the first. Raises BadSheet, for odd cells after the last row."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from _Workbook(archive).rows(sheet, room)
    except BadSheet:
        raise
    except _DAMAGED as error:
        raise BadSheet(SheetProblem.UNREADABLE, wanted="CSV UTF-8, .xlsx") from error


def _counted(text: str) -> int:
    """A place in a table, from 0. Raises ValueError: to Python -1 would be the last."""
    if (place := int(text)) < 0:
        raise ValueError(text)
    return place


_HandlerT = TypeVar("_HandlerT", bound="_Bounded")


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self._left = archive, MOST_UNPACKED

    def rows(self, sheet: str, room: Room) -> Iterator[Row]:
        main, *_ = (target for kind, target in self._related("").values() if kind == "officeDocument")
        book, related = self._read(main, _Book()), self._related(main)
        by_kind = dict([*related.values()])
        named = {name: related[key][1] for name, key in book.sheets.items() if related[key][0] == "worksheet"}
        if sheet and sheet not in named:
            raise BadSheet(SheetProblem.WRONG_SHEET, ", ".join(named), sheet)
        formats = self._read(by_kind["styles"], _Styles()).formats if "styles" in by_kind else []
        texts = self._read(by_kind["sharedStrings"], _Strings()).texts if "sharedStrings" in by_kind else []
        page = _Page(room, texts, formats, book.since_1904)
        first, *_ = named.values()
        for _ in self._parsed(named[sheet] if sheet else first, page):
            yield from page.taken()
        page.odd.refuse()

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """By id, what a part relates to: its kind, the last word of the type in either edition of the standard, and where it lies."""
        folder, name = posixpath.split(part)
        found = self._read(posixpath.join(folder, "_rels", f"{name}.rels"), _Relations())
        return {key: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")) for key, kind, target in found.all}

    def _read(self, part: str, handler: _HandlerT) -> _HandlerT:
        for _ in self._parsed(part, handler):
            pass
        return handler

    def _parsed(self, part: str, handler: "_Bounded") -> Iterator[None]:
        """As far as it is unpacked; what the archive says of its size is believed by nobody."""
        parser = DefusedExpatParser(forbid_dtd=True)
        parser.setContentHandler(handler)
        with self._archive.open(part) as opened:
            while some := opened.read(_AT_A_TIME):
                self._left -= len(some)
                if self._left < 0:
                    raise BadSheet(SheetProblem.TOO_LARGE)
                parser.feed(some)
                yield
        parser.close()
        yield


class _Bounded(ContentHandler):
    """Elements by their names without a prefix, so many and no more."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._elements, self._depth = self._elements + 1, self._depth + 1
        if self._elements > MOST_ELEMENTS:
            raise BadSheet(SheetProblem.TOO_LARGE)
        if self._depth > DEEPEST:
            raise BadSheet(SheetProblem.UNREADABLE, wanted="CSV UTF-8, .xlsx")
        self.begins(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:
        self._depth -= 1
        self.ends(name.rpartition(":")[2])

    def begins(self, tag: str, attrs: AttributesImpl) -> None: ...

    def ends(self, tag: str) -> None: ...


class _Relations(_Bounded):
    def __init__(self) -> None:
        super().__init__()
        self.all: list[tuple[str, str, str]] = []

    def begins(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "Relationship" and attrs.get("TargetMode") != "External":
            self.all.append((attrs["Id"], attrs["Type"].rpartition("/")[2], attrs["Target"]))


class _Book(_Bounded):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, str] = {}  # the id of its relation, by name
        self.since_1904 = False

    def begins(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "sheet":
            relation, *_ = (attrs[name] for name in attrs.getNames() if name.endswith(":id"))
            self.sheets[normalize("NFC", attrs["name"])] = relation
        elif tag == "workbookPr":
            self.since_1904 = attrs.get("date1904") in ("1", "true")


class _Styles(_Bounded):
    """Of each style of a cell, what a number shows in it."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: list[Shown] = []
        self._codes: dict[int, str] = {}
        self._in_cells = False

    def begins(self, tag: str, attrs: AttributesImpl) -> None:
        if tag == "numFmt":
            self._codes[int(attrs["numFmtId"])] = attrs["formatCode"]
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            number = int(attrs.get("numFmtId", "0"))
            self.formats.append(shown_by(number, self._codes.get(number, "")))

    def ends(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False


class _Text(_Bounded):
    """Collects what stands in `t` and `v`, but for how it is read aloud (`rPh`)."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._length = self._aloud = self._open = 0

    def begins(self, tag: str, attrs: AttributesImpl) -> None:  # noqa: ARG002  (an element of text is what its name says)
        self._aloud += tag == "rPh"
        self._open += tag in ("t", "v")

    def ends(self, tag: str) -> None:
        self._aloud -= tag == "rPh"
        self._open -= tag in ("t", "v")

    def characters(self, content: str) -> None:
        if self._open and not self._aloud:
            self.parts.append(content)
            self._length += len(content)
            if self._length > LONGEST_CELL:
                raise self.too_long()

    def too_long(self) -> BadSheet:
        return BadSheet(SheetProblem.TOO_LARGE)

    def text(self) -> str:
        """What was collected since it was asked last."""
        found = "".join(self.parts)
        self.parts, self._length = [], 0
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found) if "_x" in found else found


class _Strings(_Text):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def ends(self, tag: str) -> None:
        super().ends(tag)
        if tag == "si":
            self.texts.append(self.text())


class _Page(_Text):
    """The sheet itself. `taken` gives the rows that are whole by now."""

    def __init__(self, room: Room, texts: Sequence[str], formats: Sequence[Shown], since_1904: bool) -> None:
        super().__init__()
        self._room, self._texts, self._formats, self._since_1904 = room, texts, formats, since_1904
        self.odd = OddCells()
        self._rows: list[Row] = []
        self._row: dict[int, str] = {}
        self._at, self._kind, self._style, self._is_formula = Place(0, 0), "", 0, False
        self._all = 0

    def taken(self) -> Iterator[Row]:
        rows, self._rows = self._rows, []
        yield from rows

    def begins(self, tag: str, attrs: AttributesImpl) -> None:
        super().begins(tag, attrs)
        if tag == "c":
            self._begin_cell(attrs)
        elif tag == "row":
            self._begin_row(int(attrs.get("r") or self._at.row + 1))
        elif tag == "f":
            self._is_formula = True
        elif tag == "mergeCell":
            raise BadSheet(SheetProblem.MERGED_CELLS, attrs["ref"].partition(":")[0])

    def ends(self, tag: str) -> None:
        super().ends(tag)
        if tag == "c":
            self._take()
        elif tag == "row" and self._row:
            self._rows.append((self._at.row, self._row))

    def too_long(self) -> BadSheet:
        return BadSheet(SheetProblem.LONG_CELL, self._at.name, f"{LONGEST_CELL}")

    def _begin_row(self, number: int) -> None:
        if number <= self._at.row:
            raise ValueError("rows out of order")
        self._at, self._row = Place(number, 0), {}

    def _begin_cell(self, attrs: AttributesImpl) -> None:
        row, column = self._at.row, self._at.column + 1
        if named := attrs.get("r"):
            found = _AT.fullmatch(named)
            if not found or int(found[2]) != row:
                raise ValueError("a cell in another row")
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
        if column <= self._at.column:
            raise ValueError("cells out of order")
        self._at = Place(row, column)
        self._kind, self._style, self._is_formula = attrs.get("t", "n"), _counted(attrs.get("s", "0")), False

    def _take(self) -> None:
        value, at = self.text(), self._at
        if self._kind == "s" and value:
            value = self._texts[_counted(value)]
        if not value.strip() and not self._is_formula:
            return
        if at.row > self._room.rows or at.column > self._room.columns:
            raise BadSheet(SheetProblem.BEYOND, at.name, self._room.corner)
        if self._is_formula:
            self.odd.note(SheetProblem.FORMULAS, at)
        elif self._kind in ("s", "str", "inlineStr"):
            self._keep(value)
        elif self._kind == "e":
            self.odd.note(SheetProblem.ERRORS, Place(at.row, at.column, value.strip()))
        else:
            self._keep_number(value.strip())

    def _keep_number(self, value: str) -> None:
        """What is shown and what is kept must be the same, or the cell is refused."""
        shown = Shown.OTHERWISE
        with suppress(IndexError):
            shown = self._formats[self._style] if self._formats else Shown.ITSELF
        text = ""
        if self._kind == "n" and shown is Shown.ITSELF:
            text = whole(value)
        elif self._at.column in self._room.days and self._kind == "n" and shown is Shown.DAY:
            text = day(value, self._since_1904)
        elif self._at.column in self._room.days and self._kind == "d":
            text = value.removesuffix("T00:00:00")
        if text:
            self._keep(text)
        else:
            self.odd.note(SheetProblem.NOT_TEXT, Place(self._at.row, self._at.column, value))

    def _keep(self, text: str) -> None:
        text = text.strip()
        if text in EXCEL_ERRORS:
            self.odd.note(SheetProblem.ERRORS, Place(self._at.row, self._at.column, text))
        self._all += len(text)
        if self._all > MOST_TEXT:
            raise BadSheet(SheetProblem.TOO_LARGE)
        self._row[self._at.column] = text
