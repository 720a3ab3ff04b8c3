"""An agency ends while its cases run: each says so once, on the day, in order with its reminders, and whoever must look at it is found."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select

from domain.acts import Grant, Register, Withdraw
from domain.facts import Rehomed, Spoken
from domain.people.directory import Agency
from domain.vocabulary import Regime, StreamKind
from domain.zone import CITY_ZONE
from store import directory
from store.reading.listing import SOUGHT
from store.reading.readings import Readings
from store.reading.rights import below
from store.reading.worklist import WorkSought
from store.record import ledger
from store.record.filings import RECORDED, REFUSED
from store.record.numbers import known_numbers
from store.tables import SilenceRow
from store.tables_directory import TermRow
from store.upkeep import pending
from store.upkeep.audit import Audit
from store.upkeep.operator import left_lying
from store.upkeep.rebuild import rebuild
from tests.builders import FRIDAY, a_directory
from tests.families import the_way
from tests.record.counter import Counter
from tests.record.whole_families import follow

CASE, WARD, NEW = "SK-2026-26743-1", "26743", "27475"
OVER, WAITS = "SK-2026-26743-2", "SK-2026-26743-3"
EVERYBODY = sorted(a_directory().people)
LAST_DAY, LEFT = date(2026, 11, 10), datetime(2026, 11, 10, 17, 0, tzinfo=UTC)


def merge(counter: Counter, last_day: date = LAST_DAY) -> None:
    """Bến Thành ends and Tân Hưng takes over, as an operator loads it."""
    ended = Agency(code=WARD, name="Ủy ban nhân dân phường Bến Thành", superior="UBNDTP", valid_to=last_day, successor=NEW)
    with counter.store.writing() as session:
        directory.load([ended], (), (), session, counter.moment)


def rehomings(counter: Counter, case: str = CASE) -> list[Rehomed]:
    with counter.store.reading() as session:
        return [entry.fact for entry in ledger.entries(case, session) if isinstance(entry.fact, Rehomed)]


def left_behind(counter: Counter) -> set[str]:
    left = left_lying(counter.moment + timedelta(minutes=3), counter.store)
    return {case for case, what in left.items() if "agency" in what}


def test_a_case_says_once_that_it_has_moved_as_the_day_after_begins(counter: Counter) -> None:
    counter.register()
    merge(counter)
    counter.tick(CASE)
    assert (rehomings(counter), left_behind(counter), pending.next_look(counter.store) is not None) == ([], set(), True)
    counter.wait(20)
    assert left_behind(counter) == {CASE}
    for _ in range(2):
        counter.tick(CASE)
    [fact] = rehomings(counter)
    assert (fact.at, counter.case(CASE).agency, left_behind(counter)) == (LEFT, NEW, set())


def test_time_moved_on_stops_at_the_day(counter: Counter) -> None:
    counter.register()
    merge(counter, date(2026, 11, 3))
    assert pending.next_look(counter.store) == datetime(2026, 11, 3, 17, 0, tzinfo=UTC)
    counter.moment = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)
    assert pending.due(counter.moment, counter.store) == [CASE]


def test_reminders_and_the_move_are_said_in_the_order_of_their_days(counter: Counter) -> None:
    counter.register()
    merge(counter)
    counter.wait(60)
    counter.tick(CASE)
    with counter.store.reading() as session:
        told = [(entry.fact.kind, entry.fact.at) for entry in ledger.entries(CASE, session)]
    assert [at for _, at in told] == sorted(at for _, at in told)
    kinds = [kind for kind, _ in told]
    assert 0 < kinds.index("rehomed") < kinds.index("escalated")
    [silence, *_] = counter.case(CASE).silences
    assert [desk.agency for desk in silence.asked] == [NEW], "whoever has it when its day is over"


def test_a_silence_is_theirs_who_were_asked_on_its_own_day_however_late_it_is_said(counter: Counter) -> None:
    """Nobody looks from before the day until long after the merger, and after the head's term: the silence is still the ward's and its head's."""
    counter.register()
    due = counter.registrar.look_up(CASE).due
    assert due
    last_day = (due - timedelta(microseconds=1)).astimezone(CITY_ZONE).date()
    merge(counter, last_day)
    with counter.store.writing() as session:
        ends = update(TermRow).where(col(TermRow.person) == "head", col(TermRow.agency) == WARD).values(ends=last_day)
        session.execute(ends)
    counter.wait(60)
    counter.tick(CASE)
    [silence] = counter.case(CASE).silences
    assert [(desk.agency, desk.person) for desk in silence.asked] == [(WARD, "")]
    with counter.store.reading() as session:
        rows = session.exec(select(SilenceRow.agency)).all()
        asked = [entry.fact.asked for entry in ledger.entries(CASE, session) if isinstance(entry.fact, Spoken)]
    assert rows == [WARD]
    assert [desk.agency for desks in asked for desk in desks] == [WARD, WARD, WARD, NEW], (
        "the superior is told two days later, of the successor"
    )
    assert counter.case(CASE).agency == NEW


