"""Work that leaves the building: owed by a fact, in one pair of hands at a time, done at least once."""

from datetime import datetime, timedelta

import pytest

from domain.facts import Registered
from store.record import effects
from store.record.effects import DONE, FAILED, LEASE, OWED, Claimed, InOtherHands
from tests.record.counter import Counter
from tests.record.threads import at_once


@pytest.fixture
def notice(counter: Counter) -> str:
    """A notice of lan's registration, still owed."""
    return counter.owed(counter.register())[0][0]


def claim(notice: str, counter: Counter, at: datetime | None = None) -> Claimed | None:
    return effects.claim(notice, at or counter.moment, counter.store)


def status(notice: str, counter: Counter) -> str:
    return dict(counter.owed(notice.partition("-notice-")[0].rpartition("-")[0]))[notice]


def test_a_fact_owes_a_notice_to_each_who_must_hear_of_it(counter: Counter) -> None:
    case = counter.register()
    with_head = [claim(each, counter) for each, _ in counter.owed(case)]
    assert [each.addressee for each in with_head if each] == ["lan", "tam", "head", "clerk"]


def test_a_refused_act_owes_nothing(counter: Counter) -> None:
    case = counter.register()
    before = counter.owed(case)
    assert counter.file("stranger", "accept_dossier", case).status == "refused"
    assert counter.owed(case) == before


def test_what_is_claimed_says_whom_it_is_for_and_what_it_is_about(notice: str, counter: Counter) -> None:
    claimed = claim(notice, counter)
    assert claimed
    assert (claimed.id, claimed.addressee) == (notice, "lan")
    assert isinstance(claimed.fact, Registered)


def test_while_one_has_it_in_hand_another_is_told_so(notice: str, counter: Counter) -> None:
    claim(notice, counter)
    with pytest.raises(InOtherHands, match=notice):
        claim(notice, counter, counter.moment + LEASE - timedelta(seconds=1))


def test_of_two_at_once_one_gets_it(notice: str, counter: Counter) -> None:
    got = at_once(*[lambda: claim(notice, counter)] * 4)
    assert sorted(type(each).__name__ for each in got) == ["Claimed", "InOtherHands", "InOtherHands", "InOtherHands"]


def test_it_is_done_again_if_whoever_had_it_in_hand_died(notice: str, counter: Counter) -> None:
    claim(notice, counter)
    assert claim(notice, counter, counter.moment + LEASE)


def test_once_done_it_is_never_claimed_again(notice: str, counter: Counter) -> None:
    claim(notice, counter)
    effects.settle(notice, DONE, counter.moment, counter.store)
    assert status(notice, counter) == DONE
    assert claim(notice, counter, counter.moment + 2 * LEASE) is None


def test_once_failed_for_good_it_waits_for_an_operator(notice: str, counter: Counter) -> None:
    claim(notice, counter)
    effects.settle(notice, FAILED, counter.moment, counter.store, "SMTPRecipientsRefused")
    assert claim(notice, counter, counter.moment + 2 * LEASE) is None


def test_giving_it_back_frees_it_at_once(notice: str, counter: Counter) -> None:
    claim(notice, counter)
    effects.settle(notice, OWED, counter.moment, counter.store, "ConnectionRefusedError")
    assert claim(notice, counter)


def test_an_effect_nobody_owes_is_not_claimed(counter: Counter) -> None:
    assert claim("SK-2026-26743-1-1-notice-1", counter) is None
