"""Files of evidence, in words."""

from datetime import datetime

from pydantic import Field

import words
from api.views.signatures import SignatureView
from api.views.signatures import told as in_words
from domain.vocabulary import FileKind, FileState
from store.files.cabinet import Kept
from store.files.register import STANDS, History, Signatures
from store.reading.evidence import Named
from store.reading.views import View


class _Told(View):
    """What is told of a file wherever it is told of. Only one that is clean or was released may be named by an act, and is given out."""

    sha256: str = Field(description="Of its bytes: by this it is named")
    size: int = Field(description="In bytes")
    kind: FileKind
    kind_label: str
    state: FileState
    state_label: str


class FileView(_Told):
    """A file that I handed in."""

    name: str
    received_at: datetime


class EvidenceView(_Told):
    """A file that a case names. `entries`: which of its entries do."""

    name: str
    clean_at: datetime | None
    entries: tuple[int, ...]
    signatures: tuple[SignatureView, ...] = Field(description="Embedded in it, as they were found when it came in")


class HeldView(_Told):
    """A file that was found to be harmful and waits for somebody to decide. What it is called is not told: it may tell of a case."""

    found: str = Field(description="What the scanner calls it")
    by: str
    found_at: datetime
    from_whom: str


def of_mine(kept: Kept, language: str) -> FileView:
    file, state = kept.file, kept.state
    return FileView(**_told(file.sha256, file.size, file.kind, state, language), name=file.name, received_at=file.received_at)


def of_case(named: Named, history: History, signatures: Signatures, language: str) -> EvidenceView:
    """Of signatures nothing is told while the file may not be relied upon."""
    each = named.evidence
    told = _told(each.sha256, each.size, each.kind, history.state, language)
    signed = in_words(signatures if history.state in STANDS else (), language)
    return EvidenceView(**told, name=each.name, clean_at=each.clean_at, entries=named.entries, signatures=signed)


def held(kept: Kept, language: str) -> HeldView:
    file, last = kept.file, kept.history.found[-1]
    told = _told(file.sha256, file.size, file.kind, kept.state, language)
    return HeldView(**told, found=last.why, by=last.by, found_at=last.at, from_whom=file.person)


def _told(sha256: str, size: int, kind: FileKind, state: FileState, language: str) -> dict[str, object]:
    labels = {"kind_label": words.label("file_kinds", kind, language), "state_label": words.label("file_states", state, language)}
    return {"sha256": sha256, "size": size, "kind": kind, "state": state, **labels}
