"""Snapshots and the read model: derived, never a second truth, and told again by `make rebuild`."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from sqlmodel import Session, col, delete, select

from store.record import streams
from store.tables import CaseRow, EffectRow, LedgerRow, PartyRow, WaitRow
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from tests.record.attacks import drop_triggers
from tests.record.counter import Counter
from tests.record.whole_families import play_families
from tests.record.whole_story import LONG, STREAMS, play, play_refused, play_with_every_turn


def rebuilt(counter: Counter, *, repair: bool = True) -> tuple[int, list[str]]:
    return rebuild(counter.store, Audit(counter.seals), counter.laws, counter.laws.calendar.local_day(counter.moment), repair=repair)


def desks(case: str, counter: Counter) -> set[tuple[str, str, str]]:
    with counter.store.reading() as session:
        return {(w.office, w.agency, w.person) for w in session.exec(select(WaitRow).where(WaitRow.case == case))}


def named(case: str, counter: Counter) -> set[str]:
    with counter.store.reading() as session:
        return set(session.exec(select(PartyRow.person).where(PartyRow.case == case)))


def test_the_kept_case_is_at_every_step_the_case_told_again(counter: Counter) -> None:
    steps = 0

    def look(case: str) -> None:
        nonlocal steps
        steps += 1
        with counter.store.reading() as session:
            told, last = streams.replayed(case, session)
            assert streams.load(case, session) == told
            assert last
            assert last.hash == told.head_hash
        assert rebuilt(counter, repair=False)[1] == []

    play_with_every_turn(counter, look)
    assert steps > 20


def test_rebuilding_after_whole_stories_finds_no_difference(counter: Counter) -> None:
    play(counter)
    assert rebuilt(counter) == (STREAMS, [])


def test_rebuilding_after_the_stories_of_whole_families_finds_no_difference(counter: Counter) -> None:
    play_families(counter)
    assert rebuilt(counter) == (22, [])


def sets(**values: object) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        row = session.get_one(CaseRow, LONG)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    return change


def spoils_the_snapshot(session: Session) -> None:
    row = session.get_one(CaseRow, LONG)
    row.snapshot = {**row.snapshot, "stage": "closed"}
    session.add(row)


PLANTED = [
    pytest.param(spoils_the_snapshot, f"{LONG}: snapshot.stage differs", id="the snapshot"),
    pytest.param(sets(snapshot={}), f"{LONG}: snapshot.number differs", id="an empty snapshot"),
    pytest.param(sets(title="Khác"), f"{LONG}: title differs", id="a column"),
    pytest.param(sets(look_at=None), f"{LONG}: look_at differs", id="the next rung"),
    pytest.param(lambda s: s.exec(delete(CaseRow)), f"{LONG}: has no snapshot", id="no snapshot"),
    pytest.param(lambda s: s.exec(delete(WaitRow)), f"{LONG}: whose desk it is on differs", id="a desk missing"),
    pytest.param(
        lambda s: s.add(WaitRow(case=LONG, office="auditor", agency="UBNDTP", person="")),
        f"{LONG}: whose desk it is on differs",
        id="a desk",
    ),
    pytest.param(lambda s: s.exec(delete(PartyRow).where(col(PartyRow.person) == "tam")), f"{LONG}: whom it names differs", id="a party"),
]


@pytest.mark.parametrize(("plant", "difference"), PLANTED)
def test_a_planted_difference_is_found_and_repaired(plant: Callable[[Session], None], difference: str, counter: Counter) -> None:
    counter.register(LONG)
    before = desks(LONG, counter)
    with counter.store.reading() as session:
        kept = session.get_one(CaseRow, LONG).model_dump()
    with counter.store.writing() as session:
        plant(session)
    assert difference in rebuilt(counter, repair=False)[1]
    assert difference in rebuilt(counter)[1], "--check must repair nothing"
    assert rebuilt(counter) == (1, [])
    assert desks(LONG, counter) == before
    with counter.store.reading() as session:
        assert session.get_one(CaseRow, LONG).model_dump() == kept


@pytest.mark.parametrize("plant", [sets(head_hash="0" * 64), sets(sequence=0)], ids=["another head", "behind its ledger"])
def test_a_snapshot_that_its_ledger_contradicts_is_evidence_and_stays(plant: Callable[[Session], None], counter: Counter) -> None:
    """It is written in the entry's own transaction: one of the two was written by somebody else."""
    counter.register(LONG)
    with counter.store.writing() as session:
        plant(session)
    with counter.store.reading() as session:
        kept = session.get_one(CaseRow, LONG).model_dump()
    for _ in range(2):
        assert all("nothing was rewritten" in each for each in rebuilt(counter)[1])
        assert rebuilt(counter)[1]
    with counter.store.reading() as session:
        assert session.get_one(CaseRow, LONG).model_dump() == kept


