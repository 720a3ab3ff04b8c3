"""`make bench`: what a life of ten acts costs, as ratios to a workflow that does nothing, measured in the same run on the same server;
what an act, a list, a report and a page cost beside ten thousand cases, as ratios to the same beside a hundred; and what a file costs."""

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commands.benchmark import files, growth, noted, pages, served
from commands.benchmark.report import summary, table, verdicts, write
from commands.benchmark.rounds import measure
from settings import ROOT

OUT = ROOT / "build" / "bench.json"
WIDE_ENOUGH = 115  # columns: a table broken over lines is not read


def bench(
    rounds: Annotated[int, typer.Option(min=1, help="Rounds that count, after one that warms up.")] = 3,
    lives: Annotated[int, typer.Option(min=1, help="Lives of each in a round: one by one, and as many again together.")] = 24,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = OUT,
) -> None:
    """Reports what is: an aim that is not met fails nothing."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops us stops what we have started
    console = Console()
    console.width = max(console.width, WIDE_ENOUGH)
    run = asyncio.run(measure(rounds, lives, lambda stage: console.print(f"[dim]{stage}[/dim]")))
    grown = growth.measure(lambda stage: console.print(f"[dim]{stage}[/dim]"))
    seen = pages.measure(lambda stage: console.print(f"[dim]{stage}[/dim]"))
    read = noted.measure(lambda stage: console.print(f"[dim]{stage}[/dim]"))
    given = served.measure(lambda stage: console.print(f"[dim]{stage}[/dim]"))
    kept = files.measure(lambda stage: console.print(f"[dim]{stage}[/dim]"))
    found = summary(run, rounds, lives) | {
        "growth": growth.figures(grown),
        "pages": pages.figures(seen),
        "noted": noted.figures(read),
        "served": served.figures(given),
        "files": files.figures(kept),
    }
    write(found, out)
    console.print(table(found))
    console.print(growth.table(grown))
    console.print(pages.table(seen))
    console.print(noted.table(read))
    console.print(served.table(given))
    console.print(files.table(kept))
    for verdict in verdicts(found):
        console.print(verdict)
    console.print(pages.verdict(seen))
    console.print(f"All figures: {out}")


if __name__ == "__main__":
    typer.run(bench)
