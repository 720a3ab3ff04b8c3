"""`make chaos`: so many lives, while everything is killed and paused; then the record is held against what people were told."""

import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import httpx2
import typer
from sqlalchemy import create_engine

from commands import run
from commands.chaos.checker import Findings, check, read
from commands.chaos.havoc import PAUSES, Havoc
from commands.chaos.installation import Installation, installed
from commands.chaos.lives import Life, lives
from commands.chaos.senders import Journal, Senders
from rehearsal.mail_sink import COPIES, Sink
from rehearsal.waiting import until
from settings import ROOT
from store.clock import now
from store.engine import Store
from store.upkeep import pending

AT_ONCE = 6
SETTLES_WITHIN = 300.0  # seconds: what failed to be sent is tried again within minutes
COMMANDS = (("verify",), ("rebuild", "--check"), ("reconcile", "--check"))


@dataclass(frozen=True)
class Outcome:
    journal: Journal
    havoc: Havoc
    findings: Findings
    settled_after: float | None
    commands: dict[str, str]

    @property
    def is_well(self) -> bool:
        return not self.findings.all and not any(self.commands.values()) and self.settled_after is not None


async def chaos(
    home: Path,
    seed: int,
    how_many: int,
    kills: int,
    *,
    of_each: int = 2,
    on_postgresql: bool = False,
    pauses: tuple[float, ...] = PAUSES,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Everything that happened. Raises DoesNotServe."""
    chance = random.Random(seed)
    async with installed(home, of_each, on_postgresql, say) as installation:
        people = {each.who for _, life in lives(how_many) for step in life for each in step}
        doors = [httpx2.AsyncClient(base_url=door, timeout=20) for door in installation.doors]
        senders = Senders(doors, {who: installation.token(who) for who in people}, chance)
        havoc = Havoc(installation, random.Random(seed + 1), say)
        places = asyncio.Semaphore(AT_ONCE)

        async def live(kind: str, life: Life) -> None:
            async with places:
                await senders.live(life)
                say(f"lived: {kind}")

        await asyncio.gather(havoc.wreak(kills, pauses), *(live(kind, life) for kind, life in lives(how_many)))
        settled_after = await _settled(installation)
        for door in doors:
            await door.aclose()
        said = {" ".join(command): await asyncio.to_thread(_faults, command, installation) for command in COMMANDS}
        engine = create_engine(installation.config.database)
        findings = check(read(engine), senders.journal, _letters(home))
        engine.dispose()
        return Outcome(senders.journal, havoc, findings, settled_after, said)


async def _settled(installation: Installation) -> float | None:
    """Seconds until nothing is waiting, owed or due any more; None if that never came."""
    store, began = Store(installation.config.database), time.monotonic()

    async def quiet() -> bool:
        return not await asyncio.to_thread(pending.under_way, now(), store)

    settled = await until(quiet, within=SETTLES_WITHIN)
    store.close()
    return time.monotonic() - began if settled else None


def _faults(command: tuple[str, ...], installation: Installation) -> str:
    """What it prints when it finds anything, else ""."""
    name, *options = command
    words = [sys.executable, "-m", f"commands.{name}", *options]
    ended = subprocess.run(words, cwd=ROOT, env=installation.environment, capture_output=True, text=True, check=False)
    return "" if ended.returncode == 0 else (ended.stdout + ended.stderr).strip()


def _letters(home: Path) -> Mapping[str, int]:
    return {str(letter["Message-ID"]): int(letter[COPIES]) for _, letter in Sink(home / "mail").letters()}


def report(outcome: Outcome, seconds: float) -> str:
    """A table for people."""
    havoc, journal, findings = outcome.havoc, outcome.journal, outcome.findings
    told = f"{sum(t.status == 201 for t in journal.told)} recorded, {sum(400 <= t.status < 500 for t in journal.told)} refused"
    settled = (
        f"not within {SETTLES_WITHIN:.0f} s" if outcome.settled_after is None else f"{outcome.settled_after:.0f} s after the last answer"
    )
    lines = [
        f"killed -9   {sum(havoc.killed.values())}: {_counted(havoc.killed)}",
        f"paused      {sum(havoc.paused.values())}: {_counted(havoc.paused)}",
        f"told        {told}; on the way: {_counted(journal.counts)}",
        f"settled     {settled}; {seconds:.0f} s in all",
        *(f"{command:<11} {said or '0 faults'}" for command, said in outcome.commands.items()),
        *findings.all,
        f"lost {len(findings.lost)}   doubled {len(findings.doubled)}   changed {len(findings.changed)}   broken {len(findings.broken)}",
    ]
    return "\n".join(lines)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {times}" for name, times in sorted(counts.items())) or "none"


def main(
    how_many: Annotated[int, typer.Option("--lives", min=1, max=1_000, help="How many lives, each kind in its turn.")] = 100,
    kills: Annotated[int, typer.Option(min=0, max=500, help="How often something is killed, each part in its turn.")] = 30,
    seed: Annotated[int, typer.Option(help="The same seed chooses the same order of misfortunes.")] = 1,
    of_each: Annotated[int, typer.Option(min=1, max=4, help="How many workers, and how many APIs.")] = 2,
    postgresql: Annotated[bool, typer.Option("--postgresql", help="On PostgreSQL, which is killed as well; else on SQLite.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep its folder, and say where it is.")] = False,
) -> None:
    """Exit 1 if anything was lost, doubled, changed or broken."""
    os.umask(0o077)
    began = time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="khien-chaos-"))
    say = lambda text: typer.echo(f"{time.monotonic() - began:6.1f} s  {text}")  # noqa: E731
    outcome = asyncio.run(chaos(home, seed, how_many, kills, of_each=of_each, on_postgresql=postgresql, say=say))
    typer.echo(f"{how_many} lives, seed {seed}, {of_each} workers, {of_each} APIs, {'PostgreSQL' if postgresql else 'SQLite'}")
    typer.echo(report(outcome, time.monotonic() - began))
    if keep:
        typer.echo(f"kept: {home}")
    else:
        shutil.rmtree(home, ignore_errors=True)
    raise typer.Exit(0 if outcome.is_well else 1)


if __name__ == "__main__":
    run(main)
