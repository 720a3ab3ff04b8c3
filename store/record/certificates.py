"""Certificates of silence as they are kept, and whether one still agrees with the record it speaks of (ADR 51)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from domain.canonical import digest
from domain.law.policy import Law
from domain.procedure.unanswered import Entry, Unanswered, Wait, same_wait, unlike
from domain.streams.kinds import blank
from store import sealed
from store.engine import Store
from store.policies import Lawbook
from store.record import ledger
from store.record.keyring import Ring
from store.sealed import MALFORMED
from store.tables_certificates import CertificateRow

_ROWS = SQLModel.metadata.tables[CertificateRow.__tablename__]
_BUT_THE_FILE = tuple(column for column in _ROWS.c if column.name != "pdf")
LawOf = Callable[[str, str], Law]
"""A rule set by its id, with the calendar of that id. Raises KeyError."""


@dataclass(frozen=True)
class Certificate:
    """One as it is kept, without its file; the columns of CertificateRow say what each field means."""

    number: str
    case: str
    person: str
    issued_at: datetime
    sequence: int
    head: str
    told: Unanswered
    digest: str
    file: str


def entries_of(number: str, session: Session) -> list[tuple[Entry, int, str]]:
    """The whole ledger of a stream, each entry with its place and its hash."""
    return [(Entry(each.filing, each.fact), each.sequence, each.hash) for each in ledger.entries(number, session)]


def keep(certificate: Certificate, pdf: bytes, ring: Ring, store: Store) -> None:
    """Sealed by the door."""
    row = {name: getattr(certificate, name) for name in ("number", "case", "person", "issued_at", "sequence", "head", "digest", "file")}
    key, seal = ring.sign(sealed.certificate(row))
    with store.writing() as session:
        told = certificate.told.model_dump(mode="json")
        session.connection().execute(_ROWS.insert().values(**row, told=told, pdf=pdf, seal_key=key, seal=seal))


def by_number(number: str, session: Session) -> Certificate | None:
    row = session.connection().execute(select(*_BUT_THE_FILE).where(_ROWS.c.number == number)).mappings().first()
    return _read(row) if row else None


def by_file(file: str, session: Session) -> Certificate | None:
    """The one whose file has that hash."""
    row = session.connection().execute(select(*_BUT_THE_FILE).where(_ROWS.c.file == file)).mappings().first()
    return _read(row) if row else None


def pdf_of(number: str, session: Session) -> bytes:
    return bytes(session.connection().execute(select(_ROWS.c.pdf).where(_ROWS.c.number == number)).scalar_one())


def of(person: str, case: str, session: Session) -> list[Certificate]:
    """Those issued to that person about that case, the latest first."""
    asked = select(*_BUT_THE_FILE).where(_ROWS.c.person == person, _ROWS.c.case == case).order_by(_ROWS.c.issued_at.desc())
    return [_read(row) for row in session.connection().execute(asked).mappings()]


def _read(row: Any) -> Certificate:
    said = {name: row[name] for name in ("number", "case", "person", "issued_at", "sequence", "head", "digest", "file")}
    return Certificate(**said, told=Unanswered.model_validate(row["told"]))


def laws_of(book: Lawbook, session: Session) -> LawOf:
    return lambda policy, calendar: replace(book.of(policy, session), calendar=book.former(calendar, session))


def faults_of(number: str, door: Ring, law_of: LawOf, session: Session) -> list[str]:
    """What of it is not as it was issued, or not as the ledger tells it, in a sentence each. It is there."""
    row = session.connection().execute(select(_ROWS).where(_ROWS.c.number == number)).mappings().one()
    try:
        if not door.signed(row["seal_key"], row["seal"], sealed.certificate(dict(row))):
            return ["the door's seal does not verify"]
        if digest(row["told"]) != row["digest"] or sha256(bytes(row["pdf"])).hexdigest() != row["file"]:
            return ["its text or its file was altered"]
        return _unlike_the_ledger(_read(row), law_of, session)
    except MALFORMED as defect:
        return [f"cannot be read ({type(defect).__name__})"]


def _unlike_the_ledger(certificate: Certificate, law_of: LawOf, session: Session) -> list[str]:
    told, there = certificate.told, entries_of(certificate.case, session)
    if (certificate.sequence, certificate.head) not in {(place, head) for _, place, head in there}:
        return [f"names entry {certificate.sequence} of {certificate.case}, which is not there, or another"]
    then = [entry for entry, place, _ in there if place <= certificate.sequence]
    law = law_of(told.policy, told.calendar)
    differing = list(unlike(told, then, blank(certificate.case), law))
    if law.calendar.content_hash != told.calendar_sha256:
        differing.append("calendar_sha256")
    return [f"says otherwise than the ledger: {', '.join(differing)}"] if differing else []


def by_now(certificate: Certificate, session: Session) -> Wait | None:
    """The waiting it tells of, as it stands by now."""
    return same_wait(certificate.told, (entry for entry, _, _ in entries_of(certificate.case, session)), blank(certificate.case))
