"""Which kinds of files there are: by how their bytes begin, and what their names may end in."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from papers.examining import packages
from papers.examining.answer import NotTaken, Unfit
from papers.examining.programs import is_program


@dataclass(frozen=True)
class Kind:
    media_type: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": Kind("application/pdf", ("pdf",)),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document", ("docx",)),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
    "png": Kind("image/png", ("png",)),
    "jpeg": Kind("image/jpeg", ("jpg", "jpeg")),
}
_BEGINS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "png",
    b"\xff\xd8\xff": "jpeg",
}
_MACRO_ENABLED = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppsm"})
_HEAD = 4096  # bytes


def kind_of(file: BinaryIO, extension: str, allowed: Collection[str]) -> str:
    """A key of KINDS, one of `allowed`. Raises Unfit. `extension`: of the file's name, in small letters, without its dot."""
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise Unfit(NotTaken.EMPTY)
    if is_program(head, extension):
        raise Unfit(NotTaken.EXECUTABLE)
    if extension in _MACRO_ENABLED:
        raise Unfit(NotTaken.MACROS)
    kind = next((kind for begins, kind in _BEGINS.items() if head.startswith(begins)), "")
    if head.startswith(packages.ZIP):
        kind = packages.kind_of(file)
    elif head.startswith(packages.COMPOUND) and packages.is_locked(file):
        raise Unfit(NotTaken.ENCRYPTED)
    if kind not in allowed:
        raise Unfit(NotTaken.NOT_ALLOWED, kind or _guessed(head), ", ".join(allowed))
    if extension not in KINDS[kind].extensions:
        raise Unfit(NotTaken.LIES, extension, kind)
    return kind


def _guessed(head: bytes) -> str:
    """What else it may be; empty where nobody knows."""
    try:
        return str(puremagic.from_string(head)).lstrip(".").lower()
    except (puremagic.PureError, ValueError, LookupError):
        return ""
