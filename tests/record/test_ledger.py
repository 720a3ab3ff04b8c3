"""The ledger: each fact once, in order, never altered; and `make verify` sees what the database could not prevent."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, delete, select

from commands.verify import verify
from domain.facts import ProposalRefused
from store.engine import Store
from store.record import ledger
from store.record.sealing import Sealer
from store.record.seals import Seals
from store.tables import CaseRow, FilingRow, LedgerRow, PolicyRow
from tests.builders import A_LONG_SILENCE
from tests.record.attacks import drop_triggers
from tests.record.counter import MONDAY, Counter

FACT = ProposalRefused(at=MONDAY, reasons="Đã có quy định.")
UNDER = ledger.Under("nd73-2023.1", "0" * 64, "0.1.0", MONDAY)


def append(case: str, sequence: int, filing: str, store: Store, sealer: Sealer) -> None:
    with store.writing() as session:
        ledger.append(FACT, case, sequence, filing, ledger.GENESIS, UNDER, session, sealer)


@pytest.mark.parametrize(("case", "sequence", "filing"), [("SK-1", 1, "TN-2"), ("SK-1", 2, "TN-1"), ("SK-2", 1, "TN-1")])
def test_a_place_and_a_filing_are_taken_once(case: str, sequence: int, filing: str, store: Store, seals: Seals) -> None:
    append("SK-1", 1, "TN-1", store, seals.sealer())
    with pytest.raises(IntegrityError):
        append(case, sequence, filing, store, seals.sealer())


@pytest.mark.parametrize("statement", ["UPDATE ledger SET kind = 'approved'", "DELETE FROM ledger"])
def test_the_database_itself_refuses_to_alter_a_fact(statement: str, store: Store, seals: Seals) -> None:
    append("SK-1", 1, "TN-1", store, seals.sealer())
    with pytest.raises(DBAPIError, match="correcting is adding"), store.writing() as session:
        session.connection().execute(text(statement))
    with store.reading() as session:
        assert [entry.fact for entry in ledger.entries("SK-1", session)] == [FACT]


def test_postgresql_refuses_to_empty_the_ledger_too(store: Store, seals: Seals) -> None:
    append("SK-1", 1, "TN-1", store, seals.sealer())
    if store.dialect == "sqlite":
        return  # it has no TRUNCATE
    with pytest.raises(DBAPIError, match="correcting is adding"), store.writing() as session:
        session.connection().execute(text("TRUNCATE ledger"))


def test_each_entry_carries_the_hash_of_the_one_before_it(counter: Counter) -> None:
    case = counter.register()
    counter.file("clerk", "accept_dossier", case)
    counter.file("head", "vote", case, ballot="for")
    with counter.store.reading() as session:
        chain = session.exec(select(LedgerRow).order_by(col(LedgerRow.sequence))).all()
        assert [row.previous_hash for row in chain] == [ledger.GENESIS, chain[0].hash, chain[1].hash]
        assert list(ledger.broken_links(case, chain)) == []
    assert verify(counter.store, counter.seals) == (1, [])


# --- somebody with the database's own password ---


def entry(sequence: int, session: Session) -> LedgerRow:
    return session.exec(select(LedgerRow).where(LedgerRow.sequence == sequence)).one()


def changes(sequence: int, **values: object) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        row = entry(sequence, session)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    return change


def forges(session: Session) -> None:
    """An altered fact with a hash that fits it: its successor gives it away."""
    row = entry(2, session)
    row.kind = "closed"
    row.hash = ledger._hash(row.model_dump())
    session.add(row)


def forges_the_last(session: Session) -> None:
    row = entry(3, session)
    row.fact = {**row.fact, "ballot": "against"}
    row.hash = ledger._hash(row.model_dump())
    session.add(row)


def drops(*sequences: int) -> Callable[[Session], None]:
    def drop(session: Session) -> None:
        session.exec(delete(LedgerRow).where(col(LedgerRow.sequence).in_(sequences)))

    return drop


def edits(table: type[FilingRow | CaseRow | PolicyRow], **values: object) -> Callable[[Session], None]:
    def edit(session: Session) -> None:
        row = session.exec(select(table).limit(1)).one()
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    return edit


def unregisters(session: Session) -> None:
    session.exec(delete(FilingRow).where(col(FilingRow.sequence) == 2))


TAMPERED = [
    pytest.param(changes(2, fact={"at": "2026-11-02T03:00:00Z", "by": None}), "entry 2 was altered", id="another fact"),
    pytest.param(changes(2, kind="closed"), "entry 2 was altered", id="another kind of fact"),
    pytest.param(changes(2, legal_time=MONDAY), "entry 2 was altered", id="another legal time"),
    pytest.param(changes(2, recorded_at=MONDAY), "entry 2 was altered", id="another time of recording"),
    pytest.param(changes(2, release="9.9.9"), "entry 2 was altered", id="another release"),
    pytest.param(changes(2, policy_hash="0" * 64), "entry 2 stands on another nd73-2023.4 than the published one", id="another law"),
    pytest.param(changes(2, policy="nd999"), "entry 2 stands on nd999, which was never published", id="a law never published"),
    pytest.param(forges, "entry 3 does not follow the one before it", id="altered and hashed again"),
    pytest.param(forges_the_last, "the snapshot's head is not the ledger's last entry", id="the last one altered and hashed again"),
    pytest.param(drops(2), "entry 2 is missing", id="one cut out"),
    pytest.param(drops(3), "the ledger ends at entry 2, but the snapshot knows of 3", id="the tail cut off"),
    pytest.param(drops(3), "TN-20261102-0000000003 was answered as recorded, but has no entry", id="the tail cut off, as the filings tell"),
    pytest.param(drops(1, 2, 3), "the ledger ends at entry 0, but the snapshot knows of 3", id="the whole case removed"),
    pytest.param(changes(2, filing="TN-20261102-00000000FF"), "TN-20261102-00000000FF, which is not in the register", id="no such filing"),
    pytest.param(unregisters, "names the filing TN-20261102-0000000002, which is not in the register", id="a filing removed"),
    pytest.param(edits(FilingRow, status="refused"), "whose answer is 'refused'", id="another answer"),
    pytest.param(edits(FilingRow, sequence=7), "was told entry 7, but is entry 1", id="another place told"),
    pytest.param(edits(FilingRow, sender="stranger"), "the seal of the filing TN-20261102-0000000001 does not verify", id="another sender"),
    pytest.param(edits(FilingRow, received_at=MONDAY.replace(hour=1)), "the seal of the filing", id="received earlier"),
    pytest.param(edits(CaseRow, head_hash="0" * 64), "the snapshot's head is not the ledger's last entry", id="another head"),
    pytest.param(edits(PolicyRow, content={"id": "nd"}), ": the published set was altered", id="another content of the law"),
]


@pytest.mark.parametrize(("tamper", "fault"), TAMPERED)
def test_what_was_altered_behind_the_triggers_is_found(tamper: Callable[[Session], None], fault: str, counter: Counter) -> None:
    case = counter.register()
    counter.file("clerk", "accept_dossier", case)
    counter.file("head", "vote", case, ballot="for")
    counter.file("stranger", "vote", case, ballot="for")  # refused: a filing without an entry is no fault
    assert verify(counter.store, counter.seals) == (1, [])
    with counter.store.writing() as session:
        drop_triggers(session)
        tamper(session)
    cases, faults = verify(counter.store, counter.seals)
    assert cases == 1
    assert any(fault in each for each in faults), faults


def test_what_the_clock_noted_needs_no_filing(counter: Counter) -> None:
    case = counter.register()
    counter.moment = counter.moment.replace(month=12)
    counter.tick(case)
    assert counter.kinds(case) == ["registered", *A_LONG_SILENCE]
    assert verify(counter.store, counter.seals) == (1, [])


def test_an_act_passed_off_as_the_clocks_is_found(counter: Counter) -> None:
    case = counter.register()
    counter.file("clerk", "accept_dossier", case)
    with counter.store.writing() as session:
        drop_triggers(session)
        row = entry(2, session)
        row.filing = f"{case}/1-decision/remind"
        row.hash = ledger._hash(row.model_dump())
        session.add(row)
        unregisters(session)
    _, faults = verify(counter.store, counter.seals)
    assert any("which is not in the register" in fault for fault in faults), faults
