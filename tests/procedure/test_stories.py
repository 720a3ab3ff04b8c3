"""Every story in stories/ happens as it is written, in virtual time; and a story that does not is told where, what was expected and what is."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from temporalio.testing import WorkflowEnvironment

from commands.matching import differences
from commands.player import Mismatch, Player
from commands.rehearse import rehearsal
from commands.story import STORIES, Story, read_story
from domain.acts import Register
from domain.vocabulary import Regime
from tests.houses import House, start_counting_elsewhere

STORIES_UNDER = [
    pytest.param(path, regime, id=f"{path.relative_to(STORIES).with_suffix('').as_posix()}-{regime}")
    for path in sorted(STORIES.rglob("*.yaml"))
    for regime in read_story(path).regimes
]


async def played(story: Story, house: House) -> int:
    return len([step async for step in Player(house, story).play()])


@pytest.mark.server
@pytest.mark.parametrize(("path", "regime"), STORIES_UNDER)
async def test_the_story_happens_as_written(path: Path, regime: Regime, virtual_temporal: WorkflowEnvironment, tmp_path: Path) -> None:
    story = read_story(path)
    address = virtual_temporal.client.service_client.config.target_host
    async with rehearsal(story, regime, address, tmp_path, start_counting_elsewhere) as (player, _):
        assert len([step async for step in player.play()]) == len(story.under(regime))


@pytest.mark.server
async def test_a_clean_success_is_one_on_both_databases(temporal: WorkflowEnvironment, tmp_path: Path, database_url: str) -> None:
    story = read_story(STORIES / "clean-success-nd73.yaml")
    async with House.opened(temporal, tmp_path, database_url) as house:
        assert await played(story, house) == len(story.steps)


def a_story(*steps: dict[str, object]) -> Story:
    register = {"act": "register", "by": "lan", "case": "SK1", "with": Register.example}
    return Story.model_validate({"story": "A wrong one", "regimes": ["nd73-2023"], "steps": [register, *steps]})


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
            ["expected ND73 Art. 1", "is: ND73 Art. 7.3"],
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
        pytest.param({"check": "weather", "case": "SK1", "as": "head", "expect": {"stage": "closed"}}, id="a check of something unknown"),
    ],
)
def test_a_story_that_says_nothing_clear_is_not_read(step: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_story(step)


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
