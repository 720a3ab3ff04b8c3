"""A case of earlier years is entered as its papers tell it, and nothing follows from it."""

from datetime import date
from typing import Any

import pytest

from domain.acts import AcceptDossier, Act, Correct, EnterPastCase, OpenRewardsFromStart, RaiseIntegrityFlag, Refer, Reopen, ReportIncident
from domain.facts import PastCaseEntered
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import openings
from domain.procedure.waiting import at_rest
from domain.recognition import recognised
from domain.refusals import Reason, Refused
from domain.reporting import Family, figures
from domain.streams.initiative import Initiative
from domain.vocabulary import Flag, Outcome, ReportSection, Stage
from tests.builders import NUMBER, a_case, a_directory, an_act, decided, the_law

NEW = a_case()
FIRST, LAST = EnterPastCase.example["steps"]


def entered(by: str = "focal", **fields: Any) -> PastCaseEntered:
    act = an_act(EnterPastCase, **fields)
    assert isinstance(act, EnterPastCase)
    fact = decided(NEW, act, by)
    assert isinstance(fact, PastCaseEntered)
    return fact


def why_not(by: str = "focal", **fields: Any) -> Reason | None:
    try:
        entered(by, **fields)
    except Refused as refused:
        return refused.reason
    return None


def past(**fields: Any) -> Initiative:
    case: Initiative = after(entered(**fields), NEW)
    return case


def registered_on(day: str) -> list[dict[str, Any]]:
    return [{**FIRST, "happened_on": day, "issued_on": day}]


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("focal", {}, None, id="by the focal point"),
        pytest.param("clerk", {}, None, id="by an officer of the agency"),
        pytest.param("clerk", {"proposers": ["clerk"]}, Reason.PARTY_MAY_NOT_DECIDE, id="not by an officer who proposed it"),
        pytest.param("clerk_th", {}, Reason.NOT_YOUR_OFFICE, id="not by an officer of another"),
        pytest.param("lan", {"proposers": ["lan"]}, Reason.NOT_YOUR_OFFICE, id="not by whoever proposed it"),
        pytest.param("head", {}, Reason.NOT_YOUR_OFFICE, id="nor by the head"),
    ],
)
def test_it_is_entered(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert why_not(who, **fields) == why


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"steps": [LAST]}, Reason.PAST_BEGINS_REGISTERED, id="which begins with its registration"),
        pytest.param({"steps": [FIRST, {**LAST, "happened_on": "2023-02-28"}]}, Reason.DAY_TOO_EARLY, id="and goes on from there"),
        pytest.param({"steps": [FIRST, {**LAST, "happened_on": "2026-11-21"}]}, Reason.DAY_NOT_COME, id="to a day that has come"),
        pytest.param({"steps": [{**FIRST, "issued_on": "2026-11-21"}]}, Reason.DAY_NOT_COME, id="by papers that were issued"),
        pytest.param({"steps": registered_on("2025-12-31")}, None, id="of the last round before"),
        pytest.param({"steps": registered_on("2026-01-01")}, Reason.NOT_PAST, id="and none that could have been registered here"),
        pytest.param({"steps": registered_on("2022-10-01")}, None, id="of the first day of the road map"),
        pytest.param({"steps": registered_on("2022-09-30")}, Reason.REGIME_NOT_IN_FORCE, id="and none from before"),
        pytest.param({"focus_area": "city_management"}, None, id="of a programme of its own day"),
        pytest.param({"focus_area": "institutions_policies"}, Reason.UNKNOWN_FOCUS_AREA, id="and not of one of today"),
        pytest.param({"outcome": "refused"}, Reason.TIER_ONLY_IF_COMPLETED, id="with a tier only if it was completed"),
        pytest.param({"outcome": "refused", "tier": None}, None, id="however it ended"),
        pytest.param({"proposers": ["nobody"]}, Reason.UNKNOWN_PERSON, id="of persons the directory knows, or by name alone"),
        pytest.param({"agency": "99999"}, Reason.UNKNOWN_AGENCY, id="kept by an agency that stands"),
    ],
)
def test_a_past_case_is_one(fields: dict[str, Any], why: Reason | None) -> None:
    assert why_not(**fields) == why


def test_it_is_closed_from_the_beginning_marked_and_of_its_own_year() -> None:
    case = past(proposers=["lan"], agency_then="Ủy ban nhân dân phường Bến Thành, Quận 1")
    assert (case.stage, case.outcome, case.flags, case.clocks) == (Stage.CLOSED, Outcome.COMPLETED, (Flag.ENTERED_LATER,), ())
    assert at_rest(case)
    assert case.registered_at
    assert the_law().calendar.local_day(case.registered_at) == date(2023, 3, 1)
    assert case.past
    assert [(step.happened_on, step.number) for step in case.past.steps] == [
        (date(2023, 3, 1), "12/TTr-UBND"),
        (date(2023, 12, 20), "98/BC-UBND"),
    ]


@pytest.mark.parametrize("kind", [ReportIncident, RaiseIntegrityFlag, Refer, Reopen, OpenRewardsFromStart, AcceptDossier])
@pytest.mark.parametrize("who", ["head", "inspector", "chair"])
def test_nothing_grows_from_it(kind: type[Act], who: str) -> None:
    with pytest.raises(Refused) as refused:
        decided(past(), an_act(kind), who)
    assert refused.value.reason is Reason.ENTERED_LATER


def test_what_was_entered_wrongly_is_put_right_and_nothing_else_is_open() -> None:
    assert {opening.act for opening in openings(Standpoint(past(), a_directory()), "head")} == {Correct}


def test_whoever_may_not_read_it_learns_nothing_of_it() -> None:
    with pytest.raises(Refused) as refused:
        decided(past(), an_act(Reopen), "clerk_th")
    assert refused.value.reason is Reason.NO_SUCH_CASE


def test_nobody_is_recognised_for_it_here() -> None:
    assert recognised(Family(past(proposers=["lan"]))) is None


def test_reports_count_it_apart() -> None:
    counted = {(each.section, each.code): each.of for each in figures([Family(past())]) if each.of}
    assert counted == {(ReportSection.ENTERED_LATER, Outcome.COMPLETED): (NUMBER,)}
    assert all(each.section is not ReportSection.ENTERED_LATER for each in figures([Family(a_case(Stage.REGISTERED))]))
