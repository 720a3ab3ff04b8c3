"""`python -m commands.migrate`: schema, seal key ring and published law, before anything of this release starts. Idempotent."""

import asyncio
from pathlib import Path

import typer

from rehearsal.waiting import until
from settings import ROOT, keep_private, settings
from store.engine import Outage, Store
from store.setup import setup

PATIENCE_SECONDS = 60.0  # a database that is only starting is there long before


def migrate(store: Store, seal_keys: Path, patience: float = PATIENCE_SECONDS) -> None:
    """Set up, waiting for a database that is still starting. Raises Outage once patience is at its end."""
    outage: Outage | None = None

    async def done() -> bool:
        nonlocal outage
        try:
            setup(store, seal_keys, ROOT / "policies")
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
        migrate(Store(config.database), config.seal_keys)
    except Outage as outage:
        typer.echo(f"The database cannot be reached, so nothing was changed: {outage}", err=True)
        raise typer.Exit(1) from outage
    typer.echo(f"The database is of release {config.release}.")


if __name__ == "__main__":
    typer.run(main)
