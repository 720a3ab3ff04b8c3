"""The same-level Party committee is asked before the approval and again before the evaluation (ND73 Art. 4)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.acts import Approve, AskPartyOpinion, EvaluateResult, RecordPartyOpinion, Refuse, SubmitResultReport
from domain.facts import PartyOpinionRecorded
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Office, OpinionFor, PartyOpinion, Stage
from tests.builders import FRIDAY, a_case, a_directory, a_policy, a_term, altered, an_act, decided, refusal, the_law, then

REVIEWED = a_case(Stage.AGENCY_REVIEW)
FINISHED = a_case(Stage.FINAL_EVALUATION)
PAPER = {"number": "12-CV/ĐU", "issued_on": "2026-11-19", "sha256": "a" * 64}
ABSENT = {"opinion": "absent", "absence_reason": "Cấp ủy chưa họp trong thời hạn."}


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("secretary", {}, None, id="the secretary speaks for their committee"),
        pytest.param("secretary", {"opinion": "disagrees"}, None, id="who may disagree, and the case goes on"),
        pytest.param("clerk", {"paper": PAPER}, None, id="a clerk enters what a paper says"),
        pytest.param("clerk", {}, Reason.PAPER_NEEDED, id="and not without the paper"),
        pytest.param("clerk", ABSENT | {"absence_reason": ""}, Reason.ABSENCE_NEEDS_REASON, id="but a reason"),
        pytest.param("secretary", {"opinion": "absent"}, Reason.ABSENCE_NEEDS_REASON, id="from the secretary too"),
        pytest.param("secretary", {"before": "evaluation"}, Reason.OPINION_NOT_ASKED_NOW, id="not about the evaluation before its time"),
        pytest.param("city_secretary", {}, Reason.NOT_YOUR_OFFICE, id="not the secretary of another level"),
        pytest.param("clerk", {"paper": PAPER | {"issued_on": "2026-11-21"}}, Reason.DAY_NOT_COME, id="that has been written"),
        pytest.param("clerk_th", {"paper": PAPER}, Reason.NO_SUCH_CASE, id="not a clerk of another ward"),
        pytest.param("head", {}, Reason.NOT_YOUR_OFFICE, id="not the head"),
        pytest.param("lan", {}, Reason.NOT_YOUR_OFFICE, id="not the proposer"),
    ],
)
def test_an_opinion_is_recorded_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(REVIEWED, an_act(RecordPartyOpinion, **fields), who) == why


ASKED = then(REVIEWED, an_act(AskPartyOpinion), "head")


def test_that_there_is_none_needs_no_paper_and_is_said_of_a_committee_that_was_asked() -> None:
    assert refusal(REVIEWED, an_act(RecordPartyOpinion, **ABSENT), "clerk") == Reason.PARTY_NOT_ASKED
    assert refusal(REVIEWED, an_act(RecordPartyOpinion, **ABSENT), "secretary") == Reason.PARTY_NOT_ASKED
    assert refusal(ASKED, an_act(RecordPartyOpinion, **ABSENT), "clerk") is None


@pytest.mark.parametrize("older", ["nd73-2023", "nd73-2023-2", "nd73-2023-3"])
def test_a_case_of_an_earlier_set_need_not_have_asked(older: str) -> None:
    pinned = replace(the_law(), published=a_policy(older), completing=the_law().published)
    assert decided(REVIEWED, an_act(RecordPartyOpinion, **ABSENT), "clerk", law=pinned)


def test_it_has_been_waited_for_since_the_day_of_the_first_letter() -> None:
    letter = {"decided_by": "head", "number": "31/UBND-VP", "issued_on": "2026-11-20"}
    monday = FRIDAY + timedelta(days=3)
    asked = then(REVIEWED, an_act(AskPartyOpinion, on_paper=letter), "clerk", monday)
    assert asked.opinions_asked == {OpinionFor.APPROVAL: FRIDAY.date()}
    assert then(asked, an_act(AskPartyOpinion), "head", monday).opinions_asked == asked.opinions_asked


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("head", {}, None, id="the head"),
        pytest.param("head", {"before": "evaluation"}, Reason.OPINION_NOT_ASKED_NOW, id="not about the evaluation before its time"),
        pytest.param("secretary", {}, Reason.NOT_YOUR_OFFICE, id="not the committee itself"),
        pytest.param("lan", {}, Reason.NOT_YOUR_OFFICE, id="not the proposer"),
    ],
)
def test_the_committee_is_asked_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(REVIEWED, an_act(AskPartyOpinion, **fields), who) == why


def test_whoever_has_answered_is_not_asked_again_for_the_same() -> None:
    answered = then(ASKED, an_act(RecordPartyOpinion), "secretary")
    assert refusal(answered, an_act(AskPartyOpinion), "head") == Reason.OPINION_ALREADY_RECORDED


def test_the_paper_it_came_from_is_kept_with_it() -> None:
    fact = decided(REVIEWED, an_act(RecordPartyOpinion, paper=PAPER), "clerk")
    assert isinstance(fact, PartyOpinionRecorded)
    assert fact.paper is not None
    assert fact.paper.model_dump(mode="json") == {**PAPER, "signer": "", "capacity": None}


def test_it_is_asked_once_for_each_occasion() -> None:
    asked = then(REVIEWED, an_act(RecordPartyOpinion, opinion="disagrees"), "secretary")
    assert asked.opinions == {OpinionFor.APPROVAL: PartyOpinion.DISAGREES}
    assert refusal(asked, an_act(RecordPartyOpinion), "secretary") == Reason.OPINION_ALREADY_RECORDED


def test_the_opinion_before_the_approval_does_not_serve_for_the_evaluation() -> None:
    assert OpinionFor.APPROVAL in FINISHED.opinions
    assert refusal(FINISHED, an_act(RecordPartyOpinion), "secretary") == Reason.OPINION_NOT_ASKED_NOW
    assert refusal(FINISHED, an_act(RecordPartyOpinion, before="evaluation"), "secretary") is None


CARRIED = altered(REVIEWED, carried=True)
REPORTED = then(FINISHED, an_act(SubmitResultReport), "lan")


@pytest.mark.parametrize("opinion", PartyOpinion)
@pytest.mark.parametrize(
    ("case", "before", "kind"),
    [
        pytest.param(CARRIED, OpinionFor.APPROVAL, Approve, id="the approval"),
        pytest.param(REPORTED, OpinionFor.EVALUATION, EvaluateResult, id="the evaluation of the result"),
    ],
)
def test_the_decision_waits_for_the_opinion_and_is_not_bound_by_it(
    case: Initiative, before: OpinionFor, kind: type[Approve] | type[EvaluateResult], opinion: PartyOpinion
) -> None:
    assert refusal(case, an_act(kind), "head") == Reason.PARTY_OPINION_MISSING
    asked = then(case, an_act(AskPartyOpinion, before=before), "head")
    answered = then(asked, an_act(RecordPartyOpinion, before=before, opinion=opinion, absence_reason="vì lý do ghi ở đây"), "secretary")
    assert refusal(answered, an_act(kind), "head") is None


def test_a_refusal_of_the_proposal_does_not_wait_for_it() -> None:
    failed = altered(REVIEWED, carried=False)
    assert refusal(failed, an_act(Refuse), "head") is None


@pytest.mark.parametrize(
    ("proposers", "who", "fields", "why"),
    [
        pytest.param(
            ("secretary",), "secretary", {}, Reason.PARTY_MAY_NOT_DECIDE, id="the secretary does not speak about their own proposal"
        ),
        pytest.param(("secretary",), "clerk", {"paper": PAPER}, None, id="a clerk may enter what their committee wrote about it"),
        pytest.param(
            ("clerk",), "clerk", {"paper": PAPER}, Reason.PARTY_MAY_NOT_DECIDE, id="a clerk does not enter it in their own matter"
        ),
        pytest.param(("clerk",), "clerk", ABSENT, Reason.PARTY_MAY_NOT_DECIDE, id="least of all that there is none"),
        pytest.param(("clerk",), "secretary", {}, None, id="the secretary does"),
    ],
)
def test_in_their_own_matter(proposers: tuple[str, ...], who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(replace(REVIEWED, proposers=proposers), an_act(RecordPartyOpinion, **fields), who) == why


def test_who_is_both_secretary_and_clerk_speaks_as_secretary() -> None:
    both = a_directory(a_term("secretary", Office.AGENCY_OFFICER))
    fact = decided(REVIEWED, an_act(RecordPartyOpinion), "secretary", directory=both)
    assert fact.by is not None
    assert fact.by.office is Office.PARTY_SECRETARY
