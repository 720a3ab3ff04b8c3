"""What two versions of a plan say differently: nothing is left out, and nothing is said that is not so."""

from datetime import date

from domain.acts import SubmitPlan
from domain.facts import Plan
from domain.work.plan_changes import FieldChange, PartChange, changes

PLAN = Plan.model_validate({name: SubmitPlan.example[name] for name in ("items", "risks")})
[ITEM], [RISK] = PLAN.items, PLAN.risks


def test_two_versions_that_say_the_same_differ_in_nothing() -> None:
    assert changes(PLAN, PLAN.model_copy(deep=True)) == ()


def test_a_field_that_differs_is_told_as_it_was_and_as_it_is() -> None:
    later = ITEM.model_copy(update={"evaluate_by": date(2027, 6, 30), "budget_dong": 5})
    assert changes(PLAN, PLAN.model_copy(update={"items": (later,)})) == (
        PartChange(
            "items",
            ITEM.code,
            ITEM.title,
            "changed",
            (FieldChange("evaluate_by", ITEM.evaluate_by, date(2027, 6, 30)), FieldChange("budget_dong", 0, 5)),
        ),
    )


def test_what_is_new_and_what_is_gone_is_told_by_its_title_the_work_items_first() -> None:
    other, risk = ITEM.model_copy(update={"code": "W9", "title": "Mở rộng"}), RISK.model_copy(update={"code": "R9", "cause": "Mất điện"})
    after = Plan(items=(other,), risks=(RISK, risk))
    assert [(each.of, each.code, each.title, each.how) for each in changes(PLAN, after)] == [
        ("items", "W9", "Mở rộng", "new"),
        ("items", ITEM.code, ITEM.title, "gone"),
        ("risks", "R9", "Mất điện", "new"),
    ]
