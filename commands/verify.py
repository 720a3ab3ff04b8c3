"""`make verify`: whether the record is still what was recorded, and whether somebody did what it says. It changes nothing."""

import typer

from settings import settings
from store.clock import now
from store.engine import Store
from store.files.shelf import Shelf
from store.record.numbers import known_numbers
from store.record.seals import Seals
from store.upkeep.audit import Audit
from store.upkeep.file_audit import faults_of_the_shelf


def verify(store: Store, seals: Seals, shelf: Shelf | None = None) -> tuple[int, list[str]]:
    """How many cases were walked, and every fault in one sentence. Without a shelf, of the files only what is known of them."""
    audit, numbers = Audit(seals), known_numbers(store)
    lying = faults_of_the_shelf(shelf, seals.door, now(), store) if shelf else ()
    return len(numbers), [*audit.faults_of_the_whole(store), *lying, *audit.faults_of(numbers, store)]


def main() -> None:
    """Walk every chain, every seal, every witness and every file of evidence, and tell every entry again; exit 1 on any fault."""
    config = settings()
    cases, faults = verify(Store(config.database), Seals.at(config), Shelf.at(config))
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{cases} cases, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


if __name__ == "__main__":
    typer.run(main)
