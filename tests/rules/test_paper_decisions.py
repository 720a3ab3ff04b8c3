"""What somebody signed on paper is entered by an officer of their agency: the rules are asked of whoever signed, and the record names both."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.acts import ACTS, Act, Approve, Close, ConcludeVote, Decision, SubmitToCity
from domain.facts import Approved
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Appraisal, Ballot, Office, OpinionFor, PartyOpinion, Regime, Stage
from tests.builders import CITY, WARD, a_case, a_directory, a_paper, a_term, altered, an_act, decided, refusal

ASKED = {OpinionFor.APPROVAL: PartyOpinion.AGREES}
CARRIED = a_case(Stage.AGENCY_REVIEW, carried=True, opinions=ASKED)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def signed(decided_by: str = "head", **fields: object) -> Act:
    return an_act(Approve, on_paper=a_paper(decided_by, **fields))


@pytest.mark.parametrize(
    ("case", "who", "decided_by", "why"),
    [
        pytest.param(CARRIED, "clerk", "head", None, id="an officer of the agency enters what its head signed"),
        pytest.param(CARRIED, "head", "head", None, id="or the head themselves"),
        pytest.param(CARRIED, "clerk_th", "head", Reason.NO_SUCH_CASE, id="not an officer of another ward"),
        pytest.param(CARRIED, "deputy", "head", Reason.MAY_NOT_ENTER, id="not a deputy"),
        pytest.param(CARRIED, "clerk", "deputy", Reason.NOT_YOUR_OFFICE, id="what a deputy signed is no decision"),
        pytest.param(CARRIED, "clerk", "clerk", Reason.NOT_YOUR_OFFICE, id="nor is what the officer signed"),
        pytest.param(CARRIED, "clerk", "nobody", Reason.NOT_IN_THE_DIRECTORY, id="nor what nobody knows signed"),
        pytest.param(altered(CARRIED, carried=False), "clerk", "head", Reason.NOT_CARRIED, id="paper changes no rule"),
        pytest.param(replace(CARRIED, proposers=("clerk",)), "clerk", "head", Reason.PARTY_MAY_NOT_DECIDE, id="nor a party"),
        pytest.param(
            replace(CARRIED, proposers=("head",), addressed_to=CITY),
            "clerk",
            "head",
            Reason.NOT_YOUR_OFFICE,
            id="nor their own",
        ),
    ],
)
def test_a_signed_decision_is_entered(case: Initiative, who: str, decided_by: str, why: Reason | None) -> None:
    assert refusal(case, signed(decided_by), who) == why


@pytest.mark.parametrize(
    ("issued_on", "why"),
    [
        pytest.param("2026-11-20", None, id="signed before"),
        pytest.param("2026-11-23", None, id="or today"),
        pytest.param("2026-11-24", Reason.DAY_NOT_COME, id="not tomorrow"),
    ],
)
def test_a_paper_is_dated(issued_on: str, why: Reason | None) -> None:
    assert refusal(CARRIED, signed(issued_on=issued_on), "clerk", MONDAY) == why
    assert refusal(CARRIED, signed(issued_on=issued_on), "head", MONDAY) == why


def test_the_record_says_whose_decision_it_is_who_entered_it_and_from_what() -> None:
    fact = decided(CARRIED, signed(), "clerk", MONDAY)
    assert isinstance(fact, Approved)
    assert fact.by is not None
    assert fact.recorded_by is not None
    assert fact.paper is not None
    assert (fact.by.person, fact.by.office, fact.by.agency) == ("head", Office.AGENCY_HEAD, WARD)
    assert (fact.recorded_by.person, fact.recorded_by.office, fact.recorded_by.agency) == ("clerk", Office.AGENCY_OFFICER, WARD)
    assert (fact.paper.number, fact.paper.sha256) == ("12/UBND-VP", "a" * 64)
    assert fact.at == MONDAY, "legal time is when it was received, whatever day the paper bears"


def test_who_decides_and_files_in_person_needs_no_paper_and_nobody_enters_it() -> None:
    fact = decided(CARRIED, an_act(Approve), "head")
    assert (fact.recorded_by, fact.paper) == (None, None)


def test_an_officer_of_the_city_enters_what_its_chair_signed() -> None:
    appraised = a_case(Stage.CITY_APPRAISAL, appraisal=Appraisal.RECOMMENDS_APPROVAL)
    at_the_city = a_directory(a_term("stranger", Office.AGENCY_OFFICER, CITY))
    assert refusal(appraised, signed("chair"), "stranger", directory=at_the_city) is None
    assert refusal(appraised, signed("chair"), "clerk", directory=at_the_city) == Reason.MAY_NOT_ENTER


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        pytest.param(a_case(Stage.AGENCY_REVIEW, ballots=dict.fromkeys(("head", "deputy"), Ballot.FOR)), ConcludeVote, id="the vote"),
        pytest.param(a_case(Stage.AGENCY_REVIEW, regime=Regime.HCMC2022, carried=True, opinions=ASKED), SubmitToCity, id="the submission"),
        pytest.param(a_case(Stage.REWARDING), Close, id="the closing"),
    ],
)
def test_so_it_is_with(case: Initiative, kind: type[Act]) -> None:
    assert refusal(case, an_act(kind, on_paper=a_paper()), "clerk") is None
    assert refusal(case, an_act(kind), "clerk") == Reason.NOT_YOUR_OFFICE


def test_a_ballot_and_a_proposal_are_nobodys_to_enter() -> None:
    of_persons = {"register", "resubmit", "vote", "finish", "submit_result_report", "withdraw", "report_incident", "report_obstruction"}
    assert not any(issubclass(ACTS[name], Decision) for name in of_persons)
