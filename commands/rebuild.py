"""`make rebuild`: every snapshot and read model told again from the ledger alone. Safe while a worker runs: one case at a time, locked."""

from typing import Annotated

import typer

from settings import ROOT, settings
from store.clock import now
from store.engine import Store
from store.policies import lawbook
from store.record.seals import Seals
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild


def main(check: Annotated[bool, typer.Option("--check", help="Only report; rewrite nothing.")] = False) -> None:
    """Rewrite what differs from the ledger; exit 1 if anything did."""
    config = settings()
    store = Store(config.database)
    laws = lawbook(ROOT / "policies", store)
    told, differences = rebuild(store, Audit(Seals.at(config)), laws, laws.calendar.local_day(now()), repair=not check)
    for difference in differences:
        typer.echo(difference)
    typer.echo(f"{told} cases, {len(differences)} differences")
    raise typer.Exit(1 if differences else 0)


if __name__ == "__main__":
    typer.run(main)
