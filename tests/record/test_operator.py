"""What needs a hand, and how it gets one; and the tie to one Temporal namespace."""

from datetime import timedelta

import pytest

from store.record import effects, filings
from store.record.effects import DONE, FAILED, OWED
from store.tables import EffectRow
from store.upkeep.operator import GRACE, WrongNamespace, overdue, retry, stuck, tie
from tests.record.counter import Counter
from tests.record.threads import at_once

LONGER = GRACE + timedelta(seconds=1)


def settle_all(case: str, status: str, counter: Counter) -> None:
    for effect, _ in counter.owed(case):
        settled(effect, status, counter)


def settled(effect: str, status: str, counter: Counter, error: str | None = None) -> None:
    """As if it had gone like that the first time: what is done can no longer be made anything else."""
    with counter.store.writing() as session:
        row = session.get_one(EffectRow, effect)
        row.status = OWED
    effects.settle(effect, status, counter.moment, counter.store, error)


@pytest.fixture
def case(counter: Counter) -> str:
    """A case with nothing left lying."""
    number = counter.register()
    settle_all(number, DONE, counter)
    assert overdue(counter.moment, counter.store) == []
    return number


def test_a_rung_nobody_spoke_is_found(case: str, counter: Counter) -> None:
    look_at = counter.registrar.look_up(case).look_at
    assert look_at
    assert overdue(look_at + GRACE, counter.store) == []
    assert overdue(look_at + LONGER, counter.store) == [case]


def test_a_filing_nobody_answered_is_found(case: str, counter: Counter) -> None:
    counter.hand_in("clerk", "accept_dossier", case)
    assert overdue(counter.moment + GRACE, counter.store) == []
    assert overdue(counter.moment + LONGER, counter.store) == [case]


def test_a_registration_nobody_answered_is_found_though_there_is_no_case_yet(counter: Counter) -> None:
    counter.hand_in("stranger", "accept_dossier", "SK-2026-26743-9")
    assert overdue(counter.moment + LONGER, counter.store) == ["SK-2026-26743-9"]


def test_a_notice_nobody_sent_is_found_unless_somebody_has_it_in_hand(case: str, counter: Counter) -> None:
    settle_all(case, OWED, counter)
    assert overdue(counter.moment, counter.store) == [case]
    for effect, _ in counter.owed(case):
        effects.claim(effect, counter.moment, counter.store)
    assert overdue(counter.moment, counter.store) == []
    assert overdue(counter.moment + effects.LEASE + timedelta(seconds=1), counter.store) == [case]


def test_what_waits_for_an_operator_is_not_swept_again_and_again(case: str, counter: Counter) -> None:
    settle_all(case, FAILED, counter)
    number = counter.hand_in("clerk", "accept_dossier", case)
    break_it(number, counter)
    assert overdue(counter.moment + LONGER, counter.store) == []


def break_it(number: str, counter: Counter) -> None:
    with counter.store.writing() as session:
        filings.answer(number, filings.BROKEN, counter.moment, session, counter.sealer, "SK-2026-26743-1", error="KeyError: 'x'")


def test_broken_filings_and_failed_effects_are_listed_with_the_name_to_retry_them_by(case: str, counter: Counter) -> None:
    assert stuck(counter.store) == []
    number = counter.hand_in("clerk", "accept_dossier", case)
    break_it(number, counter)
    notice = counter.owed(case)[0][0]
    settled(notice, FAILED, counter, "NoAddress: lan")
    assert [(s.name, s.case, s.what, s.error) for s in stuck(counter.store)] == [
        (number, case, "filing accept_dossier", "KeyError: 'x'"),
        (notice, case, "notice", "NoAddress: lan"),
    ]


def test_a_broken_filing_put_back_is_answered_with_its_own_legal_time(case: str, counter: Counter) -> None:
    number = counter.hand_in("clerk", "accept_dossier", case)
    received = counter.moment
    break_it(number, counter)
    counter.moment += timedelta(days=1)
    assert retry(number, counter.store) == case
    assert stuck(counter.store) == []
    counter.tick(case)
    receipt = counter.receipt(number)
    assert receipt.status == "recorded"
    assert receipt.fact
    assert receipt.fact["at"] == received.isoformat().replace("+00:00", "Z")


def test_a_failed_effect_put_back_is_owed_again(case: str, counter: Counter) -> None:
    notice = counter.owed(case)[0][0]
    settled(notice, FAILED, counter)
    assert retry(notice, counter.store) == case
    assert counter.registrar.look_up(case).owed == (notice,)


def test_nothing_that_is_not_stuck_can_be_retried(case: str, counter: Counter) -> None:
    waiting = counter.hand_in("stranger", "accept_dossier", case)
    recorded, done = "TN-20261102-0000000001", counter.owed(case)[0][0]
    assert [retry(name, counter.store) for name in (waiting, recorded, done, "TN-20261102-00000000FF", "")] == [None] * 5
    assert counter.receipt(recorded).status == "recorded"
    assert dict(counter.owed(case))[done] == DONE


def test_a_database_is_tied_to_its_first_namespace_for_good(counter: Counter) -> None:
    assert at_once(*[lambda: tie("khien", counter.store)] * 4) == [None] * 4
    with pytest.raises(WrongNamespace, match="'khien', not 'other'"):
        tie("other", counter.store)
    tie("khien", counter.store)
