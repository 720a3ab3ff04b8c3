"""What somebody may do who can write every table: each attack is thorough, and leaves no hash, head or answer behind that gives it away by itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from domain.canonical import digest
from domain.people.directory import Delegation, HeadAway
from domain.vocabulary import Capacity, Office, StandIn
from store.directory_loads import hash_of
from store.record import ledger
from store.tables import CalendarRow, CaseRow, FilingRow, LedgerRow, PolicyRow
from store.tables_directory import AgencyRow, DelegationRow, DirectoryLoadRow, HeadAwayRow, PersonRow, TermRow
from tests.record.counter import Counter

CASE, OTHER, SILENT = "SK-2026-26743-1", "SK-2026-26743-2", "SK-2026-26743-3"
Attack = Callable[[Session], None]


def a_record(counter: Counter) -> None:
    """Three cases: one with two votes, a refusal and its own way on, one that only began, and one in which the clock has spoken."""
    counter.register(CASE)
    counter.register(OTHER)
    counter.register(SILENT)
    assert counter.file("deputy", "vote", CASE, ballot="against").status == "refused", "not before it is accepted"
    counter.file("clerk", "accept_dossier", CASE)
    counter.file("head", "vote", CASE, ballot="for")
    counter.file("deputy", "vote", CASE, ballot="for", enclosed=[counter.keep("deputy", b"%PDF-1.7 evidence")])
    counter.wait(60)
    counter.tick(SILENT)


def drop_triggers(session: Session) -> None:
    postgresql = session.get_bind().dialect.name == "postgresql"
    triggers = ["ledger_is_final ON ledger", "ledger_is_kept ON ledger"] if postgresql else ["ledger_no_update", "ledger_no_delete"]
    for table in ("files", "file_states"):
        triggers += [f"{table}_stay ON {table}"] if postgresql else [f"{table}_no_update", f"{table}_no_delete"]
    for trigger in triggers:
        session.connection().execute(text(f"DROP TRIGGER {trigger}"))


def entries(case: str, session: Session) -> list[LedgerRow]:
    return list(session.exec(select(LedgerRow).where(LedgerRow.case == case).order_by(col(LedgerRow.sequence))))


def chained_anew(case: str, session: Session) -> None:
    """Every hash and every link fits, and the snapshot knows the new head."""
    previous = ledger.GENESIS
    rows = entries(case, session)
    for row in rows:
        row.previous_hash = previous
        row.hash = previous = ledger._hash(row.model_dump())
        session.add(row)
    kept = session.get_one(CaseRow, case)
    kept.sequence, kept.head_hash = len(rows), previous
    session.add(kept)


def forged(kind: str, fact: dict[str, Any], filing: str) -> Attack:
    """One INSERT, no trigger in the way and no key needed: in nobody's name, with a hash that fits. The snapshot is left behind."""

    def attack(session: Session) -> None:
        last = entries(CASE, session)[-1]
        at = last.recorded_at + timedelta(minutes=1)
        said = {"at": at.isoformat().replace("+00:00", "Z"), "by": None, "recorded_by": None, "paper": None, "follows": "", **fact}
        row = LedgerRow(
            **last.model_dump(
                exclude={"id", "sequence", "filing", "kind", "fact", "legal_time", "recorded_at", "hash", "seal", "seal_key"}
            ),
            sequence=last.sequence + 1,
            filing=filing,
            kind=kind,
            fact=said,
            legal_time=at,
            recorded_at=at,
            hash="",
        )
        row.previous_hash = last.hash
        row.hash = ledger._hash(row.model_dump())
        session.add(row)

    return attack


def with_its_snapshot(attack: Attack) -> Attack:
    """And the snapshot brought after it, as `rebuild` would have done."""

    def more(session: Session) -> None:
        attack(session)
        session.flush()
        last = entries(CASE, session)[-1]
        kept = session.get_one(CaseRow, CASE)
        kept.sequence, kept.head_hash = last.sequence, last.hash
        kept.snapshot = {**kept.snapshot, "sequence": last.sequence}
        session.add(kept)

    return more


def another_fact(session: Session) -> None:
    row = entries(CASE, session)[2]
    row.fact = {**row.fact, "ballot": "against"}
    session.add(row)
    chained_anew(CASE, session)


def another_hand(session: Session) -> None:
    row = entries(CASE, session)[2]
    row.fact = {**row.fact, "by": {**row.fact["by"], "person": "deputy2", "name": "Ai đó"}}
    session.add(row)
    chained_anew(CASE, session)


def one_removed(session: Session) -> None:
    gone = entries(CASE, session)[2]
    session.exec(delete(FilingRow).where(col(FilingRow.number) == gone.filing))
    session.delete(gone)
    session.flush()
    for row in entries(CASE, session):
        if row.sequence > gone.sequence:
            row.sequence -= 1
            filing = session.exec(select(FilingRow).where(FilingRow.number == row.filing)).one()
            filing.sequence = row.sequence
            session.add_all((row, filing))
    session.flush()
    chained_anew(CASE, session)


