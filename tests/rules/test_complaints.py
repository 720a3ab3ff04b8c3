"""Complaints against a decision on discipline: by the person, in the days of the law, twice; and what follows where it was irregular or wrong."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.acts import (
    Act,
    AnnounceCorrection,
    AnnulDiscipline,
    ConcludeDiscipline,
    DecideComplaint,
    FileComplaint,
    OpenDiscipline,
    RecordCourtCase,
    ResumeDiscipline,
    StayDiscipline,
)
from domain.facts import ComplaintFiled
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.decide import decide
from domain.procedure.waiting import at_rest, waits
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.time.reminders import desks
from domain.vocabulary import ClockKind, Counting, Office, PersonnelKind
from tests.builders import FRIDAY, a_policy, an_act, filed, the_law
from tests.disciplines import EMPLOYEE, HANDLED, STATION, a_step, opened, with_tam_as
from tests.reviews import became, decided, refusal
from tests.reviews import then as on

LAW = the_law()
PARTY = {"skip_ground": "party_discipline"}
OFFICIAL = with_tam_as(PersonnelKind.CIVIL_SERVANT)


def then(review: Review, act: Act, by: str, days: int = 0) -> Review:
    return on(review, act, by, FRIDAY + timedelta(days=days), directory=EMPLOYEE)


def refused(review: Review, act: Act, by: str, days: int = 0) -> Reason | None:
    return refusal(review, act, by, FRIDAY + timedelta(days=days), directory=EMPLOYEE)


def concluded(**fields: Any) -> Review:
    return then(opened(employed_at=STATION), an_act(ConcludeDiscipline, **PARTY, **fields), "station_head")


def answered(review: Review, finding: str, by: str, days: int = 1) -> Review:
    return then(review, an_act(DecideComplaint, finding=finding), by, days)


def again(**fields: Any) -> Act:
    return an_act(FileComplaint, received_on="2026-11-21", **fields)


DISCIPLINED = concluded()
FILED = then(DISCIPLINED, an_act(FileComplaint), "tam")
STOOD = answered(FILED, "stands", "station_head")
FILED_AGAIN = then(STOOD, again(), "tam", 1)
OVER = answered(FILED_AGAIN, "stands", "head", 2)
IRREGULAR = answered(FILED_AGAIN, "irregular", "head", 2)
WRONG = answered(FILED, "wrong", "station_head")
ANEW = then(IRREGULAR, an_act(AnnulDiscipline), "station_head", 3)


@pytest.mark.parametrize(
    ("review", "act", "who", "days", "why"),
    [
        pytest.param(DISCIPLINED, an_act(FileComplaint), "tam", 0, None, id="by the person disciplined"),
        pytest.param(DISCIPLINED, an_act(FileComplaint), "lan", 0, Reason.NOT_YOUR_OFFICE, id="by nobody else"),
        pytest.param(DISCIPLINED, an_act(FileComplaint), "tam", 17, None, id="up to the last day: fifteen days end on a Saturday"),
        pytest.param(DISCIPLINED, an_act(FileComplaint), "tam", 18, Reason.COMPLAINT_TOO_LATE, id="and not after it"),
        pytest.param(DISCIPLINED, an_act(FileComplaint, hindered_by="Nằm viện."), "tam", 40, None, id="unless something kept the person from it"),
        pytest.param(DISCIPLINED, an_act(FileComplaint, received_on="2026-11-19"), "tam", 0, Reason.DAY_TOO_EARLY, id="received once it was decided"),
        pytest.param(DISCIPLINED, an_act(FileComplaint, discipline="D2"), "tam", 0, Reason.NO_DECISION, id="about a decision there is"),
        pytest.param(opened(), an_act(FileComplaint), "tam", 0, Reason.NO_DECISION, id="once there is one"),
        pytest.param(concluded(form="no_violation"), an_act(FileComplaint), "tam", 0, Reason.NO_DECISION, id="and a form"),
        pytest.param(FILED, an_act(FileComplaint), "tam", 0, Reason.COMPLAINT_WAITS, id="one at a time"),
        pytest.param(STOOD, again(), "tam", 11, None, id="a second time within ten days of the answer"),
        pytest.param(STOOD, again(), "tam", 12, Reason.COMPLAINT_TOO_LATE, id="and no later"),
        pytest.param(OVER, again(), "tam", 3, Reason.COMPLAINTS_OVER, id="and no third time"),
        pytest.param(IRREGULAR, again(), "tam", 3, Reason.NO_DECISION, id="nor about what was found irregular"),
    ],
)  # fmt: skip
def test_a_decision_is_complained_about(review: Review, act: Act, who: str, days: int, why: Reason | None) -> None:
    assert refused(review, act, who, days) == why


def test_a_dismissed_person_has_thirty_days_for_the_second_complaint() -> None:
    stood = answered(then(concluded(form="dismissal"), an_act(FileComplaint), "tam"), "stands", "station_head")
    assert [refused(stood, again(), "tam", days) for days in (31, 32)] == [None, Reason.COMPLAINT_TOO_LATE]


@pytest.mark.parametrize(("personnel", "basis"), [(OFFICIAL, "L02 Art. 48"), (EMPLOYEE, "ND234 Art. 23")])
def test_it_stands_on_the_persons_own_law(personnel: Any, basis: str) -> None:
    review = on(opened(personnel), an_act(ConcludeDiscipline, **PARTY), "head", directory=personnel)
    with pytest.raises(Refused) as caught:
        decided(on(review, an_act(FileComplaint), "tam", directory=personnel), an_act(FileComplaint), "tam", directory=personnel)
    assert (caught.value.reason, caught.value.basis) == (Reason.COMPLAINT_WAITS, basis)


def decided_by_other_days(review: Review, days: int, **said: Any) -> Reason | None:
    """The second complaint, where the set says otherwise how often and how long."""
    rule = LAW.complaints.model_copy(update={name: getattr(LAW.complaints, name).model_copy(update=to) for name, to in said.items()})
    law = replace(LAW, published=LAW.policy.model_copy(update={"complaints": rule}))
    try:
        decide(filed(again(), "tam", FRIDAY + timedelta(days=days), case=review.number), review, law, EMPLOYEE)
    except Refused as refused:
        return refused.reason
    return None


def test_how_often_and_how_its_days_are_counted_is_the_sets_to_say() -> None:
    working = {"counted_in": Counting.WORKING_DAYS}
    assert decided_by_other_days(STOOD, 11, instances={"value": 1}) == Reason.COMPLAINTS_OVER
    assert [decided_by_other_days(STOOD, days, second_within=working) for days in (14, 17, 18)] == [None, None, Reason.COMPLAINT_TOO_LATE]


# --- To whom ---


def test_it_goes_first_to_whoever_issued_the_decision_and_then_to_the_authority_above() -> None:
    facts = [
        decided(DISCIPLINED, an_act(FileComplaint), "tam", directory=EMPLOYEE),
        decided(STOOD, again(), "tam", FRIDAY + timedelta(days=1), directory=EMPLOYEE),
    ]
    assert [(fact.instance, fact.to) for fact in facts if isinstance(fact, ComplaintFiled)] == [(1, STATION), (2, "26743")]
    assert refused(FILED, an_act(DecideComplaint), "head") == Reason.NOT_YOUR_OFFICE
    assert refused(FILED_AGAIN, an_act(DecideComplaint), "station_head", 1) == Reason.NOT_YOUR_OFFICE
    assert refused(FILED_AGAIN, an_act(DecideComplaint), "head", 1) is None
    assert refused(STOOD, an_act(DecideComplaint), "station_head", 1) == Reason.NOT_YOUR_OFFICE, "answered, it is with nobody"
    assert refused(WRONG, an_act(DecideComplaint), "station_head", 1) == Reason.NO_COMPLAINT


def test_whoever_decided_does_not_answer_the_second_from_a_higher_chair() -> None:
    promoted = replace(FILED, disciplines={"D1": replace(FILED.disciplines["D1"], decided_by="head")})
    fact = decided(answered(promoted, "stands", "station_head"), again(), "tam", FRIDAY + timedelta(days=1), directory=EMPLOYEE)
    assert isinstance(fact, ComplaintFiled)
    assert fact.to == "UBNDTP"


def test_above_the_city_nobody_here_answers() -> None:
    by_the_city = replace(STOOD, disciplines={"D1": replace(STOOD.disciplines["D1"], decided_at="UBNDTP")})
    assert refused(by_the_city, again(), "tam", 1) == Reason.NOBODY_ABOVE


def test_its_clock_waits_at_the_desk_it_was_sent_to() -> None:
    standpoint = Standpoint(FILED, EMPLOYEE)
    [clock] = FILED.clocks
    assert (clock.kind, clock.due_day(LAW), clock.provisional(LAW)) == (ClockKind.COMPLAINT, date(2026, 12, 21), True), (
        "thirty days end on a Sunday"
    )
    assert [(desk.office, desk.agency) for desk in desks(clock, standpoint)] == [(Office.AGENCY_HEAD, STATION)]
    assert ("agency_head", STATION, "") in set(waits(standpoint))
    assert STOOD.clocks == ()
    assert at_rest(STOOD)
    assert Standpoint(FILED_AGAIN, EMPLOYEE).holders(Office.COMPLAINT_AUTHORITY) == ("head",)


# --- Irregular: annulled, and handled anew ---


@pytest.mark.parametrize(
    ("review", "who", "why"),
    [
        pytest.param(IRREGULAR, "station_head", None, id="by whoever issued it"),
        pytest.param(IRREGULAR, "head", Reason.NOT_YOUR_OFFICE, id="not by whoever found it so"),
        pytest.param(OVER, "station_head", Reason.NOT_YOUR_OFFICE, id="not where it stands: then nothing is asked of anybody"),
        pytest.param(FILED, "station_head", Reason.NOTHING_TO_ANNUL, id="nor before the answer"),
        pytest.param(ANEW, "station_head", Reason.NOT_YOUR_OFFICE, id="and once"),
    ],
)
def test_what_was_found_irregular_is_annulled(review: Review, who: str, why: Reason | None) -> None:
    assert refused(review, an_act(AnnulDiscipline), who, 3) == why


def test_and_is_handled_anew_from_the_first_step_by_the_same_law() -> None:
    proceeding = ANEW.disciplines["D1"]
    assert (proceeding.form, proceeding.steps, proceeding.law, proceeding.handled_by) == (None, (), "public_employees", STATION)
    assert refused(ANEW, an_act(OpenDiscipline), "head", 3) == Reason.DISCIPLINE_OPEN_ALREADY
    assert refused(ANEW, an_act(ConcludeDiscipline), "station_head", 3) == Reason.STEPS_MISSING
    once_more = then(ANEW, an_act(ConcludeDiscipline, **PARTY), "station_head", 3)
    assert refused(once_more, an_act(FileComplaint, received_on="2026-11-23"), "tam", 3) is None, "and may be complained about again"


def test_from_the_complaint_to_the_new_decision_no_day_of_its_term_counts() -> None:
    [term] = ANEW.clocks
    assert (term.kind, term.paused, term.pauses[0].since) == (ClockKind.DISCIPLINE, True, FRIDAY)
    stayed = then(ANEW, an_act(StayDiscipline), "station_head", 4)
    resumed = then(stayed, an_act(ResumeDiscipline), "station_head", 9)
    assert [each.paused for each in resumed.clocks] == [True], "an illness meanwhile does not set it running"
    met = then(resumed, a_step("meeting", held_on="2026-11-29"), "station_clerk", 9)
    assert {each.kind: each.paused for each in met.clocks} == {ClockKind.DISCIPLINE: True, ClockKind.MEETING_REPORT: False}
    assert then(met, an_act(ConcludeDiscipline, **PARTY), "station_head", 10).clocks == ()


# --- Wrong: annulled, and announced ---


def test_what_was_found_wrong_is_announced_in_ten_working_days() -> None:
    [clock] = WRONG.clocks
    assert (clock.kind, clock.due_day(LAW), clock.basis(LAW)) == (ClockKind.ANNOUNCEMENT, date(2026, 12, 7), "ND234 Art. 22.2")
    assert refused(WRONG, an_act(AnnounceCorrection, announced_on="2026-11-20"), "station_head", 2) == Reason.DAY_TOO_EARLY
    assert refused(WRONG, an_act(AnnounceCorrection, announced_on="2026-11-22"), "head", 2) == Reason.NOT_YOUR_OFFICE
    assert refused(IRREGULAR, an_act(AnnounceCorrection), "station_head", 2) == Reason.NOTHING_TO_ANNOUNCE
    assert then(WRONG, an_act(AnnounceCorrection, announced_on="2026-11-22"), "station_head", 2).clocks == ()


def test_the_same_days_are_provisional_for_whom_they_were_not_read() -> None:
    review = opened(OFFICIAL)
    for who, act in (
        ("head", an_act(ConcludeDiscipline, **PARTY)),
        ("tam", an_act(FileComplaint)),
        ("head", an_act(DecideComplaint, finding="wrong")),
    ):
        review = on(review, act, who, directory=OFFICIAL)
    [clock] = review.clocks
    assert (clock.due_day(LAW), clock.basis(LAW), clock.provisional(LAW)) == (date(2026, 12, 7), "house: complaints", True)


def test_and_annulled_for_good_so_that_only_a_new_proceeding_takes_it_up() -> None:
    annulled = then(WRONG, an_act(AnnulDiscipline), "station_head", 2)
    assert [each.kind for each in annulled.clocks] == [ClockKind.ANNOUNCEMENT], "which is still to be announced"
    assert refused(annulled, an_act(ConcludeDiscipline, **PARTY), "station_head", 2) == Reason.NO_DISCIPLINE
    assert "D2" in then(annulled, an_act(OpenDiscipline), "head", 2).disciplines


# --- As it was promised before ---


def test_a_decision_under_an_earlier_set_may_be_complained_about_as_well() -> None:
    earlier = Law(a_policy("nd73-2023-3"), LAW.calendar, LAW.policy)
    review = HANDLED
    for who, act in (
        ("head", an_act(OpenDiscipline)),
        ("head", an_act(ConcludeDiscipline, steps_skipped_because="Đã kết luận.")),
        ("tam", an_act(FileComplaint)),
        ("head", an_act(DecideComplaint, finding="irregular")),
        ("head", an_act(AnnulDiscipline)),
    ):
        review = became(decide(filed(act, who, case=review.number), review, earlier, EMPLOYEE), review)
        assert all(clock.basis(earlier) and clock.due_day(earlier) for clock in review.clocks)
    assert (review.disciplines["D1"].anew, [clock.paused for clock in review.clocks]) == (True, [True])


# --- In court ---


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("tam", {}, None, id="by the person"),
        pytest.param("station_clerk", {"ruling": "Bác yêu cầu khởi kiện."}, None, id="or an officer, with the ruling"),
        pytest.param("tam", {"filed_on": "2026-11-19"}, Reason.DAY_TOO_EARLY, id="not before the decision"),
        pytest.param("hoa", {}, Reason.NOT_YOUR_OFFICE, id="by nobody else"),
    ],
)
def test_a_court_case_is_put_on_record(who: str, fields: dict[str, str], why: Reason | None) -> None:
    assert refused(DISCIPLINED, an_act(RecordCourtCase, **fields), who) == why


def test_and_decides_nothing() -> None:
    there = then(DISCIPLINED, an_act(RecordCourtCase), "tam")
    assert (there.disciplines, there.clocks) == (DISCIPLINED.disciplines, DISCIPLINED.clocks)
