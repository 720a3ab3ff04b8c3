"""An honest record has no fault, whoever does what in whatever order: an alarm that cries wolf is as bad as one that is silent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import cast

import pytest
from alembic import command
from sqlmodel import SQLModel

from commands.verify import verify
from domain.acts import Act
from domain.law.policy import Law
from domain.people.directory import Directory
from domain.procedure.decide import rows_of
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.vocabulary import Regime
from store import directory
from store.engine import Store
from store.record import streams
from store.tables import FilingRow, LedgerRow
from store.upkeep.audit import Audit
from store.upkeep.migrate import _config
from store.upkeep.rebuild import rebuild
from store.upkeep.then import NEARBY
from tests.families import Family, the_way
from tests.procedure.anything import PEOPLE, anything
from tests.record.counter import Counter
from tests.record.store_examples import STORED
from tests.record.test_stored_values import row_of, stored
from tests.record.whole_families import follow, play_families
from tests.record.whole_story import family, play

CASE = "SK-2026-26743-1"
SHAPE = {"0.1.0": "0001", "0.2.0": "0003", "0.3.0": "0004", "0.4.0": "0005"}


@pytest.fixture
def lone(tmp_path: Path) -> Counter:
    """On SQLite alone: whole stories are told on both."""
    return Counter(Store(f"sqlite:///{tmp_path / 'khien.db'}"), tmp_path / "keys")


def faults(counter: Counter) -> list[str]:
    return verify(counter.store, counter.seals)[1]


def test_whole_stories_have_no_fault(counter: Counter) -> None:
    """Every fact, every stage, silences, a merger, a new calendar, a campaign by directive and one by the calendar."""
    play(counter)
    play_families(counter)
    assert faults(counter) == []


@pytest.mark.parametrize("release", SHAPE)
def test_the_home_of_an_earlier_release_has_no_fault_after_its_upgrade(release: str, tmp_path: Path) -> None:
    """Its calendars and mergers are not among what is stored, and its entries have no seal: they are told again as far as can be."""
    config, folder = _config(), STORED / release
    empty = Store(f"sqlite:///{tmp_path / 'khien.db'}")
    with empty.writing() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, SHAPE[release])
    with empty.writing() as session:
        for table, name in ((LedgerRow, "ledger"), (FilingRow, "filings")):
            kept = [{column: getattr(row_of(table, row), column) for column in row if column != "id"} for row in stored(folder, name)]
            session.connection().execute(SQLModel.metadata.tables[table.__tablename__].insert(), kept)
    keys = tmp_path / "keys"
    keys.mkdir()
    for key in folder.glob("*.public.pem"):
        (keys / key.name).write_bytes(key.read_bytes())
    counter = Counter(empty, keys, _numbers=count(1000))
    counter.moment = max(datetime.fromisoformat(row["legal_time"]) for row in stored(folder, "ledger")) + timedelta(days=1)
    rebuild(empty, Audit(counter.seals), counter.laws, counter.laws.calendar.local_day(counter.moment), repair=True)
    assert faults(counter) == []


@dataclass
class AtTheCounter:
    """What `anything` asks of a family, from the record."""

    counter: Counter
    number: str = CASE

    @property
    def case(self) -> Initiative:
        return self.counter.case(self.number)

    @property
    def now(self) -> datetime:
        return self.counter.moment

    @property
    def law(self) -> Law:
        with self.counter.store.reading() as session:
            return self.counter.laws.of(self.case.policy, session)

    @property
    def directory(self) -> Directory:
        with self.counter.store.reading() as session:
            return streams.directory_for(self.case, PEOPLE, self.law.calendar.local_day(self.now), session)

    def stream(self, number: str) -> Stream:
        with self.counter.store.reading() as session:
            return streams.load(number, session).stream


@pytest.mark.parametrize("chance", range(4))
def test_random_lives_have_no_fault(chance: int, lone: Counter) -> None:
    """Anything by anyone, one refused after the other, with time passing and the directory loaded anew in between."""
    counter, pick = lone, Random(chance)
    follow(counter, CASE, the_way(pick.choice(list(Regime)), ill=pick.random() < 0.5)[: pick.randrange(1, 30)])
    life = AtTheCounter(counter)
    for _ in range(40):
        number = pick.choice(family(CASE, counter))
        stream = life.stream(number)
        kinds: list[type[Act]] = [row.act for row in rows_of(stream) if stream.stage in row.stages] or [row.act for row in rows_of(stream)]
        act = anything(pick.choice(kinds), stream, cast("Family", life), pick.choice)
        counter.file(pick.choice(PEOPLE), act.name, number, **act.model_dump(mode="json"))
        if pick.random() < 0.2:
            counter.wait(pick.choice((1, 10, 45)))
            counter.tick(number)
        if pick.random() < 0.05:
            with counter.sealer.writing(counter.store) as session:
                someone = directory.person(pick.choice(PEOPLE), session)
                assert someone
                named = someone.model_copy(update={"name": f"{someone.name} (mới)"})
                terms = directory.terms_of(someone.id, counter.moment.date(), session)
                directory.load((), [named], terms, session, counter.moment, counter.sealer)
    assert faults(counter) == []


def test_a_paper_is_recorded_and_told_again_by_who_held_the_office_on_the_day_it_was_signed(lone: Counter) -> None:
    """The head leaves and another comes; papers of both are entered after. One who came into office after the day of the paper decided nothing on it."""
    counter, change = lone, lone.moment.date() + timedelta(days=4)
    with counter.sealer.writing(counter.store) as session:
        ended = [each.model_copy(update={"ends": change - timedelta(days=1)}) for each in directory.terms_of("head", change, session)]
        begun = [each.model_copy(update={"person": "hoa", "starts": change, "ends": None}) for each in ended]
        directory.load((), (), (*ended, *begun), session, counter.moment, counter.sealer)
    for n in range(2, 3 + NEARBY):  # so that what the directory said before this load is not looked at
        counter.register(f"SK-2026-26743-{n}")
    follow(counter, CASE, the_way(Regime.ND73, ill=False)[:7])
    signed = counter.moment.date()
    counter.wait(5)

    def entered(decided_by: str, issued_on: date) -> str:
        paper = {"decided_by": decided_by, "number": "12/QĐ-UBND", "issued_on": issued_on.isoformat()}
        refused = counter.file("clerk", "approve", CASE, scope="Toàn phường", on_paper=paper).refusal
        return refused.reason if refused else ""

    assert entered("hoa", signed) == "may-not-enter"
    assert entered("head", change) == "may-not-enter"
    assert entered("head", signed) == ""
    assert faults(counter) == []
