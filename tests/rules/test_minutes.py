"""The minutes of a body's meeting: no recommendation without them, and who was there agrees with who voted, dissented and is absent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.acts import ConveneCouncil, RecordCouncilConclusion
from domain.facts import Absence, CouncilConcluded, DisciplineStepTaken, Minutes, Recommended
from domain.law.policy import Law
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.vocabulary import LiabilityOutcome, PersonnelKind, Regime, ReviewStage, Stage
from tests.builders import FRIDAY, a_case, a_directory, a_policy, an_act, filed, the_law, then
from tests.builders import decided as of_initiative
from tests.builders import refusal as at_the_door
from tests.disciplines import a_step, opened, refused, until, with_tam_as
from tests.reviews import a_review, decided, gathered, refusal
from tests.rules.test_recommendation import a_recommendation, but_not

READY = gathered(a_review(ReviewStage.FINDINGS, Regime.ND73))
FOUR = replace(READY, panel=(*READY.panel, "head_th"))
EXCLUDED = LiabilityOutcome.EXCLUDED
COUNCIL = then(a_case(Stage.AGENCY_REVIEW), an_act(ConveneCouncil, members=["hoa", "focal"]), "head")
OFFICIAL = with_tam_as(PersonnelKind.CIVIL_SERVANT)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"minuted": None}, Reason.MINUTES_NEEDED, id="none without minutes"),
        pytest.param({"minuted": but_not()}, None, id="where nobody is absent all were there"),
        pytest.param({"minuted": but_not("clerk_th")}, None, id="with whoever was absent and why"),
        pytest.param({"minuted": but_not("head")}, Reason.NOT_SITTING, id="of those who sit"),
        pytest.param({"minuted": but_not("hoa")}, Reason.ATTENDANCE_DISAGREES, id="nobody brings it who was not there"),
        pytest.param(
            {"minuted": but_not("focal"), "dissents": [{"member": "focal", "view": "Chưa đủ."}]},
            Reason.ATTENDANCE_DISAGREES,
            id="nor dissents",
        ),
        pytest.param({"minuted": but_not("focal"), "present": ["focal"]}, Reason.ATTENDANCE_DISAGREES, id="nor is there and absent"),
        pytest.param({"present": ["focal"]}, Reason.ATTENDANCE_DISAGREES, id="and each is one of the two"),
        pytest.param({"minuted": {**but_not(), "minutes_on": "2026-11-21"}}, Reason.DAY_NOT_COME, id="minutes of tomorrow are none"),
    ],
)
def test_a_panel_recommends_by_its_minutes(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(FOUR, a_recommendation(EXCLUDED, **fields), "hoa") == why


def test_what_is_recorded_says_who_was_there_and_who_was_not() -> None:
    fact = decided(FOUR, a_recommendation(EXCLUDED, minuted=but_not("clerk_th")), "hoa")
    assert isinstance(fact, Recommended)
    there = ("hoa", "focal", "head_th")
    absent = (Absence(member="clerk_th", reason="Đi công tác."),)
    assert fact.minuted == Minutes(number="01/BB-HĐ", issued_on=date(2026, 11, 20), present=there, absent=absent)
    assert fact.present == there


def test_a_case_of_an_earlier_set_goes_on_without() -> None:
    law = Law(a_policy("nd73-2023-3"), the_law().calendar, the_law().policy)
    fact = decide(filed(a_recommendation(EXCLUDED, minuted=None), "hoa", FRIDAY, case=READY.number), READY, law, a_directory())
    assert isinstance(fact, Recommended)
    assert fact.minuted is None


def test_so_does_the_council_for_a_wide_proposal() -> None:
    assert at_the_door(COUNCIL, an_act(RecordCouncilConclusion, minuted=None), "head") is Reason.MINUTES_NEEDED
    assert at_the_door(COUNCIL, an_act(RecordCouncilConclusion, minuted=but_not("deputy")), "head") is Reason.NOT_SITTING
    fact = of_initiative(COUNCIL, an_act(RecordCouncilConclusion, minuted=but_not("hoa")), "head")
    assert isinstance(fact, CouncilConcluded)
    assert fact.minuted
    assert fact.minuted.present == ("focal",)


@pytest.mark.parametrize(
    ("step", "fields", "why"),
    [
        pytest.param("meeting", {"minuted": None}, Reason.MINUTES_NEEDED, id="the review meeting"),
        pytest.param("council_meeting", {"minuted": None}, Reason.MINUTES_NEEDED, id="the council's"),
        pytest.param("report", {"minuted": None}, None, id="of what is no meeting there are none"),
        pytest.param(
            "council_meeting",
            {"minuted": {**but_not("station_union"), "minutes_on": "2026-12-02"}},
            Reason.MORE_VOTES_THAN_PRESENT,
            id="nobody votes who was not there",
        ),
        pytest.param("council_meeting", {"minuted": but_not()}, Reason.DAY_TOO_EARLY, id="nor are minutes older than the meeting"),
    ],
)
def test_a_disciplinary_meeting_is_kept_with_its_minutes(step: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refused(until(step), a_step(step, **fields)) == why


def test_it_stands_on_the_persons_own_law() -> None:
    review = opened(OFFICIAL)
    with pytest.raises(Refused) as caught:
        decided(review, a_step("meeting", minuted=None), "clerk", directory=OFFICIAL)
    assert (caught.value.reason, caught.value.basis) == (Reason.MINUTES_NEEDED, "house: discipline")
    fact = decided(review, a_step("meeting"), "clerk", directory=OFFICIAL)
    assert isinstance(fact, DisciplineStepTaken)
    assert fact.minuted
    assert fact.minuted.present == (), "who sits in a review meeting nobody has said"
