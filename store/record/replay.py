"""A case told again from its ledger alone: what differs in all that is derived of it, and writing that afresh."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError
from sqlmodel import Session

from domain.numbers import family_of
from domain.people import Directory
from domain.policy import Law
from store.engine import Store, lock
from store.policies import Lawbook
from store.record import ledger, streams
from store.record.streams import Kept


class CannotBeTold(Exception):
    """Why nothing may be rewritten from this ledger, in a sentence."""


@dataclass(frozen=True)
class Retold:
    """`differences`: what the kept rows say otherwise. Desks are told with the directory of the day, as worklists need them."""

    told: Kept
    at: datetime
    directory: Directory
    law: Law
    differences: tuple[str, ...]

    def rewrite(self, session: Session) -> None:
        streams.rewrite(self.told, self.at, self.directory, self.law, session)


def retell(number: str, laws: Lawbook, today: date, session: Session) -> Retold:
    """Raises CannotBeTold."""
    try:
        told, last = streams.retold(number, session)
        law = laws.of(told.case.policy, session)
    except (KeyError, ValidationError) as defect:
        raise CannotBeTold(
            f"its ledger cannot be told ({type(defect).__name__}), so nothing was rewritten; python -m commands.verify may say more"
        ) from None
    if last is None or streams.ends_before_its_snapshot(told, session):
        raise CannotBeTold(
            "its ledger ends before its snapshot, so nothing was rewritten: entries are missing, and the snapshot is evidence"
        )
    directory = streams.directory_for(told.case, (), today, session)
    found = streams.difference(told, last.recorded_at, directory, law, session)
    return Retold(told, last.recorded_at, directory, law, tuple(found))


def rebuild(store: Store, laws: Lawbook, today: date, *, repair: bool) -> tuple[int, list[str]]:
    """How many cases were told again, and every difference found. One case at a time, locked: safe while a worker runs."""
    with store.reading() as session:
        numbers = ledger.cases(session)
    return len(numbers), [f"{number}: {each}" for number in numbers for each in _rebuilt(number, store, laws, today, repair=repair)]


def _rebuilt(number: str, store: Store, laws: Lawbook, today: date, *, repair: bool) -> tuple[str, ...]:
    with store.writing() as session:
        lock(family_of(number), session)
        try:
            retold = retell(number, laws, today, session)
        except CannotBeTold as why:
            return (str(why),)
        if retold.differences and repair:
            retold.rewrite(session)
        return retold.differences
