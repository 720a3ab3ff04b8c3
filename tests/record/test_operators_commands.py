"""The operator's commands as they are typed: what they print, and how they end."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, delete, select

from commands.migrate import migrate as migrate_when_reachable
from domain.acts import AcceptDossier
from settings import ROOT
from store.clock import now as clock_now
from store.engine import Outage, Store
from store.record import effects, filings
from store.record.keyring import Ring
from store.record.seals import Seals
from store.tables import CaseRow, WaitRow
from store.upkeep.migrate import drift
from tests.builders import defective
from tests.houses import House
from tests.record.attacks import drop_triggers
from tests.record.counter import Counter
from tests.record.whole_story import LONG


def run(command: str, home: Path, *options: str, **more: str) -> tuple[int, str]:
    """Exit status, and all that was printed."""
    environment = {"KHIEN_HOME": str(home), "KHIEN_TEMPORAL_ADDRESS": "127.0.0.1:1", **more}
    done = subprocess.run(
        [sys.executable, "-m", f"commands.{command}", *options], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A house's record where the embedded defaults look for it, with one case in which nothing is left lying."""
    counter = Counter(Store(f"sqlite:///{tmp_path / 'khien.db'}"), tmp_path / "keys" / "seal", own=tmp_path / "registrar")
    counter.register(LONG)
    for effect, _ in counter.owed(LONG):
        effects.settle(effect, effects.DONE, counter.moment, counter.store)
    with counter.store.writing() as session:
        row = session.get_one(CaseRow, LONG)
        row.look_at = None  # the story's days are not today's: nothing here is overdue
        session.add(row)
    return counter


