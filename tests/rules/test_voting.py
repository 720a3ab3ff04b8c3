"""The leadership's vote, the head's written override, and the decision bound by either (ND73 Art. 8.1)."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from domain.acts import ACTS, Act, Approve, ConcludeVote, Decision, Override, RaiseIntegrityFlag, Refuse, Vote
from domain.facts import VoteConcluded, VoteOverridden
from domain.people.directory import Directory
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import Ballot, ClockKind, Office, OpinionFor, Outcome, PartyOpinion, Regime, Stage
from tests.builders import a_case, a_directory, a_policy, a_term, an_act, decided, refusal, the_law, then

REVIEWED = a_case(Stage.AGENCY_REVIEW, opinions={OpinionFor.APPROVAL: PartyOpinion.AGREES})
DEPUTYS = replace(REVIEWED, proposers=("deputy",))
FOUR = a_directory(a_term("hoa", Office.DEPUTY_HEAD))
BALLOTS = {"+": "for", "-": "against", "0": "abstain"}


def voted(case: Initiative, ballots: str, directory: Directory | None = None) -> Initiative:
    """ "head+ deputy- deputy2 0": who cast which ballot, in that order."""
    for word in ballots.split():
        case = then(case, an_act(Vote, ballot=BALLOTS[word[-1]]), word[:-1], directory=directory)
    return case


def concluded(case: Initiative, directory: Directory | None = None) -> VoteConcluded:
    fact = decided(case, ConcludeVote(), "head", directory=directory)
    assert isinstance(fact, VoteConcluded)
    return fact


@pytest.mark.parametrize(
    ("ballots", "carried"),
    [
        pytest.param("head+ deputy+ deputy2+", True, id="3 of 3 carry"),
        pytest.param("head- deputy+ deputy2+", True, id="2 of 3 carry, the head against"),
        pytest.param("head+ deputy- deputy2-", False, id="1 for, the head, against 2 does not carry"),
        pytest.param("head+ deputy+", True, id="2 of 3 carry though one has not voted"),
        pytest.param("head+ deputy-", False, id="1 to 1 of 3 is not half of those entitled, and no tie"),
        pytest.param("head+ deputy0 deputy20", False, id="1 for and 2 abstaining does not carry: abstaining is not for"),
        pytest.param("head+ deputy- deputy20", False, id="1 to 1 with one abstaining is no tie"),
        pytest.param("head0 deputy0 deputy20", False, id="nobody for"),
    ],
)
def test_of_three_entitled(ballots: str, carried: bool) -> None:
    fact = concluded(voted(REVIEWED, ballots))
    assert (fact.entitled, fact.carried, fact.tie) == (3, carried, False)


@pytest.mark.parametrize(
    ("ballots", "carried", "tie"),
    [
        pytest.param("head+ deputy+ deputy2- hoa-", True, True, id="2 : 2 with the head for carries"),
        pytest.param("head- deputy- deputy2+ hoa+", False, True, id="2 : 2 with the head against does not"),
        pytest.param("head0 deputy+ deputy2- hoa0", False, False, id="1 : 1 and two abstaining is no tie"),
        pytest.param("head+ deputy+ deputy2- hoa0", False, False, id="2 for of 4 is not more than half, and no tie without 2 against"),
        pytest.param("head- deputy+ deputy2+ hoa+", True, False, id="3 of 4 carry"),
    ],
)
def test_of_four_entitled(ballots: str, carried: bool, tie: bool) -> None:
    fact = concluded(voted(REVIEWED, ballots, FOUR), FOUR)
    assert (fact.entitled, fact.carried, fact.tie) == (4, carried, tie)


@pytest.mark.parametrize(
    ("ballots", "why"),
    [
        pytest.param("", Reason.NO_QUORUM, id="nobody has voted"),
        pytest.param("head+", Reason.NO_QUORUM, id="1 of 4 has voted"),
        pytest.param("head+ deputy+", Reason.NO_QUORUM, id="half of 4 is not more than half"),
        pytest.param("head+ deputy0 deputy20", None, id="3 of 4, and abstaining is taking part"),
    ],
)
def test_a_vote_is_concluded_only_with_a_quorum(ballots: str, why: Reason | None) -> None:
    assert refusal(voted(REVIEWED, ballots, FOUR), ConcludeVote(), "head", directory=FOUR) == why


def test_who_lacks_the_quorum_is_told_the_numbers() -> None:
    with pytest.raises(Refused) as refused:
        concluded(voted(REVIEWED, "head+"))
    assert refused.value.params == {"cast": 1, "entitled": 3}


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head"),
        pytest.param("deputy2", None, id="a deputy"),
        pytest.param("deputy", Reason.PROPOSER_MAY_NOT_VOTE, id="not the deputy whose proposal it is"),
        pytest.param("clerk", Reason.NOT_YOUR_OFFICE, id="not an officer"),
        pytest.param("secretary", Reason.NOT_YOUR_OFFICE, id="not the Party secretary"),
        pytest.param("head_th", Reason.NO_SUCH_CASE, id="not the head of another ward"),
        pytest.param("chair", Reason.NOT_YOUR_OFFICE, id="not the superior"),
    ],
)
def test_on_a_deputys_proposal_votes(who: str, why: Reason | None) -> None:
    assert refusal(DEPUTYS, an_act(Vote), who) == why


def test_whoever_a_flag_names_is_told_that_and_not_that_the_proposal_is_theirs() -> None:
    flagged = then(REVIEWED, an_act(RaiseIntegrityFlag, persons=["deputy"]), "inspector")
    assert refusal(flagged, an_act(Vote), "deputy") is Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(flagged, an_act(Vote), "deputy2") is None


def test_the_proposing_deputy_is_not_counted_among_those_entitled() -> None:
    fact = concluded(voted(DEPUTYS, "head+ deputy2+"))
    assert (fact.entitled, fact.votes_for, fact.carried) == (2, 2, True)


def test_a_deputy_who_carries_it_out_is_not_counted_either() -> None:
    assert concluded(voted(replace(REVIEWED, implementers=("deputy2",)), "head+ deputy+")).entitled == 2


def test_of_two_entitled_an_even_vote_follows_the_head() -> None:
    assert concluded(voted(DEPUTYS, "head+ deputy2-")).carried
    assert not concluded(voted(DEPUTYS, "head- deputy2+")).carried


def test_until_the_vote_is_concluded_a_member_may_change_their_mind() -> None:
    changed = voted(REVIEWED, "head+ deputy+ deputy2- deputy-")
    assert changed.deliberation.ballots == {"head": Ballot.FOR, "deputy": Ballot.AGAINST, "deputy2": Ballot.AGAINST}
    assert not concluded(changed).carried


def test_after_the_conclusion_nobody_votes_and_nobody_concludes() -> None:
    after_it = then(voted(REVIEWED, "head+ deputy+"), ConcludeVote(), "head")
    assert refusal(after_it, an_act(Vote), "deputy2") == Reason.VOTE_ALREADY_CONCLUDED
    assert refusal(after_it, ConcludeVote(), "head") == Reason.VOTE_ALREADY_CONCLUDED


def test_a_ballot_of_a_member_who_left_office_is_not_counted() -> None:
    without = a_directory(gone={"deputy2"})
    fact = concluded(voted(REVIEWED, "head+ deputy- deputy2-"), without)
    assert (fact.entitled, fact.votes_for, fact.against) == (2, 1, 1)
    assert fact.carried, "1 : 1 of the two in office, and the head is for"


def test_a_member_who_came_into_office_is_counted() -> None:
    fact = concluded(voted(REVIEWED, "head+ deputy+ deputy2-"), FOUR)
    assert (fact.entitled, fact.carried) == (4, False)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head, who chairs it"),
        pytest.param("deputy", Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("chair", Reason.NOT_YOUR_OFFICE, id="not the superior"),
    ],
)
def test_the_vote_is_concluded_by(who: str, why: Reason | None) -> None:
    assert refusal(voted(REVIEWED, "head+ deputy+"), ConcludeVote(), who) == why


CARRIED = then(voted(REVIEWED, "head- deputy+ deputy2+"), ConcludeVote(), "head")
FAILED = then(voted(REVIEWED, "head+ deputy- deputy2-"), ConcludeVote(), "head")
OVERRIDDEN = then(FAILED, an_act(Override), "head")


@pytest.mark.parametrize(
    ("case", "approve", "override", "refuse"),
    [
        pytest.param(REVIEWED, *[Reason.VOTE_NOT_CONCLUDED] * 3, id="before the vote is concluded nothing is decided"),
        pytest.param(
            CARRIED, None, Reason.NOTHING_TO_OVERRIDE, Reason.CARRIED_BINDS, id="a carried vote binds the head, against their ballot"
        ),
        pytest.param(FAILED, Reason.NOT_CARRIED, None, None, id="a failed vote they may override or follow"),
        pytest.param(OVERRIDDEN, None, Reason.ALREADY_OVERRIDDEN, Reason.CARRIED_BINDS, id="their own override binds them too"),
    ],
)
def test_the_head_may(case: Initiative, approve: Reason | None, override: Reason | None, refuse: Reason | None) -> None:
    assert refusal(case, an_act(Approve), "head") == approve
    assert refusal(case, an_act(Override), "head") == override
    assert refusal(case, an_act(Refuse), "head") == refuse


@pytest.mark.parametrize("who", ["deputy", "chair", "secretary", "clerk", "lan"])
def test_nobody_but_the_head_decides_on_the_vote(who: str) -> None:
    for case, kind in ((CARRIED, Approve), (FAILED, Override), (FAILED, Refuse)):
        assert refusal(case, an_act(kind), who) == Reason.NOT_YOUR_OFFICE


@pytest.mark.parametrize("fields", [{"need": ""}, {"feasibility": " \n "}], ids=["without the need", "with an empty feasibility"])
def test_an_override_without_its_reasons_is_no_override(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=next(iter(fields))):
        an_act(Override, **fields)


CLICK = {"on_paper": None}


def test_an_override_is_a_document_or_it_is_nothing() -> None:
    with pytest.raises(Refused) as refused:
        decided(FAILED, an_act(Override, **CLICK), "head")
    assert (refused.value.reason, refused.value.basis) == (Reason.DOCUMENT_NEEDED, "ND73 Art. 8.1")
    written = decided(FAILED, an_act(Override), "head")
    assert written.paper is not None
    assert written.paper.number == an_act(Override).model_dump()["on_paper"]["number"]


def test_whoever_may_not_override_is_told_that_and_not_of_a_document() -> None:
    assert refusal(FAILED, an_act(Override, **CLICK), "deputy2") == Reason.NOT_YOUR_OFFICE
    assert refusal(CARRIED, an_act(Override, **CLICK), "head") == Reason.NOTHING_TO_OVERRIDE


@pytest.mark.parametrize("kind", [Approve, Refuse, ConcludeVote])
def test_no_text_read_asks_a_document_of_any_other_decision(kind: type[Act]) -> None:
    case = {Approve: CARRIED, Refuse: FAILED}.get(kind, voted(REVIEWED, "head+ deputy+"))
    assert refusal(case, an_act(kind), "head") is None


@pytest.mark.parametrize("older", ["nd73-2023", "nd73-2023-2", "nd73-2023-3"])
def test_a_case_of_an_earlier_set_goes_on_by_the_click_it_was_promised(older: str) -> None:
    newest = the_law()
    pinned = replace(newest, published=a_policy(older), completing=newest.published)
    assert isinstance(decided(FAILED, an_act(Override, **CLICK), "head", law=pinned), VoteOverridden)


@pytest.mark.parametrize("regime", Regime)
def test_what_must_be_in_writing_is_a_decision(regime: Regime) -> None:
    written = the_law(regime).written
    assert written
    assert all(issubclass(ACTS[name], Decision) for name in written)


def test_an_approval_without_a_scope_is_no_approval() -> None:
    with pytest.raises(ValidationError, match="scope"):
        an_act(Approve, scope="")


def test_the_approval_answers_the_proposer_and_stops_the_clock() -> None:
    approved = then(CARRIED, an_act(Approve), "head")
    assert (approved.stage, approved.approval.scope) == (Stage.PLANNING, "20 thủ tục phổ biến, trong 12 tháng")
    assert CARRIED.waits_on(ClockKind.DECISION)
    assert not approved.clocks


def test_a_refused_proposal_is_closed_and_nothing_runs_on() -> None:
    closed = then(FAILED, an_act(Refuse), "head")
    assert (closed.stage, closed.outcome, closed.clocks) == (Stage.CLOSED, Outcome.REFUSED, ())