def test_an_act_of_the_successors_clerk_is_answered_after_the_move_has_been_said(counter: Counter) -> None:
    counter.register()
    merge(counter)
    counter.wait(10)
    assert counter.file("clerk_th", "accept_dossier", CASE).status == RECORDED
    assert [kind for kind in counter.kinds(CASE) if kind in ("rehomed", "dossier_accepted")] == ["rehomed", "dossier_accepted"]
    refused = counter.file("clerk", "return_dossier", CASE, missing=["title"], advice="x")
    assert (refused.status, refused.refusal and refused.refusal.reason) == (REFUSED, "no-such-case")


def test_an_end_that_was_loaded_late_moves_nothing_before_it_was_known(counter: Counter) -> None:
    counter.register()
    counter.wait(30)
    merge(counter)
    counter.tick(CASE)
    [fact] = rehomings(counter)
    assert fact.at == counter.moment
    merge(counter)  # loaded again: what it was known by stays
    with counter.store.reading() as session:
        assert [a.left_at for a in directory.all_agencies(session) if a.code == WARD] == [counter.moment]


def test_a_case_that_is_over_is_left_alone_until_somebody_acts_on_it(counter: Counter) -> None:
    counter.register()
    assert counter.file("lan", "withdraw", CASE, reason="x").status == RECORDED
    merge(counter)
    counter.wait(30)
    assert left_behind(counter) == set()
    counter.file("head_th", "reopen", CASE, reason="x", back_to="registered")
    assert len(rehomings(counter)) == 1


def test_lists_of_the_successor_hold_what_it_took_over_even_before_it_was_said(counter: Counter) -> None:
    counter.register()
    merge(counter)
    counter.wait(10)
    readings = Readings(counter.store, counter.laws)
    head, other = (readings.caller(who, counter.moment) for who in ("head_th", "finance"))
    assert head
    assert other
    assert readings.open(CASE, head, counter.moment)
    assert readings.open(CASE, other, counter.moment) is None
    with counter.store.reading() as session:
        assert WARD in below({NEW}, directory.agencies_on(LAST_DAY + timedelta(days=1), session))
        assert WARD not in below({NEW}, directory.agencies_on(LAST_DAY, session))
    agencies = {each.code: each for each in readings.agencies(LAST_DAY + timedelta(days=1))}
    assert (agencies[WARD].ended, agencies[WARD].successor, agencies[NEW].predecessors) == (True, NEW, (WARD,))
    assert not {each.code: each for each in readings.agencies(LAST_DAY)}[WARD].ended


def test_after_a_merger_lists_and_worklists_show_exactly_what_can_be_opened(counter: Counter) -> None:
    """Also of what is over, which nobody moves, and before anything was said of what is not."""
    counter.moment = FRIDAY
    way = the_way(Regime.ND73, ill=False)
    follow(counter, CASE, way[: [step[2] for step in way].index(Grant)])
    follow(counter, OVER, [("lan", "", Register, {"implementers": ["tam"]}), ("lan", "", Withdraw, {})])
    counter.register(WAITS)
    readings = Readings(counter.store, counter.laws)

    def shown_to_each() -> dict[str, tuple[set[str], set[str]]]:
        """Of each person what their lists show and what lies on their desk; each of it can be opened, and so can nothing else."""
        shown = dict[str, tuple[set[str], set[str]]]()
        for who in EVERYBODY:
            caller = readings.caller(who, counter.moment)
            assert caller
            listed = {card.number for kind in StreamKind for card in readings.page(kind, SOUGHT[kind](), caller).cards}
            desk = {item.card.number for item in readings.on_the_desk(WorkSought(limit=200), caller).items}
            assert listed == {number for number in known_numbers(counter.store) if readings.open(number, caller, counter.moment)}, who
            assert desk <= listed, who
            shown[who] = listed, desk
        return shown

    before = shown_to_each()
    assert before["head"][1] >= {f"{CASE}-K", WAITS}
    merge(counter, counter.laws.calendar.local_day(counter.moment))
    counter.wait(2)
    after = shown_to_each()
    assert (after["head"], after["clerk"]) == ((set(), set()), (set(), set()))
    assert after["head_th"][0] == before["head"][0]
    assert after["head_th"][1] >= before["head"][1] - {CASE}


def test_what_is_derived_is_told_again_the_same(counter: Counter) -> None:
    counter.register()
    merge(counter)
    counter.wait(30)
    counter.tick(CASE)
    assert rebuild(counter.store, Audit(counter.seals), counter.laws, counter.laws.calendar.local_day(counter.moment), repair=False) == (
        1,
        [],
    )
