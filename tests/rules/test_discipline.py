"""Discipline after ordinary handling (Decree 234/2026): the terms, what does not count, the steps and who votes where. A term that runs out decides nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.acts import (
    Act,
    ConcludeDiscipline,
    ExtendDiscipline,
    HandOverDiscipline,
    OpenDiscipline,
    RecordDisciplineStep,
    ResumeDiscipline,
    StayDiscipline,
)
from domain.facts import DisciplineConcluded
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import at_rest
from domain.refusals import Reason
from domain.streams.clocks import Clock, next_due
from domain.streams.review import Review
from domain.time.reminders import desks, fact_of
from domain.vocabulary import ClockKind, LiabilityOutcome, PersonnelKind, Regime, ReviewStage
from tests.builders import FRIDAY, a_directory, an_act, the_law
from tests.reviews import a_review, became, decided
from tests.reviews import refusal as refused
from tests.reviews import then as on

LAW = the_law()
HANDLED = a_review(ReviewStage.DECIDED, outcome=LiabilityOutcome.ORDINARY_HANDLING)
COUNCIL = ("hoa", "clerk_th", "head_th")


def with_tam_as(personnel: PersonnelKind) -> Directory:
    directory = a_directory()
    tam = directory.people["tam"].model_copy(update={"personnel": personnel})
    return replace(directory, people={**directory.people, "tam": tam})


TEACHERS = with_tam_as(PersonnelKind.PUBLIC_EMPLOYEE)


def then(review: Review, act: Act, by: str = "head", days: int = 0) -> Review:
    return on(review, act, by, FRIDAY + timedelta(days=days), directory=TEACHERS)


def refusal(review: Review, act: Act, by: str = "head") -> Reason | None:
    return refused(review, act, by, directory=TEACHERS)


def a_step(step: str, **fields: Any) -> Act:
    council = {"members": COUNCIL} if step == "council" else {}
    voted = {"ballots": {"reprimand": 2, "warning": 1}} if step == "recommendation" else {}
    return an_act(RecordDisciplineStep, step=step, **{**council, **voted, **fields})


OPENED = then(HANDLED, an_act(OpenDiscipline))
STAYED = then(OPENED, an_act(StayDiscipline))
MET = then(OPENED, a_step("meeting"))
REPORTED = then(MET, a_step("report"))
SET_UP = then(REPORTED, a_step("council"))
ADVISED = then(SET_UP, a_step("recommendation"))
CONCLUDED = then(ADVISED, an_act(ConcludeDiscipline))


def clock(review: Review, kind: ClockKind) -> Clock:
    [found] = [each for each in review.clocks if each.kind is kind]
    return found


# --- Opening ---


@pytest.mark.parametrize(
    ("review", "act", "who", "why"),
    [
        pytest.param(HANDLED, an_act(OpenDiscipline), "head", None, id="by the head"),
        pytest.param(HANDLED, an_act(OpenDiscipline), "clerk", Reason.NOT_YOUR_OFFICE, id="not by an officer without a paper"),
        pytest.param(
            HANDLED, an_act(OpenDiscipline, about="lan"), "head", Reason.NOT_ORDINARY_HANDLING, id="against whom it was so decided"
        ),
        pytest.param(
            a_review(ReviewStage.DECIDED), an_act(OpenDiscipline), "head", Reason.NOT_ORDINARY_HANDLING, id="and against nobody protected"
        ),
        pytest.param(OPENED, an_act(OpenDiscipline), "head", Reason.DISCIPLINE_OPEN_ALREADY, id="once"),
        pytest.param(
            HANDLED, an_act(OpenDiscipline, discovered_on="2026-11-21"), "head", Reason.DAY_NOT_COME, id="not discovered tomorrow"
        ),
        pytest.param(
            HANDLED, an_act(OpenDiscipline, discovered_on="2026-11-19"), "head", Reason.DAY_TOO_EARLY, id="nor before it happened"
        ),
    ],
)
def test_a_proceeding_is_opened(review: Review, act: Act, who: str, why: Reason | None) -> None:
    assert refusal(review, act, who) == why


@pytest.mark.parametrize("regime", Regime)
def test_ninety_days_run_from_the_discovery_and_a_hundred_and_fifty_once_extended(regime: Regime) -> None:
    law, review = the_law(regime), a_review(ReviewStage.DECIDED, regime, outcome=LiabilityOutcome.ORDINARY_HANDLING)
    opened = then(review, an_act(OpenDiscipline))
    first = clock(opened, ClockKind.DISCIPLINE)
    assert (first.due_day(law), first.basis(law)) == (date(2027, 2, 18), "ND234 Art. 5"), "ninety days from Friday 20 November 2026"
    longer = clock(then(opened, an_act(ExtendDiscipline)), ClockKind.DISCIPLINE_EXTENDED)
    assert longer.due_day(law) == date(2027, 4, 19), "a hundred and fifty"
    assert longer.rungs_spoken == 0


def test_it_is_extended_once() -> None:
    assert refusal(then(OPENED, an_act(ExtendDiscipline)), an_act(ExtendDiscipline)) == Reason.EXTENDED_ALREADY
    assert refusal(HANDLED, an_act(ExtendDiscipline)) == Reason.NO_DISCIPLINE
    assert refusal(OPENED, an_act(ExtendDiscipline, discipline="D2")) == Reason.NO_DISCIPLINE


# --- What does not count ---


def test_a_stay_stops_every_clock_of_it_and_its_days_are_not_counted() -> None:
    stayed = then(MET, an_act(StayDiscipline))
    assert all(each.paused for each in stayed.clocks)
    assert next_due(stayed.clocks, LAW) is None
    later = then(stayed, an_act(ResumeDiscipline), days=30)
    assert clock(later, ClockKind.DISCIPLINE).due_day(LAW) == date(2027, 3, 22), "thirty days more: 20 March 2027 is a Saturday"
    extended = then(later, an_act(ExtendDiscipline), days=30)
    assert clock(extended, ClockKind.DISCIPLINE_EXTENDED).due_day(LAW) == date(2027, 5, 19), "the extended term leaves the same days out"


@pytest.mark.parametrize("act", [an_act(ExtendDiscipline), an_act(StayDiscipline), a_step("meeting"), an_act(ConcludeDiscipline)])
def test_while_it_is_stayed_nothing_of_it_goes_on(act: Act) -> None:
    assert refusal(STAYED, act) == Reason.DISCIPLINE_IS_STAYED


def test_only_what_is_stayed_is_resumed() -> None:
    assert refusal(OPENED, an_act(ResumeDiscipline)) == Reason.DISCIPLINE_NOT_STAYED
    assert refusal(STAYED, an_act(ResumeDiscipline)) is None


# --- The steps ---


def test_each_step_sets_the_next_ones_days_running_for_a_public_employee() -> None:
    due = [
        [(each.kind, each.due_day(LAW), each.basis(LAW)) for each in review.clocks if each.kind is not ClockKind.DISCIPLINE]
        for review in (OPENED, MET, REPORTED, SET_UP, ADVISED)
    ]
    assert due == [
        [],
        [(ClockKind.MEETING_REPORT, date(2026, 11, 26), "ND234 Art. 14")],
        [(ClockKind.DISCIPLINE_COUNCIL, date(2026, 11, 30), "ND234 Art. 15")],
        [(ClockKind.COUNCIL_RECOMMENDATION, date(2026, 11, 30), "ND234 Art. 18")],
        [(ClockKind.DISCIPLINE_DECISION, date(2026, 11, 30), "ND234 Art. 18")],
    ]


def test_for_others_the_steps_may_be_recorded_and_have_no_days_of_their_own() -> None:
    opened = on(HANDLED, an_act(OpenDiscipline), "head")
    assert not opened.disciplines["D1"].inner_steps, "tam is a civil servant"
    met = on(opened, a_step("meeting"), "clerk")
    assert [each.kind for each in met.clocks] == [ClockKind.DISCIPLINE]
    assert refused(opened, an_act(ConcludeDiscipline), "head") is None


@pytest.mark.parametrize(
    ("review", "act", "why"),
    [
        pytest.param(OPENED, a_step("report"), Reason.STEP_OUT_OF_ORDER, id="one after the other"),
        pytest.param(ADVISED, a_step("meeting"), Reason.STEP_OUT_OF_ORDER, id="and each once"),
        pytest.param(OPENED, a_step("meeting", held_on="2026-11-21"), Reason.DAY_NOT_COME, id="not tomorrow's"),
        pytest.param(OPENED, a_step("meeting", held_on="2026-11-19"), Reason.DAY_TOO_EARLY, id="nor of before the discovery"),
        pytest.param(OPENED, a_step("meeting", ballots={"reprimand": 3}), Reason.NO_VOTE_HERE, id="without a vote in the meeting"),
        pytest.param(REPORTED, a_step("council", members=COUNCIL[:2]), Reason.COUNCIL_TOO_SMALL, id="with three on the council"),
        pytest.param(REPORTED, a_step("council", members=(*COUNCIL, "tam")), Reason.PARTY_MAY_NOT_DECIDE, id="none of them a party"),
        pytest.param(REPORTED, a_step("council", members=(*COUNCIL, "ghost")), Reason.UNKNOWN_PERSON, id="all of them known"),
        pytest.param(SET_UP, a_step("recommendation", ballots={}), Reason.BALLOT_NEEDED, id="by secret ballot"),
        pytest.param(SET_UP, a_step("recommendation", ballots={"reprimand": 2}), Reason.BALLOT_NEEDED, id="of three at least"),
        pytest.param(SET_UP, a_step("recommendation", ballots={"reprimand": 4}), Reason.BALLOT_NEEDED, id="and of no more than sit on it"),
        pytest.param(HANDLED, a_step("meeting"), Reason.NO_DISCIPLINE, id="once it is opened"),
    ],
)
def test_a_step_is_recorded(review: Review, act: Act, why: Reason) -> None:
    assert refusal(review, act, "clerk") == why


# --- The end ---


def test_the_head_concludes_with_reasons_and_every_clock_of_it_stops() -> None:
    assert (CONCLUDED.clocks, at_rest(CONCLUDED)) == ((), True)
    assert CONCLUDED.disciplines["D1"].form == "reprimand"
    assert refusal(CONCLUDED, an_act(ConcludeDiscipline)) == Reason.NO_DISCIPLINE
    assert not at_rest(OPENED)


def test_a_public_employees_steps_are_skipped_only_for_a_reason() -> None:
    assert refusal(MET, an_act(ConcludeDiscipline)) == Reason.STEPS_MISSING
    fact = decided(MET, an_act(ConcludeDiscipline, steps_skipped_because="Đã có quyết định kỷ luật về Đảng."), "head", directory=TEACHERS)
    assert isinstance(fact, DisciplineConcluded)
    assert fact.steps_skipped_because


def test_however_late_time_concludes_nothing() -> None:
    review = MET
    while rung := next_due(review.clocks, LAW):
        review = became(fact_of(rung, review, LAW), review)
    assert review.disciplines == MET.disciplines
    assert refusal(review, an_act(ConcludeDiscipline, steps_skipped_because="Đã kết luận.")) is None, (
        "late authority must still decide (Art. 5)"
    )


# --- Handed over ---

GIVEN = then(MET, an_act(HandOverDiscipline))


@pytest.mark.parametrize(
    ("fields", "who", "why"),
    [
        pytest.param({}, "head", None, id="by the head who has it"),
        pytest.param({}, "head_th", Reason.NO_SUCH_CASE, id="not by who would get it"),
        pytest.param({"to": "nowhere"}, "head", Reason.UNKNOWN_AGENCY, id="to an agency there is"),
        pytest.param({"to": "SNV"}, "head", Reason.NO_HEAD_TO_TAKE_OVER, id="and one whose head can decide"),
    ],
)
def test_it_is_handed_over(fields: dict[str, str], who: str, why: Reason | None) -> None:
    assert refusal(MET, an_act(HandOverDiscipline, **fields), who) == why


def test_from_then_on_the_new_head_alone_goes_on_with_it() -> None:
    assert refusal(GIVEN, a_step("report"), "head") == Reason.HANDED_OVER
    assert refusal(GIVEN, a_step("report"), "clerk") == Reason.HANDED_OVER
    assert refusal(GIVEN, a_step("report"), "head_th") is None
    assert refusal(GIVEN, an_act(HandOverDiscipline, to="26743"), "head") == Reason.HANDED_OVER
    assert refusal(GIVEN, an_act(OpenDiscipline, about="lan"), "head_th") == Reason.NOT_YOUR_OFFICE


def test_the_new_head_has_no_hand_in_another_proceeding_of_the_review() -> None:
    both = replace(GIVEN, disciplines={**GIVEN.disciplines, "D2": OPENED.disciplines["D1"]})
    assert refusal(both, an_act(ExtendDiscipline, discipline="D2"), "head_th") == Reason.NOT_YOUR_OFFICE
    assert refusal(both, an_act(ExtendDiscipline, discipline="D2"), "head") is None


def test_its_clocks_wait_at_the_new_desk_and_the_new_agency_reads_the_review() -> None:
    standpoint = Standpoint(GIVEN, TEACHERS)
    assert {desk.agency for each in GIVEN.clocks for desk in desks(each, standpoint)} == {"27475"}
    assert {desk.agency for each in MET.clocks for desk in desks(each, Standpoint(MET, TEACHERS))} == {"26743"}
    assert standpoint.may_read("clerk_th")
    assert GIVEN.consulted == ("27475",)


def test_who_left_the_panel_for_bias_sits_on_no_council() -> None:
    biased = replace(REPORTED, recused=("hoa",))
    assert refusal(biased, a_step("council"), "clerk") == Reason.MAY_NOT_SIT