def two_swapped(session: Session) -> None:
    one, two = entries(CASE, session)[2:4]
    for name in ("filing", "fact", "legal_time", "recorded_at", "seal", "seal_key"):
        was = getattr(one, name)
        setattr(one, name, getattr(two, name) if name != "filing" else "meanwhile")
        session.add(one)
        session.flush()
        if name == "filing":
            filing_of_two, two.filing = two.filing, was
            session.add(two)
            session.flush()
            one.filing = filing_of_two
        else:
            setattr(two, name, was)
        session.add_all((one, two))
        session.flush()
    for row in (one, two):
        filing = session.exec(select(FilingRow).where(FilingRow.number == row.filing)).one()
        filing.sequence = row.sequence
        session.add(filing)
    chained_anew(CASE, session)


def tail_cut(session: Session) -> None:
    """With all that knew of it: snapshot, answer and filing."""
    last = entries(CASE, session)[-1]
    session.exec(delete(FilingRow).where(col(FilingRow.number) == last.filing))
    session.delete(last)
    session.flush()
    chained_anew(CASE, session)


def what_the_clock_said_cut(session: Session) -> None:
    session.delete(entries(SILENT, session)[-1])
    session.flush()
    chained_anew(SILENT, session)


def whole_case_removed(session: Session) -> None:
    for table in ("ledger", "filings", "parties", "waits", "clocks", "clock_desks", "silences", "veils", "effects"):
        session.connection().execute(text(f'DELETE FROM {table} WHERE "case" = :case'), {"case": OTHER})
    session.exec(delete(CaseRow).where(col(CaseRow.number) == OTHER))


def told_anew(session: Session) -> None:
    """Every entry as it was, and only the moments of recording others: nothing but the head differs."""
    for row in entries(CASE, session):
        row.recorded_at += timedelta(seconds=1)
        session.add(row)
    chained_anew(CASE, session)


def of_the_refused(session: Session) -> FilingRow:
    return session.exec(select(FilingRow).where(FilingRow.status == "refused")).one()


def refused_set_back(session: Session) -> None:
    row = of_the_refused(session)
    row.status, row.refusal, row.answered_at, row.answer_key, row.answer_seal = "waiting", None, None, None, None
    session.add(row)


def another_reason(session: Session) -> None:
    row = of_the_refused(session)
    row.refusal = {**(row.refusal or {}), "reason": "too-late"}
    session.add(row)


def another_moment(session: Session) -> None:
    row = session.exec(select(FilingRow).where(FilingRow.status == "recorded").limit(1)).one()
    row.answered_at = (row.answered_at or row.received_at) + timedelta(days=1)
    session.add(row)


def unsealed_answer(session: Session) -> None:
    row = of_the_refused(session)
    row.refusal, row.answer_key, row.answer_seal = {**(row.refusal or {}), "reason": "too-late"}, None, None
    session.add(row)


def refused_filing_deleted(session: Session) -> None:
    session.delete(of_the_refused(session))


def another_office(session: Session) -> None:
    """Anybody made head, dated back."""
    session.add(TermRow(person="stranger", office=Office.AGENCY_HEAD, agency="26743", starts=date(2020, 1, 1)))


def office_removed(session: Session) -> None:
    session.exec(delete(TermRow).where(col(TermRow.person) == "deputy"))


def another_agency(session: Session) -> None:
    row = session.exec(select(AgencyRow).where(AgencyRow.code == "26743")).one()
    row.superior = "STC"
    session.add(row)


def another_person(session: Session) -> None:
    row = session.get_one(PersonRow, "lan")
    row.email = "another@khien.invalid"
    session.add(row)


def another_manager(session: Session) -> None:
    row = session.get_one(PersonRow, "lan")
    row.managed_by = "UBNDTP"
    session.add(row)


def office_with_its_load(session: Session) -> None:
    """The load altered as well, with a hash that fits."""
    row = session.exec(select(DirectoryLoadRow).order_by(col(DirectoryLoadRow.number).desc()).limit(1)).one()
    terms = [{**term, "office": "agency_head"} for term in row.content["terms"]["deputy"]]
    row.content = {**row.content, "terms": {**row.content["terms"], "deputy": terms}}
    row.hash = hash_of(row)
    for term in session.exec(select(TermRow).where(TermRow.person == "deputy")):
        term.office = "agency_head"
        session.add(term)
    session.add(row)


def last_load_removed(session: Session) -> None:
    row = session.exec(select(DirectoryLoadRow).order_by(col(DirectoryLoadRow.number).desc()).limit(1)).one()
    session.delete(row)


def leave_nobody_gave(session: Session) -> None:
    """A deputy who lets themselves sign for the head."""
    given = Delegation(
        person="deputy",
        held=Office.DEPUTY_HEAD,
        held_at="26743",
        capacity=Capacity.KT,
        agency="26743",
        given_by="head",
        number="1",
        issued_on=date(2026, 1, 1),
        starts=date(2026, 1, 1),
    )
    session.add(DelegationRow(**{**given.model_dump(), "acts": [], "cases": [], "fields": []}))


