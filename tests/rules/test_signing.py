"""Leave to sign is given by an act with a paper, by the head or, of a vacant post, by the head above; it is passed on by nobody, and ended to the second."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.across.signing import delegation_of
from domain.acts import EndLeaveToSign, GiveLeaveToSign
from domain.facts import LeaveToSignEnded, LeaveToSignGiven
from domain.filing import Filed
from domain.people.delegation import in_force
from domain.people.directory import Delegation, Directory
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.signing import SigningPaper
from domain.vocabulary import Capacity, Office, Regime, SigningStage
from tests.builders import FRIDAY, THAT_DAY, WARD, a_directory, a_term, an_act, the_law

BLANK = SigningPaper(number="UQ-1")
PAPER = {"number": "5/QĐ-UBND", "issued_on": THAT_DAY}
VACANT = a_directory(gone={"head"})


def give(**fields: Any) -> GiveLeaveToSign:
    act = an_act(GiveLeaveToSign, **{"starts": THAT_DAY, "on_paper": PAPER, **fields})
    assert isinstance(act, GiveLeaveToSign)
    return act


def told(act: Any, who: str = "head", paper: SigningPaper = BLANK, directory: Directory | None = None) -> Any:
    return decide(Filed("TN-1", paper.number, act, who, FRIDAY), paper, the_law(Regime.HCMC2022), directory or a_directory())


def why(act: Any, who: str = "head", paper: SigningPaper = BLANK, directory: Directory | None = None) -> Reason | None:
    try:
        told(act, who, paper, directory)
    except Refused as refused:
        return refused.reason
    return None


def given(act: GiveLeaveToSign | None = None, who: str = "head", directory: Directory | None = None) -> SigningPaper:
    return after(told(act or give(), who, directory=directory), BLANK)


def in_directory(paper: SigningPaper) -> Delegation:
    delegation = delegation_of(paper)
    assert delegation
    return delegation


def test_the_head_gives_it_and_the_directory_is_told_the_whole_of_it() -> None:
    fact = told(give(acts=["approve"], cases=["SK-2026-26743-1"]))
    assert isinstance(fact, LeaveToSignGiven)
    assert (fact.person, fact.held, fact.held_at, fact.given_by) == ("deputy", Office.DEPUTY_HEAD, WARD, "head")
    paper = after(fact, BLANK)
    assert (paper.stage, paper.agency, paper.title, paper.named) == (SigningStage.GIVEN, WARD, "5/QĐ-UBND", ("deputy",))
    delegation = in_directory(paper)
    assert (delegation.number, delegation.acts, delegation.cases, delegation.source) == (
        "5/QĐ-UBND",
        ("approve",),
        ("SK-2026-26743-1",),
        "UQ-1",
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({}, None, id="a deputy for the head"),
        pytest.param({"person": "clerk", "capacity": "tl"}, None, id="an officer by order"),
        pytest.param({"person": "clerk", "capacity": "tuq"}, None, id="an officer by authorisation"),
        pytest.param({"starts": THAT_DAY - timedelta(days=1)}, Reason.DELEGATION_BEFORE_ITS_PAPER, id="begins before its paper"),
        pytest.param(
            {"starts": date(2026, 7, 1), "ends": THAT_DAY - timedelta(days=1), "on_paper": {**PAPER, "issued_on": "2026-07-01"}},
            Reason.DELEGATION_ENDS_FIRST,
            id="ended yesterday",
        ),
        pytest.param({"person": "clerk"}, Reason.DELEGATE_WITHOUT_OFFICE, id="names somebody without the office"),
        pytest.param({"person": "deputy_th1"}, Reason.DELEGATE_WITHOUT_OFFICE, id="a deputy of another ward"),
        pytest.param({"person": "nobody"}, Reason.UNKNOWN_PERSON, id="somebody nobody knows"),
        pytest.param({"capacity": "q"}, Reason.CAPACITY_DOES_NOT_FIT, id="one's own post is not vacant"),
        pytest.param({"acts": ["vote"]}, Reason.NOT_TO_BE_SIGNED_FOR, id="a vote by proxy"),
        pytest.param({"acts": ["give_leave_to_sign"]}, Reason.NOT_TO_BE_SIGNED_FOR, id="given on: a chain"),
        pytest.param({"cases": ["SK-1"]}, Reason.NO_SUCH_NUMBER, id="no case"),
        pytest.param({"focus_areas": ["nothing"]}, Reason.UNKNOWN_FOCUS_AREA, id="no field of work"),
        pytest.param({"focus_areas": ["institutions_policies"]}, None, id="a field of work"),
    ],
)
def test_it_is_given(fields: dict[str, Any], reason: Reason | None) -> None:
    directory = a_directory(a_term("clerk", Office.AGENCY_OFFICER))
    assert why(give(**fields), directory=directory) == reason


def test_it_is_nothing_without_a_paper() -> None:
    with pytest.raises(ValidationError, match="on_paper"):
        give(on_paper=None)


def test_nobody_but_the_head_gives_it_and_whoever_signs_for_them_least_of_all() -> None:
    leave = in_directory(given())
    signing = replace(a_directory(), delegations=(leave,))
    assert [why(give(person="deputy2"), who) for who in ("deputy", "clerk", "secretary")] == [Reason.NOT_YOUR_OFFICE] * 3
    assert why(give(person="deputy2"), "deputy", directory=signing) == Reason.IN_PERSON_ONLY
    assert why(give(), "chair") == Reason.CAPACITY_DOES_NOT_FIT, "the head above gives no leave to sign for somebody else"


def test_the_head_above_lets_somebody_stand_in_for_a_vacant_post_and_nobody_else_does() -> None:
    q = give(capacity="q")
    paper = given(q, "chair", VACANT)
    assert in_directory(paper).given_by == ""
    assert why(q, "deputy", directory=VACANT) == Reason.NOT_YOUR_OFFICE
    assert why(give(capacity="q", acts=["approve"]), "chair", directory=VACANT) == Reason.CAPACITY_DOES_NOT_FIT
    acting = replace(VACANT, delegations=(in_directory(paper),))
    assert acting.head(WARD) == "deputy"
    assert why(give(capacity="q", person="deputy2"), "chair", directory=acting) == Reason.DELEGATION_OVERLAPS
    assert why(give(person="deputy2"), "deputy", directory=acting) == Reason.IN_PERSON_ONLY
    assert why(EndLeaveToSign(reason="x"), "deputy", paper, acting) == Reason.IN_PERSON_ONLY, "nor ends what is theirs"
    assert why(EndLeaveToSign(reason="x"), "chair", paper, acting) is None


def test_two_at_once_overlap_and_one_that_was_ended_stands_in_nobodys_way() -> None:
    first = in_directory(given())
    beside = replace(a_directory(), delegations=(first.model_copy(update={"source": "UQ-9"}),))
    assert why(give(), directory=beside) == Reason.DELEGATION_OVERLAPS
    over = first.model_copy(update={"source": "UQ-9", "ended_at": FRIDAY})
    assert why(give(), directory=replace(a_directory(), idle=(over,))) is None


def test_it_ends_to_the_second_and_only_once() -> None:
    paper = given()
    fact = told(EndLeaveToSign(reason="Phân công lại."), "head", paper)
    assert isinstance(fact, LeaveToSignEnded)
    ended = after(fact, paper)
    leave, second = in_directory(ended), timedelta(seconds=1)
    assert ended.stage is SigningStage.ENDED
    assert (in_force(leave, THAT_DAY, FRIDAY - second), in_force(leave, THAT_DAY, FRIDAY), in_force(leave, THAT_DAY)) == (
        True,
        False,
        False,
    )
    assert why(EndLeaveToSign(reason="x"), "head", ended) == Reason.NOT_OPEN_IN_STAGE
    assert why(EndLeaveToSign(reason="x"), "deputy", paper) == Reason.NOT_YOUR_OFFICE


def test_an_officer_enters_what_the_head_has_signed() -> None:
    fact = told(give(on_paper={**PAPER, "decided_by": "head"}), "clerk")
    assert isinstance(fact, LeaveToSignGiven)
    assert fact.by
    assert fact.recorded_by
    assert (fact.by.person, fact.recorded_by.person, fact.given_by) == ("head", "clerk", "head")


def test_who_may_have_it_is_told_when_it_is_given_and_when_it_ends() -> None:
    fact = told(give())
    assert fact.also_told == ((Office.DEPUTY_HEAD, WARD),)
    assert told(EndLeaveToSign(reason="x"), "head", after(fact, BLANK)).also_told == ((Office.DEPUTY_HEAD, WARD),)
    assert fact.capacity is Capacity.KT
