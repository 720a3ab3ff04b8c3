"""The council for a wide proposal: convened by the head, heard by the leadership, binding nobody."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.acts import (
    AnswerConsultation,
    Appraise,
    ConcludeVote,
    Consult,
    ConveneCouncil,
    RecordCouncilConclusion,
    SubmitResultReport,
)
from domain.people.standpoint import Standpoint
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Ballot, ClockKind, OpinionFor, PartyOpinion, Regime, Stage
from tests.builders import a_case, a_directory, an_act, refusal, the_law, then

LAW = the_law(Regime.HCMC2022)
VOTED: dict[str, Any] = {"ballots": dict.fromkeys(("head", "deputy", "deputy2"), Ballot.FOR)}
AT_VOTE = a_case(Stage.AGENCY_REVIEW, **VOTED)
CONVENED = then(AT_VOTE, an_act(ConveneCouncil, members=["hoa", "focal"]), "head")
ASKED = {"opinions": {OpinionFor.APPROVAL: PartyOpinion.AGREES}}
SUBMITTED = a_case(Stage.CITY_APPRAISAL)
CONSULTED = then(SUBMITTED, an_act(Consult), "focal")
ANSWERED = then(then(CONSULTED, an_act(AnswerConsultation), "finance"), an_act(AnswerConsultation), "justice")
APPRAISED = then(ANSWERED, an_act(Appraise), "focal")
A_YEAR_ON = datetime(2027, 11, 20, tzinfo=UTC)


def kinds(case: Initiative) -> list[tuple[ClockKind, str]]:
    return [(clock.kind, clock.item) for clock in case.clocks]


@pytest.mark.parametrize(
    ("who", "members", "why"),
    [
        pytest.param("head", ["hoa", "doctor"], None, id="the head, with whom they see fit"),
        pytest.param("deputy", ["hoa"], Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("head", ["hoa", "lan"], Reason.CONFLICT_OF_INTEREST, id="never with a proposer"),
        pytest.param("head", ["tam"], Reason.CONFLICT_OF_INTEREST, id="nor with an implementer"),
        pytest.param("head", ["nobody"], Reason.UNKNOWN_PERSON, id="nor with somebody nobody knows"),
    ],
)
def test_a_council_is_convened_by(who: str, members: list[str], why: Reason | None) -> None:
    assert refusal(AT_VOTE, an_act(ConveneCouncil, members=members), who) == why


@pytest.mark.parametrize(
    ("case", "convene", "conclude"),
    [
        pytest.param(AT_VOTE, None, Reason.NO_COUNCIL, id="before it is convened"),
        pytest.param(CONVENED, Reason.COUNCIL_ALREADY_CONVENED, None, id="while it sits"),
        pytest.param(
            then(CONVENED, an_act(RecordCouncilConclusion), "head"),
            Reason.COUNCIL_ALREADY_CONVENED,
            Reason.COUNCIL_HAS_CONCLUDED,
            id="once it has concluded",
        ),
        pytest.param(then(AT_VOTE, ConcludeVote(), "head"), Reason.VOTE_ALREADY_CONCLUDED, Reason.NO_COUNCIL, id="after the vote"),
    ],
)
def test_a_council_sits_once(case: Initiative, convene: Reason | None, conclude: Reason | None) -> None:
    assert refusal(case, an_act(ConveneCouncil), "head") == convene
    assert refusal(case, an_act(RecordCouncilConclusion), "head") == conclude


def test_the_leadership_hears_the_council_before_it_concludes_and_is_not_bound_by_it() -> None:
    assert refusal(AT_VOTE, ConcludeVote(), "head") is None
    assert refusal(CONVENED, ConcludeVote(), "head") == Reason.COUNCIL_NOT_CONCLUDED
    against = then(CONVENED, an_act(RecordCouncilConclusion, favourable=False), "head")
    assert then(against, ConcludeVote(), "head").deliberation.carried is True


def test_whoever_sits_on_the_council_may_read_the_case() -> None:
    assert not Standpoint(AT_VOTE, a_directory()).may_read("hoa")
    assert Standpoint(CONVENED, a_directory()).may_read("hoa")


@pytest.mark.parametrize("council", [(), ("hoa",)], ids=["of the kind that was read", "of a proposal a council weighed"])
def test_the_days_of_the_evaluation_were_read_for_proposals_without_a_council(council: tuple[str, ...]) -> None:
    reported = then(a_case(Stage.FINAL_EVALUATION, council=council), an_act(SubmitResultReport), "lan")
    [clock] = [each for each in reported.clocks if each.kind is ClockKind.RESULT_EVALUATION]
    assert clock.provisional(the_law()) == bool(council)
    assert clock.basis(the_law()) == ("house: council" if council else "ND73 Art. 18")
