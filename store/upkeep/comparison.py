"""Comparing one stream of the record with itself, and saying whether a workflow should be running for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from domain.differences import Difference, Kind, Remedy
from domain.numbers import family_of
from store.engine import Store, lock
from store.policies import Lawbook
from store.record.effects import OWED
from store.record.filings import WAITING
from store.record.replay import CannotReplay, Replayed, replay
from store.tables import CaseRow, EffectRow, FilingRow, LedgerRow
from store.upkeep.audit import Audit

ONLY_DESKS = ("whose desk it is on differs",)


def compare_the_whole(audit: Audit, store: Store) -> list[Difference]:
    """What belongs to no case: law, directory, and what the witness knows of cases that are gone."""
    return [Difference("", Kind.EVIDENCE, fault) for fault in audit.faults_of_the_whole(store)]


def compare(number: str, audit: Audit, laws: Lawbook, today: date, store: Store, *, repair: bool) -> list[Difference]:
    """Every difference, seen at one moment. What is derived is rewritten, under the case's lock, if nothing speaks against its ledger."""
    audit.listen()
    with store.reading() as session:
        differences, replayed = _look(number, audit, laws, today, session)
    if replayed is None or not repair:
        return differences
    with store.writing() as session:
        lock(family_of(number), session)
        differences, replayed = _look(number, audit, laws, today, session)
        if replayed is None:
            return differences
        replayed.rewrite(session)
    return [Difference(one.case, one.kind, one.says, Remedy.REWRITTEN) for one in differences]


def _look(number: str, audit: Audit, laws: Lawbook, today: date, session: Session) -> tuple[list[Difference], Replayed | None]:
    """What differs, and the replayed stream if it may be written over the derived rows. A doubtful ledger is no source: then the snapshot is its witness."""
    evidence = [Difference(number, Kind.EVIDENCE, fault.removeprefix(f"{number}: ")) for fault in audit.contradictions(number, session)]
    if session.exec(select(LedgerRow.id).where(LedgerRow.case == number).limit(1)).first() is None:
        return evidence, None  # only filed, never recorded: nothing is derived. (A snapshot without any ledger is evidence.)
    try:
        replayed = replay(number, laws, today, session)
    except CannotReplay as why:
        return evidence or [Difference(number, Kind.EVIDENCE, str(why))], None
    kind = Kind.WORKLIST if replayed.differences == ONLY_DESKS else Kind.READ_MODEL
    derived = [Difference(number, kind, each) for each in replayed.differences]
    return [*evidence, *derived], replayed if derived and not evidence else None


@dataclass(frozen=True)
class Expected:
    """What the record lets one expect of a case's workflow. Two equal looks: nothing happened in between."""

    known: bool = False
    sequence: int = 0
    at_rest: bool = True
    left: int = 0

    @property
    def must_run(self) -> bool:
        """A case that is not at rest waits for somebody or for the clock."""
        return not self.at_rest

    @property
    def may_run(self) -> bool:
        """A case at rest may still owe a notice, or have something to answer."""
        return self.must_run or self.left > 0


def expected(numbers: Collection[str], store: Store) -> dict[str, Expected]:
    with store.reading() as session:
        cases = select(CaseRow.number, CaseRow.sequence, CaseRow.at_rest).where(col(CaseRow.number).in_(numbers))
        kept = {number: (sequence, at_rest) for number, sequence, at_rest in session.exec(cases)}
        filed = set(session.exec(select(FilingRow.case).where(col(FilingRow.case).in_(numbers)).distinct()))
        left: dict[str, int] = {}
        for column, status, still in (
            (col(FilingRow.case), FilingRow.status, WAITING),
            (col(EffectRow.case), EffectRow.status, OWED),
        ):
            for case, count in session.exec(select(column, func.count()).where(column.in_(numbers), status == still).group_by(column)):
                left[case] = left.get(case, 0) + count
    return {number: Expected(number in kept or number in filed, *kept.get(number, (0, True)), left.get(number, 0)) for number in numbers}
