"""A PDF: every object its tables name is looked at, whatever leads there. What acts by itself, or carries a file that is no plain text, is refused."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from papers.examining.answer import NotTaken, Unfit
from papers.examining.programs import is_program

MOST_OBJECTS = 2_000_000  # within one another and side by side
# What pypdf raises of a file that is not what it says. RecursionError: it nests too deep.
DAMAGED = (
    PyPdfError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    EOFError,
    OSError,
    RecursionError,
    NotImplementedError,
)

_ACTING_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent"})
_ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})
_ACTING_THINGS = frozenset({"/RichMedia", "/3D"})


def opened(file: BinaryIO) -> PdfReader:
    """Raises Unfit: it is no PDF, or one under a password, be it the empty one."""
    try:
        file.seek(0)
        reader = PdfReader(file)
        locked = reader.is_encrypted
    except DAMAGED as error:
        raise Unfit(NotTaken.UNREADABLE) from error
    if locked:
        raise Unfit(NotTaken.ENCRYPTED)
    return reader


def look_through(reader: PdfReader) -> None:
    """Raises Unfit."""
    try:
        if not reader.pages:
            raise Unfit(NotTaken.UNREADABLE)
        for count, found in enumerate(_dictionaries(reader)):
            if count > MOST_OBJECTS:
                raise Unfit(NotTaken.BOMB)
            _refuse_what_acts(found)
            if "/EF" in found:
                _refuse_unless_text(found)
    except DAMAGED as error:
        raise Unfit(NotTaken.UNREADABLE) from error


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Those of the trailer and of every object, with those within them."""
    numbered = {(number, generation) for generation, offsets in reader.xref.items() for number in offsets}
    numbered |= {(number, 0) for number in reader.xref_objStm}
    todo: list[PdfObject | None] = [reader.trailer]
    for number, generation in sorted(numbered):
        todo.append(reader.get_object(IndirectObject(number, generation, reader)))
        while todo:
            match todo.pop():
                case DictionaryObject() as found:
                    yield found
                    todo.extend(dict.values(found))  # as they stand: a reference has a turn of its own
                case ArrayObject() as several:
                    todo.extend(list.__iter__(several))


def _refuse_what_acts(found: DictionaryObject) -> None:
    if _ACTING_KEYS & found.keys() or found.get("/S") in _ACTS or found.get("/Subtype") in _ACTING_THINGS:
        raise Unfit(NotTaken.SCRIPTED)


def _refuse_unless_text(specification: DictionaryObject) -> None:
    """An invoice carries its own XML: that is read by people as well. Whatever else is carried should be sent by itself."""
    extension = PurePosixPath(str(specification.get("/UF") or specification.get("/F") or "")).suffix[1:].lower()
    carried = specification["/EF"]
    for each in carried.values() if isinstance(carried, DictionaryObject) else ():
        stream = each.get_object()
        content = stream.get_data() if isinstance(stream, StreamObject) else b"\0"
        if is_program(content, extension) or not _is_text(content):
            raise Unfit(NotTaken.EMBEDDED)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
