"""`make rebuild`: every snapshot and read model told again from the ledger alone. Safe while a worker runs: one case at a time, locked."""

from datetime import date
from typing import Annotated

import typer
from pydantic import ValidationError

from settings import ROOT, settings
from store import cases, ledger
from store.clock import now
from store.engine import Store, lock
from store.policies import Lawbook, lawbook


def rebuild(store: Store, laws: Lawbook, today: date, *, repair: bool) -> tuple[int, list[str]]:
    """How many cases were told again, and every difference found. Desks are told with today's directory, as worklists need them."""
    with store.reading() as session:
        numbers = ledger.cases(session)
    return len(numbers), [f"{number}: {each}" for number in numbers for each in _rebuild(number, store, laws, today, repair=repair)]


def _rebuild(number: str, store: Store, laws: Lawbook, today: date, *, repair: bool) -> list[str]:
    with store.writing() as session:
        lock(number, session)
        try:
            told, last = cases.retold(number, session)
            law = laws.of(told.case.policy, session)
        except (KeyError, ValidationError) as defect:
            return [
                f"its ledger cannot be told ({type(defect).__name__}), so nothing was rewritten; python -m commands.verify may say more"
            ]
        if last is None or cases.ends_before_its_snapshot(told, session):
            return ["its ledger ends before its snapshot, so nothing was rewritten: entries are missing, and the snapshot is evidence"]
        directory = cases.directory_for(told.case, (), today, session)
        found = cases.difference(told, last.recorded_at, directory, law, session)
        if found and repair:
            cases.rewrite(told, last.recorded_at, directory, law, session)
        return found


def main(check: Annotated[bool, typer.Option("--check", help="Only report; rewrite nothing.")] = False) -> None:
    """Rewrite what differs from the ledger; exit 1 if anything did."""
    store = Store(settings().database)
    laws = lawbook(ROOT / "policies", store)
    told, differences = rebuild(store, laws, laws.calendar.local_day(now()), repair=not check)
    for difference in differences:
        typer.echo(difference)
    typer.echo(f"{told} cases, {len(differences)} differences")
    raise typer.Exit(1 if differences else 0)


if __name__ == "__main__":
    typer.run(main)
