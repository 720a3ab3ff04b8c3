"""Changing the plan while it runs: nothing in force may go, nothing is dated back, and what is added was not foreseen before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.acts import Act, ApproveAmendment, Evaluate, Finish, ProposeAmendment, RefuseAmendment, SubmitPlan
from domain.facts import AmendmentApproved
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Regime, Stage
from tests.builders import FRIDAY, a_case, an_act, decided, refusal, then

RUNNING = a_case(Stage.IMPLEMENTING)
[ITEM], [RISK] = SubmitPlan.example["items"], SubmitPlan.example["risks"]
NEW_RISK = RISK | {"code": "R2", "cause": "Mất điện kéo dài"}
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def amendment(**fields: Any) -> Act:
    return an_act(ProposeAmendment, **{"risks": [RISK, NEW_RISK], **fields})


def approval(case: Initiative, **fields: Any) -> Act:
    return an_act(ApproveAmendment, plan_sha256=case.work.amendment.sha256, **fields)


PROPOSED = then(RUNNING, amendment(), "tam", MONDAY)
AMENDED = then(PROPOSED, approval(PROPOSED), "head", MONDAY)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("lan", None, id="the proposer"),
        pytest.param("tam", None, id="the implementer"),
        pytest.param("clerk", None, id="an officer of the agency"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="not whoever approves it"),
    ],
)
def test_an_amendment_is_proposed_by(who: str, why: Reason | None) -> None:
    assert refusal(RUNNING, amendment(), who) == why


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="a risk beside those in force"),
        pytest.param({"items": [ITEM | {"title": "Việc đã sửa"}]}, None, id="an item in other words"),
        pytest.param({"items": [ITEM, ITEM | {"code": "W2"}]}, None, id="an item more"),
        pytest.param({"items": [ITEM | {"code": "W2"}]}, Reason.NOTHING_MAY_GO, id="not an item less"),
        pytest.param({"risks": [NEW_RISK]}, Reason.NOTHING_MAY_GO, id="nor a risk less"),
        pytest.param({"risks": [], "no_risks_because": "Đã hết rủi ro."}, Reason.NOTHING_MAY_GO, id="nor all of them"),
        pytest.param({"risks": [RISK, RISK]}, Reason.ITEM_TWICE, id="no code twice"),
        pytest.param({"items": [ITEM | {"evaluate_by": "2026-11-20"}]}, Reason.DAY_NOT_AHEAD, id="no new day behind us"),
    ],
)
def test_what_is_in_force_may_be_changed_and_added_to(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(RUNNING, amendment(**fields), "tam", MONDAY) == why


def test_an_item_whose_day_has_passed_stays_as_it_is() -> None:
    long_after = datetime(2027, 4, 26, 2, 0, tzinfo=UTC)
    assert refusal(RUNNING, amendment(), "tam", long_after) is None
    assert refusal(RUNNING, amendment(items=[ITEM | {"evaluate_by": "2027-04-01"}]), "tam", long_after) == Reason.DAY_NOT_AHEAD


def test_one_amendment_waits_at_a_time() -> None:
    assert refusal(RUNNING, approval(PROPOSED), "head") == Reason.NO_AMENDMENT
    assert refusal(PROPOSED, amendment(), "lan") == Reason.AMENDMENT_ALREADY_PROPOSED
    refused = then(PROPOSED, an_act(RefuseAmendment), "head")
    assert (refused.work.amendment.plan, refused.versions) == (None, RUNNING.versions)
    assert refusal(refused, amendment(), "lan") is None
    assert refusal(refused, an_act(RefuseAmendment), "head") == Reason.NO_AMENDMENT


@pytest.mark.parametrize("kind", [ApproveAmendment, RefuseAmendment])
@pytest.mark.parametrize(
    ("regime", "authority", "other"),
    [
        pytest.param(Regime.ND73, "head", "chair", id="the head under the decree"),
        pytest.param(Regime.HCMC2022, "chair", "head", id="the city under the plan"),
    ],
)
def test_it_is_answered_by_whoever_approved(kind: type[Act], regime: Regime, authority: str, other: str) -> None:
    proposed = then(a_case(Stage.IMPLEMENTING, regime=regime), amendment(), "tam")
    act = approval(proposed) if kind is ApproveAmendment else an_act(kind)
    assert refusal(proposed, act, authority) is None
    assert refusal(proposed, act, other) == Reason.NOT_YOUR_OFFICE


def test_what_is_approved_is_what_was_read() -> None:
    assert refusal(PROPOSED, an_act(ApproveAmendment), "head") == Reason.PLAN_CHANGED


@pytest.mark.parametrize(
    ("effective_on", "why", "effective_from"),
    [
        pytest.param(None, None, MONDAY, id="from its approval"),
        pytest.param(TODAY, None, MONDAY, id="today means from its approval too"),
        pytest.param(date(2026, 12, 1), None, datetime(2026, 11, 30, 17, tzinfo=UTC), id="or from the beginning of a later day in Vietnam"),
        pytest.param(date(2026, 11, 22), Reason.AMENDMENT_DATED_BACK, None, id="never from a day that is over"),
    ],
)
def test_an_amendment_is_in_force(effective_on: date | None, why: Reason | None, effective_from: datetime | None) -> None:
    act = approval(PROPOSED, effective_on=effective_on)
    assert refusal(PROPOSED, act, "head", MONDAY) == why
    if effective_from:
        fact = decided(PROPOSED, act, "head", MONDAY)
        assert isinstance(fact, AmendmentApproved)
        assert (fact.version, fact.effective_from) == (2, effective_from)


def foreseen(case: Initiative, moment: datetime) -> list[str]:
    version = case.version_at(moment)
    return [risk.code for risk in version.plan.risks] if version else []


def test_what_is_added_was_foreseen_only_from_then_on() -> None:
    instant = timedelta(microseconds=1)
    assert foreseen(AMENDED, FRIDAY - instant) == []
    assert foreseen(AMENDED, FRIDAY) == foreseen(AMENDED, MONDAY - instant) == ["R1"]
    assert foreseen(AMENDED, MONDAY) == ["R1", "R2"]


def test_the_baseline_stays_as_it_was_frozen() -> None:
    assert (AMENDED.draft.plan, AMENDED.baseline_sha256) == (RUNNING.draft.plan, RUNNING.baseline_sha256)
    assert AMENDED.versions[0] == RUNNING.versions[0]
    assert [version.version for version in AMENDED.versions] == [1, 2]


def test_only_what_is_new_or_has_a_new_day_is_due_anew() -> None:
    later = ITEM | {"code": "W2", "evaluate_by": "2027-01-29"}
    proposed = then(RUNNING, amendment(items=[ITEM, later]), "tam", MONDAY)
    amended = then(proposed, approval(proposed), "head", MONDAY)
    assert [(c.item, c.until, c.since) for c in amended.clocks] == [("W1", date(2027, 3, 31), FRIDAY), ("W2", date(2027, 1, 29), MONDAY)]
    assert refusal(amended, an_act(Evaluate, item="W2"), "head") is None


def test_the_end_of_the_work_leaves_no_amendment_waiting() -> None:
    assert then(PROPOSED, an_act(Finish, finished_on=TODAY), "tam", MONDAY).work.amendment.plan is None
    assert not then(PROPOSED, an_act(Finish, finished_on=TODAY), "tam", MONDAY).waits_on(ClockKind.DECISION)
