"""Whether each certificate of silence is what was issued, and says what the ledger says; and whether none is missing that somebody has fetched."""

from sqlmodel import Session, col, select

from domain.vocabulary import Part
from store.record.certificates import LawOf, faults_of
from store.record.keyring import Ring
from store.tables_certificates import CertificateRow
from store.tables_sightings import SightingRow


def faults_of_the_certificates(door: Ring, law_of: LawOf, session: Session) -> list[str]:
    """Each in a sentence. The reading ledger names each that was fetched by the hash of its file, and the registrar roots the reading ledger."""
    kept = session.exec(select(CertificateRow.number).order_by(CertificateRow.number)).all()
    faults = [f"certificate {number}: {each}" for number in kept for each in faults_of(number, door, law_of, session)]
    fetched = select(col(SightingRow.day), col(SightingRow.place)).where(SightingRow.part == Part.CERTIFICATE)
    nothing = fetched.outerjoin(CertificateRow, col(CertificateRow.file) == col(SightingRow.seen)).where(
        col(CertificateRow.number).is_(None)
    )
    return faults + [
        f"reading ledger, {day}: reading {place} is of a certificate that is not there" for day, place in session.exec(nothing)
    ]
