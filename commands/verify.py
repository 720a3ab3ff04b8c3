"""`make verify`: whether the record is still what was recorded, and whether somebody did what it says. It changes nothing."""

import typer

from settings import settings
from store.engine import Store
from store.record.numbers import known_numbers
from store.record.seals import Seals
from store.upkeep.audit import Audit


def verify(store: Store, seals: Seals) -> tuple[int, list[str]]:
    """How many cases were walked, and every fault in one sentence."""
    audit, numbers = Audit(seals), known_numbers(store)
    return len(numbers), [*audit.faults_of_the_whole(store), *audit.faults_of(numbers, store)]


def main() -> None:
    """Walk every chain, every seal and every witness, and tell every entry again; exit 1 on any fault."""
    config = settings()
    cases, faults = verify(Store(config.database), Seals.at(config))
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{cases} cases, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


if __name__ == "__main__":
    typer.run(main)
