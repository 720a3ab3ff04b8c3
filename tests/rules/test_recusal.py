"""Stepping aside: whoever has, decides nothing more there; and the last who could decide may not."""

from domain.acts import ConcludeVote, EvaluateResult, ProposeReward, RaiseIntegrityFlag, Recuse, Refer, ReportIncident, Triage, Vote
from domain.facts import VoteConcluded
from domain.refusals import Reason
from domain.vocabulary import OpinionFor, PartyOpinion, Stage
from tests.builders import a_case, an_act, decided, refusal, then
from tests.families import just_before, why_not

REVIEWED = a_case(Stage.AGENCY_REVIEW, opinions={OpinionFor.APPROVAL: PartyOpinion.AGREES})


def test_who_has_stepped_aside_is_not_counted_and_votes_no_more() -> None:
    """A ballot they cast before falls away with them: two are entitled where three were."""
    case = REVIEWED
    for who, ballot in (("head", "against"), ("deputy", "for"), ("deputy2", "for")):
        case = then(case, an_act(Vote, ballot=ballot), who)
    case = then(case, an_act(Recuse), "deputy2")
    concluded = decided(case, ConcludeVote(), "head")
    assert isinstance(concluded, VoteConcluded)
    assert (concluded.entitled, concluded.votes_for) == (2, 1)
    assert refusal(case, an_act(Vote), "deputy2") is Reason.HAS_RECUSED_HIMSELF
    assert refusal(case, an_act(Vote), "deputy") is None
    assert refusal(case, an_act(Recuse), "lan") is Reason.NOT_YOUR_OFFICE


def test_where_the_head_steps_aside_the_superior_decides() -> None:
    case = then(REVIEWED, an_act(Recuse), "head")
    assert refusal(case, ConcludeVote(), "head") is Reason.NOT_YOUR_OFFICE
    assert refusal(case, an_act(Vote), "chair") is None


def test_a_head_who_has_stepped_aside_grants_no_reward_and_reviews_nobody() -> None:
    family = just_before(EvaluateResult, ill=False)
    family.ask("head", an_act(Recuse))
    family.ask("chair", an_act(EvaluateResult, present=["chair", "vicechair"]))
    assert why_not(family, "head", an_act(ProposeReward), "-K") is Reason.NOT_YOUR_OFFICE
    assert why_not(family, "chair", an_act(ProposeReward), "-K") is None
    family.ask("tam", an_act(ReportIncident))
    assert why_not(family, "head", an_act(Triage), "-R1") is Reason.NOT_YOUR_OFFICE
    assert why_not(family, "chair", an_act(Triage), "-R1") is None


def test_the_last_who_could_decide_may_not_step_aside_nor_be_flagged_here() -> None:
    """It would leave the case to nobody: such a suspicion is for an organ outside."""
    family = just_before(EvaluateResult, ill=False)
    assert why_not(family, "inspector", an_act(RaiseIntegrityFlag, persons=["head", "chair"])) is Reason.LEAVES_NOBODY
    family.ask("head", an_act(Recuse))
    assert why_not(family, "chair", an_act(Recuse)) is Reason.LEAVES_NOBODY
    assert why_not(family, "inspector", an_act(Refer)) is None
