"""A decision with its document. What somebody signed is entered by an officer of their agency, or by themselves: the rules are asked of whoever
signed, as who held which office on the day they signed it, and the record names both.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.acts import ACTS, Act, Approve, Close, ConcludeVote, Decision, SubmitToCity
from domain.facts import Approved, VoteConcluded
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import Appraisal, Ballot, Capacity, Office, OpinionFor, PartyOpinion, Regime, Stage
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
        pytest.param("2026-11-24", Reason.DOCUMENT_NOT_YET, id="not tomorrow"),
        pytest.param("2026-11-19", Reason.DOCUMENT_TOO_EARLY, id="not before the case was registered"),
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


def test_the_record_keeps_who_signed_and_in_what_capacity_and_asks_no_scan() -> None:
    fact = decided(CARRIED, signed(sha256=None, signer="Lê Văn Bình", capacity="kt"), "clerk", MONDAY)
    assert fact.paper is not None
    assert (fact.paper.signer, fact.paper.capacity, fact.paper.sha256) == ("Lê Văn Bình", Capacity.KT, "")


def test_whoever_decides_in_person_names_the_document_and_not_themselves() -> None:
    fact = decided(CARRIED, an_act(Approve, on_paper={"number": "12/QĐ-UBND", "issued_on": "2026-11-20"}), "head")
    assert fact.by is not None
    assert fact.paper is not None
    assert (fact.by.person, fact.recorded_by, fact.paper.number) == ("head", None, "12/QĐ-UBND")


LEFT = date(2026, 11, 20)
BEFORE = a_directory()
SINCE = a_directory(a_term("hoa", Office.AGENCY_HEAD, starts=MONDAY.date()), gone={"head"}, on=MONDAY.date())


def entered(decided_by: str, issued_on: date, at: datetime = MONDAY) -> Reason | None:
    """On Monday, when hoa heads the ward; until the Friday before it was head."""
    then = BEFORE if issued_on <= LEFT else SINCE
    try:
        decided(CARRIED, signed(decided_by, issued_on=issued_on), "clerk", at, directory=SINCE, signed=then)
    except Refused as refused:
        return refused.reason
    return None


def test_a_paper_is_judged_by_who_held_the_office_on_the_day_it_was_signed() -> None:
    assert entered("head", LEFT) is None, "signed by the head who has left, and entered after"
    assert entered("hoa", LEFT) == Reason.MAY_NOT_ENTER, "signed by somebody who came into office only after"
    assert entered("hoa", MONDAY.date()) is None
    assert entered("head", MONDAY.date()) == Reason.MAY_NOT_ENTER, "signed by somebody who had left"


def test_who_has_left_the_office_enters_nothing_they_signed_in_it() -> None:
    """They may still serve and read here: entering is an act of today, and is for an officer then."""
    now_deputy = a_directory(a_term("head", Office.DEPUTY_HEAD, starts=MONDAY.date()), gone={"head"}, on=MONDAY.date())
    own = signed("head", issued_on=LEFT)
    with pytest.raises(Refused, match="not-your-office"):
        decided(CARRIED, own, "head", MONDAY, directory=now_deputy, signed=BEFORE)
    assert decided(CARRIED, own, "clerk", MONDAY, directory=now_deputy, signed=BEFORE)


def test_of_two_who_held_an_office_here_only_the_head_of_that_day_decided() -> None:
    was_deputy = a_directory(a_term("hoa", Office.DEPUTY_HEAD, ends=LEFT))
    with pytest.raises(Refused, match="not-your-office"):
        decided(CARRIED, signed("hoa", issued_on=LEFT), "clerk", MONDAY, directory=SINCE, signed=was_deputy)


def test_the_record_names_the_office_in_which_it_was_signed() -> None:
    fact = decided(CARRIED, signed(issued_on=LEFT), "clerk", MONDAY, directory=SINCE, signed=BEFORE)
    assert fact.by is not None
    assert (fact.by.person, fact.by.office, fact.by.agency) == ("head", Office.AGENCY_HEAD, WARD)


def test_what_keeps_somebody_from_deciding_is_asked_of_the_record_whatever_day_they_signed() -> None:
    theirs = replace(CARRIED, proposers=("head",))
    with pytest.raises(Refused, match="not-your-office"):  # the superior decides what is the head's own
        decided(theirs, signed(issued_on=LEFT), "clerk", MONDAY, directory=SINCE, signed=BEFORE)


def test_of_a_meeting_those_are_entitled_who_led_the_agency_on_the_day_of_its_paper() -> None:
    voted = a_case(Stage.AGENCY_REVIEW, ballots=dict.fromkeys(("head", "deputy"), Ballot.FOR), opinions=ASKED)
    concluded = an_act(ConcludeVote, on_paper=a_paper(issued_on=LEFT))
    since = a_directory(gone={"head", "deputy"}, on=MONDAY.date())
    fact = decided(voted, concluded, "clerk", MONDAY, directory=since, signed=BEFORE)
    assert isinstance(fact, VoteConcluded)
    assert (fact.entitled, fact.votes_for) == (3, 2)


def test_what_was_signed_before_a_merger_is_asked_of_those_who_lead_the_agency_that_took_over() -> None:
    younger = replace(BEFORE, agencies={code: each for code, each in BEFORE.agencies.items() if code != WARD})
    with pytest.raises(Refused, match="may-not-enter"):
        decided(CARRIED, signed("head", issued_on=LEFT), "clerk", MONDAY, directory=SINCE, signed=younger)
    assert decided(CARRIED, signed("hoa", issued_on=LEFT), "clerk", MONDAY, directory=SINCE, signed=younger)


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
