"""The council of a wide proposal, and under the plan of 2022 the way through the city."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.acts import (
    AnswerConsultation,
    Appraise,
    Approve,
    Consult,
    ConveneCouncil,
    Override,
    Refuse,
    ReturnToAgency,
    SubmitToCity,
)
from domain.facts import ConsultationAnswered, SilenceNoted
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.refusals import Reason
from domain.streams.clocks import next_due
from domain.streams.initiative import Initiative
from domain.time.reminders import fact_of
from domain.vocabulary import Ballot, ClockKind, OpinionFor, PartyOpinion, Position, Regime, Stage
from tests.builders import a_case, a_directory, altered, an_act, decided, refusal, the_law, then

LAW = the_law(Regime.HCMC2022)
VOTED: dict[str, Any] = {"ballots": dict.fromkeys(("head", "deputy", "deputy2"), Ballot.FOR)}
AT_VOTE = a_case(Stage.AGENCY_REVIEW, **VOTED)
CONVENED = then(AT_VOTE, an_act(ConveneCouncil, members=["hoa", "focal"]), "head")
ASKED = {"opinions": {OpinionFor.APPROVAL: PartyOpinion.AGREES}}
SUBMITTED = a_case(Stage.CITY_APPRAISAL)
CONSULTED = then(SUBMITTED, an_act(Consult), "focal")
ANSWERED = then(then(CONSULTED, an_act(AnswerConsultation), "finance"), an_act(AnswerConsultation), "justice")
APPRAISED = then(ANSWERED, an_act(Appraise), "focal")
A_YEAR_ON = datetime(2027, 11, 20, tzinfo=UTC)


def kinds(case: Initiative) -> list[tuple[ClockKind, str]]:
    return [(clock.kind, clock.item) for clock in case.clocks]


# --- To the city ---

UNDER_THE_PLAN = a_case(Stage.AGENCY_REVIEW, regime=Regime.HCMC2022, **VOTED)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"carried": True, **ASKED}, None, id="what the leadership carried"),
        pytest.param({"carried": False, "overridden": True, **ASKED}, None, id="what the head answers for"),
        pytest.param({"carried": False, **ASKED}, Reason.NOT_CARRIED, id="not what failed"),
        pytest.param(ASKED, Reason.VOTE_NOT_CONCLUDED, id="not before the vote is concluded"),
        pytest.param({"carried": True}, Reason.PARTY_OPINION_MISSING, id="nor before the Party committee was asked"),
    ],
)
def test_the_agency_submits(fields: dict[str, object], why: Reason | None) -> None:
    case = altered(UNDER_THE_PLAN, **{"opinions": {}, **fields})
    assert refusal(case, an_act(SubmitToCity), "head") == why


def test_under_the_plan_the_head_alone_approves_nothing() -> None:
    carried = altered(UNDER_THE_PLAN, carried=True, **ASKED)
    assert refusal(carried, an_act(Approve), "head") == Reason.NOT_YOUR_OFFICE
    assert refusal(altered(UNDER_THE_PLAN, carried=False), an_act(Refuse), "head") is None
    assert refusal(altered(UNDER_THE_PLAN, carried=False), an_act(Override), "head") is None


def test_the_clocks_hand_over_to_each_other() -> None:
    assert kinds(SUBMITTED) == [(ClockKind.APPRAISAL, "")]
    assert kinds(CONSULTED) == [(ClockKind.APPRAISAL, ""), (ClockKind.CONSULTATION, "STC"), (ClockKind.CONSULTATION, "STP")]
    assert kinds(APPRAISED) == [(ClockKind.CITY_DECISION, "")]
    assert kinds(then(APPRAISED, an_act(Approve), "chair")) == []


# --- Consultation ---


@pytest.mark.parametrize(
    ("case", "who", "fields", "why"),
    [
        pytest.param(SUBMITTED, "focal", {}, None, id="the focal point asks all at once"),
        pytest.param(SUBMITTED, "head", {}, Reason.NOT_YOUR_OFFICE, id="not the agency"),
        pytest.param(SUBMITTED, "focal", {"departments": ["SYT"]}, Reason.UNKNOWN_AGENCY, id="not whom nobody knows"),
        pytest.param(CONSULTED, "focal", {"departments": ["SNV"]}, Reason.CONSULTED_ALREADY, id="and there is one round"),
        pytest.param(then(SUBMITTED, an_act(Appraise), "focal"), "focal", {}, Reason.APPRAISED_ALREADY, id="before the appraisal"),
    ],
)
def test_departments_are_consulted(case: Initiative, who: str, fields: dict[str, object], why: Reason | None) -> None:
    assert refusal(case, an_act(Consult, **fields), who) == why


@pytest.mark.parametrize(
    ("case", "who", "why"),
    [
        pytest.param(CONSULTED, "finance", None, id="the head of one that was asked"),
        pytest.param(CONSULTED, "focal", Reason.NOT_YOUR_OFFICE, id="not whoever asked"),
        pytest.param(CONSULTED, "chair", Reason.NOT_YOUR_OFFICE, id="not the one above"),
        pytest.param(SUBMITTED, "finance", Reason.NO_SUCH_CASE, id="not who was not asked"),
        pytest.param(then(CONSULTED, an_act(AnswerConsultation), "finance"), "finance", Reason.NOT_YOUR_OFFICE, id="and nobody twice"),
    ],
)
def test_a_consultation_is_answered_by(case: Initiative, who: str, why: Reason | None) -> None:
    assert refusal(case, an_act(AnswerConsultation), who) == why


def test_each_department_answers_for_itself_and_the_others_are_still_waited_for() -> None:
    fact = decided(CONSULTED, an_act(AnswerConsultation, position="disagrees"), "finance")
    assert isinstance(fact, ConsultationAnswered)
    assert (fact.department, fact.names) == ("STC", {"STC": "Sở Tài chính"})
    once: Initiative = after(fact, CONSULTED)
    assert once.city.consultations == {"STC": Position.DISAGREES, "STP": None}
    assert kinds(once) == [(ClockKind.APPRAISAL, ""), (ClockKind.CONSULTATION, "STP")]
    assert Standpoint(once, a_directory()).may_read("justice")


def silent(case: Initiative) -> tuple[Initiative, list[SilenceNoted]]:
    """A year of silence, told as the registrar tells it."""
    noted = []
    while (rung := next_due(case.clocks, LAW)) is not None and rung.at <= A_YEAR_ON:
        fact = fact_of(rung, case, LAW)
        noted += [fact] if isinstance(fact, SilenceNoted) else []
        case = after(fact, case)
    return case, noted


def test_silence_is_noted_by_name_and_is_never_consent() -> None:
    case, noted = silent(then(CONSULTED, an_act(AnswerConsultation), "finance"))
    assert [(fact.clock, fact.item, fact.by) for fact in noted] == [(ClockKind.CONSULTATION, "STP", None)]
    assert case.city.consultations == {"STC": Position.AGREES, "STP": None}


def test_the_focal_point_waits_for_an_answer_or_for_the_day_to_pass() -> None:
    assert refusal(CONSULTED, an_act(Appraise), "focal") == Reason.CONSULTATION_OPEN
    assert refusal(then(CONSULTED, an_act(AnswerConsultation), "finance"), an_act(Appraise), "focal") == Reason.CONSULTATION_OPEN
    assert refusal(ANSWERED, an_act(Appraise), "focal") is None
    assert refusal(silent(CONSULTED)[0], an_act(Appraise), "focal") is None


def test_who_was_silent_may_still_answer_until_the_proposal_is_appraised() -> None:
    late, _ = silent(CONSULTED)
    assert refusal(late, an_act(AnswerConsultation), "justice") is None
    assert refusal(then(late, an_act(Appraise), "focal"), an_act(AnswerConsultation), "justice") == Reason.APPRAISED_ALREADY


# --- Appraisal and decision ---


@pytest.mark.parametrize("kind", [Approve, Refuse, ReturnToAgency])
@pytest.mark.parametrize(
    ("case", "who", "why"),
    [
        pytest.param(APPRAISED, "chair", None, id="the chair, once it is appraised"),
        pytest.param(ANSWERED, "chair", Reason.NOT_APPRAISED, id="not before"),
        pytest.param(APPRAISED, "focal", Reason.NOT_YOUR_OFFICE, id="not whoever appraised it"),
        pytest.param(APPRAISED, "vicechair", Reason.NOT_YOUR_OFFICE, id="not a deputy of theirs"),
        pytest.param(APPRAISED, "head", Reason.NOT_YOUR_OFFICE, id="not the agency"),
    ],
)
def test_the_city_decides_by(
    kind: type[Approve] | type[Refuse] | type[ReturnToAgency], case: Initiative, who: str, why: Reason | None
) -> None:
    reason = {} if kind is ReturnToAgency else {"departure_reason": "Nhu cầu cấp bách."}
    assert refusal(case, an_act(kind, **reason), who) == why


def test_it_is_appraised_once_and_by_the_focal_point_alone() -> None:
    assert refusal(APPRAISED, an_act(Appraise), "focal") == Reason.APPRAISED_ALREADY
    assert refusal(ANSWERED, an_act(Appraise), "chair") == Reason.NOT_YOUR_OFFICE


@pytest.mark.parametrize(
    ("recommendation", "kind", "reason", "why"),
    [
        pytest.param("recommends_approval", Approve, "", None, id="they approve what they were advised to"),
        pytest.param("recommends_refusal", Refuse, "", None, id="and refuses so"),
        pytest.param("recommends_refusal", Approve, "", Reason.DEPARTURE_NEEDS_REASON, id="but departs with a reason only"),
        pytest.param("recommends_return", Approve, "", Reason.DEPARTURE_NEEDS_REASON, id="whatever they were advised"),
        pytest.param("recommends_approval", Refuse, "", Reason.DEPARTURE_NEEDS_REASON, id="and whichever way"),
        pytest.param("recommends_refusal", Approve, "Mùa mưa đang đến.", None, id="which they may give"),
    ],
)
def test_the_recommendation_binds_nobody(recommendation: str, kind: type[Approve] | type[Refuse], reason: str, why: Reason | None) -> None:
    case = then(ANSWERED, an_act(Appraise, recommendation=recommendation), "focal")
    assert refusal(case, an_act(kind, departure_reason=reason), "chair") == why


def test_they_approve_the_dossier_they_have_read() -> None:
    assert refusal(APPRAISED, an_act(Approve, dossier_sha256=APPRAISED.dossier_sha256), "chair") is None
    assert refusal(APPRAISED, an_act(Approve, dossier_sha256="0" * 64), "chair") == Reason.DOSSIER_CHANGED


def test_what_the_city_returns_is_mended_and_submitted_again() -> None:
    returned = then(APPRAISED, an_act(ReturnToAgency), "chair")
    assert returned.stage is Stage.AGENCY_REVIEW
    assert kinds(returned) == [(ClockKind.DECISION, "")]
    assert refusal(returned, an_act(Refuse), "head") == Reason.CARRIED_BINDS, "the agency still stands behind it"
    again = then(returned, an_act(SubmitToCity), "head")
    assert (again.stage, again.city.appraisal, again.city.consultations) == (Stage.CITY_APPRAISAL, None, {})
    assert kinds(again) == [(ClockKind.APPRAISAL, "")]
    assert refusal(again, an_act(Consult), "focal") is None
