"""The emulation council meets about one reward, without whoever would have it; what it says then is what it has carried."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import Act, Consider, OpenMeeting, RefuseReward, SummonMeeting
from domain.facts import MeetingClosed, MeetingSummoned
from domain.refusals import Reason
from domain.vocabulary import Office, VoteOutcome
from tests.builders import CITY, FRIDAY, a_directory, a_term, an_act
from tests.meetings import MONDAY, fact_of, refusal, the_close, then, voted
from tests.reward_files import a_proposal, opened
from tests.reward_files import then as on

COUNCIL = a_directory(*(a_term(who, Office.EMULATION_COUNCIL, CITY) for who in ("finance", "justice", "doctor")))
FILE = on(opened(), a_proposal(), "head")
WITH_ANOTHER = on(FILE, a_proposal(reward="appointment_priority", person="lan"), "head")


def summons(proposal: str | None = "P1", **fields: Any) -> Act:
    return an_act(SummonMeeting, meets_on=MONDAY.date(), proposal=proposal, **fields)


def sat(**fields: Any) -> Any:
    return then(then(FILE, summons(**fields), "emulation", FRIDAY, directory=COUNCIL), OpenMeeting(), "emulation", directory=COUNCIL)


@pytest.mark.parametrize(
    ("who", "proposal", "why"),
    [
        pytest.param("emulation", "P1", None, id="about what waits for its view"),
        pytest.param("emulation", "P2", Reason.NOT_AT_THIS_STEP, id="not about what goes past it"),
        pytest.param("emulation", "P9", Reason.NO_SUCH_PROPOSAL, id="nor about what is not proposed"),
        pytest.param("emulation", None, Reason.NO_SUCH_PROPOSAL, id="nor about nothing"),
        pytest.param("head", "P1", Reason.NOT_YOUR_OFFICE, id="by nobody else"),
    ],
)
def test_it_is_summoned(who: str, proposal: str | None, why: Reason | None) -> None:
    assert refusal(WITH_ANOTHER, summons(proposal), who, FRIDAY, directory=COUNCIL) == why


def test_whoever_would_have_the_reward_is_not_summoned() -> None:
    proposals = {"P1": replace(FILE.proposals["P1"], person="doctor")}
    fact = fact_of(replace(FILE, proposals=proposals), summons(), "emulation", FRIDAY, directory=COUNCIL)
    assert isinstance(fact, MeetingSummoned)
    assert {*fact.summoned} == {"emulation", "finance", "justice"}


def test_its_view_is_what_it_has_carried() -> None:
    assert refusal(sat(), an_act(Consider, favourable=True), "emulation", directory=COUNCIL) is Reason.MEETING_RUNS
    split = voted(sat(), "emulation+ finance+ justice- doctor-", directory=COUNCIL)
    fact = fact_of(split, the_close(2, 2), "emulation", directory=COUNCIL)
    assert isinstance(fact, MeetingClosed)
    assert fact.outcome is VoteOutcome.TIED, "no chair breaks it"
    tied = then(split, the_close(2, 2), "emulation", directory=COUNCIL)
    assert refusal(tied, an_act(Consider, favourable=True), "emulation", directory=COUNCIL) is Reason.MEETING_SAID_OTHERWISE
    assert refusal(tied, an_act(Consider, favourable=False), "emulation", directory=COUNCIL) is None
    assert refusal(FILE, an_act(Consider, favourable=True), "emulation", directory=COUNCIL) is None, "as before, where it never met"


def test_in_secret_as_any_other_body() -> None:
    secret = voted(sat(secret=True), "emulation? finance? justice?", directory=COUNCIL)
    assert refusal(secret, the_close(3, 0), "emulation", directory=COUNCIL) is None


def test_a_meeting_about_a_reward_that_is_refused_meanwhile_is_called_off() -> None:
    refused = then(sat(), an_act(RefuseReward), "head", directory=COUNCIL)
    assert refused.meeting is None
    assert refused.meetings[-1].called_off
