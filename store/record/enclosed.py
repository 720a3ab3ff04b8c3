"""Which entry names which file, beside the ledger that says so: what a search looks through. Nothing hangs on it, and it can be told again."""

from sqlalchemy import delete, select
from sqlmodel import Session, SQLModel

from domain.facts import Fact
from store.record import ledger
from store.tables_files import EnclosedRow

_ENCLOSED = SQLModel.metadata.tables[EnclosedRow.__tablename__]
Named = set[tuple[int, str]]  # the number of an entry, and the hash of a file


def note(fact: Fact, case: str, sequence: int, session: Session) -> None:
    for sha256 in dict.fromkeys(each.sha256 for each in fact.enclosed):
        session.connection().execute(_ENCLOSED.insert(), {"case": case, "sequence": sequence, "sha256": sha256})


def by_the_ledger(case: str, session: Session) -> Named:
    return {(entry.sequence, each.sha256) for entry in ledger.entries(case, session) for each in entry.fact.enclosed}


def noted(case: str, session: Session) -> Named:
    rows = session.connection().execute(select(_ENCLOSED.c.sequence, _ENCLOSED.c.sha256).where(_ENCLOSED.c.case == case))
    return {(row.sequence, row.sha256) for row in rows}


def rewrite(case: str, session: Session) -> None:
    session.connection().execute(delete(_ENCLOSED).where(_ENCLOSED.c.case == case))
    for sequence, sha256 in sorted(by_the_ledger(case, session)):
        session.connection().execute(_ENCLOSED.insert(), {"case": case, "sequence": sequence, "sha256": sha256})
