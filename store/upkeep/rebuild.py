"""`make rebuild`: what is derived of every stream told again from its ledger, unless something speaks against that ledger."""

from datetime import date

from domain.numbers import family_of
from store.engine import Store, lock
from store.policies import Lawbook
from store.record.numbers import recorded_numbers
from store.record.replay import CannotReplay, replay
from store.upkeep.audit import Audit


def rebuild(store: Store, audit: Audit, laws: Lawbook, today: date, *, repair: bool) -> tuple[int, list[str]]:
    """How many streams were replayed, and every difference. One stream at a time, under its family's lock: safe while a worker runs.

    A ledger in doubt is no source: its rows stay as they are, and what speaks against it is said.
    """
    audit.listen()
    numbers = recorded_numbers(store)
    return len(numbers), [f"{number}: {each}" for number in numbers for each in _rebuilt(number, store, audit, laws, today, repair=repair)]


def _rebuilt(number: str, store: Store, audit: Audit, laws: Lawbook, today: date, *, repair: bool) -> list[str]:
    with store.writing() as session:
        lock(family_of(number), session)
        try:
            replayed = replay(number, laws, today, session)
        except CannotReplay as why:
            return [str(why)]
        if not replayed.differences:
            return []
        if doubts := [f"{fault.removeprefix(f'{number}: ')} (nothing was rewritten)" for fault in audit.contradictions(number, session)]:
            return doubts
        if repair:
            replayed.rewrite(session)
        return list(replayed.differences)