def test_rebuilding_keeps_the_count_of_what_made_no_sense(counter: Counter) -> None:
    counter.register(LONG)
    counter.examine("nonsense", "approve", LONG)
    with counter.store.writing() as session:
        spoils_the_snapshot(session)
    rebuilt(counter)
    with counter.store.reading() as session:
        assert session.get_one(CaseRow, LONG).nonsense == 1


def test_a_snapshot_that_knows_more_than_the_ledger_is_evidence_and_stays(counter: Counter) -> None:
    counter.register(LONG)
    counter.file("clerk", "accept_dossier", LONG)
    with counter.store.writing() as session:
        drop_triggers(session)
        session.exec(delete(LedgerRow).where(col(LedgerRow.sequence) == 2))
    assert "entries are missing" in rebuilt(counter)[1][0]
    assert counter.case(LONG).sequence == 2


def test_a_ledger_nobody_can_read_stops_only_its_own_case(counter: Counter) -> None:
    play_refused(counter)
    counter.register(LONG)
    with counter.store.writing() as session:
        drop_triggers(session)
        row = session.exec(select(LedgerRow).where(LedgerRow.case == LONG)).one()
        row.kind = "never_heard_of"
        session.add(row)
    told, differences = rebuilt(counter)
    assert told == 2
    assert [each.split(":")[0] for each in differences] == [LONG]
    assert "cannot be replayed" in differences[0]


def test_rebuilding_while_the_registrar_writes_disturbs_nobody(counter: Counter) -> None:
    over, found = Event(), list[str]()

    def again_and_again() -> None:
        while not over.is_set():
            found.extend(rebuilt(counter)[1])

    beside = Thread(target=again_and_again)
    beside.start()
    try:
        play_with_every_turn(counter)
    finally:
        over.set()
        beside.join(timeout=60)
    assert not beside.is_alive()
    assert found == []
    assert rebuilt(counter) == (STREAMS - 2, [])


def test_the_desk_follows_the_case(counter: Counter) -> None:
    counter.register(LONG)
    assert desks(LONG, counter) == {("agency_head", "26743", ""), ("agency_officer", "26743", "")}
    counter.file("clerk", "return_dossier", LONG, missing=["resources"])
    assert desks(LONG, counter) == {("proposer", "", "lan")}


def test_whoever_the_case_names_may_find_it(counter: Counter) -> None:
    counter.register(LONG)
    assert named(LONG, counter) == {"lan", "tam"}


def test_an_evaluator_is_named_as_long_as_the_plan_names_them(counter: Counter) -> None:
    seen = list[set[str]]()
    play_with_every_turn(counter, lambda case: seen.append(named(case, counter)))
    assert {"lan", "tam", "hoa"} in seen
    assert seen[-1] == {"lan", "tam"}, "that plan was returned, and the next one names nobody else"


def test_effects_are_not_owed_again_by_rebuilding(counter: Counter) -> None:
    counter.register(LONG)
    owed = counter.owed(LONG)
    with counter.store.writing() as session:
        spoils_the_snapshot(session)
    rebuilt(counter)
    assert counter.owed(LONG) == owed
    with counter.store.reading() as session:
        assert len(session.exec(select(EffectRow.id)).all()) == len(owed) > 0
