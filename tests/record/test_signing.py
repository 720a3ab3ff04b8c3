"""Leave to sign in the record: loaded with a file, sealed with its load, and told again by whoever checks what was signed under it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from commands.verify import verify
from domain.facts import Escalated, VoteConcluded
from domain.refusals import Refused
from store import directory
from store.directory_file import BadDirectory, load_directory
from store.reading.readings import Readings
from store.reading.worklist import WorkSought
from store.record import ledger
from store.tables import EffectRow
from tests.record.counter import MONDAY, Counter
from tests.record.threads import at_once

CASE, LEAVE = "SK-2026-26743-1", "UQ-1"
Load = Callable[..., None]


@pytest.fixture
def load(counter: Counter, tmp_path: Path) -> Load:
    """A file of one leave to sign for the head of the ward."""

    def loads(**changed: str) -> None:
        said = {
            "person": '"deputy"',
            "held": '"deputy_head"',
            "capacity": '"kt"',
            "agency": '"26743"',
            "given_by": '"head"',
            "number": '"5/QĐ"',
        }
        said |= {"issued_on": "2026-07-01", "starts": "2026-07-01", **changed}
        file = tmp_path / "directory.toml"
        file.write_text("[[delegations]]\n" + "".join(f"{name} = {value}\n" for name, value in said.items()), encoding="utf-8")
        load_directory(file, counter.store, counter.seals.sealer())

    return loads


def voted(counter: Counter) -> None:
    counter.register(CASE)
    counter.file("clerk", "accept_dossier", CASE)
    for who in ("head", "deputy"):
        assert counter.file(who, "vote", CASE, ballot="for").status == "recorded"


def test_what_is_signed_under_leave_that_ends_mid_case_stands_and_what_comes_after_does_not(counter: Counter, load: Load) -> None:
    voted(counter)
    load(ends="2026-11-02")
    assert counter.file("deputy", "conclude_vote", CASE).status == "recorded"
    counter.wait(1)
    refused = counter.file("deputy", "approve", CASE, scope="Toàn phường")
    assert refused.refusal
    assert refused.refusal.reason == "delegation-not-in-force"
    with counter.store.reading() as session:
        fact = ledger.entry(CASE, 5, session)
    assert isinstance(fact, VoteConcluded)
    assert fact.by
    assert (fact.by.person, fact.by.answers) == ("deputy", "head")
    assert verify(counter.store, counter.seals) == (1, []), "told again under the directory of that moment"


def test_a_file_takes_back_what_an_earlier_one_gave_and_what_was_signed_meanwhile_is_told_again(counter: Counter, load: Load) -> None:
    voted(counter)
    load()
    assert counter.file("deputy", "conclude_vote", CASE).status == "recorded"
    load(person='"deputy2"')
    with counter.store.reading() as session:
        assert [each.person for each in directory.delegations_of("26743", session)] == ["deputy2"]
    assert counter.file("deputy", "approve", CASE, scope="Toàn phường").status == "refused"
    assert verify(counter.store, counter.seals) == (1, [])


def test_a_file_is_held_to_the_rule_of_an_act_and_nothing_of_a_wrong_one_is_loaded(counter: Counter, load: Load) -> None:
    wrong = {
        "begins before its paper": {"starts": "2026-06-30"},
        "ends before it begins": {"ends": "2026-06-01"},
        "names an office that person does not hold": {"person": '"clerk"'},
        "does not head the agency": {"given_by": '"deputy2"'},
        "does not fit": {"capacity": '"tl"'},
        "not vacant": {"capacity": '"q"', "given_by": '""'},
        "names vote, an act that nobody does for another": {"acts": '["vote"]'},
        "line 3: delegations 'deputy': held": {"held": '"deputy"'},
    }
    faults = []
    for told, changed in wrong.items():
        with pytest.raises(BadDirectory) as bad:
            load(**changed)
        faults += [(told, str(bad.value))] if told not in str(bad.value) else []
    assert faults == []
    with counter.store.reading() as session:
        assert directory.delegations_of("26743", session) == ()


def test_who_signs_has_the_work_of_the_head_on_their_desk_and_no_longer_than_that(counter: Counter, load: Load) -> None:
    voted(counter)
    readings = Readings(counter.store, counter.laws)

    def work(who: str) -> set[str]:
        caller = readings.caller(who, counter.moment)
        assert caller
        return {act for item in readings.on_the_desk(WorkSought(), caller).items for act in item.acts}

    assert "conclude_vote" in work("head")
    assert "conclude_vote" not in work("deputy")
    load(ends=f"{MONDAY:%Y-%m-%d}")
    assert {"conclude_vote"} <= work("head") & work("deputy")
    counter.wait(1)
    assert "conclude_vote" not in work("deputy")


def given(counter: Counter) -> None:
    day = f"{counter.moment:%Y-%m-%d}"
    paper = {"number": "5/QĐ-UBND", "issued_on": day}
    said = {"agency": "26743", "person": "deputy", "capacity": "kt", "starts": day, "on_paper": paper}
    assert counter.file("head", "give_leave_to_sign", LEAVE, **said).status == "recorded"


def test_leave_given_by_an_act_ends_to_the_second_and_what_was_sent_before_stands(counter: Counter) -> None:
    voted(counter)
    given(counter)
    sent = counter.hand_in("deputy", "conclude_vote", CASE)
    counter.moment += timedelta(seconds=1)
    assert counter.file("head", "end_leave_to_sign", LEAVE, reason="Phân công lại.").status == "recorded"
    counter.examine(sent, "conclude_vote", CASE)
    assert counter.receipt(sent).status == "recorded", "received a second before the end, and examined after"
    late = counter.file("deputy", "approve", CASE, scope="Toàn phường")
    assert late.refusal
    assert late.refusal.reason == "delegation-not-in-force"
    assert verify(counter.store, counter.seals) == (2, [])


def test_a_paper_of_the_day_on_which_leave_ended_was_signed_under_it(counter: Counter) -> None:
    voted(counter)
    given(counter)
    counter.file("head", "end_leave_to_sign", LEAVE, reason="Phân công lại.")
    counter.moment += timedelta(hours=2)
    paper = {"number": "7/KL", "issued_on": f"{counter.moment:%Y-%m-%d}", "decided_by": "deputy", "capacity": "kt"}
    assert counter.file("clerk", "conclude_vote", CASE, on_paper=paper).status == "recorded"
    assert verify(counter.store, counter.seals) == (2, [])


def test_the_directory_keeps_what_was_given_by_an_act_whatever_a_file_says_later(counter: Counter, load: Load) -> None:
    given(counter)
    load(person='"deputy2"')
    with counter.store.reading() as session:
        assert [(each.person, each.source) for each in directory.delegations_of("26743", session)] == [("deputy", LEAVE), ("deputy2", "")]
    assert verify(counter.store, counter.seals) == (1, [])


def test_who_signs_is_read_by_who_serves_there_or_above_and_is_not_there_for_anybody_else(counter: Counter) -> None:
    given(counter)
    readings = Readings(counter.store, counter.laws)

    def seen(who: str, agency: str = "26743") -> list[tuple[str, str]] | str:
        caller = readings.caller(who, counter.moment)
        assert caller
        try:
            return [(each.person, each.state) for each in readings.who_signs(agency, caller)]
        except Refused as refused:
            return refused.reason

    assert [seen(who) for who in ("head", "clerk", "deputy2", "chair", "auditor")] == [[("deputy", "in_force")]] * 5
    assert [seen(who) for who in ("head_th", "clerk_th", "lan", "stranger")] == ["no-such-case"] * 4
    assert seen("head", "NOBODY") == "no-such-case", "as of an agency that is not there"


def test_a_silence_says_who_could_have_signed_at_that_desk_and_is_told_again(counter: Counter) -> None:
    voted(counter)
    given(counter)
    counter.wait(20)
    counter.tick(CASE)
    with counter.store.reading() as session:
        spoken = [entry.fact for entry in ledger.entries(CASE, session) if isinstance(entry.fact, Escalated)]
    assert spoken
    assert {desk.signers for fact in spoken for desk in fact.asked} == {("deputy",)}
    counter.wait(300)
    counter.file("head", "end_leave_to_sign", LEAVE, reason="Phân công lại.")
    assert verify(counter.store, counter.seals) == (2, [])


def test_of_two_heads_papers_at_once_that_overlap_one_stands(counter: Counter) -> None:
    day = f"{counter.moment:%Y-%m-%d}"
    said: dict[str, Any] = {
        "agency": "26743",
        "person": "deputy",
        "capacity": "kt",
        "starts": day,
        "on_paper": {"number": "5", "issued_on": day},
    }
    sent = [(counter.hand_in("head", "give_leave_to_sign", number, **said), number) for number in ("UQ-1", "UQ-2")]
    at_once(*(partial(counter.examine, filing, "give_leave_to_sign", number) for filing, number in sent))
    assert sorted(counter.receipt(filing).status for filing, _ in sent) == ["recorded", "refused"]
    assert verify(counter.store, counter.seals) == (2, [])


def away(counter: Counter, **fields: Any) -> None:
    day = counter.moment.date()
    paper = {"number": "9/TB-UBND", "issued_on": f"{day}"}
    said = {"agency": "26743", "person": "deputy", "starts": f"{day}", "ends": f"{day + timedelta(days=4)}", "on_paper": paper, **fields}
    assert counter.file("head", "announce_absence", LEAVE, **said).status == "recorded"


def test_a_head_who_is_away_sees_who_has_their_work_and_whoever_has_it_sees_why_until_the_second_they_are_back(counter: Counter) -> None:
    voted(counter)
    readings = Readings(counter.store, counter.laws)

    def moved(who: str) -> list[tuple[str, str]]:
        caller = readings.caller(who, counter.moment)
        assert caller
        items = readings.on_the_desk(WorkSought(), caller).items
        return [(each.moved.absent, each.moved.taken_by) for each in items if each.moved]

    away(counter)
    assert [moved(who) for who in ("head", "deputy", "deputy2")] == [[("head", "deputy")], [("head", "deputy")], []]
    counter.moment += timedelta(seconds=1)
    assert counter.file("head", "end_absence", LEAVE, reason="Về sớm.").status == "recorded"
    assert [moved(who) for who in ("head", "deputy")] == [[], []]
    late = counter.file("deputy", "conclude_vote", CASE)
    assert late.refusal
    assert late.refusal.reason == "delegation-not-in-force"
    assert verify(counter.store, counter.seals) == (2, [])


def test_a_silence_says_on_which_days_it_lay_at_whose_desk_and_is_told_again(counter: Counter) -> None:
    voted(counter)
    away(counter)
    begun = counter.moment.date()
    counter.wait(20)
    counter.tick(CASE)
    with counter.store.reading() as session:
        spoken = [entry.fact for entry in ledger.entries(CASE, session) if isinstance(entry.fact, Escalated)]
    days = {(each.absent, each.taken_by, each.since, each.until) for fact in spoken for desk in fact.asked for each in desk.away}
    assert days == {("head", "deputy", begun, begun + timedelta(days=4))}
    assert verify(counter.store, counter.seals) == (2, [])


def test_both_are_written_to_and_nobody_else_is_for_it(counter: Counter) -> None:
    away(counter)
    with counter.store.reading() as session:
        told = [row.addressee for row in session.exec(select(EffectRow).where(EffectRow.case == LEAVE, EffectRow.kind == "notice"))]
    assert sorted(told) == ["deputy", "head"]


def test_when_a_head_is_away_is_read_by_who_serves_there_or_above_and_is_not_there_for_anybody_else(counter: Counter) -> None:
    away(counter)
    readings = Readings(counter.store, counter.laws)

    def seen(who: str) -> list[tuple[str, str]] | str:
        caller = readings.caller(who, counter.moment)
        assert caller
        try:
            return [(each.substitute, each.state) for each in readings.who_is_away("26743", caller)]
        except Refused as refused:
            return refused.reason

    assert [seen(who) for who in ("clerk", "chair", "auditor")] == [[("deputy", "in_force")]] * 3
    assert [seen(who) for who in ("head_th", "lan", "stranger")] == ["no-such-case"] * 3
