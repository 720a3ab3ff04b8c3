"""`make rehearse FILE=stories/x.yaml`: a story played in virtual time on a product of its own, which is gone when it ends."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text
from ruamel.yaml.error import YAMLError
from temporalio.client import Client

import words
from commands.course import Course, FastForwarding, StoryClock
from commands.desk import Desk
from commands.in_one_process import VIRTUAL_TIME, in_one_process, temporal_server
from commands.mail_sink import HOST, Sink, receiving
from commands.player import Mismatch, Played, Player
from commands.story import ActStep, Story, read_story
from domain.vocabulary import Regime
from settings import Settings
from store.engine import Store
from store.record.ledger import entries
from words.rendering import moment
from worker import nudger
from workflows.names import YEARLY_ID
from workflows.yearly import YearlyCampaignWorkflow

LANGUAGE = "vi"


@asynccontextmanager
async def rehearsal(
    story: Story, regime: Regime, temporal_address: str, home: Path, prepare: Callable[[Store], None] = lambda _: None
) -> AsyncIterator[tuple[Player, Store]]:
    """A player at the door of a whole product in this process, with the story's clock, and with Temporal's moved on beside it."""
    clock = StoryClock(story.begins)
    async with receiving(Sink(home / "mail")) as smtp_port:
        config = Settings(
            home=home,
            database_url=f"sqlite:///{home / 'khien.db'}",
            keys=None,
            jwks="",
            temporal_address=temporal_address,
            temporal_namespace="default",
            task_queue=uuid4().hex,
            smtp_host=HOST,
            smtp_port=smtp_port,
            smtp_username="",
            smtp_password="",
            smtp_starttls=False,
            log_level="ERROR",
        )
        async with in_one_process(config, clock.now, prepare=prepare) as product:
            mover = FastForwarding(clock, product.store, product.client, nudger(product.client, config))
            course = Course(clock, product.laws.calendar, product.store, mover, open_yearly=firing(product.client, config.task_queue))
            yield Player(Desk(config, product.http), story, regime, course), product.store


def firing(client: Client, task_queue: str) -> Callable[[], Awaitable[str]]:
    """The action of the yearly campaign's Schedule, started by hand."""

    async def fire() -> str:
        number: str = await client.execute_workflow(YearlyCampaignWorkflow.run, id=f"{YEARLY_ID}-{uuid4().hex}", task_queue=task_queue)
        return number

    return fire


async def rehearse(story: Story, regime: Regime, console: Console) -> None:
    """Raises Mismatch."""
    console.print(Text(f"{story.story} ({regime})", style="bold"))
    with tempfile.TemporaryDirectory(prefix="khien-rehearsal-") as home:
        async with (
            temporal_server(*VIRTUAL_TIME) as temporal,
            rehearsal(story, regime, temporal.client.service_client.config.target_host, Path(home)) as (player, store),
        ):
            said = Said(store)
            try:
                async for played in player.play():
                    _print(played, said.since_then(player.numbers), console)
            except Mismatch:
                _print(None, said.since_then(player.numbers), console)
                raise


class Said:
    """What the clock has said in any of the story's cases, each thing once."""

    def __init__(self, store: Store) -> None:
        self._store, self._known = store, dict[str, int]()

    def since_then(self, numbers: dict[str, str]) -> list[tuple[datetime, str, str]]:
        """(legal time, case, sentence), in the order of time."""
        found = list[tuple[datetime, str, str]]()
        with self._store.reading() as session:
            for name, number in numbers.items():
                for entry in entries(number, session):
                    if entry.sequence > self._known.get(number, 0) and entry.fact.by is None:
                        found.append((entry.fact.at, name, words.sentence(entry.fact, LANGUAGE)))
                    self._known[number] = max(entry.sequence, self._known.get(number, 0))
        return sorted(found)


def _print(played: Played | None, said: list[tuple[datetime, str, str]], console: Console) -> None:
    for at, name, sentence in said:
        _line(at, f"clock: {name}", sentence, console, "yellow")
    if played:
        refused = isinstance(played.step, ActStep) and played.step.refused is not None
        told = f"refused: {played.told}" if refused else played.told
        _line(played.at, str(played.step), told, console, "")


def _line(at: datetime, what: str, told: str, console: Console, style: str) -> None:
    console.print(Text(f"{moment(at, LANGUAGE)}  {what}", style=style), highlight=False, soft_wrap=True)
    if told:
        console.print(Text(f"    {told}"), highlight=False, soft_wrap=True)


async def under_each_regime(story: Story, console: Console) -> None:
    """Told to stop, it ends as it ends at a mismatch, with nothing left behind. Raises Mismatch, CancelledError."""
    this = asyncio.current_task()
    assert this

    def stop() -> None:
        console.print("Stopping…")
        this.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    for regime in story.regimes:
        await rehearse(story, regime, console)


def main(file: Annotated[Path, typer.Argument(help="The story, as in stories/.")]) -> None:
    """Play one story under each of its regimes; stop at the first thing that is not as written."""
    console = Console()
    try:
        story = read_story(file)
        asyncio.run(under_each_regime(story, console))
    except Mismatch as wrong:
        why = str(wrong)
    except (OSError, YAMLError, ValidationError) as unreadable:
        why = f"{file} is not a story that can be read: {unreadable}"
    except asyncio.CancelledError:
        why = "Stopped."
    else:
        console.print(Text("As written.", style="green"))
        return
    console.print(Text(why, style="red"), highlight=False, soft_wrap=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    try:
        typer.run(main)
    except SystemExit as end:
        # Python's own ending may abort in a process that held a Temporal client only for a moment (temporalio/sdk-python#300).
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
