"""Discipline after ordinary handling, by the law of the person: its terms, its stays, whose it is, how it ends. A term that runs out decides nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.acts import (
    Act,
    ConcludeDiscipline,
    ExtendDiscipline,
    HandOverDiscipline,
    OpenDiscipline,
    ResumeDiscipline,
    StayDiscipline,
)
from domain.facts import DisciplineConcluded, DisciplineOpened
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import at_rest
from domain.refusals import Reason, Refused
from domain.streams.clocks import Clock, next_due
from domain.streams.review import Review
from domain.time.reminders import desks, fact_of
from domain.vocabulary import ClockKind, DisciplineForm, LiabilityOutcome, Office, PersonnelKind, Regime, ReviewStage
from tests.builders import a_term, an_act, the_law
from tests.disciplines import EMPLOYEE, HANDLED, MANAGER, STATION, a_step, opened, taken, with_tam_as
from tests.reviews import a_review, became, days_later, decided
from tests.reviews import refusal as refused
from tests.reviews import then as on

LAW = the_law()
OFFICIAL = with_tam_as(PersonnelKind.CIVIL_SERVANT)
CADRE = with_tam_as(PersonnelKind.CADRE)
PARTY = {"skip_ground": "party_discipline"}


def then(review: Review, act: Act, by: str = "head", days: int = 0) -> Review:
    return on(review, act, by, days_later(days), directory=OFFICIAL)


def refusal(review: Review, act: Act, by: str = "head") -> Reason | None:
    return refused(review, act, by, directory=OFFICIAL)


OPENED = then(HANDLED, an_act(OpenDiscipline))
STAYED = then(OPENED, an_act(StayDiscipline))
MET = then(OPENED, a_step("meeting"), "clerk")
CONCLUDED = then(MET, an_act(ConcludeDiscipline, **PARTY))


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


@pytest.mark.parametrize(
    ("personnel", "basis"),
    [
        pytest.param(PersonnelKind.CADRE, "ND172: discipline", id="cadres"),
        pytest.param(PersonnelKind.CIVIL_SERVANT, "ND172: discipline", id="civil servants"),
        pytest.param(PersonnelKind.MANAGING_CIVIL_SERVANT, "ND172: discipline", id="and those who manage"),
        pytest.param(PersonnelKind.PUBLIC_EMPLOYEE, "ND234 Art. 5.5", id="public employees"),
        pytest.param(PersonnelKind.MANAGING_PUBLIC_EMPLOYEE, "ND234 Art. 5.5", id="likewise"),
    ],
)
def test_each_is_disciplined_by_their_own_law(personnel: PersonnelKind, basis: str) -> None:
    assert clock(opened(with_tam_as(personnel)), ClockKind.DISCIPLINE).basis(LAW) == basis


@pytest.mark.parametrize(
    ("personnel", "why", "basis"),
    [
        pytest.param(PersonnelKind.WORKER, Reason.ANOTHER_LAW, "house: discipline", id="workers"),
        pytest.param(PersonnelKind.STATE_CAPITAL_HOLDER, Reason.ANOTHER_LAW, "house: discipline", id="holders of state capital"),
        pytest.param(None, Reason.PERSONNEL_UNKNOWN, "house: discipline", id="of whom the directory does not say what they are"),
    ],
)
def test_whose_law_nobody_has_read_is_not_disciplined_here(personnel: PersonnelKind | None, why: Reason, basis: str) -> None:
    with pytest.raises(Refused) as caught:
        opened(with_tam_as(personnel))
    assert (caught.value.reason, caught.value.basis) == (why, basis)


@pytest.mark.parametrize("regime", Regime)
def test_ninety_days_run_from_the_discovery_and_a_hundred_and_fifty_once_extended(regime: Regime) -> None:
    law, review = the_law(regime), a_review(ReviewStage.DECIDED, regime, outcome=LiabilityOutcome.ORDINARY_HANDLING)
    opened = then(review, an_act(OpenDiscipline))
    first = clock(opened, ClockKind.DISCIPLINE)
    assert (first.due_day(law), first.basis(law)) == (date(2027, 2, 18), "ND172: discipline"), "ninety days from Friday 20 November 2026"
    longer = clock(then(opened, an_act(ExtendDiscipline)), ClockKind.DISCIPLINE_EXTENDED)
    assert longer.due_day(law) == date(2027, 4, 19), "a hundred and fifty"
    assert longer.rungs_spoken == 0


def test_it_is_extended_once() -> None:
    assert refusal(then(OPENED, an_act(ExtendDiscipline)), an_act(ExtendDiscipline)) == Reason.EXTENDED_ALREADY
    assert refusal(HANDLED, an_act(ExtendDiscipline)) == Reason.NO_DISCIPLINE
    assert refusal(OPENED, an_act(ExtendDiscipline, discipline="D2")) == Reason.NO_DISCIPLINE


LONG_AGO = replace(HANDLED, happened_on=date(2021, 11, 19))
LONGER_AGO = replace(HANDLED, happened_on=date(2016, 11, 19))


@pytest.mark.parametrize(
    ("review", "directory", "fields", "why"),
    [
        pytest.param(LONG_AGO, EMPLOYEE, {}, None, id="after five years other forms are left"),
        pytest.param(LONGER_AGO, EMPLOYEE, {}, Reason.LIMITATION_OVER, id="after ten none"),
        pytest.param(LONGER_AGO, EMPLOYEE, {"ended_on": "2016-11-20"}, None, id="counted from the day the act ended"),
        pytest.param(LONGER_AGO, EMPLOYEE, {"no_limitation": "false_certificates"}, None, id="unless it knows no limitation"),
        pytest.param(LONGER_AGO, OFFICIAL, {}, None, id="and nothing is said where it was not read"),
    ],
)
def test_what_was_done_too_long_ago_is_not_disciplined(
    review: Review, directory: Directory, fields: dict[str, str], why: Reason | None
) -> None:
    assert refused(review, an_act(OpenDiscipline, **fields), "head", directory=directory) == why


def test_what_ended_on_the_last_day_of_a_leap_february_lapses_on_the_last_of_february() -> None:
    review = on(LONGER_AGO, an_act(OpenDiscipline, ended_on="2020-02-29", discovered_on="2020-03-02"), "head", directory=EMPLOYEE)
    assert review.disciplines["D1"].lapses[DisciplineForm.REPRIMAND] == date(2025, 2, 28)
    assert refused(LONGER_AGO, an_act(OpenDiscipline, ended_on="2016-02-29"), "head", directory=EMPLOYEE) == Reason.DAY_TOO_EARLY


def test_after_five_years_nobody_is_reprimanded_any_more() -> None:
    review = on(LONG_AGO, an_act(OpenDiscipline), "head", directory=EMPLOYEE)
    assert refused(review, an_act(ConcludeDiscipline, **PARTY), "head", directory=EMPLOYEE) == Reason.LIMITATION_OVER
    assert refused(review, an_act(ConcludeDiscipline, form="warning", **PARTY), "head", directory=EMPLOYEE) is None
    assert review.disciplines["D1"].lapses[DisciplineForm.REPRIMAND] == date(2026, 11, 19), "the day is on the record"


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


# --- The end ---


def test_the_head_concludes_with_reasons_and_every_clock_of_it_stops() -> None:
    assert (CONCLUDED.clocks, at_rest(CONCLUDED)) == ((), True)
    assert CONCLUDED.disciplines["D1"].form == "reprimand"
    assert refusal(CONCLUDED, an_act(ConcludeDiscipline)) == Reason.NO_DISCIPLINE
    assert not at_rest(OPENED)


@pytest.mark.parametrize(
    ("personnel", "forms"),
    [
        (PersonnelKind.CADRE, {"reprimand", "warning", "removal", "recall"}),
        (PersonnelKind.CIVIL_SERVANT, {"reprimand", "warning", "dismissal"}),
        (PersonnelKind.MANAGING_CIVIL_SERVANT, {"reprimand", "warning", "removal", "dismissal"}),
        (PersonnelKind.PUBLIC_EMPLOYEE, {"reprimand", "warning", "dismissal"}),
        (PersonnelKind.MANAGING_PUBLIC_EMPLOYEE, {"reprimand", "warning", "removal", "dismissal"}),
    ],
)
def test_each_may_be_given_the_forms_of_their_kind_or_none(personnel: PersonnelKind, forms: set[str]) -> None:
    directory = with_tam_as(personnel)
    review = opened(directory)
    acts = {form: an_act(ConcludeDiscipline, form=form, **PARTY) for form in DisciplineForm}
    refusals = {form: refused(review, act, "head", directory=directory) for form, act in acts.items()}
    assert {form for form, why in refusals.items() if why is None} == {*forms, "no_violation"}
    assert {why for why in refusals.values() if why} == {Reason.FORM_NOT_THEIRS}


@pytest.mark.parametrize(
    ("directory", "fields", "until"),
    [
        pytest.param(EMPLOYEE, {}, date(2027, 11, 20), id="twelve months of today"),
        pytest.param(
            EMPLOYEE,
            {"effective_on": "2028-02-29"},
            date(2029, 2, 28),
            id="or of the day the decision names: the last of a month without it",
        ),
        pytest.param(EMPLOYEE, {"form": "no_violation"}, None, id="of a form alone"),
        pytest.param(OFFICIAL, {}, None, id="and not where that was not read"),
    ],
)
def test_a_decision_says_until_when_it_has_effect(directory: Directory, fields: dict[str, Any], until: date | None) -> None:
    fact = decided(opened(directory), an_act(ConcludeDiscipline, **PARTY, **fields), "head", directory=directory)
    assert isinstance(fact, DisciplineConcluded)
    assert fact.effect_until == until


def test_however_late_time_concludes_nothing() -> None:
    review = MET
    while rung := next_due(review.clocks, LAW):
        review = became(fact_of(rung, review, LAW), review)
    assert review.disciplines == MET.disciplines
    assert refusal(review, an_act(ConcludeDiscipline, **PARTY)) is None, "late authority must still decide (Art. 5)"


# --- Whose it is ---

LEADER = replace(CADRE, terms=(*CADRE.terms, a_term("tam", Office.DEPUTY_HEAD)))


@pytest.mark.parametrize(
    ("directory", "employed_at", "whose"),
    [
        pytest.param(OFFICIAL, None, "", id="a civil servant: the head of the agency"),
        pytest.param(EMPLOYEE, STATION, STATION, id="an employee: the head of the unit"),
        pytest.param(MANAGER, STATION, "", id="who manages it: the head of the ward, which appoints them"),
        pytest.param(LEADER, None, "UBNDTP", id="who leads the ward: the head above, which appoints them"),
        pytest.param(replace(EMPLOYEE, terms=tuple(t for t in EMPLOYEE.terms if t.agency != STATION)), STATION, "", id="a unit without a head: the next above"),
    ],
)  # fmt: skip
def test_it_is_for_whoever_the_persons_law_names(directory: Directory, employed_at: str | None, whose: str) -> None:
    fact = decided(HANDLED, an_act(OpenDiscipline, employed_at=employed_at), "head", directory=directory)
    assert isinstance(fact, DisciplineOpened)
    assert fact.handled_by == whose


def test_whoever_opened_it_has_no_further_hand_in_it() -> None:
    review = opened(EMPLOYEE, employed_at=STATION)
    for who, why in (("head", Reason.HANDED_OVER), ("station_head", None), ("station_clerk", Reason.NOT_YOUR_OFFICE)):
        assert refused(review, an_act(ConcludeDiscipline, **PARTY), who, directory=EMPLOYEE) == why
    for who, why in (("clerk", Reason.HANDED_OVER), ("station_head", None), ("station_clerk", None)):
        assert refused(review, a_step("meeting"), who, directory=EMPLOYEE) == why


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
    assert refusal(GIVEN, a_step("report", held_on="2026-11-20"), "head_th") is None
    assert refusal(GIVEN, an_act(HandOverDiscipline, to="26743"), "head") == Reason.HANDED_OVER
    assert refusal(GIVEN, an_act(OpenDiscipline, about="lan"), "head_th") == Reason.NOT_YOUR_OFFICE


def test_the_new_head_has_no_hand_in_another_proceeding_of_the_review() -> None:
    both = replace(GIVEN, disciplines={**GIVEN.disciplines, "D2": OPENED.disciplines["D1"]})
    assert refusal(both, an_act(ExtendDiscipline, discipline="D2"), "head_th") == Reason.NOT_YOUR_OFFICE
    assert refusal(both, an_act(ExtendDiscipline, discipline="D2"), "head") is None


def test_its_clocks_wait_at_the_new_desk_and_the_new_agency_reads_the_review() -> None:
    standpoint = Standpoint(GIVEN, OFFICIAL)
    assert {desk.agency for each in GIVEN.clocks for desk in desks(each, standpoint)} == {"27475"}
    assert {desk.agency for each in MET.clocks for desk in desks(each, Standpoint(MET, OFFICIAL))} == {"26743"}
    assert standpoint.may_read("clerk_th")
    assert GIVEN.consulted == ("27475",)


def test_who_left_the_panel_for_bias_sits_on_no_council() -> None:
    biased = replace(taken("meeting", "report"), recused=("station_union",))
    assert refused(biased, a_step("council", held_on="2026-11-20"), "station_clerk", directory=EMPLOYEE) == Reason.MAY_NOT_SIT
