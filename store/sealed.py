"""What a seal covers, to the letter. The registrar's: one entry, one answer, one publication, one load of the directory, one day of readings. The door's:
what it wrote of readings at once, one certificate of silence, one file handed in, and what was found of one.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import RowMapping
from sqlmodel import Session

from domain.canonical import canonical
from store.engine import Store

# Whatever a row that somebody wrote may make of us: none of it may end a command.
MALFORMED = (ValueError, TypeError, AttributeError, AssertionError, LookupError, ArithmeticError)
Sealed = tuple[str, str]
UNSEALED: Sealed = ("", "")
# What an answer says, by its status.
_TOLD: Mapping[str, tuple[str, ...]] = {
    "waiting": (),
    "recorded": ("sequence", "refusal"),
    "refused": ("sequence", "refusal"),
    "broken": ("sequence", "refusal", "error"),
}


class Hand(Protocol):
    """Whoever holds the registrar's key (store/record/sealing.py). What it sealed in a transaction is told to its witness after the commit."""

    def writing(self, store: Store) -> AbstractContextManager[Session]: ...

    def publication(self, kind: str, name: str, content_hash: str, published_at: datetime, place: int, session: Session) -> Sealed: ...

    def load(self, number: int, head: str, session: Session) -> Sealed: ...


def entry(case: str, sequence: int, head: str) -> bytes:
    """The head commits to all that the entry says (store/record/ledger.py)."""
    return canonical({"what": "entry", "case": case, "sequence": sequence, "head": head})


def answer(filing: str, values: Mapping[str, Any]) -> bytes:
    """`values`: the columns of the answer, by name. The error of an attempt that broke stays beside the answer that was given later."""
    told = {name: values.get(name) for name in _TOLD[values["status"]]}
    return canonical(
        {"what": "answer", "filing": filing, "status": values["status"], **told, "answered_at": _said(values.get("answered_at"))}
    )


def publication(kind: str, name: str, content_hash: str, published_at: datetime, place: int) -> bytes:
    """Of a rule set (its place is 0) or of a calendar, whose place says which follows which."""
    return canonical({"what": kind, "id": name, "hash": content_hash, "published_at": _said(published_at), "place": place})


def load(number: int, head: str) -> bytes:
    return canonical({"what": "load", "number": number, "head": head})


def sightings(day: date, place: int, head: str) -> bytes:
    """What the door seals of what it has written at once: the last place, and the hash there."""
    return canonical({"what": "sightings", "day": day.isoformat(), "place": place, "head": head})


def file(row: RowMapping | Mapping[str, Any]) -> bytes:
    """What the door seals of a file it took in: all its columns but the seal itself."""
    told = {name: row[name] for name in ("sha256", "person", "name", "size", "kind", "media_type", "signatures")}
    return canonical({"what": "file", **told, "received_at": _said(row["received_at"])})


def file_state(row: RowMapping | Mapping[str, Any]) -> bytes:
    """What the door seals of what was found or decided of a file."""
    return canonical(
        {"what": "file state", **{name: row[name] for name in ("sha256", "place", "state", "by", "why")}, "at": _said(row["at"])}
    )


def sighting_day(day: date, length: int, head: str, rooted_at: datetime, dropped_at: datetime | None) -> bytes:
    """How far the registrar found a day of the reading ledger, and when it was dropped."""
    moments = {"rooted_at": _said(rooted_at), "dropped_at": _said(dropped_at)}
    return canonical({"what": "sighting day", "day": day.isoformat(), "length": length, "head": head, **moments})


def certificate(row: Mapping[str, Any]) -> bytes:
    """Of a certificate of silence, all that is kept: the columns of CertificateRow by name, of the file its hash."""
    said = {name: row[name] for name in ("number", "case", "person", "sequence", "head", "digest", "file")}
    return canonical({"what": "certificate", **said, "issued_at": _said(row["issued_at"])})


def _said(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
