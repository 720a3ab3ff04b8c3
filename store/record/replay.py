"""Replaying a stream from its ledger alone: what its rows say otherwise, and writing them afresh."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain.law.policy import Law
from domain.people.directory import Directory
from store.policies import Lawbook
from store.record import enclosed, streams
from store.record.streams import Snapshot
from store.sealed import MALFORMED


class CannotReplay(Exception):
    """Why nothing may be rewritten from this ledger, in a sentence."""


@dataclass(frozen=True)
class Replayed:
    """A stream as its ledger tells it. `differences`: what its rows say otherwise.

    `directory` is that of the day of the replay, as worklists need it.
    """

    snapshot: Snapshot
    at: datetime
    directory: Directory
    law: Law
    differences: tuple[str, ...]

    def rewrite(self, session: Session) -> None:
        streams.rewrite(self.snapshot, self.at, self.directory, self.law, session)
        enclosed.rewrite(self.snapshot.stream.number, session)


def replay(number: str, laws: Lawbook, today: date, session: Session) -> Replayed:
    """Raises CannotReplay."""
    try:
        snapshot, last = streams.replayed(number, session)
        law = laws.of(snapshot.stream.policy, session)
    except MALFORMED as defect:
        raise CannotReplay(
            f"its ledger cannot be replayed ({type(defect).__name__}), so nothing was rewritten; python -m commands.verify may say more"
        ) from None
    if last is None or streams.ends_before_its_snapshot(snapshot.stream, session):
        raise CannotReplay(
            "its ledger ends before its snapshot, so nothing was rewritten: entries are missing, and the snapshot is evidence"
        )
    directory = streams.directory_for(snapshot.stream, (), today, session)
    try:
        differences = [*streams.differences(snapshot, last.recorded_at, directory, law, session)]
        if enclosed.noted(number, session) != enclosed.by_the_ledger(number, session):
            differences.append("the files its entries name are noted otherwise")
    except MALFORMED as defect:
        raise CannotReplay(f"its snapshot or its read model cannot be read ({type(defect).__name__}), so nothing was rewritten") from None
    return Replayed(snapshot, last.recorded_at, directory, law, tuple(differences))
