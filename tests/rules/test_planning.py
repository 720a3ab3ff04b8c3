"""The plan, and the moment it is frozen: what is not written down then was not foreseen later."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.acts import ApprovePlan, ReturnPlan, SubmitPlan
from domain.canonical import digest
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Regime, Stage
from tests.builders import FRIDAY, a_case, an_act, refusal, the_approval_of_the_plan, then

PLANNING = a_case(Stage.PLANNING)
SUBMITTED = then(PLANNING, an_act(SubmitPlan), "lan")
[ITEM], [RISK] = SubmitPlan.example["items"], SubmitPlan.example["risks"]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("lan", None, id="the proposer"),
        pytest.param("tam", None, id="an implementer"),
        pytest.param("clerk", None, id="an officer of the agency"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="not the head, who approves it"),
        pytest.param("clerk_th", Reason.NO_SUCH_CASE, id="not an officer of another ward"),
    ],
)
def test_a_plan_is_submitted_by(who: str, why: Reason | None) -> None:
    assert refusal(PLANNING, an_act(SubmitPlan), who) == why


@pytest.mark.parametrize(
    ("regime", "form", "why"),
    [
        pytest.param(Regime.HCMC2022, "scheme", None, id="a scheme"),
        pytest.param(Regime.HCMC2022, "plan", None, id="or a plan"),
        pytest.param(Regime.HCMC2022, None, Reason.PLAN_FORM_NEEDED, id="and under the plan of 2022 it is said which"),
        pytest.param(Regime.ND73, None, None, id="which the decree does not ask"),
    ],
)
def test_what_is_planned_is(regime: Regime, form: str | None, why: Reason | None) -> None:
    planning, act = a_case(Stage.PLANNING, regime=regime), an_act(SubmitPlan, plan_form=form)
    assert refusal(planning, act, "lan") == why
    if why is None:
        assert then(planning, act, "lan").plan_form == form


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="work items and the risks foreseen"),
        pytest.param({"risks": [], "no_risks_because": "Chỉ là thay biểu mẫu."}, None, id="or why there are none"),
        pytest.param({"risks": []}, Reason.RISKS_OR_REASON, id="not silence about risks"),
        pytest.param({"no_risks_because": "Không có."}, Reason.RISKS_OR_REASON, id="not risks and a denial of them"),
        pytest.param({"items": [ITEM, ITEM]}, Reason.ITEM_TWICE, id="no code twice among the work items"),
        pytest.param({"risks": [RISK, RISK]}, Reason.ITEM_TWICE, id="nor among the risks"),
        pytest.param({"risks": [RISK | {"code": "W1"}]}, Reason.ITEM_TWICE, id="nor across the two"),
        pytest.param({"items": [ITEM, ITEM | {"code": "W2"}]}, None, id="every item its own code"),
        pytest.param({"items": [ITEM | {"implementer": "hoa"}]}, Reason.UNKNOWN_PERSON, id="an implementer of the plan is one of the case"),
        pytest.param({"items": [ITEM | {"evaluator": "nobody"}]}, Reason.UNKNOWN_PERSON, id="an evaluator is in the directory"),
        pytest.param({"items": [ITEM | {"evaluator": "hoa"}]}, None, id="an evaluator may be anybody else"),
        pytest.param({"items": [ITEM | {"evaluator": "tam"}]}, Reason.IMPLEMENTER_MAY_NOT_EVALUATE, id="but not the one who does the work"),
        pytest.param({"items": [ITEM | {"evaluator": "lan"}]}, Reason.PARTY_MAY_NOT_DECIDE, id="nor another party to the case"),
        pytest.param({"items": [ITEM | {"evaluate_by": "2026-11-21"}]}, None, id="an evaluation may be due tomorrow"),
        pytest.param({"items": [ITEM | {"evaluate_by": "2026-11-20"}]}, Reason.DAY_NOT_AHEAD, id="and not today"),
        pytest.param({"items": [ITEM | {"title": "x" * 301}]}, Reason.TOO_LONG, id="no title of an item beyond its cap"),
        pytest.param({"risks": [RISK | {"cause": "x" * 20_001}]}, Reason.TOO_LONG, id="no text of a risk beyond its cap"),
    ],
)
def test_a_plan_names(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(PLANNING, an_act(SubmitPlan, **fields), "lan") == why


def test_a_plan_without_work_items_is_no_plan() -> None:
    with pytest.raises(ValidationError, match="items"):
        an_act(SubmitPlan, items=[])


@pytest.mark.parametrize(
    ("case", "submit", "give_back", "approve"),
    [
        pytest.param(PLANNING, None, Reason.PLAN_NOT_SUBMITTED, Reason.PLAN_NOT_SUBMITTED, id="while there is none"),
        pytest.param(SUBMITTED, Reason.PLAN_ALREADY_SUBMITTED, None, None, id="while one waits"),
        pytest.param(
            then(SUBMITTED, an_act(ReturnPlan), "head"),
            None,
            Reason.PLAN_NOT_SUBMITTED,
            Reason.PLAN_NOT_SUBMITTED,
            id="once it was returned",
        ),
    ],
)
def test_one_plan_waits_at_a_time(case: Initiative, submit: Reason | None, give_back: Reason | None, approve: Reason | None) -> None:
    assert refusal(case, an_act(SubmitPlan), "lan") == submit
    assert refusal(case, an_act(ReturnPlan), "head") == give_back
    assert refusal(case, the_approval_of_the_plan(SUBMITTED), "head") == approve


@pytest.mark.parametrize("who", ["deputy", "chair", "clerk", "lan", "tam"])
def test_nobody_but_the_head_returns_or_approves_it(who: str) -> None:
    assert refusal(SUBMITTED, an_act(ReturnPlan), who) == Reason.NOT_YOUR_OFFICE
    assert refusal(SUBMITTED, the_approval_of_the_plan(SUBMITTED), who) == Reason.NOT_YOUR_OFFICE


def test_nobody_approves_a_plan_other_than_the_one_they_read() -> None:
    another = then(then(SUBMITTED, an_act(ReturnPlan), "head"), an_act(SubmitPlan, items=[ITEM | {"title": "Việc khác"}]), "lan")
    assert another.draft.sha256 != SUBMITTED.draft.sha256
    assert refusal(another, the_approval_of_the_plan(SUBMITTED), "head") == Reason.PLAN_CHANGED
    assert refusal(another, the_approval_of_the_plan(another), "head") is None


def test_approval_freezes_the_text_by_its_hash() -> None:
    frozen = then(SUBMITTED, the_approval_of_the_plan(SUBMITTED), "head")
    assert frozen.draft.plan is not None
    assert frozen.baseline_sha256 == digest(frozen.draft.plan) == SUBMITTED.draft.sha256
    assert (frozen.stage, frozen.approved_on) == (Stage.IMPLEMENTING, FRIDAY)


@pytest.mark.parametrize("kind", [SubmitPlan, ReturnPlan, ApprovePlan])
def test_a_frozen_plan_is_not_open_to_change(kind: type[SubmitPlan] | type[ReturnPlan] | type[ApprovePlan]) -> None:
    who = "lan" if kind is SubmitPlan else "head"
    assert refusal(a_case(Stage.IMPLEMENTING), an_act(kind), who) == Reason.NOT_OPEN_IN_STAGE


def test_every_work_item_gets_a_clock_to_the_day_the_plan_names() -> None:
    two = then(PLANNING, an_act(SubmitPlan, items=[ITEM, ITEM | {"code": "W2", "evaluate_by": "2026-12-31"}]), "lan")
    clocks = then(two, the_approval_of_the_plan(two), "head").clocks
    assert [(c.kind, c.item, c.until) for c in clocks] == [
        (ClockKind.ITEM_EVALUATION, "W1", date(2027, 3, 31)),
        (ClockKind.ITEM_EVALUATION, "W2", date(2026, 12, 31)),
    ]
