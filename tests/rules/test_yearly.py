"""The yearly campaign: set up with a window every year has, by Home Affairs alone; what two officers ask at once both hold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain import acts
from domain.acts import ChangeYearlyCampaign, PauseYearlyCampaign, ResumeYearlyCampaign, SetUpYearlyCampaign
from domain.facts import Fact, YearlyCampaignSetUp
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.procedure.waiting import at_rest
from domain.refusals import Reason, Refused
from domain.streams.kinds import dumped, loaded
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import Regime, StreamKind, YearlyStage
from tests.builders import FRIDAY, a_directory, an_act, filed, the_law

BLANK = YearlyCampaign(number="DK")


def decided(campaign: YearlyCampaign, act: acts.Act, by: str = "focal") -> Fact:
    return decide(filed(act, by, case=campaign.number), campaign, the_law(Regime.HCMC2022), a_directory())


def then(campaign: YearlyCampaign, act: acts.Act, by: str = "focal") -> YearlyCampaign:
    return after(decided(campaign, act, by), campaign)


def refusal(campaign: YearlyCampaign, act: acts.Act, by: str = "focal") -> Reason | None:
    try:
        decided(campaign, act, by)
    except Refused as refused:
        return refused.reason
    return None


SET_UP = then(BLANK, an_act(SetUpYearlyCampaign))
PAUSED = then(SET_UP, an_act(PauseYearlyCampaign))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({}, None, id="a window every year has"),
        pytest.param({"closes": "01-15"}, None, id="of one day"),
        pytest.param({"closes": "01-14"}, Reason.CLOSES_BEFORE_IT_OPENS, id="not one that closes before it opens"),
        pytest.param({"opens": "02-29"}, Reason.NOT_EVERY_YEAR, id="not from 29 February"),
        pytest.param({"closes": "02-29"}, Reason.NOT_EVERY_YEAR, id="nor to it"),
        pytest.param({"closes": "04-31"}, Reason.NO_SUCH_DAY, id="nor to a day there is not"),
        pytest.param({"opens_at": "08:00:00.5"}, Reason.NO_SUCH_HOUR, id="nor in the middle of a second"),
        pytest.param({"kinds": []}, Reason.NOBODY_UNDER_DUTY, id="not for nobody"),
        pytest.param({"agencies": ["STC", "STC"]}, Reason.AGENCY_TWICE, id="nor for one agency twice"),
        pytest.param({"agencies": ["NOWHERE"]}, Reason.UNKNOWN_AGENCY, id="nor for one that nobody knows"),
    ],
)
@pytest.mark.parametrize("begun", [False, True], ids=["set up", "changed"])
def test_it_is_set_up_and_changed_with(changed: dict[str, Any], why: Reason | None, begun: bool) -> None:
    kind = ChangeYearlyCampaign if begun else SetUpYearlyCampaign
    assert refusal(SET_UP if begun else BLANK, an_act(kind, **changed)) is why


@pytest.mark.parametrize(
    ("who", "begins", "changes"),
    [
        pytest.param("focal", None, None, id="Home Affairs"),
        pytest.param("chair", Reason.NOT_YOUR_OFFICE, Reason.NOT_YOUR_OFFICE, id="not the chair"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, Reason.NO_SUCH_CASE, id="not a head"),
    ],
)
def test_it_is_in_the_hands_of(who: str, begins: Reason | None, changes: Reason | None) -> None:
    assert refusal(BLANK, an_act(SetUpYearlyCampaign), who) is begins
    assert refusal(SET_UP, an_act(SetUpYearlyCampaign), who) is (begins or Reason.ALREADY_REGISTERED)
    assert refusal(SET_UP, an_act(ChangeYearlyCampaign), who) is changes
    assert refusal(SET_UP, an_act(PauseYearlyCampaign), who) is changes
    assert refusal(PAUSED, ResumeYearlyCampaign(), who) is changes


def test_it_is_set_up_once_and_then_changed() -> None:
    assert refusal(SET_UP, an_act(SetUpYearlyCampaign)) is Reason.ALREADY_REGISTERED
    assert refusal(BLANK, an_act(ChangeYearlyCampaign)) is Reason.NO_SUCH_CASE


def test_of_two_officers_at_once_one_changes_it_and_one_pauses_it_and_both_hold() -> None:
    for first, second in (
        (an_act(ChangeYearlyCampaign, closes="04-15"), an_act(PauseYearlyCampaign)),
        (an_act(PauseYearlyCampaign), an_act(ChangeYearlyCampaign, closes="04-15")),
    ):
        both = then(then(SET_UP, first), second)
        assert both.definition
        assert (both.stage, both.definition.closes) == (YearlyStage.PAUSED, "04-15")


def test_a_definition_is_named_by_the_entry_that_gave_it() -> None:
    changed = then(PAUSED, an_act(ChangeYearlyCampaign))
    assert (SET_UP.entry, PAUSED.entry, changed.entry) == (1, 1, 3)
    assert not changed.opens_by_itself
    assert then(changed, ResumeYearlyCampaign()).opens_by_itself


def test_nothing_follows_by_itself_in_it_so_no_workflow_waits() -> None:
    assert at_rest(SET_UP)
    assert at_rest(PAUSED)


def test_its_state_is_kept_and_read_back() -> None:
    assert loaded(StreamKind.YEARLY, dumped(PAUSED)) == PAUSED
    assert replace(PAUSED, sequence=0) != PAUSED


def test_its_next_openings_are_told_in_the_time_of_vietnam() -> None:
    fact = decided(BLANK, an_act(SetUpYearlyCampaign))
    assert isinstance(fact, YearlyCampaignSetUp)
    assert fact.at == FRIDAY
    coming = fact.definition.next_openings(datetime(2027, 1, 15, 1, 0, tzinfo=UTC), 2)
    assert [moment.astimezone(UTC) for moment in coming] == [datetime(2028, 1, 15, 1, tzinfo=UTC), datetime(2029, 1, 15, 1, tzinfo=UTC)]
    before = fact.definition.next_openings(datetime(2027, 1, 15, 0, 59, tzinfo=UTC), 1)
    assert (before[0].date(), before[0].hour) == (date(2027, 1, 15), 8)
