"""The registrar, driven as a workflow drives it but without Temporal: once, in order, and never stopped by one bad filing."""

from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from sqlmodel import select
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.acts import Vote
from domain.facts import Fact
from domain.matter import Matter
from domain.procedure.chapters import CONCLUSIONS
from store.record import ledger, streams
from store.record.filings import RECORDED, REFUSED, WAITING
from store.tables import CaseRow, LedgerRow
from tests.builders import A_LONG_SILENCE, another_conclusion
from tests.record.counter import Counter, as_sent
from tests.record.threads import at_once

ANYBODY_CONCERNED = ("report_obstruction", "raise_integrity_flag", "refer")
CASE, OTHER = "SK-2026-26743-1", "SK-2026-26743-2"


def nonsense(case: str, counter: Counter) -> int:
    with counter.store.reading() as session:
        return session.get_one(CaseRow, case).nonsense


def sequences(case: str, counter: Counter) -> list[int]:
    with counter.store.reading() as session:
        return list(session.exec(select(LedgerRow.sequence).where(LedgerRow.case == case).order_by(LedgerRow.sequence)))  # type: ignore[arg-type]


# --- once, and in order ---


def test_a_filing_looked_at_twice_is_recorded_once(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    first = reviewed.examine(number, "vote", CASE)
    receipt, owed = reviewed.receipt(number), reviewed.owed(CASE)
    assert receipt.status == RECORDED
    assert reviewed.examine(number, "vote", CASE) == first
    assert (reviewed.receipt(number), reviewed.owed(CASE)) == (receipt, owed)
    assert reviewed.kinds(CASE).count("ballot_cast") == 1


def test_two_registrars_with_one_filing_record_it_once(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    stood = at_once(*[lambda: reviewed.examine(number, "vote", CASE)] * 4)
    assert [getattr(each, "sequence", each) for each in stood] == [3] * 4
    assert sequences(CASE, reviewed) == [1, 2, 3]


def test_filings_that_come_in_while_others_are_examined_get_places_one_after_the_other(reviewed: Counter) -> None:
    """A member may change their mind until the vote is concluded: three ballots of each, all at the same time."""

    def vote(who: str) -> list[str]:
        numbers = list[str]()
        for ballot in ("for", "against", "abstain"):
            numbers.append(reviewed.hand_in(who, "vote", CASE, ballot=ballot))
            reviewed.examine(numbers[-1], "vote", CASE)
        return numbers

    voted = at_once(*(partial(vote, who) for who in ("head", "deputy", "deputy2")))
    numbers = [number for each in voted if isinstance(each, list) for number in each]
    assert [reviewed.receipt(number).status for number in numbers] == [RECORDED] * 9, voted
    assert sequences(CASE, reviewed) == list(range(1, 12))


def test_while_an_act_is_examined_the_clock_waits_for_its_turn(reviewed: Counter) -> None:
    """Both would take the next place in the ledger. Whoever has the family's lock goes first; the other then looks again."""
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    much_later, examining, spoken = reviewed.moment + timedelta(days=30), Event(), Event()
    sound = CONCLUSIONS[Vote].rule

    def slowly(act: Vote, matter: Matter) -> Fact:
        examining.set()
        assert not spoken.wait(timeout=1), "the clock spoke in the middle of it"
        return sound(act, matter)

    def speak() -> None:
        examining.wait(timeout=10)
        reviewed.registrar._look_at_the_clock(CASE, much_later)
        spoken.set()

    with another_conclusion(Vote, slowly):
        at_once(lambda: reviewed.examine(number, "vote", CASE), speak)
    assert reviewed.kinds(CASE)[2:] == ["ballot_cast", *A_LONG_SILENCE]


def test_what_was_received_earlier_is_answered_first(reviewed: Counter) -> None:
    earlier = reviewed.hand_in("head", "vote", CASE, ballot="for")
    later = reviewed.hand_in("deputy", "vote", CASE, ballot="for")
    latest = reviewed.hand_in("deputy2", "vote", CASE, ballot="for")
    reviewed.examine(later, "vote", CASE)
    assert [reviewed.receipt(n).sequence for n in (earlier, later, latest)] == [3, 4, None]


def test_what_waits_is_answered_before_the_clock_speaks(counter: Counter) -> None:
    """In time is what was received in time, however late somebody looks: the reminder must not come first."""
    counter.register(CASE)
    look_at = counter.registrar.look_up(CASE).look_at
    assert look_at
    counter.moment = look_at - timedelta(hours=1)
    number = counter.hand_in("clerk", "return_dossier", CASE, missing=["resources"])
    counter.moment = look_at + timedelta(days=90)
    counter.tick(CASE)
    assert counter.receipt(number).status == RECORDED
    assert counter.kinds(CASE) == ["registered", "dossier_returned"]


def test_the_clock_reminds_once_and_escalates_once_however_often_it_is_asked(reviewed: Counter) -> None:
    due = reviewed.registrar.look_up(CASE).due
    assert due
    reviewed.moment = due - timedelta(hours=1)
    for _ in range(3):
        reviewed.tick(CASE)
    assert reviewed.kinds(CASE).count("reminded") == 2, "two working days before, and that morning"
    reviewed.moment = due + timedelta(days=400)
    stood = at_once(*[lambda: reviewed.tick(CASE)] * 4)
    assert not [each for each in stood if isinstance(each, Exception)]
    assert reviewed.kinds(CASE)[2:] == A_LONG_SILENCE
    assert reviewed.tick(CASE).look_at is None


def test_the_clocks_facts_bear_the_day_they_were_due_and_not_the_day_somebody_looked(reviewed: Counter) -> None:
    stood = reviewed.registrar.look_up(CASE)
    reviewed.moment += timedelta(days=400)
    reviewed.tick(CASE)
    with reviewed.store.reading() as session:
        told = session.exec(select(LedgerRow).where(LedgerRow.sequence > 2).order_by(LedgerRow.sequence)).all()  # type: ignore[arg-type]
        times = [row.legal_time for row in told]
        assert (times[0], times[2], times) == (stood.look_at, stood.due, sorted(times))
        assert len(times) == len(A_LONG_SILENCE)
        assert {row.recorded_at for row in told} == {reviewed.moment}


def test_a_workflow_whose_clock_runs_ahead_is_told_the_time_and_nothing_is_said_before_its_moment(reviewed: Counter) -> None:
    look_at = reviewed.registrar.look_up(CASE).look_at
    assert look_at
    reviewed.moment = look_at - timedelta(hours=1)
    told = reviewed.registrar.tick(CASE, look_at)
    assert (told.look_at, told.told_at) == (look_at, reviewed.moment)
    assert "reminded" not in reviewed.kinds(CASE)


def test_a_refusal_says_why_and_what_is_open_and_changes_nothing(reviewed: Counter) -> None:
    before = reviewed.case(CASE)
    receipt = reviewed.file("head", "approve", CASE, scope="20 thủ tục")
    assert receipt.status == REFUSED
    assert receipt.refusal
    assert receipt.refusal.model_dump(mode="json") == {
        "reason": "vote-not-concluded",
        "basis": "ND73 Art. 8.1",
        "params": {"stage": "agency_review", "act": "approve"},
        "open_acts": [
            "ask_party_opinion",
            "convene_council",
            "recuse",
            "vote",
            "conclude_vote",
            "summon_meeting",
            *ANYBODY_CONCERNED,
            "correct",
        ],
    }
    assert reviewed.case(CASE) == before


# --- what makes no sense ---


@pytest.mark.parametrize(
    "sent",
    [
        RawValue(Payload()),
        RawValue(Payload(metadata={"encoding": b"binary/plain"}, data=b"\xff\x00")),
        RawValue(Payload(metadata={"encoding": b"json/plain"}, data=b"{not json")),
        RawValue(Payload(metadata={"encoding": b"of another world"}, data=b"TN-20261102-0000000001")),
        as_sent(None),
        as_sent(42),
        as_sent({"number": "TN-20261102-0000000001"}),
        as_sent("TN-20261102-0000000001; DROP TABLE ledger"),
        as_sent("TN-20261102-00000000FF"),
        as_sent("x" * 100_000),
    ],
    ids=["empty", "bytes", "broken-json", "unknown-encoding", "null", "number", "object", "more", "no-such-filing", "long"],
)
def test_junk_is_counted_and_changes_nothing(sent: RawValue, reviewed: Counter) -> None:
    before = reviewed.registrar.look_up(CASE)
    after = reviewed.registrar.examine(CASE, "vote", sent)
    assert after == before.model_copy(update={"nonsense": 1})
    assert nonsense(CASE, reviewed) == 1


def test_a_filing_of_another_case_is_nonsense_here_and_still_waits_there(reviewed: Counter) -> None:
    reviewed.register(OTHER)
    there = reviewed.hand_in("clerk", "accept_dossier", OTHER)
    reviewed.examine(there, "accept_dossier", CASE)
    assert (nonsense(CASE, reviewed), nonsense(OTHER, reviewed)) == (1, 0)
    assert reviewed.receipt(there).status == WAITING


def test_a_filing_under_another_acts_name_is_nonsense_and_still_waits(reviewed: Counter) -> None:
    number = reviewed.hand_in("head", "vote", CASE, ballot="for")
    reviewed.examine(number, "approve", CASE)
    reviewed.examine(number, "no_such_act", CASE)
    assert nonsense(CASE, reviewed) == 2
    assert reviewed.receipt(number).status == WAITING


def test_nonsense_about_a_case_that_does_not_exist_leaves_no_trace(counter: Counter) -> None:
    assert counter.registrar.examine("SK-2026-26743-99", "vote", as_sent("junk")).at_rest
    with counter.store.reading() as session:
        assert streams.load("SK-2026-26743-99", session).stream.stage is None
        assert session.exec(select(CaseRow.number)).all() == []


def test_an_act_that_comes_late_does_not_hide_the_silence_before_it(reviewed: Counter) -> None:
    """No tick came in time, as after an outage: what was due before the act is said first, under its own legal time."""
    reviewed.moment += timedelta(days=30)

    assert reviewed.file("head", "vote", CASE, ballot="for").status == RECORDED

    assert reviewed.kinds(CASE)[2:] == [*A_LONG_SILENCE, "ballot_cast"]
    with reviewed.store.reading() as session:
        times = [entry.fact.at for entry in ledger.entries(CASE, session)]
    assert times == sorted(times)
