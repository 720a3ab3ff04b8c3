"""`make what-if FROM=set TO=set`: which closed reviews the tables of another set would answer otherwise, and how. It changes nothing."""

from typing import Annotated

import typer

from domain.numbers import kind_of
from domain.vocabulary import StreamKind
from settings import ROOT, settings
from store.engine import Store
from store.policies import lawbook
from store.record.numbers import known_numbers
from store.upkeep.recompute import what_if

Set = Annotated[str, typer.Argument(help="The id of a published rule set, as in policies/.")]


def main(here: Set, there: Set) -> None:
    """Compute the last decision of every closed review under both sets; exit 2 for a set nobody published."""
    store = Store(settings().database)
    laws = lawbook(ROOT / "policies", store)
    numbers = [number for number in known_numbers(store) if kind_of(number) is StreamKind.REVIEW]
    try:
        found = what_if(numbers, here, there, laws, store)
    except KeyError as unknown:
        typer.echo(f"No rule set {unknown} was published.", err=True)
        raise typer.Exit(2) from unknown
    for each in found.otherwise:
        typer.echo(f"{each.case}/{each.entry} {each.kind}: {'; '.join(each.differences)}")
    typer.echo(f"{found.looked_at} decisions, {len(found.otherwise)} would come out otherwise")


if __name__ == "__main__":
    typer.run(main)
