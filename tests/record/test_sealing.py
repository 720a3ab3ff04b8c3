"""What the registrar seals, what its witness hears and when, and what may be without a seal."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from activities.registrar import Registrar
from commands.verify import verify
from domain.acts import Register
from settings import ROOT
from store import sealed
from store.engine import Outage, Store
from store.record.earlier import FILE, read_earlier
from store.record.keyring import REGISTRAR, Ring, add_key
from store.record.seals import Seals
from store.record.witness import Seen, Witness, Witnesses
from store.setup import setup
from store.tables import FilingRow, LedgerRow
from store.upkeep.audit import Audit
from store.upkeep.comparison import compare
from store.upkeep.operator import retry
from tests.record.attacks import CASE, a_record, drop_triggers, forged
from tests.record.counter import Counter


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """On SQLite: what a writer does on PostgreSQL is in tests/record/test_attacks.py."""
    return f"sqlite:///{tmp_path / 'khien.db'}"


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    add_key(tmp_path / "ring", REGISTRAR)
    return Ring(tmp_path / "ring")


def an_entry(sequence: int = 1) -> Seen:
    return Seen(entries=[("SK-1", sequence, "a" * 64)], count=sequence)


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines()]


def test_every_entry_and_every_answer_carries_the_registrars_seal_and_no_other_ring_takes_it(counter: Counter, tmp_path: Path) -> None:
    a_record(counter)
    add_key(tmp_path / "another", REGISTRAR)
    registrar, another = counter.seals.registrar, Ring(tmp_path / "another")
    with counter.store.reading() as session:
        entries, filings = session.exec(select(LedgerRow)).all(), session.exec(select(FilingRow)).all()
    texts = [(row.seal_key, row.seal, sealed.entry(row.case, row.sequence, row.hash)) for row in entries]
    texts += [(row.answer_key, row.answer_seal, sealed.answer(row.number, row.model_dump())) for row in filings]
    assert len(texts) > 10
    for key, seal, said in texts:
        assert key
        assert seal
        assert registrar.signed(key, seal, said)
        assert not counter.ring.signed(key, seal, said), "the door's key is another"
        assert not another.signed(key, seal, said)


def test_a_worker_with_the_doors_public_keys_alone_examines_and_cannot_seal_a_filing(counter: Counter, tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    for key in counter.keys.glob("*.public.pem"):
        shutil.copy(key, public)
    registrar = Registrar(counter.store, Ring(public), counter.sealer, counter.laws, "0.5.0", "http://khien", lambda: counter.moment)
    filing = counter.hand_in("lan", "register", CASE, **Register.example)
    registrar.tick(CASE, counter.moment)
    assert counter.receipt(filing).status == "recorded"
    with pytest.raises(FileNotFoundError):
        Ring(public).seal(counter.filing("lan", "close", CASE))


def test_set_up_hands_out_public_halves_alone_and_a_second_one_makes_no_key(store: Store, tmp_path: Path) -> None:
    seals = Seals(tmp_path / "door", tmp_path / "registrar", "0.5.0", public=tmp_path / "public")
    for _ in range(2):
        setup(store, seals, ROOT / "policies")
        for ring, name in ((seals.door_folder, "seal"), (seals.own, "registrar")):
            [private] = ring.glob("*.private.pem")
            assert [path.name for path in (tmp_path / "public" / name).iterdir()] == [private.name.replace("private", "public")]


def test_a_registrar_whose_key_was_replaced_verifies_what_the_old_one_sealed(counter: Counter) -> None:
    counter.register(CASE)
    add_key(counter.seals.own, REGISTRAR)
    sealer = Seals(counter.keys, counter.seals.own, "0.5.0").sealer()
    registrar = Registrar(counter.store, counter.ring, sealer, counter.laws, "0.5.0", "http://khien", lambda: counter.moment)
    counter.hand_in("clerk", "accept_dossier", CASE)
    registrar.tick(CASE, counter.moment)
    with counter.store.reading() as session:
        assert len({row.seal_key for row in session.exec(select(LedgerRow))}) == 2
    assert verify(counter.store, counter.seals) == (1, [])


def test_a_broken_attempt_that_an_operator_puts_back_and_that_is_recorded_is_no_fault(counter: Counter) -> None:
    counter.register(CASE)
    filing = counter.hand_in("clerk", "accept_dossier", CASE)
    with counter.store.writing() as session:
        row = session.exec(select(FilingRow).where(FilingRow.number == filing)).one()
        row.act, act = "never_heard_of", row.act
        session.add(row)
    counter.tick(CASE)
    assert counter.receipt(filing).status == "broken"
    with counter.store.writing() as session:
        row = session.exec(select(FilingRow).where(FilingRow.number == filing)).one()
        row.act = act
        session.add(row)
    assert verify(counter.store, counter.seals) == (1, [])
    assert retry(filing, counter.store) == CASE
    assert verify(counter.store, counter.seals) == (1, []), "it waits, and nobody was told anything for good"
    counter.tick(CASE)
    assert counter.receipt(filing).status == "recorded"
    assert verify(counter.store, counter.seals) == (1, [])


# --- the witness ---


def test_the_witness_is_told_after_the_commit_and_never_of_what_was_not_committed(counter: Counter) -> None:
    counter.register(CASE)
    folder = counter.seals.own / "witness"
    before = lines(folder)
    with counter.store.reading() as session:
        [row] = session.exec(select(LedgerRow)).all()
    assert [line["entries"] for line in before if "entries" in line] == [[[CASE, 1, row.hash]]]

    def fails() -> None:
        with counter.sealer.writing(counter.store) as session:
            counter.sealer.recorded(CASE, 2, "b" * 64, 2, session)
            raise Outage("planted")

    with pytest.raises(Outage):
        fails()
    assert lines(folder) == before


def test_a_witness_whose_disk_is_away_stops_nobody_and_says_it_all_afterwards(ring: Ring, tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    folder.write_text("no folder")  # whatever is written there fails
    witness = Witness(folder, ring)
    witness.tell(an_entry(1))
    witness.tell(an_entry(2))
    folder.unlink()
    witness.tell(an_entry(3))
    testimony = Witnesses(folder, ring).testimony()
    assert testimony.faults == []
    assert sorted(testimony.heads["SK-1"]) == [1, 2, 3]
    assert testimony.count == 3


def test_a_line_torn_by_a_kill_is_left_out_and_no_fault(ring: Ring, tmp_path: Path) -> None:
    witness = Witness(tmp_path / "witness", ring)
    witness.tell(an_entry(1))
    [file] = (tmp_path / "witness").glob("*.jsonl")
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) // 2])
    testimony = Witnesses(tmp_path / "witness", ring).testimony()
    assert testimony.faults == []
    assert list(testimony.heads["SK-1"]) == [1]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda text: text.replace(b"SK-1", b"SK-2", 1), "the seal of line 1 does not verify"),
        (lambda text: b"[1]\n" + text, "line 1 cannot be read"),
        (lambda text: b"\xff\xfe\n" + text, "line 1 cannot be read"),
        (lambda text: b"".join(text.splitlines(keepends=True)[1:]), "a line is missing before line 1"),
    ],
    ids=["altered", "no object", "no text", "a line taken out"],
)
def test_a_witness_somebody_wrote_into_is_named_and_the_rest_is_heard(
    spoil: Callable[[bytes], bytes], fault: str, ring: Ring, tmp_path: Path
) -> None:
    witness = Witness(tmp_path / "witness", ring)
    witness.tell(an_entry(1))
    witness.tell(an_entry(2))
    [file] = (tmp_path / "witness").glob("*.jsonl")
    file.write_bytes(spoil(file.read_bytes()))
    testimony = Witnesses(tmp_path / "witness", ring).testimony()
    assert any(fault in each for each in testimony.faults), testimony.faults
    assert 2 in testimony.heads["SK-1"]


def test_a_witness_is_read_on_from_where_it_was_left(ring: Ring, tmp_path: Path) -> None:
    witness, witnesses = Witness(tmp_path / "witness", ring), Witnesses(tmp_path / "witness", ring)
    assert witnesses.testimony().count == 0
    for sequence in (1, 2):
        witness.tell(an_entry(sequence))
        assert witnesses.testimony().count == sequence
    assert witnesses.testimony().faults == []


def test_a_record_ahead_of_its_witness_is_no_fault(counter: Counter) -> None:
    """It lags by what was in hand at a kill, or is lost with the power; it never leads."""
    a_record(counter)
    for file in (counter.seals.own / "witness").glob("*.jsonl"):
        kept = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join(kept[: len(kept) // 2]))
    assert verify(counter.store, counter.seals) == (3, [])


# --- what may be without a seal ---


def test_what_was_unsealed_when_the_first_key_was_made_stays_lawful_only_as_it_was(counter: Counter, tmp_path: Path) -> None:
    """As an office of 0.4.0 would find it: the same record without seals, and a registrar that begins."""
    a_record(counter)
    with counter.store.writing() as session:
        drop_triggers(session)
        for table, columns in (("ledger", "seal"), ("filings", "answer"), ("policies", "seal"), ("calendars", "seal")):
            key, seal = ("answer_key", "answer_seal") if columns == "answer" else ("seal_key", "seal")
            session.connection().execute(text(f"UPDATE {table} SET {key} = NULL, {seal} = NULL"))
        session.connection().execute(text("DELETE FROM directory_loads"))
    begun = Seals(counter.keys, tmp_path / "begun", "0.5.0")
    setup(counter.store, begun, ROOT / "policies")
    assert verify(counter.store, begun) == (3, [])
    with counter.store.writing() as session:
        row = session.exec(select(FilingRow).where(FilingRow.status == "refused")).one()
        row.refusal = {**(row.refusal or {}), "reason": "too-late"}
        session.add(row)
    assert any("answers without a seal are not those that were found" in each for each in verify(counter.store, begun)[1])


def test_a_new_entry_without_a_seal_cannot_be_passed_off_as_old_nor_set_up_into_truth(counter: Counter) -> None:
    a_record(counter)
    with counter.store.writing() as session:
        forged("reminded", {"clock": "decision", "due": "2026-12-01T00:00:00Z", "waiting_for": []}, f"{CASE}/2-decision/remind")(session)
    named = f"{CASE}: entry 5 was not sealed by the registrar"
    assert named in verify(counter.store, counter.seals)[1]
    setup(counter.store, counter.seals, ROOT / "policies")
    assert named in verify(counter.store, counter.seals)[1], "what was there before the seal is written down once, with the first key"


def test_the_mark_of_what_was_before_is_sealed_itself(counter: Counter) -> None:
    counter.register(CASE)
    mark = counter.seals.own / FILE
    said = json.loads(mark.read_text())
    mark.write_text(json.dumps({**said, "streams": {CASE: {"sequence": 9, "head": "a" * 64, "answers": ""}}}))
    read_earlier.cache_clear()
    try:
        assert any(f"{FILE}: its seal does not verify" in each for each in verify(counter.store, counter.seals)[1])
    finally:
        read_earlier.cache_clear()


# --- one row that cannot be read ends nothing ---

MALFORMED = [
    pytest.param("UPDATE filings SET body = '[1]' WHERE id = 1", "cannot be read", id="a body that is no object"),
    pytest.param("UPDATE ledger SET fact = '[1]' WHERE id = 1", f"{CASE}: entry 1", id="a fact that is no object"),
    pytest.param("UPDATE ledger SET kind = 'never_heard_of' WHERE id = 1", f"{CASE}: entry 1 cannot be read", id="a kind nobody knows"),
    pytest.param(
        "UPDATE filings SET refusal = '[1]' WHERE status = 'refused'",
        "the registrar's seal of the answer to TN-",
        id="a refusal that is none",
    ),
    pytest.param("UPDATE directory_loads SET content = '[1]'", "directory: ", id="a load that is none"),
    pytest.param("UPDATE calendars SET content = '[1]'", ": the published calendar was altered", id="a calendar that is none"),
    pytest.param("UPDATE policies SET content = '[1]'", ": the published set was altered", id="a law that is none"),
]
BROKEN_JSON = [
    pytest.param(statement, fault, id=f"{fault}")
    for statement, fault in (
        ("UPDATE filings SET body = '{broken' WHERE id = 1", "filings 1: the row cannot be read"),
        ("UPDATE ledger SET fact = '{broken' WHERE id = 1", "ledger 1: the row cannot be read"),
        ("UPDATE ledger SET recorded_at = 'yesterday' WHERE id = 1", "ledger 1: the row cannot be read"),
        ("UPDATE directory_loads SET content = '{broken'", "directory_loads 1: the row cannot be read"),
        ("UPDATE policies SET content = '{broken'", "the row cannot be read"),
    )
]


def named(statement: str, fault: str, counter: Counter) -> None:
    a_record(counter)
    with counter.store.writing() as session:
        drop_triggers(session)
        session.connection().execute(text(statement))
        last = session.exec(select(FilingRow.number).order_by(col(FilingRow.id).desc()).limit(1)).one()
        session.connection().execute(text("UPDATE filings SET sender = 'stranger' WHERE number = :number"), {"number": last})
    cases, faults = verify(counter.store, counter.seals)
    assert cases == 3
    planted = [each for each in faults if f"the seal of the filing {last} does not verify" in each]
    assert planted, "what comes behind it is looked at all the same"
    assert any(fault in each for each in faults if each not in planted), faults


@pytest.mark.parametrize(("statement", "fault"), MALFORMED)
def test_a_row_that_holds_something_else_is_a_fault_and_ends_no_walk(statement: str, fault: str, counter: Counter) -> None:
    named(statement, fault, counter)


def test_a_snapshot_that_is_none_ends_no_walk_and_is_told_by_whoever_compares_it(counter: Counter) -> None:
    a_record(counter)
    with counter.store.writing() as session:
        session.connection().execute(text("UPDATE cases SET snapshot = '[1]'"))
    assert verify(counter.store, counter.seals)[0] == 3
    audit, today = Audit(counter.seals), counter.laws.calendar.local_day(counter.moment)
    told = compare(CASE, audit, counter.laws, today, counter.store, repair=False)
    assert [each for each in told if "snapshot" in each.says], told


@pytest.mark.parametrize(("statement", "fault"), BROKEN_JSON)
def test_a_row_that_is_no_json_and_a_day_that_is_none_are_faults_and_end_no_walk(statement: str, fault: str, counter: Counter) -> None:
    named(statement, fault, counter)
