"""Every story in stories/ happens as it is written, in virtual time; and a story that does not is told where, what was expected and what is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import ValidationError
from temporalio.testing import WorkflowEnvironment

from domain.acts import Register
from domain.vocabulary import Regime
from rehearsal.client import DoorClient
from rehearsal.course import SETTLED_WITHIN
from rehearsal.in_virtual_time import in_virtual_time
from rehearsal.matching import differences
from rehearsal.player import Mismatch, Player
from rehearsal.story import STORIES, CheckStep, Story, read_story
from settings import Settings
from tests.furnished import furnish_home
from tests.houses import House, start_counting_elsewhere

STORIES_UNDER = [
    pytest.param(path, regime, id=f"{path.relative_to(STORIES).with_suffix('').as_posix()}-{regime}")
    for path in sorted(STORIES.rglob("*.yaml"))
    for regime in read_story(path).regimes
]


async def played(story: Story, house: House) -> int:
    return len([step async for step in Player(house, story).play()])


@pytest.mark.server
@pytest.mark.timeout(2 * SETTLED_WITHIN)
@pytest.mark.parametrize(("path", "regime"), STORIES_UNDER)
async def test_the_story_happens_as_written(path: Path, regime: Regime, virtual_temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    story = read_story(path)
    address = virtual_temporal.client.service_client.config.target_host
    furnish_home(Settings(home=tmp_path))
    async with in_virtual_time(story, regime, address, tmp_path, start_counting_elsewhere) as (player, _):
        assert len([step async for step in player.play()]) == len(story.under(regime))


@pytest.mark.server
async def test_a_clean_success_is_one_on_both_databases(temporal: WorkflowEnvironment, tmp_path: Path, database_url: str) -> None:
    story = read_story(STORIES / "clean-success-nd73.yaml")
    async with House.opened(temporal, tmp_path, database_url) as house:
        assert await played(story, house) == len(story.steps)


REGISTER: dict[str, Any] = {"act": "register", "by": "lan", "case": "SK1", "with": Register.example}


def a_story(*steps: dict[str, object]) -> Story:
    return Story.model_validate({"story": "A wrong one", "regimes": ["nd73-2023"], "steps": [REGISTER, *steps]})


@pytest.mark.server
@pytest.mark.parametrize(
    ("step", "told"),
    [
        pytest.param(
            {"check": "case", "case": "SK1", "as": "lan", "expect": {"stage": "closed"}},
            ["step 2", "expected closed", "is: registered"],
            id="a stage it is not in",
        ),
        pytest.param(
            {"act": "accept_dossier", "by": "lan", "case": "SK1"},
            ["expected: recorded", "not-your-office"],
            id="an act that is refused",
        ),
        pytest.param(
            {"act": "accept_dossier", "by": "clerk", "case": "SK1", "refused": {"reason": "not-your-office"}},
            ["expected: refused"],
            id="a refusal that does not come",
        ),
        pytest.param(
            {"act": "accept_dossier", "by": "lan", "case": "SK1", "refused": {"reason": "not-your-office", "basis": "ND73 Art. 1"}},
            ["expected ND73 Art. 1", "is: house: dossier"],
            id="a refusal on another basis",
        ),
        pytest.param(
            {"check": "deadlines", "case": "SK1", "as": "lan", "expect": {"has": [{"clock": "decision", "overdue": "true"}]}},
            ["expected to have", '"overdue": "true"'],
            id="a deadline that has not passed",
        ),
        pytest.param({"act": "accept_dossier", "by": "clerk", "case": "SK2"}, ["no earlier step", "SK2"], id="a case nobody registered"),
    ],
)
async def test_a_story_stops_where_it_is_wrong(step: dict[str, object], told: list[str], house: House) -> None:
    with pytest.raises(Mismatch) as wrong:
        await played(a_story(step), house)
    assert all(words in str(wrong.value) for words in ["A wrong one, step 2", *told]), str(wrong.value)


@pytest.mark.parametrize(
    "step",
    [
        pytest.param({"act": "aprove", "by": "head", "case": "SK1"}, id="an act there is not"),
        pytest.param({"act": "approve", "by": "head", "case": "SK1", "whith": {}}, id="a misspelt word"),
        pytest.param({"check": "case", "case": "SK1", "as": "head"}, id="a check of nothing"),
        pytest.param({"check": "case", "case": "sk1", "as": "head", "expect": {"stage": "closed"}}, id="a name without a capital letter"),
        pytest.param(
            {"act": "approve", "by": "head", "case": "SK1", "expect": {"stage": "x"}, "refused": {"reason": "x"}}, id="both yes and no"
        ),
        pytest.param({"check": "weather", "case": "SK1", "as": "head", "expect": {"stage": "closed"}}, id="a check of something unknown"),
    ],
)
def test_a_story_that_says_nothing_clear_is_not_read(step: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_story(step)


@pytest.mark.server
async def test_what_an_act_opens_can_be_named(house: House) -> None:
    reading = {"check": "case", "case": "SK1", "as": "lan", "expect": {"addressed_to": "{A1}", "regime": "{regime}"}}
    story = Story.model_validate({"story": "Names", "regimes": [Regime.ND73], "steps": [{**REGISTER, "opens": {"agency": "A1"}}, reading]})
    assert await played(story, house) == 2
    nothing = story.model_copy(update={"steps": (story.steps[0].model_copy(update={"opens": {"review": "RV1"}}),)})
    with pytest.raises(Mismatch, match="a number under 'review'"):
        await played(nothing, house)


@dataclass
class Told(DoorClient):
    """A door that has one answer for each address."""

    answers: dict[str, Any]
    asked: dict[str, Any] = field(default_factory=dict)

    async def send(self, who: str, act: str, case: str, body: Mapping[str, Any], key: str = "") -> httpx2.Response:
        self.asked[act] = body
        fact = {"at": "2027-01-12T01:00:00Z", "review": "SK-2027-26743-1-R1", "rewards": "SK-2027-26743-1-K"}
        return httpx2.Response(201, json={"filing": "TN-1", "case": case or "SK-2027-26743-1", "sentence": "Said.", "fact": fact})

    async def get(self, who: str, address: str, language: str = "vi") -> httpx2.Response:
        return httpx2.Response(200, json=self.answers[address])


async def test_reviews_and_rewards_are_read_where_they_are_kept() -> None:
    card = {"card": {"stage": "open"}, "waiting_for": ["agency_head"], "nobody_left": False}
    told = Told(
        Settings(),
        httpx2.AsyncClient(),
        {
            "/initiatives/SK-2027-26743-1": {**card, "case": {"plan": {"items": [{"code": "W1"}]}}},
            "/reviews/SK-2027-26743-1-R1": {**card, "review": {"outcome": "excluded"}},
            "/reviews/SK-2027-26743-1-R1/deadlines": [{"clock": "cause"}],
            "/rewards/SK-2027-26743-1-K": {**card, "reward_file": {"grants": []}},
        },
    )
    steps: list[dict[str, Any]] = [
        {**REGISTER, "opens": {"review": "RV1", "rewards": "K1"}, "about": "tam"},
        {"check": "plan", "case": "SK1", "as": "lan", "expect": {"items": {"has": [{"code": "W1"}]}}},
        {"check": "review", "case": "RV1", "as": "lan", "expect": {"outcome": "{RV1.outcome}", "stage": "open"}},
        {"check": "deadlines", "case": "RV1", "as": "lan", "expect": {"has": [{"clock": "cause"}]}},
        {"check": "rewards", "case": "K1", "as": "lan", "expect": {"grants": {"equals": []}, "waiting_for": {"has": ["agency_head"]}}},
    ]
    story = Story.model_validate({"story": "Streams", "regimes": [Regime.ND73], "steps": steps})
    assert len([step async for step in Player(told, story).play()]) == len(steps)
    assert told.asked["register"]["about"] == "tam"
    wrong = story.model_copy(update={"steps": (story.steps[0], story.steps[2].model_copy(update={"case": "SK1"}))})
    with pytest.raises(Mismatch, match="has no 'review' to look at"):
        [step async for step in Player(told, wrong).play()]


@pytest.mark.skipif(len(Regime) == 1, reason="there is one body of law only")
def test_a_story_under_two_laws_says_what_each_expects() -> None:
    other = next(regime for regime in Regime if regime is not Regime.ND73)
    check = {"check": "case", "case": "SK1", "as": "lan", "expect_under": {Regime.ND73: {"stage": "closed"}, other: {"stage": "planning"}}}
    told = {"story": "Two laws", "regimes": [Regime.ND73, other], "steps": [REGISTER, {**REGISTER, "only": other}, check]}
    story = Story.model_validate(told)
    assert [place for place, _ in story.under(Regime.ND73)] == [1, 3]
    assert [place for place, _ in story.under(other)] == [1, 2, 3]
    assert isinstance(last := story.steps[-1], CheckStep)
    assert last.expected(other) == {"stage": "planning"}
    silent = {**check, "expect_under": {Regime.ND73: {"stage": "closed"}}}
    with pytest.raises(ValidationError, match=f"does not say what to expect under {other}"):
        Story.model_validate({**told, "steps": [REGISTER, silent]})


@pytest.mark.parametrize(
    ("expected", "found", "matches"),
    [
        ({"stage": "closed"}, {"stage": "closed", "outcome": "refused"}, True),
        ({"overdue": "false"}, {"overdue": False}, True),
        ({"overdue": "false"}, {"overdue": True}, False),
        ({"sequence": "3"}, {"sequence": 3}, True),
        ({"result": "null"}, {"result": None}, True),
        ({"verdict": "full"}, {"result": None}, False),
        ({"has": [{"a": "1"}]}, [{"a": "1", "b": "2"}, {"a": "3"}], True),
        ({"has": [{"a": "1", "b": "3"}]}, [{"a": "1", "b": "2"}, {"a": "3", "b": "3"}], False),
        ({"absent": [{"a": "3"}]}, [{"a": "1"}], True),
        ({"absent": [{"a": "1"}]}, [{"a": "1", "b": "2"}], False),
        ({"equals": ["x", "y"]}, ["x", "y"], True),
        ({"equals": ["x"]}, ["x", "y"], False),
        ({"equals": ["y", "x"]}, ["x", "y"], False),
        ({"equals": []}, [], True),
        ({}, ["x"], False),
        ("x", ["x"], False),
    ],
)
def test_what_is_written_matches_what_is(expected: object, found: object, matches: bool) -> None:
    assert (not list(differences(expected, found))) is matches