def absence_nobody_announced(session: Session) -> None:
    """A head who is said to be away, so that a silence looks like somebody else's."""
    day, days = date(2026, 1, 1), {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    away = HeadAway(
        agency="26743", person="head", substitute="deputy", chosen=StandIn.ORDER, number="1", issued_on=day, **days, source="UQ-9"
    )
    session.add(HeadAwayRow(**away.model_dump()))


def days_off_removed(session: Session) -> None:
    row = session.exec(select(CalendarRow).order_by(col(CalendarRow.place).desc()).limit(1)).one()
    row.content = {**row.content, "days": []}
    session.add(row)


def days_off_removed_with_the_hash(session: Session) -> None:
    days_off_removed(session)
    row = session.exec(select(CalendarRow).order_by(col(CalendarRow.place).desc()).limit(1)).one()
    row.hash = digest(row.content)
    session.add(row)


def published_earlier(session: Session) -> None:
    row = session.exec(select(CalendarRow).order_by(col(CalendarRow.place).desc()).limit(1)).one()
    row.published_at -= timedelta(days=300)
    row.seal = row.seal_key = None
    session.add(row)


def calendar_removed(session: Session) -> None:
    row = session.exec(select(CalendarRow).order_by(col(CalendarRow.place).desc()).limit(1)).one()
    session.delete(row)


def another_law(session: Session) -> None:
    row = session.exec(select(PolicyRow).order_by(PolicyRow.id).limit(1)).one()
    row.content = {**row.content, "valid_from": "2001-01-01"}
    row.hash = digest(row.content)
    session.add(row)


_APPROVED = {"scope": "Toàn thành phố", "conditions": [], "names": {}}
ATTACKS: dict[str, tuple[Attack, str]] = {
    "a forged approval in nobody's name": (forged("approved", _APPROVED, f"{CASE}/decision-1-r9"), f"{CASE}: entry 5"),
    "a forged approval with its snapshot": (with_its_snapshot(forged("approved", _APPROVED, f"{CASE}/d-1")), f"{CASE}: entry 5"),
    "a forged silence of the clock": (
        forged("reminded", {"clock": "decision", "due": "2026-12-01T00:00:00Z", "waiting_for": []}, f"{CASE}/2-decision/remind"),
        f"{CASE}: entry 5 was not sealed by the registrar",
    ),
    "an altered fact, chained anew with its head": (another_fact, "the registrar's seal of entry 3 does not verify"),
    "another hand under it": (another_hand, "is not what the filing TN-"),
    "an entry removed, with its filing": (one_removed, "the witness saw another entry 3"),
    "two entries swapped": (two_swapped, f"{CASE}: the registrar's seal of entry 3 does not verify"),
    "the tail cut with snapshot and filing": (tail_cut, f"{CASE}: the witness saw entry 4, which is not in the ledger"),
    "what the clock said cut, with the snapshot rewound": (what_the_clock_said_cut, f"{SILENT}: the witness saw entry"),
    "a whole case removed": (whole_case_removed, f"{OTHER}: the whole case is gone"),
    "a chain told anew with its head": (told_anew, f"{CASE}: the witness saw another entry 1"),
    "a refused act set back to waiting": (refused_set_back, f"{CASE}: the witness saw another answer to TN-"),
    "another reason of a refusal": (another_reason, f"{CASE}: the registrar's seal of the answer to TN-"),
    "another moment of an answer": (another_moment, "the registrar's seal of the answer to TN-"),
    "another reason without a seal": (unsealed_answer, f"{CASE}: the answer to TN-"),
    "a refused filing deleted": (refused_filing_deleted, f"{CASE}: the witness saw an answer to TN-"),
    "another office": (another_office, "directory: terms of stranger is in no load"),
    "an office removed": (office_removed, "directory: terms of deputy was loaded, and is not there any more"),
    "an agency under another superior": (another_agency, "directory: agency 26743 was altered"),
    "another address of a person": (another_person, "directory: person lan was altered"),
    "another manager of a person": (another_manager, "directory: person lan was altered"),
    "leave to sign that nobody gave": (leave_nobody_gave, "directory: who signs for the head of 26743 is in no load"),
    "an absence that nobody announced": (absence_nobody_announced, "directory: when the head is away of 26743 is in no load"),
    "an office altered with its load": (office_with_its_load, "directory: load 1 was not sealed by the registrar"),
    "the last load removed": (last_load_removed, "directory: the witness saw load 1, which is not there"),
    "days off removed from the calendar": (days_off_removed, ": the published calendar was altered"),
    "days off removed, with the hash": (days_off_removed_with_the_hash, ": the registrar's seal of the publication does not verify"),
    "a calendar published earlier, without a seal": (published_earlier, ": was not published by the registrar"),
    "a calendar removed": (calendar_removed, ": was published as a calendar, and is not there any more"),
    "another law, with its hash": (another_law, ": the registrar's seal of the publication does not verify"),
}
