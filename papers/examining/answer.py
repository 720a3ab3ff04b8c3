"""What is known of a file once it was examined, and how the process apart says it: lines of JSON, each adding to what the lines before it said.

The first line says whether the file is taken. Whatever ends the process after that costs what it had not said yet, and no more.
Nothing here opens a file: the door imports this module, and none of those that read bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

LONGEST_TEXT = 200_000  # characters of one file that can be searched: some eighty pages

MOST_SIGNATURES = 20  # of one file, that are looked at


class NotTaken(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    NOT_ALLOWED = "not-allowed"
    LIES = "lies"
    EXECUTABLE = "executable"
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    SCRIPTED = "scripted"
    EMBEDDED = "embedded"
    REMOTE = "remote"
    UNREADABLE = "unreadable"


class Unfit(Exception):
    """The file is not taken. `found`: what it is, or says it is, and `wanted`: what it should be, as extensions; empty where that says nothing more."""

    def __init__(self, why: NotTaken, found: str = "", wanted: str = "") -> None:
        super().__init__(why, found, wanted)
        self.why, self.found, self.wanted = why, found, wanted


class Covers(StrEnum):
    """How much of the file a signature covers."""

    WHOLE = "whole"
    ALL_BUT_SIGNATURES = "all-but-signatures"  # what was added after it are further signatures and their like
    PART = "part"
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """Whether a certificate leads to a root the house trusts. Whether it was revoked is not asked: nothing here goes to a network."""

    TRUSTED = "trusted"
    NOT_TRUSTED = "not-trusted"
    NO_ROOTS = "no-roots"  # the house has named none
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Signature:
    """One signature embedded in a PDF. `intact`: what it covers is as it was signed; None: nobody could tell.

    `signer` is the name in the certificate, and `claimed_at` (ISO 8601) what the signer's own clock said: neither is vouched for by anybody
    where the certificate is not trusted.
    """

    signer: str = ""
    intact: bool | None = None
    covers: Covers = Covers.UNKNOWN
    trust: Trust = Trust.UNKNOWN
    claimed_at: str = ""


@dataclass(frozen=True)
class Examined:
    """`kind`: pdf, docx, xlsx, png, jpeg; empty for anything else. `refused`: why it is not taken, or None. `found`, `wanted`: as in Unfit.

    `text`: what can be searched, normalised, LONGEST_TEXT at most; empty where there is none, or it could not be read.
    """

    kind: str = ""
    media_type: str = ""
    refused: NotTaken | None = None
    found: str = ""
    wanted: str = ""
    text: str = ""
    signatures: tuple[Signature, ...] = ()

    def taken(self) -> "Examined":
        """This, of a file that is taken. Raises Unfit of any other."""
        if self.refused is not None:
            raise Unfit(self.refused, self.found, self.wanted)
        return self


UNREADABLE = Examined(refused=NotTaken.UNREADABLE)


def line(said: Mapping[str, Any]) -> str:
    """One line of the process apart. Keys are fields of Examined; `text` is a piece of it, `signatures` all of them."""
    return json.dumps(said, ensure_ascii=True) + "\n"


def as_said(signatures: tuple[Signature, ...]) -> list[dict[str, Any]]:
    return [asdict(each) for each in signatures]


def understood(output: bytes) -> Examined:
    """What the process said, as far as it came. A file of which it said nothing is one that cannot be read."""
    lines = [json.loads(each) for each in output.split(b"\n")[:-1]]
    if not lines:
        return UNREADABLE
    first, *later = lines
    examined = Examined(**{**first, "refused": NotTaken(first["refused"]) if first.get("refused") else None})
    for said in later:
        signatures = tuple(map(as_signature, said["signatures"])) if "signatures" in said else examined.signatures
        examined = replace(examined, signatures=signatures, text=examined.text + said.get("text", ""))
    return replace(examined, text=examined.text[:LONGEST_TEXT].strip())


def as_signature(said: Mapping[str, Any]) -> Signature:
    """As `as_said` wrote it."""
    return Signature(**{**said, "covers": Covers(said["covers"]), "trust": Trust(said["trust"])})
