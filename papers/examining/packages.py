"""An Office package (ECMA-376): a zip archive of parts. How much it unpacks to is bounded before any of it is read, and again while it is."""

import mmap
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from papers.examining.answer import NotTaken, Unfit
from papers.examining.programs import is_program

ZIP = b"PK\x03\x04"
COMPOUND = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB: what Office wrote before, wraps encrypted packages in, and keeps macros and objects in
)
MOST_PARTS = 10_000
MOST_UNPACKED = 300_000_000  # bytes, of all parts together, those of packages within included
STEEPEST = 200  # times as large unpacked as packed; a sheet of numbers comes to some thirty
NEVER_STEEP = 10_000_000  # bytes unpacked below which nobody minds
DEEPEST = 2  # a chart in a document holds the workbook it was drawn from
_LARGEST_LIST = 4_000_000  # bytes of a part that names other parts
_AT_A_TIME = 1 << 16
DAMAGED = (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, NotImplementedError, LookupError, ValueError, EOFError, OSError)

_MAIN = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
_MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/", re.I)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:(?!/{3}[a-z]:)|\\\\|//", re.I)  # but for a file of the author's own disk: file:///C:
_A_LINK = "hyperlink"  # nothing is fetched until somebody follows it


def kind_of(file: BinaryIO) -> str:
    """docx, xlsx, zip for any other archive. Raises Unfit."""
    with _opened(file) as archive:
        if "[Content_Types].xml" not in archive.namelist():
            return "zip"
        types = _part(archive, "[Content_Types].xml")
        if b"macroEnabled" in types:
            raise Unfit(NotTaken.MACROS)
        return next((kind for main, kind in _MAIN.items() if main in types), "zip")


def look_through(file: BinaryIO) -> None:
    """Every part to its end. Raises Unfit."""
    _look_through(file, _Left(MOST_UNPACKED, MOST_PARTS), 1)


def is_locked(file: BinaryIO) -> bool:
    """Whether a compound file is a package under a password (MS-OFFCRYPTO)."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find("EncryptedPackage".encode("utf-16-le")) >= 0


@dataclass
class _Left:
    """What may still be unpacked."""

    unpacked: int
    parts: int

    def take(self, size: int) -> None:
        self.unpacked -= size
        if self.unpacked < 0:
            raise Unfit(NotTaken.BOMB)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise Unfit(NotTaken.UNREADABLE) from error
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Unfit(NotTaken.ENCRYPTED)
    return archive


def _look_through(file: BinaryIO, left: _Left, depth: int) -> None:
    if depth > DEEPEST:
        raise Unfit(NotTaken.BOMB)
    with _opened(file) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        _weigh(parts, left)
        if any(_MACROS.search(part.filename) for part in parts):
            raise Unfit(NotTaken.MACROS)
        for part in parts:
            _look_at(archive, part, left, depth)


def _weigh(parts: list[zipfile.ZipInfo], left: _Left) -> None:
    """By what the archive says of itself. What it says too little of fails to unpack."""
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    left.parts -= len(parts)
    if left.parts < 0 or unpacked > left.unpacked or unpacked > max(NEVER_STEEP, packed * STEEPEST):
        raise Unfit(NotTaken.BOMB)


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: _Left, depth: int) -> None:
    try:
        with archive.open(part) as opened:
            some = opened.read(_AT_A_TIME)
            if some.startswith(COMPOUND):
                raise Unfit(NotTaken.EMBEDDED)
            if is_program(some, PurePosixPath(part.filename).suffix[1:].lower()):
                raise Unfit(NotTaken.EXECUTABLE)
            within = BytesIO() if some.startswith(ZIP) else None
            while some:
                left.take(len(some))
                if within is not None:
                    within.write(some)
                some = opened.read(_AT_A_TIME)
        if within is not None:
            _look_through(within, left, depth + 1)
        elif part.filename.endswith(".rels"):
            _refuse_what_fetches(_part(archive, part.filename))
    except DAMAGED as error:
        raise Unfit(NotTaken.UNREADABLE) from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that names others, whole."""
    try:
        with archive.open(name) as opened:
            content = opened.read(_LARGEST_LIST + 1)
    except DAMAGED as error:
        raise Unfit(NotTaken.UNREADABLE) from error
    if len(content) > _LARGEST_LIST:
        raise Unfit(NotTaken.BOMB)
    return content


def _refuse_what_fetches(relations: bytes) -> None:
    """A template, a picture or an object that lies elsewhere is fetched by whoever opens the file, and is not what was sent."""
    for each in fromstring(relations, forbid_dtd=True):
        fetched = each.get("TargetMode") == "External" and not each.get("Type", "").endswith(f"/{_A_LINK}")
        if fetched and _ELSEWHERE.match(each.get("Target", "")):
            raise Unfit(NotTaken.REMOTE)
