"""Why it happened: the system first, then whether it was foreseen in time (ND73 Art. 11.4; the plan of 2022)."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from domain.acts import AppointPanel, DetermineCause
from domain.facts import CauseDetermined
from domain.refusals import Reason
from domain.vocabulary import Cause, ClockKind, Finding, Regime, ReviewStage
from tests.builders import FRIDAY, an_act
from tests.reviews import BOTH, a_review, decided, refusal, then

TRIAGED = a_review(ReviewStage.CAUSE)
SITTING = then(TRIAGED, an_act(AppointPanel), "head")
UNDER_THE_DECREE = {Finding.RIGHT_POLICY, Finding.PURE_MOTIVE, Finding.COMMON_GOOD, Finding.WITHIN_APPROVAL, Finding.PERSONAL_GAIN}
in_both_regimes = pytest.mark.parametrize("regime", BOTH)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head"),
        pytest.param("hoa", None, id="the chair of the panel"),
        pytest.param("focal", Reason.NOT_YOUR_OFFICE, id="not a member alone"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="not the person under review"),
        pytest.param("deputy", Reason.NO_SUCH_CASE, id="not who reported it, who does not read it"),
    ],
)
def test_the_cause_is_determined_by(who: str, why: Reason | None) -> None:
    assert refusal(SITTING, an_act(DetermineCause), who) == why


@in_both_regimes
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="a risk the register named then, with reasons"),
        pytest.param({"mapping_reasons": ""}, Reason.MAPPING_NEEDS_REASONS, id="but not without reasons"),
        pytest.param({"risk": "R9"}, Reason.RISK_NOT_FORESEEN_THEN, id="nor one the register did not name"),
        pytest.param({"risk": None, "mapping_reasons": ""}, None, id="or none, for nobody foresaw it"),
    ],
)
def test_it_is_mapped_to(fields: dict[str, Any], why: Reason | None, regime: Regime) -> None:
    assert refusal(a_review(ReviewStage.CAUSE, regime), an_act(DetermineCause, **fields), "head") == why


def test_a_risk_added_to_the_register_later_does_not_count() -> None:
    """What the initiative names by now is of no account: the review holds the version in force when it happened."""
    version = TRIAGED.register_version
    assert version is not None
    bare = version.model_copy(update={"plan": version.plan.model_copy(update={"risks": ()})})
    before_it_was_added = replace(TRIAGED, register_version=bare)
    assert refusal(before_it_was_added, an_act(DetermineCause), "head") == Reason.RISK_NOT_FORESEEN_THEN
    assert refusal(replace(TRIAGED, register_version=None), an_act(DetermineCause), "head") == Reason.RISK_NOT_FORESEEN_THEN


def test_the_systems_own_causes_are_always_answered() -> None:
    with pytest.raises(ValidationError):
        an_act(DetermineCause, system_causes=" ")


@pytest.mark.parametrize("foreseen", [True, False], ids=["foreseen", "unforeseen"])
def test_it_is_foreseen_exactly_if_a_risk_is_named(foreseen: bool) -> None:
    fact = decided(TRIAGED, an_act(DetermineCause, risk="R1" if foreseen else None), "head")
    assert isinstance(fact, CauseDetermined)
    assert (fact.foreseen, fact.risk, bool(fact.mapping_reasons)) == (foreseen, "R1" if foreseen else "", foreseen)


@pytest.mark.parametrize(
    ("regime", "foreseen", "findings"),
    [
        pytest.param(Regime.ND73, True, UNDER_THE_DECREE, id="the decree: all of them, foreseen"),
        pytest.param(Regime.ND73, False, UNDER_THE_DECREE, id="or not"),
        pytest.param(Regime.HCMC2022, True, {Finding.PERSONAL_GAIN}, id="the plan: of a foreseen risk nothing but gain"),
        pytest.param(
            Regime.HCMC2022,
            False,
            {Finding.RIGHT_POLICY, Finding.PURE_MOTIVE, Finding.PERSONAL_GAIN},
            id="of an unforeseen one its conditions",
        ),
    ],
)
def test_then_the_facts_are_gathered_and_the_panels_time_begins(regime: Regime, foreseen: bool, findings: set[Finding]) -> None:
    review = then(a_review(ReviewStage.CAUSE, regime), an_act(DetermineCause, risk="R1" if foreseen else None), "head")
    assert (review.stage, review.cause, review.foreseen) == (ReviewStage.FINDINGS, Cause.OBJECTIVE, foreseen)
    assert set(review.must_establish) == findings
    assert [(clock.kind, clock.since) for clock in review.clocks] == [(ClockKind.RECOMMENDATION, FRIDAY)]
