"""A liability review begins with a report; the head says whether there is anything to review, and whose conduct (ND73 Art. 11.4)."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import AppointPanel, Supersede, Triage
from domain.facts import ResultNoted, ReviewTriaged
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import at_rest, waits
from domain.refusals import Reason
from domain.vocabulary import ClockKind, Office, Regime, Result, ReviewAbout, ReviewOutcome, ReviewStage
from tests.builders import CITY, FRIDAY, WARD, a_directory, an_act
from tests.reviews import BOTH, COMPLETED, R1, a_review, became, decided, gathered, refusal, reported, then

REPORTED = a_review(ReviewStage.REPORTED)
in_both_regimes = pytest.mark.parametrize("regime", BOTH)


@in_both_regimes
def test_it_knows_from_its_first_fact_all_it_must_know_of_the_initiative(regime: Regime) -> None:
    review = reported(regime, damage_dong=800)
    assert (review.number, review.regime, review.about, review.damage_dong) == (R1, regime, ReviewAbout.INCIDENT, 800)
    assert (review.proposers, review.implementers, review.reporter) == (("lan",), ("tam",), "deputy")
    assert (review.agency, review.addressed_to, review.result) == (WARD, WARD, None)
    assert review.register_version is not None
    assert [risk.code for risk in review.register_version.plan.risks] == ["R1"]


def test_the_cause_is_due_from_the_report_on_and_does_not_wait_for_the_triage() -> None:
    assert {(clock.kind, clock.since) for clock in REPORTED.clocks} == {(ClockKind.TRIAGE, FRIDAY), (ClockKind.CAUSE, FRIDAY)}
    triaged = then(REPORTED, an_act(Triage), "head")
    assert [(clock.kind, clock.since) for clock in triaged.clocks] == [(ClockKind.CAUSE, FRIDAY)]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head"),
        pytest.param("deputy", Reason.NO_SUCH_CASE, id="not their deputy, who reported it and reads it no more"),
        pytest.param("lan", Reason.NOT_YOUR_OFFICE, id="not the proposer"),
        pytest.param("chair", Reason.NOT_YOUR_OFFICE, id="not the superior, while the head has no part in it"),
        pytest.param("stranger", Reason.NO_SUCH_CASE, id="not a stranger"),
    ],
)
def test_whether_to_review_is_said_by(who: str, why: Reason | None) -> None:
    assert refusal(REPORTED, an_act(Triage), who) == why


@pytest.mark.parametrize(
    ("fields", "persons"),
    [
        pytest.param({"persons": ["tam"]}, ("tam",), id="those named"),
        pytest.param({"persons": ["tam", "tam"]}, ("tam",), id="each once"),
        pytest.param({"persons": ["head"]}, ("head",), id="whoever approved it too"),
        pytest.param({"persons": []}, ("lan", "tam"), id="everybody who proposed or carried out, where nobody is named"),
        pytest.param({"persons": [], "to_review": False}, (), id="nobody, where there is nothing to review"),
    ],
)
def test_under_review_are(fields: dict[str, Any], persons: tuple[str, ...]) -> None:
    fact = decided(REPORTED, an_act(Triage, **fields), "head")
    assert isinstance(fact, ReviewTriaged)
    assert fact.persons == persons == tuple(fact.names)


def test_whom_a_flag_names_is_under_review_where_the_head_names_nobody() -> None:
    flagged = replace(REPORTED, persons=("clerk",))
    assert then(flagged, an_act(Triage, persons=[]), "head").persons == ("clerk",)


def test_a_review_that_would_leave_nobody_to_decide_is_not_opened_here() -> None:
    assert refusal(REPORTED, an_act(Triage, persons=["head"]), "head") is None
    assert refusal(REPORTED, an_act(Triage, persons=["head", "chair"]), "head") == Reason.LEAVES_NOBODY


def test_nobody_unknown_is_put_under_review() -> None:
    assert refusal(REPORTED, an_act(Triage, persons=["nobody-at-all"]), "head") == Reason.UNKNOWN_PERSON


def test_where_the_heads_own_conduct_is_under_review_their_superior_takes_over() -> None:
    triaged = then(REPORTED, an_act(Triage, persons=["head"]), "head")
    assert Standpoint(triaged, a_directory()).authority == CITY
    assert refusal(triaged, an_act(AppointPanel), "head") in (Reason.NOT_YOUR_OFFICE, Reason.PARTY_MAY_NOT_DECIDE)
    assert refusal(triaged, an_act(AppointPanel), "chair") is None


def test_a_head_whom_the_flag_names_does_not_triage_either() -> None:
    named = replace(REPORTED, persons=("head",))
    assert refusal(named, an_act(Triage), "head") in (Reason.NOT_YOUR_OFFICE, Reason.PARTY_MAY_NOT_DECIDE)
    assert refusal(named, an_act(Triage), "chair") is None


def test_where_there_is_nothing_to_review_it_ends_and_rests_and_may_still_be_superseded() -> None:
    ended = then(REPORTED, an_act(Triage, to_review=False), "head")
    assert (ended.stage, ended.outcome, ended.clocks) == (ReviewStage.CLOSED, ReviewOutcome.NO_REVIEW, ())
    assert at_rest(ended)
    assert refusal(ended, an_act(Supersede), "head") is None


def test_the_worklist_sends_it_to_the_head_first() -> None:
    assert waits(Standpoint(REPORTED, a_directory())) == ((Office.AGENCY_HEAD, WARD, ""),)


@pytest.mark.parametrize(
    ("regime", "stands_still"),
    [
        pytest.param(Regime.ND73, True, id="under the decree, whose outcome turns on it, the panel's time stands still until then"),
        pytest.param(Regime.HCMC2022, False, id="under the plan it runs"),
    ],
)
def test_while_the_result_is_not_known(regime: Regime, stands_still: bool) -> None:
    def panels_clock_stands(review: Any) -> bool:
        [clock] = [c for c in review.clocks if c.kind is ClockKind.RECOMMENDATION]
        return bool(clock.paused)

    review = a_review(ReviewStage.FINDINGS, regime)
    assert panels_clock_stands(review) == stands_still
    known = became(ResultNoted(at=FRIDAY, result=COMPLETED), review)
    assert not panels_clock_stands(known)
    anew = became(ResultNoted(at=FRIDAY, result=None), known)
    assert panels_clock_stands(anew) == stands_still


@pytest.mark.parametrize("stage", ReviewStage)
def test_the_result_is_noted_at_any_stage_and_moves_nothing_else(stage: ReviewStage) -> None:
    review = a_review(stage)
    noted = became(ResultNoted(at=FRIDAY, result=Result.NOT_COMPLETED), review)
    assert (noted.result, noted.stage, noted.outcome) == (Result.NOT_COMPLETED, review.stage, review.outcome)


@in_both_regimes
@pytest.mark.parametrize("stage", ReviewStage)
def test_every_stage_is_reached_by_acts_alone(stage: ReviewStage, regime: Regime) -> None:
    review = a_review(stage, regime)
    assert review.reached[-1] is stage
    assert (review.outcome is not None) == (stage is ReviewStage.CLOSED)
    assert at_rest(review) == (stage in (ReviewStage.DECIDED, ReviewStage.CLOSED))
    assert gathered(a_review(ReviewStage.FINDINGS, regime)).stage is ReviewStage.FINDINGS
