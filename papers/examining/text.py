"""What a file says, for search: piece by piece, so that whatever ends the reader costs the pieces to come. Failure is no text, never a refusal."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.expatreader import DefusedExpatParser

from papers.examining import packages, pdf
from papers.examining.answer import LONGEST_TEXT, Unfit

_AT_A_TIME = 1 << 16
_SPOKEN = {
    "docx": re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|comments\d*|worksheets/[^/]+)\.xml"),
}
_ENDS_A_LINE = frozenset({"p", "si", "is", "br"})
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")


def pieces(file: BinaryIO, kind: str) -> Iterator[str]:
    """Normalised, LONGEST_TEXT characters together at most."""
    left = LONGEST_TEXT
    with suppress(Unfit, *pdf.DAMAGED, *packages.DAMAGED, SAXException, MemoryError):
        for piece in _raw(file, kind):
            if text := normalised(piece)[:left]:
                yield text
                left -= len(text)
            if not left:
                return


def normalised(text: str) -> str:
    """NFC, one space between words, no empty lines, nothing that is no character of a text."""
    kept = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else " " for c in unicodedata.normalize("NFC", text))
    lines = _EMPTY_LINES.sub("\n", _SPACES.sub(" ", kept)).strip()
    return f"{lines}\n" if lines else ""


def _raw(file: BinaryIO, kind: str) -> Iterator[str]:
    if kind == "pdf":
        yield from (page.extract_text() for page in pdf.opened(file).pages)
    elif kind in _SPOKEN:
        with zipfile.ZipFile(file) as archive:
            for part in sorted(filter(_SPOKEN[kind].fullmatch, archive.namelist())):
                yield from _spoken(archive, part)


def _spoken(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    parser, text = DefusedExpatParser(forbid_dtd=True), _Spoken()
    parser.setContentHandler(text)
    with archive.open(part) as opened:
        while some := opened.read(_AT_A_TIME):
            parser.feed(some)
            yield text.taken()


class _Spoken(ContentHandler):
    """What stands in elements called `t`; both languages of Office call a run of text so."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open = 0

    def taken(self) -> str:
        """The lines that are whole by now."""
        lines, self._lines = self._lines, []
        return "\n".join(lines)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002  (SAX's signature)
        tag = name.rpartition(":")[2]
        self._open += tag == "t"
        if tag == "tab":
            self._line.append(" ")

    def endElement(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        self._open -= tag == "t"
        if tag in _ENDS_A_LINE:
            self._lines.append("".join(self._line))
            self._line = []

    def characters(self, content: str) -> None:
        if self._open:
            self._line.append(content)
