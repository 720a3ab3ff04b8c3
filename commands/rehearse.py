"""`make rehearse FILE=stories/late-and-reopened.yaml`: a story played in virtual time on a product of its own, which is gone when it ends."""

import asyncio
import signal
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text
from ruamel.yaml.error import YAMLError

import words
from commands import run
from domain.vocabulary import Regime
from rehearsal.in_one_process import VIRTUAL_TIME, temporal_server
from rehearsal.in_virtual_time import in_virtual_time
from rehearsal.player import Mismatch, Played
from rehearsal.story import ActStep, Story, read_story
from store.engine import Store
from store.record.ledger import entries
from words.rendering import moment

LANGUAGE = "vi"


async def rehearse(story: Story, regime: Regime, console: Console) -> None:
    """Raises Mismatch."""
    console.print(Text(f"{story.story} ({regime})", style="bold"))
    with tempfile.TemporaryDirectory(prefix="khien-rehearsal-") as home:
        async with (
            temporal_server(*VIRTUAL_TIME) as temporal,
            in_virtual_time(story, regime, temporal.client.service_client.config.target_host, Path(home)) as (player, store),
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
    run(main)
