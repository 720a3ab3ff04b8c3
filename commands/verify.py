"""`make verify`: whether the record is still what was recorded. Chains, tails, answers, seals and law; it changes nothing."""

import typer

from settings import settings
from store.engine import Store
from store.record.keyring import Ring
from store.record.numbers import known_numbers
from store.upkeep.audit import faults_of, faults_of_the_law


def verify(store: Store, ring: Ring) -> tuple[int, list[str]]:
    """How many cases were walked, and every fault in one sentence."""
    numbers = known_numbers(store)
    return len(numbers), [*faults_of_the_law(store), *(fault for number in numbers for fault in faults_of(number, ring, store))]


def main() -> None:
    """Walk every case's hash chain and every seal; exit 1 on any fault."""
    config = settings()
    cases, faults = verify(Store(config.database), Ring(config.seal_keys))
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{cases} cases, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


if __name__ == "__main__":
    typer.run(main)
