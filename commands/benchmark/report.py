"""What came out: each figure's smallest, median and largest over the rounds, and its ratio to the floor's of the same round."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from rich.table import Table

from commands.benchmark.floor import MESSAGES
from commands.benchmark.installation import API, FLOOR_API, FLOOR_WORKER, SERVER, WORKER
from commands.benchmark.rounds import MANY, ONE, Phase, Run

FLOOR, KHIEN, BARE = "floor", "khien", "bare route"
CPU, CPU_WITH_API, ACK, P99, PER_SECOND, EVENTS, BYTES = (
    "CPU, server + worker",
    "CPU, with the API",
    "ack median",
    "ack p99",
    "cases per second",
    "events per life",
    "history bytes per life",
)
AIMS = {"cpu_ratio": 1.6, "ack_ratio": 2.2, "events_per_life": 80.0, "api_ms_per_act": 10.0}


@dataclass(frozen=True)
class Spread:
    """Over the rounds."""

    min: float
    median: float
    max: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        return cls(min(values), median(values), max(values))


@dataclass(frozen=True)
class Figure:
    """One line. The floor of an API is a bare route that looks at a token."""

    name: str
    in_flight: str
    unit: str
    floor: Spread
    khien: Spread
    ratio: Spread


def figures(run: Run) -> list[Figure]:
    found = [_over_rounds(run, PER_SECOND, (MANY,))]
    found += [_over_rounds(run, name, (in_flight,), "ms") for in_flight in (ONE, MANY) for name in (ACK, P99)]
    for loads in ((ONE,), (MANY,), (ONE, MANY)):
        found += [_over_rounds(run, name, loads, "ms per case") for name in (SERVER, WORKER, CPU, API, CPU_WITH_API)]
    return [*found, _per_life(run, EVENTS, "events"), _per_life(run, BYTES, "size")]


def _over_rounds(run: Run, name: str, loads: tuple[int, ...], unit: str = "") -> Figure:
    """Ratios are taken within a round, where both met the same machine; only then the median."""
    sides = (KHIEN, BARE if name == API else FLOOR)
    khien, floor = ([_read([each.phases[who, load] for load in loads], who)[name] for each in run.rounds] for who in sides)
    at = " and ".join(map(str, loads))
    ratio = [ours / bare for ours, bare in zip(khien, floor, strict=True)]
    return Figure(name, at, unit, Spread.of(floor), Spread.of(khien), Spread.of(ratio))


def _read(phases: list[Phase], contender: str) -> dict[str, float]:
    """CPU in milliseconds per case; each contender's own worker stands under "worker"."""
    lives = sum(phase.lives for phase in phases)
    acks = [ack for phase in phases for ack in phase.acks]
    spent = {name: sum(1000 * phase.cpu[name] for phase in phases) / lives for name in phases[0].cpu}
    worker = spent[WORKER if contender == KHIEN else FLOOR_WORKER]
    api = {KHIEN: spent[API], BARE: spent[FLOOR_API]}.get(contender, 0.0)
    return {
        PER_SECOND: lives / sum(phase.seconds for phase in phases),
        ACK: 1000 * median(acks),
        P99: 1000 * quantiles(acks, n=100, method="inclusive")[98],
        SERVER: spent[SERVER],
        WORKER: worker,
        CPU: spent[SERVER] + worker,
        API: api,
        CPU_WITH_API: spent[SERVER] + worker + api,
    }


def _per_life(run: Run, name: str, column: str) -> Figure:
    floor, khien = (
        Spread(min(seen), mean(seen), max(seen)) for seen in ([getattr(page, column) for page in run.pages[who]] for who in (FLOOR, KHIEN))
    )
    times = khien.median / floor.median
    return Figure(name, "", "", floor, khien, Spread(times, times, times))


def summary(run: Run, rounds: int, lives: int) -> dict[str, Any]:
    """build/bench.json: the figures the aims are about first, then everything."""
    lines = figures(run)
    at = {(line.name, line.in_flight): line for line in lines}

    def ratio(name: str, *loads: int) -> float:
        return at[name, " and ".join(map(str, loads))].ratio.median

    throughput = at[PER_SECOND, str(MANY)]
    return {
        "cpu_ratio": ratio(CPU, ONE, MANY),  # over all lives of a round; the two loads apart below
        "cpu_ratio_at_one": ratio(CPU, ONE),
        "cpu_ratio_at_many": ratio(CPU, MANY),
        "cpu_ratio_with_api": ratio(CPU_WITH_API, ONE, MANY),
        "ack_ratio": ratio(ACK, ONE),
        "api_ms_per_act": at[API, f"{ONE} and {MANY}"].khien.median / MESSAGES,
        "api_ratio": ratio(API, ONE, MANY),
        "events_per_life": at[EVENTS, ""].khien.median,
        "cases_per_second": throughput.khien.median,
        "floor_cases_per_second": throughput.floor.median,
        "aims": AIMS,
        "rounds": rounds,
        "lives": lives,
        "in_flight": MANY,
        "answered_late": run.late,
        "idle_cpu_per_second": run.idle,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform(terse=True)},
        "figures": [asdict(line) for line in lines],
    }


def write(found: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def table(found: dict[str, Any]) -> Table:
    drawn = Table(title="Ten messages: the whole product beside a workflow that does nothing", caption=_caption(found))
    drawn.add_column("median (min - max)", no_wrap=True)
    for column in ("in flight", "floor", "Khiên", "ratio"):
        drawn.add_column(column, justify="right")
    for line in found["figures"]:
        name = f"{line['name']}, {line['unit']}" if line["unit"] else line["name"]
        drawn.add_row(name, line["in_flight"], *(_spread(line[column]) for column in (FLOOR, KHIEN, "ratio")))
    return drawn


def _spread(value: dict[str, float]) -> str:
    smallest, middle, largest = (f"{each:.3g}" if each < 100 else f"{each:,.0f}" for each in (value["min"], value["median"], value["max"]))
    return middle if smallest == largest else f"{middle} ({smallest} - {largest})"


def _caption(found: dict[str, Any]) -> str:
    idle = ", ".join(f"{name} {1000 * rate:.0f}" for name, rate in found["idle_cpu_per_second"].items())
    return (
        f"{found['rounds']} rounds of {found['lives']} lives one by one and as many at {found['in_flight']} in flight, "
        f"on {found['machine']['cores']} cores that also carry the load generator. Ratios are taken within a round. "
        f"CPU is user + system time until one second after the last answer, less the idle rate (ms per second: {idle}). "
        f"Events and bytes are means over the lives. Answers that began as 202: {found['answered_late']}."
    )


def verdicts(found: dict[str, Any]) -> list[str]:
    """Each aim beside what was measured."""
    return [f"{name} {found[name]:.2f}, aim at most {aim:g}: {'met' if found[name] <= aim else 'NOT met'}" for name, aim in AIMS.items()]
