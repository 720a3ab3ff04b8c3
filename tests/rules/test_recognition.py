"""What is recognised: completed, closed, and nothing hanging over it; and who stands behind it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.facts import RewardsBarred
from domain.recognition import recognised
from domain.reporting import Family
from domain.streams.hanging import IntegrityFlag, ReviewSummary
from domain.streams.initiative import Initiative
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold, Office, Outcome, RewardKind, Stage, Tier
from tests.builders import FRIDAY, a_case, altered
from tests.reward_files import PLAN, accepted, considered, granted, held, opened, proposed, told

CLOSED = replace(a_case(Stage.CLOSED, regime=PLAN), outcome=Outcome.COMPLETED)
REWARDED = accepted(granted(considered(proposed(opened(PLAN), reward="commendation_above_level"))))


def of(case: Initiative = CLOSED, file: RewardFile | None = REWARDED) -> Any:
    return recognised(Family(case, (), file))


def test_it_is_told_with_its_degree_its_year_and_who_stands_behind_it() -> None:
    found = of(altered(CLOSED, tier=Tier.TYPICAL))
    assert (found.number, found.agency, found.tier, found.year, found.rewarded) == (CLOSED.number, "26743", Tier.TYPICAL, 2026, True)
    assert [(each.person, each.as_office, each.rewards) for each in found.people] == [
        ("lan", Office.PROPOSER, ()),
        ("tam", Office.IMPLEMENTER, (RewardKind.COMMENDATION_ABOVE_LEVEL,)),
    ]


@pytest.mark.parametrize(
    ("case", "file"),
    [
        pytest.param(a_case(Stage.REWARDING, regime=PLAN), REWARDED, id="not over yet"),
        pytest.param(replace(CLOSED, outcome=Outcome.PARTLY_COMPLETED), REWARDED, id="in part only"),
        pytest.param(replace(CLOSED, integrity=IntegrityFlag(persons=("lan",))), REWARDED, id="a flag"),
        pytest.param(replace(CLOSED, referred=("Cơ quan điều tra",)), REWARDED, id="a referral"),
        pytest.param(replace(CLOSED, reviews={"R1": ReviewSummary()}), REWARDED, id="an open review"),
        pytest.param(CLOSED, held(REWARDED, Hold.REVIEW), id="a hold"),
        pytest.param(CLOSED, proposed(REWARDED, person="lan", reward="promotion"), id="a reward that waits for its answer"),
        pytest.param(CLOSED, None, id="no reward file"),
    ],
)
def test_it_is_not_told_while_something_is_open(case: Initiative, file: RewardFile | None) -> None:
    assert of(case, file) is None


def test_whom_a_review_barred_is_not_among_the_people() -> None:
    barred = told(REWARDED, RewardsBarred(at=FRIDAY, persons=("lan",)))
    assert [each.person for each in of(CLOSED, barred).people] == ["tam"]


def test_without_a_reward_it_is_recognised_and_not_in_the_catalogue() -> None:
    assert of(CLOSED, opened(PLAN)).rewarded is False


@pytest.mark.parametrize(
    ("tier", "asked", "reached"),
    [
        (Tier.TYPICAL, Tier.SUCCESSFUL, True),
        (Tier.TYPICAL, Tier.TYPICAL, True),
        (Tier.TYPICAL, Tier.OUTSTANDING, False),
        (None, Tier.SUCCESSFUL, True),
        (None, Tier.TYPICAL, False),
    ],
)
def test_it_reaches_a_degree_and_those_below(tier: Tier | None, asked: Tier, reached: bool) -> None:
    assert of(altered(CLOSED, tier=tier)).reaches(asked) is reached
