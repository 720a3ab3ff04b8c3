"""`make decide-again CASE=...`: whether the liability tables would say today what they said then, from the ledger alone. It changes nothing.

A ledger in doubt (`make verify`) is named first: what follows from it follows from what somebody may have written.
"""

from typing import Annotated

import typer

from domain.numbers import kind_of
from domain.vocabulary import StreamKind
from settings import ROOT, settings
from store.engine import Store
from store.policies import lawbook
from store.record.numbers import known_numbers
from store.record.seals import Seals
from store.upkeep.audit import Audit
from store.upkeep.recompute import recompute


def main(case: Annotated[str, typer.Argument(help="A review, SK-...-R1; without it, every review.")] = "") -> None:
    """Compute every recommendation and decision again; exit 1 on any difference, 2 where there is nothing to compute."""
    config = settings()
    store = Store(config.database)
    laws = lawbook(ROOT / "policies", store)
    numbers = [case] if case else [number for number in known_numbers(store) if kind_of(number) is StreamKind.REVIEW]
    doubts = list(Audit(Seals.at(config)).faults_of(numbers, store))
    for doubt in doubts:
        typer.echo(doubt)
    recomputed = [entry for number in numbers for entry in recompute(number, laws, store)]
    for entry in recomputed:
        typer.echo(f"{entry.case}/{entry.entry} {entry.kind}: {'; '.join(entry.differences) or 'the same'}")
    differing = sum(1 for entry in recomputed if entry.differences)
    typer.echo(f"{len(recomputed)} recommendations and decisions, {differing} differ")
    raise typer.Exit(1 if differing or doubts else 0 if recomputed or not case else 2)


if __name__ == "__main__":
    typer.run(main)
