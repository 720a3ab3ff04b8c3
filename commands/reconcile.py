"""`make reconcile`: the nightly comparison, now. Every difference between filings, ledger, read model and running workflows."""

import asyncio
from typing import Annotated

import typer
from temporalio.client import Client
from temporalio.service import RPCError

from activities.reconcile import Reconciliation, Temporal, temporal_is_away
from commands import run
from domain.differences import Difference, Tally
from settings import ROOT, Settings, settings
from store.engine import Store
from store.policies import lawbook
from store.record.seals import Seals
from store.upkeep.audit import Audit
from worker import temporal_for_comparing
from workflows.plugin import khien_plugin

WITHIN_SECONDS = 15.0


async def find_temporal(config: Settings) -> Temporal | Difference:
    """Or what to say if it is away."""
    try:
        connecting = Client.connect(config.temporal_address, namespace=config.temporal_namespace, plugins=[khien_plugin()])
        return temporal_for_comparing(await asyncio.wait_for(connecting, WITHIN_SECONDS), config)
    except (RPCError, RuntimeError, TimeoutError) as away:
        return temporal_is_away(type(away).__name__)


async def reconcile(config: Settings, *, repair: bool) -> Tally:
    """Print every difference as it is found."""
    store, tally = Store(config.database), Tally()
    found = await find_temporal(config)
    temporal, missed = (None, [found]) if isinstance(found, Difference) else (found, [])
    comparison = Reconciliation(store, Audit(Seals.at(config)), lawbook(ROOT / "policies", store), temporal, repair=repair)
    for difference in missed:
        tally = tally.of(_said(difference))
    async for cases, differences in comparison.everything():
        tally = tally + Tally(cases=cases)
        for difference in differences:
            tally = tally.of(_said(difference))
    store.close()
    return tally


def _said(difference: Difference) -> Difference:
    typer.echo(str(difference))
    return difference


def main(check: Annotated[bool, typer.Option("--check", help="Only report; rewrite nothing and wake nobody.")] = False) -> None:
    """Report every difference and repair what follows from the ledger; exit 1 if anything differed."""
    tally = asyncio.run(reconcile(settings(), repair=not check))
    typer.echo(f"{tally.cases} cases, {tally.differences} differences, {tally.repaired} repaired")
    raise typer.Exit(1 if tally.differences else 0)


if __name__ == "__main__":
    run(main)
