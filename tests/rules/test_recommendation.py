"""The panel's own conclusion, and what protection may be spoken of at all (ND73 Art. 11; the plan of 2022)."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import Establish, Recommend
from domain.facts import Recommended
from domain.refusals import Reason
from domain.streams.review import AGAINST, Review
from domain.vocabulary import Answer, ClockKind, Finding, LiabilityOutcome, PersonnelKind, Regime, Result, ReviewStage
from tests.builders import FRIDAY, a_directory, an_act
from tests.reviews import BOTH, COMPLETED, PARTLY, a_review, decided, for_each, gathered, refusal, then, usual

FOUND = {regime: a_review(ReviewStage.FINDINGS, regime) for regime in BOTH}
FORESEEN = a_review(ReviewStage.FINDINGS, Regime.HCMC2022, foreseen=True)
READY = gathered(FOUND[Regime.ND73])
TWO = gathered(a_review(ReviewStage.FINDINGS, persons=("tam", "lan")))
NOT_HANDLED, EXCLUDED, EXEMPTED, MITIGATED = (LiabilityOutcome(each) for each in ("not_handled", "excluded", "exempted", "mitigated"))
ORDINARY = LiabilityOutcome.ORDINARY_HANDLING
ASKS_EXEMPTION, ASKS_MITIGATION = LiabilityOutcome.RECOMMENDED_EXEMPTED, LiabilityOutcome.RECOMMENDED_MITIGATED
PROTECTS = {
    Regime.ND73: (NOT_HANDLED, EXCLUDED, EXEMPTED, MITIGATED, ASKS_EXEMPTION, ASKS_MITIGATION),
    Regime.HCMC2022: (EXEMPTED, MITIGATED, ASKS_EXEMPTION, ASKS_MITIGATION),
}
in_both_regimes = pytest.mark.parametrize("regime", BOTH)


def but_not(*members: str) -> dict[str, Any]:
    absent = [{"member": member, "reason": "Đi công tác."} for member in members]
    return {"minutes_number": "01/BB-HĐ", "minutes_on": "2026-11-20", "absent": absent}


def a_recommendation(outcome: LiabilityOutcome, *persons: str, **fields: Any) -> Any:
    return an_act(Recommend, outcomes=for_each(outcome, *(persons or ("tam",))), **fields)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("hoa", None, id="the chair, for the panel"),
        pytest.param("focal", Reason.NOT_YOUR_OFFICE, id="not a member alone"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="not the head, who decides"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="not the person under review"),
    ],
)
def test_the_recommendation_is_made_by(who: str, why: Reason | None) -> None:
    assert refusal(READY, a_recommendation(EXCLUDED), who) == why


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="all who sit, where nobody is named"),
        pytest.param({"present": ["focal", "clerk_th"]}, None, id="those named, and the chair who signs"),
        pytest.param({"minuted": but_not("clerk_th")}, Reason.PANEL_QUORUM, id="not fewer than the rules ask for"),
        pytest.param({"present": ["hoa", "focal", "stranger"]}, Reason.NOT_SITTING, id="nobody who does not sit"),
        pytest.param({"dissents": [{"member": "focal", "view": "Cần thêm chứng cứ."}]}, None, id="with the dissent of one who sits"),
        pytest.param({"dissents": [{"member": "head", "view": "Không."}]}, Reason.NOT_SITTING, id="but of nobody else"),
    ],
)
def test_present_are(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(READY, a_recommendation(EXCLUDED, **fields), "hoa") == why


@pytest.mark.parametrize(
    ("persons", "why"),
    [
        pytest.param(("tam", "lan"), None, id="each of those under review"),
        pytest.param(("tam",), Reason.OUTCOME_FOR_EACH, id="nobody left out"),
        pytest.param(("tam", "lan", "lan"), Reason.OUTCOME_FOR_EACH, id="nobody twice"),
        pytest.param(("tam", "lan", "head"), Reason.OUTCOME_FOR_EACH, id="nobody else"),
    ],
)
def test_an_outcome_is_recommended_for(persons: tuple[str, ...], why: Reason | None) -> None:
    assert refusal(TWO, a_recommendation(EXCLUDED, *persons), "hoa") == why


def test_each_person_is_judged_by_what_is_established_of_them() -> None:
    """S6: one had a gain from it; the others keep their own finding."""
    findings = tuple(
        replace(each, value=Answer.YES) if (each.about, each.fact) == ("tam", Finding.PERSONAL_GAIN) else each for each in TWO.established
    )
    gained = replace(TWO, established=findings)
    assert refusal(gained, a_recommendation(EXCLUDED, "tam", "lan"), "hoa") == Reason.PROTECTION_CLOSED
    apart = an_act(Recommend, outcomes=[*for_each(ORDINARY, "tam"), *for_each(EXCLUDED, "lan")])
    assert refusal(gained, apart, "hoa") is None


CONDITIONS = [(regime, outcome, finding) for regime in BOTH for outcome in PROTECTS[regime] for finding in FOUND[regime].must_establish]


@pytest.mark.parametrize(("regime", "outcome", "finding"), CONDITIONS)
def test_protection_needs_every_finding_and_what_is_unknown_asks_for_evidence(
    regime: Regime, outcome: LiabilityOutcome, finding: Finding
) -> None:
    result = COMPLETED if outcome is NOT_HANDLED else PARTLY
    against, refused = (Answer.YES, Reason.PROTECTION_CLOSED) if finding in AGAINST else (Answer.NO, Reason.FINDING_AGAINST)
    for otherwise, why in (({}, None), ({finding: against}, refused), ({finding: Answer.UNKNOWN}, Reason.FINDING_UNKNOWN)):
        assert refusal(gathered(FOUND[regime], result, **otherwise), a_recommendation(outcome), "hoa") == why


@in_both_regimes
def test_ordinary_handling_is_open_whatever_is_established(regime: Regime) -> None:
    unknown = dict.fromkeys(FOUND[regime].must_establish, Answer.UNKNOWN)
    assert refusal(gathered(FOUND[regime], PARTLY, **unknown), a_recommendation(ORDINARY), "hoa") is None


@pytest.mark.parametrize(
    ("outcome", "result", "why"),
    [
        pytest.param(NOT_HANDLED, COMPLETED, None, id="completed: not handled"),
        *(
            pytest.param(NOT_HANDLED, result, Reason.OUTCOME_NOT_FOR_THIS_RESULT, id=f"{result}: handled")
            for result in Result
            if result is not COMPLETED
        ),
        *(
            pytest.param(outcome, result, Reason.OUTCOME_NOT_FOR_THIS_RESULT if result is COMPLETED else None, id=f"{result}: {outcome}")
            for outcome in PROTECTS[Regime.ND73][1:]
            for result in Result
        ),
    ],
)
def test_under_the_decree_the_outcome_turns_on_the_result(outcome: LiabilityOutcome, result: Result, why: Reason | None) -> None:
    assert refusal(gathered(FOUND[Regime.ND73], result), a_recommendation(outcome), "hoa") == why


def test_under_the_plan_it_does_not_and_nobody_waits_for_the_result() -> None:
    for result in (None, *Result):
        assert refusal(gathered(FOUND[Regime.HCMC2022], result), a_recommendation(EXEMPTED), "hoa") is None


@pytest.mark.parametrize("outcome", [NOT_HANDLED, EXCLUDED])
def test_what_only_the_decree_names_is_not_recommended_under_the_plan(outcome: LiabilityOutcome) -> None:
    assert refusal(gathered(FOUND[Regime.HCMC2022]), a_recommendation(outcome), "hoa") == Reason.OUTCOME_NOT_UNDER_THESE_RULES


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        pytest.param(ASKS_EXEMPTION, None, id="exemption is asked of the competent authority"),
        pytest.param(ASKS_MITIGATION, None, id="so is mitigation"),
        pytest.param(EXEMPTED, Reason.FORESEEN_GOES_UPWARD, id="and not granted here"),
        pytest.param(MITIGATED, Reason.FORESEEN_GOES_UPWARD, id="neither"),
        pytest.param(ORDINARY, None, id="ordinary handling stays open"),
    ],
)
def test_under_the_plan_of_what_was_foreseen(outcome: LiabilityOutcome, why: Reason | None) -> None:
    assert refusal(gathered(FORESEEN), a_recommendation(outcome), "hoa") == why


@pytest.mark.parametrize("foreseen", [True, False], ids=["foreseen", "unforeseen"])
def test_under_the_decree_nothing_turns_on_what_was_foreseen(foreseen: bool) -> None:
    found = gathered(a_review(ReviewStage.FINDINGS, foreseen=foreseen))
    assert [refusal(found, a_recommendation(outcome), "hoa") for outcome in PROTECTS[Regime.ND73][1:]] == [None] * 5


@in_both_regimes
def test_it_is_what_the_panel_says_and_the_decision_is_due_from_then(regime: Regime) -> None:
    ready, outcome = gathered(FOUND[regime]), usual(regime, foreseen=False)
    fact = decided(ready, a_recommendation(outcome), "hoa")
    assert isinstance(fact, Recommended)
    assert fact.present == ("hoa", "focal", "clerk_th")
    recommended = then(ready, a_recommendation(outcome), "hoa")
    assert (recommended.stage, recommended.recommended, recommended.decided) == (ReviewStage.RECOMMENDED, fact.outcomes, ())
    assert [(clock.kind, clock.since) for clock in recommended.clocks] == [(ClockKind.REVIEW_DECISION, FRIDAY)]


# --- What the law of their own kind protects ---

PROTEST = {"force_majeure": "no", "order_under_protest": "yes", "right_policy": "no"}


def established(review: Review, **findings: str) -> Review:
    for finding, value in findings.items():
        review = then(review, an_act(Establish, about="tam", fact=finding, value=value, evidence=["E1"]), "hoa")
    return review


@pytest.mark.parametrize(
    ("findings", "outcome", "why"),
    [
        pytest.param(PROTEST, EXEMPTED, None, id="an order under protest is open although the policy was not followed"),
        pytest.param(PROTEST, NOT_HANDLED, Reason.FINDING_AGAINST, id="but not beyond what that law leaves open"),
        pytest.param({**PROTEST, "order_under_protest": "unknown"}, EXEMPTED, Reason.FINDING_AGAINST, id="not while it is not known"),
        pytest.param({**PROTEST, "order_under_protest": "no"}, EXEMPTED, Reason.FINDING_AGAINST, id="not where it is not so"),
    ],
)
def test_a_civil_servants_own_law_opens(findings: dict[str, str], outcome: LiabilityOutcome, why: Reason | None) -> None:
    assert refusal(established(READY, **findings), a_recommendation(outcome), "hoa") == why


def test_it_opens_nothing_for_whom_it_is_not_for() -> None:
    here = a_directory()
    worker = here.people["tam"].model_copy(update={"personnel": PersonnelKind.WORKER})
    elsewhere = replace(here, people={**here.people, "tam": worker})
    review = established(READY, **PROTEST)
    assert refusal(review, a_recommendation(EXEMPTED), "hoa", directory=elsewhere) is Reason.FINDING_AGAINST


def test_it_must_open_it_for_every_act_of_theirs() -> None:
    review = then(
        established(READY, **PROTEST),
        an_act(Establish, about="tam", deed="A2", deed_called="Việc khác", fact="right_policy", value="no", evidence=["E2"]),
        "hoa",
    )
    assert refusal(review, a_recommendation(EXEMPTED), "hoa") is Reason.FINDING_AGAINST
