"""What hangs over an initiative: a held reward file grants nothing, and of whom something prohibited was established nothing is granted."""

from datetime import timedelta

import pytest

from domain import acts
from domain.acts import Accept, Consider, Decline, Grant, ProposeReward, RefuseReward, Reverse
from domain.facts import RewardsBarred
from domain.procedure.waiting import waiting_offices
from domain.refusals import Reason
from domain.streams.clocks import next_due
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold, RewardStatus
from tests.builders import FRIDAY, an_act, the_law
from tests.reward_files import accepted, considered, granted, held, opened, proposed, refusal, released, told

MONDAY = FRIDAY + timedelta(days=3)
BEFORE = opened()


@pytest.mark.parametrize("hold", Hold)
def test_a_held_file_grants_and_accepts_nothing_and_waits_for_nobody_to(hold: Hold) -> None:
    assert refusal(held(considered(), hold), an_act(Grant), "head") == Reason.HELD
    assert refusal(held(granted(), hold), an_act(Accept), "tam") == Reason.HELD
    assert waiting_offices(held(considered(), hold)) == ()
    assert waiting_offices(held(granted(), hold)) == ()


def test_what_promises_nothing_goes_on_while_it_is_held() -> None:
    assert refusal(held(BEFORE), an_act(ProposeReward), "head") is None
    assert refusal(held(proposed()), an_act(Consider), "emulation") is None
    assert refusal(held(considered()), an_act(RefuseReward), "head") is None
    assert refusal(held(granted()), an_act(Decline), "tam") is None


def test_a_file_opened_while_something_hangs_over_the_initiative_is_held_from_the_start() -> None:
    assert refusal(considered(proposed(opened(holds=(Hold.REVIEW,)))), an_act(Grant), "head") == Reason.HELD


def test_the_clock_of_the_grant_stands_still_while_it_is_held() -> None:
    law, file = the_law(), considered()
    [running], [still] = file.clocks, held(file).clocks
    [again] = released(held(file), at=MONDAY).clocks
    assert next_due(held(file).clocks, law) is None
    assert still.paused
    assert not again.paused
    assert again.due_day(law) > running.due_day(law)


def test_a_clock_that_starts_in_a_held_file_stands_still_too() -> None:
    file = considered(held(proposed()))
    assert next_due(file.clocks, the_law()) is None
    assert next_due(released(file, at=MONDAY).clocks, the_law()) is not None


def test_the_councils_clock_goes_on() -> None:
    assert held(proposed()).clocks == proposed().clocks


# --- Barred ---


def barred(file: RewardFile, *persons: str) -> RewardFile:
    return told(file, RewardsBarred(at=FRIDAY, persons=persons))


@pytest.mark.parametrize(
    ("file", "act", "who"),
    [
        pytest.param(BEFORE, ProposeReward, "head", id="proposed"),
        pytest.param(considered(), Grant, "head", id="granted"),
        pytest.param(granted(), Accept, "tam", id="accepted"),
    ],
)
def test_of_whom_a_review_established_what_is_prohibited_nothing_is(file: RewardFile, act: type[acts.Act], who: str) -> None:
    assert refusal(barred(file, "tam"), an_act(act), who) == Reason.BARRED
    assert refusal(barred(file, "lan"), an_act(act), who) is None, "the others are not"
    assert refusal(barred(barred(file, "tam")), an_act(act), who) is None, "another review cleared them"


def test_what_was_granted_to_them_stays_until_somebody_takes_it_back() -> None:
    file = barred(accepted(), "tam")
    assert file.proposals["P1"].status is RewardStatus.ACCEPTED
    assert refusal(file, an_act(Reverse), "head") is None
    assert refusal(barred(considered(), "tam"), an_act(RefuseReward), "head") is None
