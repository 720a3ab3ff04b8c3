"""`python -m commands.migrate`: schema, key rings and published law, before anything of this release starts. Idempotent."""

import asyncio

import typer

from rehearsal.waiting import until
from settings import ROOT, keep_private, settings
from store.engine import Outage, Store
from store.record.seals import Seals
from store.setup import setup

PATIENCE_SECONDS = 60.0  # a database that is only starting is there long before


def migrate(store: Store, seals: Seals, patience: float = PATIENCE_SECONDS) -> None:
    """Set up, waiting for a database that is still starting. Raises Outage once patience is at its end."""
    outage: Outage | None = None

    async def done() -> bool:
        nonlocal outage
        try:
            setup(store, seals, ROOT / "policies")
        except Outage as error:
            outage = error
            return False
        return True

    if not asyncio.run(until(done, within=patience, every=1.0)):
        assert outage
        raise outage


def main() -> None:
    """Bring the database to this release's shape."""
    config = settings()
    keep_private(config.home)
    try:
        migrate(Store(config.database), Seals.at(config))
    except Outage as outage:
        typer.echo(f"The database cannot be reached, so nothing was changed: {outage}", err=True)
        raise typer.Exit(1) from outage
    typer.echo(f"The database is of release {config.release}.")


if __name__ == "__main__":
    typer.run(main)
