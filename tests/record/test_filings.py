"""The register of filings: what came in cannot be lost, doubled or answered twice."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import select

from domain.filing import Filing
from store.engine import Store
from store.record import filings, turns
from store.record.filings import KeyReused, Receipt
from store.record.seals import Seals
from store.tables import FilingRow
from tests.record.counter import MONDAY
from tests.record.threads import at_once

CASE = "SK-2026-26743-1"


def a_vote(
    ballot: str = "for", *, key: str = "k1", sender: str = "head", number: str = "TN-20261102-0000000001", case: str = CASE
) -> Filing:
    return Filing(number=number, case=case, act="vote", body={"ballot": ballot}, sender=sender, key=key, received_at=MONDAY)


def rows(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.exec(select(FilingRow.number).order_by(FilingRow.number)))


def answer(number: str, status: str, store: Store, seals: Seals, **more: Any) -> None:
    with store.writing() as session:
        filings.answer(number, status, MONDAY, session, seals.sealer(), CASE, **more)


def test_what_is_received_waits_and_has_its_receipt(store: Store) -> None:
    receipt = filings.receive(a_vote(), store)
    assert receipt == Receipt("TN-20261102-0000000001", CASE, "vote", "head", MONDAY, "waiting")
    assert filings.by_number(receipt.number, store) == receipt
    assert not receipt.answered


def test_the_same_key_with_the_same_act_finds_the_first_filing(store: Store) -> None:
    first = filings.receive(a_vote(), store)
    again = filings.receive(a_vote(number="TN-20261102-0000000002"), store)
    assert again == first
    assert rows(store) == [first.number]


@pytest.mark.parametrize(
    "other", [a_vote("against", number="TN-20261102-0000000002"), a_vote(number="TN-20261102-0000000002", case="SK-9")]
)
def test_the_same_key_for_something_else_is_refused(other: Filing, store: Store) -> None:
    first = filings.receive(a_vote(), store)
    with pytest.raises(KeyReused, match=first.number):
        filings.receive(other, store)
    assert rows(store) == [first.number]


def test_a_key_is_its_senders_own(store: Store) -> None:
    filings.receive(a_vote(), store)
    assert filings.receive(a_vote("against", sender="deputy", number="TN-20261102-0000000002"), store).number == "TN-20261102-0000000002"


def test_two_at_once_with_one_key_are_one_filing(store: Store) -> None:
    got = at_once(*(lambda n=n: filings.receive(a_vote(number=f"TN-20261102-000000000{n}"), store) for n in range(1, 5)))
    assert [type(each) for each in got] == [Receipt] * 4, got
    assert len(set(got)) == 1
    assert len(rows(store)) == 1


def next_of(number: str, store: Store, act: str = "vote", case: str = CASE) -> tuple[str, bool] | None:
    """Whose turn it is so that this filing gets its own, and whether that one still waits."""
    with store.reading() as session:
        turn = turns.next_up_to(number, act, case, session)
    return (turn.number, turn.waits) if turn else None


def test_what_waits_is_taken_in_the_order_received(store: Store, seals: Seals) -> None:
    numbers = [f"TN-20261102-000000000{n}" for n in (3, 1, 2)]
    for number in numbers:
        filings.receive(a_vote(number=number, key=number), store)
    filings.receive(a_vote(number="TN-20261102-0000000009", key="other", case="SK-2026-26743-2"), store)
    assert [next_of(number, store) for number in numbers] == [(numbers[0], True)] * 3
    answer(numbers[0], filings.REFUSED, store, seals, refusal={})
    assert [next_of(number, store) for number in numbers] == [(numbers[0], False), (numbers[1], True), (numbers[1], True)]


@pytest.mark.parametrize(("number", "act", "case"), [("TN-20261102-00000000FF", "vote", CASE), ("TN-20261102-0000000001", "approve", CASE),
                                                     ("TN-20261102-0000000001", "vote", "SK-2026-26743-2")])  # fmt: skip
def test_filing_case_and_act_belong_together(number: str, act: str, case: str, store: Store) -> None:
    filings.receive(a_vote(), store)
    assert next_of(number, store, act, case) is None


def test_a_refusal_is_kept_as_it_was_told(store: Store, seals: Seals) -> None:
    number = filings.receive(a_vote(), store).number
    told = {"reason": "not-your-office", "basis": "ND73 Art. 7.3", "params": {"stage": "new"}, "open_acts": []}
    answer(number, filings.REFUSED, store, seals, refusal=told)
    receipt = filings.by_number(number, store)
    assert receipt
    assert receipt.refusal
    assert receipt.refusal.model_dump(mode="json") == told
    assert (receipt.status, receipt.answered_at, receipt.fact) == ("refused", MONDAY, None)
    assert next_of(number, store) == (number, False)


def test_an_answer_once_given_stands(store: Store, seals: Seals) -> None:
    """Of two attempts at one filing, the one that failed must not write over what the other told the sender."""
    number = filings.receive(a_vote(), store).number
    answer(number, filings.REFUSED, store, seals, refusal={"reason": "not-your-office", "basis": "", "params": {}, "open_acts": []})
    answer(number, filings.BROKEN, store, seals, error="KeyError")
    receipt = filings.by_number(number, store)
    assert receipt
    assert receipt.status == "refused"


def test_a_time_without_a_zone_does_not_go_into_the_record(store: Store) -> None:
    naive = a_vote().model_copy(update={"received_at": datetime(2026, 11, 2, 9)})  # noqa: DTZ001
    with pytest.raises(StatementError, match="without a zone"):
        filings.receive(naive, store)
    assert rows(store) == []