def test_migrate_sets_up_either_database_and_the_key_ring(database_url: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("migrate", tmp_path, KHIEN_DATABASE_URL=database_url)[0] == 0
    store = Store(database_url)
    assert drift(store) == ""
    store.close()
    assert len(list((tmp_path / "keys" / "seal").glob("*.private.pem"))) == 1


def test_migrate_waits_for_the_database_and_then_gives_up(tmp_path: Path) -> None:
    away = Store("postgresql+psycopg://khien@127.0.0.1:1/khien")
    begun = time.monotonic()
    with pytest.raises(Outage):
        migrate_when_reachable(away, Seals(tmp_path / "keys", tmp_path / "registrar", "0.5.0"), patience=2.0)
    assert 2.0 <= time.monotonic() - begun < 20
    away.close()


def test_rebuild_ends_with_one_as_long_as_something_differs(counter: Counter, tmp_path: Path) -> None:
    run("rebuild", tmp_path)  # the fixture's own difference
    assert run("rebuild", tmp_path) == (0, "1 cases, 0 differences\n")
    with counter.store.writing() as session:
        session.exec(delete(WaitRow).where(col(WaitRow.case) == LONG))
    found = f"{LONG}: whose desk it is on differs\n1 cases, 1 differences\n"
    assert run("rebuild", tmp_path, "--check") == (1, found)
    assert run("rebuild", tmp_path) == (1, found)
    assert run("rebuild", tmp_path) == (0, "1 cases, 0 differences\n")


def test_verify_ends_with_one_on_any_fault(counter: Counter, tmp_path: Path) -> None:
    assert run("verify", tmp_path) == (0, "1 cases, 0 faults\n")
    with counter.store.writing() as session:
        row = session.exec(select(CaseRow)).one()
        row.head_hash = "0" * 64
        session.add(row)
    assert run("verify", tmp_path) == (1, f"{LONG}: the snapshot's head is not the ledger's last entry\n1 cases, 1 faults\n")


def test_operator_says_when_nothing_needs_a_hand(counter: Counter, tmp_path: Path) -> None:
    assert run("operator", tmp_path) == (0, "Nothing needs an operator.\n")


def test_operator_lists_what_broke_and_puts_it_back_even_with_temporal_away(counter: Counter, tmp_path: Path) -> None:
    number = counter.hand_in("clerk", "accept_dossier", LONG)
    with counter.store.writing() as session:
        filings.answer(
            number, filings.BROKEN, counter.moment, session, counter.sealer, LONG, error="KeyError: 'nhận quà'"
        )  # as earlier releases kept it
    status, said = run("operator", tmp_path)
    assert status == 0
    assert "KeyError" in said
    assert "quà" not in said
    assert number in said
    assert "accept_dossier" in said
    status, said = run("operator", tmp_path, "--retry", number)
    assert status == 0
    assert f"{number} waits again in {LONG}." in said
    assert "the sweep will bring it home" in said
    assert counter.receipt(number).status == filings.WAITING


@pytest.mark.server
async def test_operator_has_a_broken_filing_examined_at_once(house: House, tmp_path: Path) -> None:
    case = await house.register()
    with defective(AcceptDossier):
        answer = await house.act("clerk", "accept_dossier", case)
    assert answer.status_code == 500
    number = answer.json()["filing"]
    where = {"KHIEN_TEMPORAL_ADDRESS": house.config.temporal_address, "KHIEN_TASK_QUEUE": house.config.task_queue}
    status, said = await asyncio.to_thread(run, "operator", tmp_path, "--retry", number, **where)
    assert (status, said.splitlines()[-1]) == (0, f"{case} was nudged.")
    async with asyncio.timeout(20):
        while (await house.read("clerk", f"/filings/{number}"))["status"] != "recorded":
            await asyncio.sleep(0.1)


def test_operator_knows_no_cure_for_what_is_not_stuck(counter: Counter, tmp_path: Path) -> None:
    assert run("operator", tmp_path, "--retry", "TN-20261102-0000000001") == (1, "Nothing by the name TN-20261102-0000000001 is stuck.\n")
    assert run("operator", tmp_path, "--retry", "notices") == (
        0,
        "0 notices wait again; the sweep has them sent within minutes. 0 of them had been refused for good.\n",
    )


def test_a_new_key_seals_from_then_on(counter: Counter, tmp_path: Path) -> None:
    old = counter.ring.seal(counter.filing("lan", "close", LONG))
    status, said = run("operator", tmp_path, "--key")
    assert status == 0
    ring = Ring(tmp_path / "keys" / "seal")
    new = ring.seal(old)
    assert new.seal_key != old.seal_key
    assert new.seal_key in said
    assert ring.verifies(old)


def test_a_new_key_of_the_registrars_seals_what_is_recorded_from_then_on(counter: Counter, tmp_path: Path) -> None:
    old, _ = counter.seals.registrar.sign(b"text")
    status, said = run("operator", tmp_path, "--registrar-key")
    assert status == 0
    new, seal = Ring(tmp_path / "registrar").sign(b"text")
    assert new != old
    assert new in said
    assert counter.seals.registrar.signed(new, seal, b"text")


def test_decide_again_names_a_ledger_in_doubt(counter: Counter, tmp_path: Path) -> None:
    with counter.store.writing() as session:
        drop_triggers(session)
        session.connection().execute(text("UPDATE ledger SET seal = NULL"))
    status, said = run("decide_again", tmp_path, LONG)
    assert status == 1
    assert f"{LONG}: entry 1 was not sealed by the registrar" in said


def test_decide_again_says_how_many_it_computed(counter: Counter, tmp_path: Path) -> None:
    assert run("decide_again", tmp_path) == (0, "0 recommendations and decisions, 0 differ\n")
    assert run("decide_again", tmp_path, f"{LONG}-R1") == (2, "0 recommendations and decisions, 0 differ\n")


def test_what_if_names_a_set_nobody_published(counter: Counter, tmp_path: Path) -> None:
    assert run("what_if", tmp_path, "nd73-2023.2", "nd73-2023.3") == (0, "0 decisions, 0 would come out otherwise\n")
    assert run("what_if", tmp_path, "nd73-2023.2", "nd73-2023.99")[0] == 2


def a_notice(folder: Path, **changes: str) -> Path:
    """The newest calendar's file with one more day off, as somebody would write it."""
    newest = (ROOT / "policies" / "calendar-vn-2026-11-3.toml").read_text(encoding="utf-8")
    told = {
        'id = "calendar-vn-2026-11.3"': 'id = "calendar-test.1"',
        'replaces = "calendar-vn-2026-11.2"': 'replaces = "calendar-vn-2026-11.3"',
    }
    for old, new in {**told, **changes}.items():
        assert old in newest
        newest = newest.replace(old, new)
    day = '\n[[days]]\nfrom = 2026-11-04\nkind = "off"\nname_vi = "Nghỉ"\nname_en = "Off"\nbasis = "a test"\n'
    path = folder / "calendar-test.toml"
    path.write_text(newest + day, encoding="utf-8")
    return path


def test_a_notice_is_published_while_everything_runs_and_open_clocks_follow(counter: Counter, tmp_path: Path) -> None:
    path = a_notice(tmp_path)
    for _ in range(2):
        code, printed = run("publish", tmp_path, str(path))
        assert (code, "calendar-test.1 is published" in printed) == (0, True), printed
    counter.wait(100)
    counter.moment = max(counter.moment, clock_now())
    counter.tick(LONG)
    assert counter.kinds(LONG)[-1] == "calendar_replaced"


def test_a_mistaken_notice_is_named_by_file_line_and_key_and_nothing_is_published(counter: Counter, tmp_path: Path) -> None:
    code, printed = run("publish", tmp_path, str(a_notice(tmp_path, **{"last_year = 2030": "last_year = 2025"})))
    assert code == 2
    assert "calendar-test.toml" in printed
    code, printed = run("publish", tmp_path, str(a_notice(tmp_path, **{"\nreplaces = ": '\nreplaces = "nothing" # '})))
    assert (code, "replaces 'nothing'" in printed) == (2, True), printed
    assert run("publish", tmp_path, str(tmp_path / "gone.toml"))[0] == 2
    assert counter.laws.calendar.id == "calendar-vn-2026-11.3"


def test_a_rule_set_is_published_the_same_way(counter: Counter, tmp_path: Path) -> None:
    content = (ROOT / "policies" / "nd73-2023.toml").read_text(encoding="utf-8")
    path = tmp_path / "nd73-later.toml"
    path.write_text(
        content.replace('"nd73-2023.1"', '"nd73-2023.9"').replace("valid_from = 2023-09-29", "valid_from = 2030-01-01"), encoding="utf-8"
    )
    assert run("publish", tmp_path, str(path))[0] == 0
    path.write_text(path.read_text(encoding="utf-8").replace("value = 7", "value = 8"), encoding="utf-8")
    assert run("publish", tmp_path, str(path))[0] == 2
