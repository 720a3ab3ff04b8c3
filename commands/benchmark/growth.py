"""What grows: the same act, list and report beside a hundred cases and beside ten thousand, with what each asks of the database."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import structlog
from rich.table import Table
from sqlalchemy import event

from commands.benchmark.many_cases import OWN, Counter
from domain.vocabulary import StreamKind
from store.clock import now
from store.engine import Store
from store.reading.due import DueSought
from store.reading.listing import InitiativesSought, Sort
from store.reading.worklist import WorkSought

FEW, MANY, SHORT, LONG = 100, 10_000, 10, 500
TIMES = 9  # each is done so often; the median counts
REPORTS = "report of the year"  # it counts every case there is
AIM = 2.0  # of whatever does not count everything


@dataclass(frozen=True)
class Cost:
    """The median of some tries: CPU of the one thread that does it, the database's too (SQLite), and not what a busy disk or machine makes it wait."""

    milliseconds: float
    statements: int


@dataclass(frozen=True)
class Growth:
    """One thing done where there is little and where there is much."""

    name: str
    little: Cost
    much: Cost

    @property
    def ratio(self) -> float:
        return self.much.milliseconds / self.little.milliseconds


def measure(say: Callable[[str], None], cases: tuple[int, int] = (FEW, MANY), facts: tuple[int, int] = (SHORT, LONG)) -> list[Growth]:
    """Beside few cases and many, and on a case of few facts and of many."""
    with quietly():
        say(f"beside {cases[0]:,} and {cases[1]:,} cases")
        few, many = (_beside(number) for number in cases)
        say(f"on a case of {facts[0]} and of {facts[1]} facts")
        short, long = (_on_a_case_of(number) for number in facts)
    return [*(Growth(name, few[name], many[name]) for name in few), *(Growth(name, short[name], long[name]) for name in short)]


def _beside(cases: int) -> dict[str, Cost]:
    with _counter() as counter:
        counter.fill(cases)
        readings, moment, numbers = counter.readings, now(), count(cases + 1)
        head, focal = readings.caller("head", moment), readings.caller("focal", moment)
        assert head
        assert focal
        done: dict[str, Callable[[], object]] = {
            "an act: register": lambda: counter.register(f"SK-2026-{OWN}-{next(numbers)}"),
            "list of a head": lambda: readings.page(StreamKind.INITIATIVE, InitiativesSought(), head),
            "list of the focal point": lambda: readings.page(StreamKind.INITIATIVE, InitiativesSought(sort=Sort.UPDATED_LAST), focal),
            "worklist": lambda: readings.on_the_desk(WorkSought(), head),
            "deadlines": lambda: readings.due(DueSought(mine=True), head, moment),
            "similar, of a head": lambda: readings.similar([("Đường dây nóng của phường", "")], head),
            "similar, of the focal point": lambda: readings.similar([("Đường dây nóng của phường", "")], focal),
            REPORTS: lambda: readings.report(2026, now()),
        }
        return {name: _cost(each, counter.store) for name, each in done.items()}


def _on_a_case_of(facts: int) -> dict[str, Cost]:
    """Of one that is long because somebody changed their mind."""
    with _counter() as counter:
        case, ballots = f"SK-2026-{OWN}-1", count()
        counter.register(case)
        counter.act("clerk", "accept_dossier", case)

        def vote() -> None:
            counter.act("deputy", "vote", case, ballot=("for", "against")[next(ballots) % 2])

        for _ in range(facts - 2):
            vote()
        return {f"an act on a case of {LONG} facts, not {SHORT}: vote": _cost(vote, counter.store)}


@contextmanager
def _counter() -> Iterator[Counter]:
    with tempfile.TemporaryDirectory(prefix="khien-growth-") as folder:
        counter = Counter(Path(folder))
        yield counter
        counter.close()


def _cost(done: Callable[[], object], store: Store) -> Cost:
    asked = 0

    def saw(*_: object) -> None:
        nonlocal asked
        asked += 1

    done()  # what is prepared once, is
    event.listen(store.engine, "before_cursor_execute", saw)
    seconds, statements = list[float](), list[int]()
    for _ in range(TIMES):
        asked, began = 0, time.thread_time()
        done()
        seconds.append(time.thread_time() - began)
        statements.append(asked)
    event.remove(store.engine, "before_cursor_execute", saw)
    return Cost(1000 * median(seconds), int(median(statements)))


@contextmanager
def quietly() -> Iterator[None]:
    """A line for each act would be most of what is measured."""
    before = structlog.get_config()
    structlog.configure(processors=[_dropped])
    yield
    structlog.configure(**before)


def _dropped(*_: object) -> Any:
    raise structlog.DropEvent


def figures(grown: list[Growth]) -> list[dict[str, Any]]:
    """For build/bench.json."""
    return [{**asdict(each), "ratio": each.ratio} for each in grown]


def table(grown: list[Growth]) -> Table:
    drawn = Table(
        title=f"What grows: beside {FEW:,} cases and beside {MANY:,}, SQLite, in one process",
        caption=f"Medians of {TIMES}. Statements are those asked of the database, transactions left out. "
        f"A report counts every case there is, and whatever shares a word is ranked by how similar it is; of everything else at most {AIM:g} times as long "
        "is aimed at, and as many statements of all.",
    )
    drawn.add_column("", no_wrap=True)
    for column in ("CPU ms, little", "CPU ms, much", "ratio", "statements"):
        drawn.add_column(column, justify="right")
    for each in grown:
        asked = (
            f"{each.little.statements}"
            if each.little.statements == each.much.statements
            else f"{each.little.statements} > {each.much.statements}"
        )
        drawn.add_row(each.name, f"{each.little.milliseconds:.1f}", f"{each.much.milliseconds:.1f}", f"{each.ratio:.2f}", asked)
    return drawn
