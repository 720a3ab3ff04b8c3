"""`make operator`: what needs a hand, and `--retry` to give it one. Nothing here decides anything; it only has things looked at again."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.app import receive_at
from commands import run
from domain.numbers import is_number
from settings import Settings, settings
from store.clock import now
from store.engine import Store
from store.record.keyring import DOOR, REGISTRAR, add_key
from store.record.seals import Seals
from store.upkeep.operator import overdue, retry, retry_notices, stuck

WITHIN_SECONDS = 15.0
NOTICES = "notices"


def what_needs_a_hand(store: Store) -> Table | None:
    """What broke, with the name `--retry` takes; and cases left lying longer than an answer takes. None if there is nothing."""
    table = Table()
    for heading, typed_again in {"What to retry": True, "Case": True, "What": False, "Why": False}.items():
        table.add_column(heading, no_wrap=typed_again)
    for each in stuck(store):
        table.add_row(each.name, each.case, each.what, each.met)
    for case in overdue(now(), store):
        nobodys = "filed before 0.5.0 under a number that is none: nobody can answer it"
        table.add_row("", case[:80], "overdue", "nobody is looking at it: is a worker running?" if is_number(case) else nobodys)
    return table if table.row_count else None


async def nudge(case: str, config: Settings) -> str:
    """Have the case looked at now; with Temporal away it is looked at later."""
    house = await receive_at(config, now)
    try:
        await asyncio.wait_for(house.door.nudge(case), WITHIN_SECONDS)
    except Exception as error:  # whatever keeps Temporal from hearing, what is put back is in the record
        return f"Temporal does not answer ({type(error).__name__}); the sweep will bring it home."
    finally:
        house.store.close()
    return f"{case} was nudged."


def main(
    retry_name: Annotated[
        str,
        typer.Option(
            "--retry", metavar="NAME", help="Put a broken filing or a failed effect back in its queue; or all `notices` that failed."
        ),
    ] = "",
    key: Annotated[bool, typer.Option("--key", help="Add a key to the door's ring; new filings are sealed with it.")] = False,
    registrar_key: Annotated[
        bool, typer.Option("--registrar-key", help="Add a key to the registrar's ring; new entries and answers are sealed with it.")
    ] = False,
) -> None:
    """Without an option: list what needs a hand."""
    config = settings()
    store = Store(config.database)
    if key:
        new = add_key(config.seal_keys, DOOR, Seals.at(config).handed_out(DOOR))
        typer.echo(f"New filings are sealed with {new} once the API has started again. Back it up beside the others.")
    elif registrar_key:
        new = add_key(config.registrar_folder, REGISTRAR, Seals.at(config).handed_out(REGISTRAR))
        typer.echo(f"New entries and answers are sealed with {new} once the workers have started again. Back it up beside the others.")
    elif retry_name == NOTICES:
        many, refused = retry_notices(store)
        typer.echo(f"{many} notices wait again; the sweep has them sent within minutes. {refused} of them had been refused for good.")
    elif retry_name:
        case = retry(retry_name, store)
        if case is None:
            typer.echo(f"Nothing by the name {retry_name} is stuck.", err=True)
            raise typer.Exit(1)
        typer.echo(f"{retry_name} waits again in {case}.")
        typer.echo(asyncio.run(nudge(case, config)))
    elif table := what_needs_a_hand(store):
        Console().print(table)
    else:
        typer.echo("Nothing needs an operator.")


if __name__ == "__main__":
    run(main)
