"""Nobody decides their own matter: not by office, not through their deputies, and not because they became a party or a head later."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import (
    AcceptDossier,
    Act,
    Approve,
    Close,
    ConcludeVote,
    Evaluate,
    EvaluateResult,
    Override,
    Refuse,
    Register,
    Reopen,
    ReturnDossier,
    ReturnPlan,
    SubmitPlan,
    Vote,
)
from domain.facts import VoteConcluded
from domain.people.directory import Agency, Directory
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import waits
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Office, OpinionFor, PartyOpinion, Stage
from tests.builders import CITY, WARD, a_case, a_directory, a_term, altered, an_act, decided, refusal, the_approval_of_the_plan, then

ASKED: dict[str, Any] = {"opinions": {OpinionFor.APPROVAL: PartyOpinion.AGREES, OpinionFor.EVALUATION: PartyOpinion.AGREES}}
PLAN_WAITS = then(a_case(Stage.PLANNING), an_act(SubmitPlan), "lan")
REPORTED = a_case(Stage.FINAL_EVALUATION, report_sha256="a" * 64, **ASKED)

# Every act of an office that decides, and a case in which it is open to that office.
DECIDED_BY_HEAD: tuple[tuple[Initiative, Act], ...] = (
    (a_case(Stage.REGISTERED), AcceptDossier()),
    (a_case(Stage.REGISTERED), an_act(ReturnDossier)),
    (a_case(Stage.AGENCY_REVIEW), an_act(Vote)),
    (a_case(Stage.AGENCY_REVIEW, ballots={"head": "for", "deputy": "for", "chair": "for", "vicechair": "for"}), ConcludeVote()),
    (a_case(Stage.AGENCY_REVIEW, carried=False), an_act(Override)),
    (a_case(Stage.AGENCY_REVIEW, carried=True, **ASKED), an_act(Approve)),
    (a_case(Stage.AGENCY_REVIEW, carried=False), an_act(Refuse)),
    (PLAN_WAITS, an_act(ReturnPlan)),
    (PLAN_WAITS, the_approval_of_the_plan(PLAN_WAITS)),
    (a_case(Stage.IMPLEMENTING), an_act(Evaluate)),
    (REPORTED, an_act(EvaluateResult, present=["chair", "vicechair"])),
    (a_case(Stage.FINAL_EVALUATION, result="completed"), Close()),
    (a_case(Stage.CLOSED), an_act(Reopen)),
)
every_decision = pytest.mark.parametrize(("case", "act"), DECIDED_BY_HEAD, ids=[act.name for _, act in DECIDED_BY_HEAD])


def of(case: Initiative, *proposers: str, **fields: Any) -> Initiative:
    return replace(case, proposers=proposers, **fields)


@every_decision
def test_of_others_proposals_the_head_decides(case: Initiative, act: Act) -> None:
    own = an_act(EvaluateResult) if isinstance(act, EvaluateResult) else act
    assert refusal(case, own, "head") is None


@every_decision
def test_of_their_own_proposal_the_head_decides_nothing_and_their_superior_everything(case: Initiative, act: Act) -> None:
    own = of(case, "head", addressed_to=CITY)
    assert refusal(own, act, "head") in (Reason.NOT_YOUR_OFFICE, Reason.PARTY_MAY_NOT_DECIDE)
    assert refusal(own, act, "chair") is None


@every_decision
def test_nor_do_they_decide_it_through_their_own_deputy(case: Initiative, act: Act) -> None:
    assert refusal(of(case, "head", addressed_to=CITY), act, "deputy") == Reason.NOT_YOUR_OFFICE


@every_decision
@pytest.mark.parametrize("role", ["proposers", "implementers"])
def test_a_head_who_becomes_a_party_later_gives_way_to_their_superior(case: Initiative, act: Act, role: str) -> None:
    later = altered(case, **{role: (*getattr(case, role), "head")})
    assert refusal(later, act, "head") in (Reason.NOT_YOUR_OFFICE, Reason.PARTY_MAY_NOT_DECIDE)
    assert refusal(later, act, "chair") is None


@every_decision
def test_so_does_a_party_who_becomes_the_head_later(case: Initiative, act: Act) -> None:
    promoted = a_directory(a_term("lan", Office.AGENCY_HEAD), gone={"head"})
    assert refusal(case, act, "lan", directory=promoted) in (Reason.NOT_YOUR_OFFICE, Reason.PARTY_MAY_NOT_DECIDE)
    assert refusal(case, act, "chair", directory=promoted) is None


@every_decision
@pytest.mark.parametrize("party", ["lan", "tam"])
def test_a_party_who_leads_the_superior_agency_decides_nothing(case: Initiative, act: Act, party: str) -> None:
    promoted = a_directory(a_term(party, Office.AGENCY_HEAD, CITY), gone={"chair"})
    assert refusal(case, act, party, directory=promoted) in (
        Reason.NOT_YOUR_OFFICE,
        Reason.PARTY_MAY_NOT_DECIDE,
        Reason.PROPOSER_MAY_NOT_VOTE,
    )


def test_on_the_heads_proposal_the_leadership_of_the_superior_votes() -> None:
    case = then(a_case(), an_act(Register), "head")
    case = then(case, AcceptDossier(), "chair")
    for who, why in (("head", Reason.NOT_YOUR_OFFICE), ("deputy", Reason.NOT_YOUR_OFFICE), ("chair", None), ("vicechair", None)):
        assert refusal(case, an_act(Vote), who) == why, who
    fact = decided(then(then(case, an_act(Vote), "chair"), an_act(Vote), "vicechair"), ConcludeVote(), "chair")
    assert isinstance(fact, VoteConcluded)
    assert (fact.entitled, fact.carried) == (2, True)


def test_ballots_of_the_old_leadership_count_for_nothing_once_the_superior_decides() -> None:
    case = of(a_case(Stage.AGENCY_REVIEW, ballots={"head": "for", "deputy": "for", "deputy2": "for"}), "head")
    assert refusal(case, ConcludeVote(), "chair") == Reason.NO_QUORUM


def test_when_the_superior_is_a_party_too_the_next_above_decides() -> None:
    agencies = {
        **a_directory().agencies,
        CITY: Agency(code=CITY, name="Thành phố", superior="TU"),
        "TU": Agency(code="TU", name="Trung ương"),
    }
    above = a_directory(a_term("hoa", Office.AGENCY_HEAD, "TU"))
    higher = Directory(agencies, above.people, above.terms)
    assert Standpoint(of(a_case(Stage.REGISTERED), "head", "chair"), higher).authority == "TU"
    assert refusal(of(a_case(Stage.REGISTERED), "head", "chair"), AcceptDossier(), "hoa", directory=higher) is None


def test_a_directory_that_goes_round_in_a_circle_leaves_nobody_rather_than_hanging() -> None:
    agencies = {code: Agency(code=code, name=code, superior=above) for code, above in ((WARD, CITY), (CITY, WARD))}
    circle = Directory(agencies, a_directory().people, a_directory().terms)
    assert circle.line(WARD) == (WARD, CITY)
    assert Standpoint(of(a_case(Stage.REGISTERED), "head", "chair"), circle).authority == ""


def test_while_the_post_is_vacant_nobody_decides_and_nobody_takes_it_from_the_agency() -> None:
    vacant = a_directory(gone={"head"})
    assert Standpoint(a_case(Stage.AGENCY_REVIEW), vacant).authority == WARD
    for who, why in (("head", Reason.NO_SUCH_CASE), ("deputy", Reason.NOT_YOUR_OFFICE), ("chair", Reason.NOT_YOUR_OFFICE)):
        assert refusal(a_case(Stage.AGENCY_REVIEW, carried=False), an_act(Refuse), who, directory=vacant) == why


def test_a_named_evaluator_who_becomes_a_party_does_not_evaluate() -> None:
    [item] = SubmitPlan.example["items"]
    planned = then(a_case(Stage.PLANNING), an_act(SubmitPlan, items=[item | {"evaluator": "hoa"}]), "lan")
    running = then(planned, the_approval_of_the_plan(planned), "head")
    assert refusal(running, an_act(Evaluate), "hoa") is None
    assert refusal(of(running, "lan", "hoa"), an_act(Evaluate), "hoa") == Reason.PARTY_MAY_NOT_DECIDE


@pytest.mark.parametrize("case", [a_case(stage) for stage in Stage if stage is not Stage.CLOSED], ids=str)
def test_the_worklist_sends_the_heads_own_matter_to_the_superior(case: Initiative) -> None:
    own = Standpoint(of(case, "head", implementers=("head",)), a_directory())
    assert not any(agency == WARD and office in (Office.AGENCY_HEAD, Office.DEPUTY_HEAD) for office, agency, _ in waits(own))


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        pytest.param("lan", True, id="the proposer"),
        pytest.param("tam", True, id="the implementer"),
        pytest.param("clerk", True, id="their agency"),
        pytest.param("chair", True, id="the agency above it"),
        pytest.param("focal", True, id="the focal point"),
        pytest.param("auditor", True, id="the auditor"),
        pytest.param("head_th", False, id="not another ward"),
        pytest.param("hoa", False, id="not somebody without an office"),
        pytest.param("stranger", False, id="not a stranger"),
    ],
)
def test_a_case_is_read_by(who: str, reads: bool) -> None:
    assert Standpoint(a_case(Stage.IMPLEMENTING), a_directory()).may_read(who) == reads
