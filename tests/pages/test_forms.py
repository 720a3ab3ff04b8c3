"""One way in which forms are made from acts: whatever an act asks, its form asks in words, and sends what the door takes."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from api.pages.act_form import wrong_with
from api.pages.forms import Field, How, act_from, body_of, fields_of, typed_from, without_empty_rows
from api.pages.told import label_of
from domain.acts import ACTS, Act, CastSecretBallot, Register, SubmitPlan
from domain.acts.planning import EXAMPLE
from words import LANGUAGES, books


def every_field(fields: tuple[Field, ...]) -> list[Field]:
    return [each for field in fields for each in (field, *every_field(field.parts))]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_a_form_sends_is_the_act_that_json_sends(act: type[Act]) -> None:
    example = act.model_validate(act.example)
    for body in (act.example, example.model_dump(mode="json", by_alias=True)):
        assert act_from(act, typed_from(fields_of(act), body)) == example


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_form_that_is_sent_empty_is_the_act_with_nothing_said(act: type[Act]) -> None:
    """An empty field says nothing; it is not an empty text."""
    sent = {name: [""] for name in typed_from(fields_of(act), act.example)}
    assert body_of(fields_of(act), without_empty_rows(fields_of(act), sent)) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_is_missing_is_asked_for_by_its_label_in_the_readers_language(act: type[Act], language: str) -> None:
    try:
        act_from(act, {})
    except ValidationError as error:
        wrong = wrong_with(act, error, language)
        required = [field for field in fields_of(act) if field.required]
        assert {field.name for field in required} <= wrong.keys()
        for field in required:
            assert label_of(field, language)[1:] in wrong[field.name]
    else:
        assert not any(field.required for field in fields_of(act))


def test_the_fields_of_every_act_are_all_there() -> None:
    takes_no_file = {CastSecretBallot.name: {"enclosed"}}
    for name, act in ACTS.items():
        assert {field.word for field in fields_of(act)} == set(act.model_fields) - takes_no_file.get(name, set())


def test_every_way_of_asking_is_used() -> None:
    assert {field.how for act in ACTS.values() for field in every_field(fields_of(act))} == set(How)


# -- how things are typed


def plan(**typed: list[str]) -> Any:
    sent = {**typed_from(fields_of(SubmitPlan), EXAMPLE), **{name.replace("__", "."): each for name, each in typed.items()}}
    return act_from(SubmitPlan, sent)


@pytest.mark.parametrize("typed", ["1500000", "1.500.000", "1,500,000", " 1 500 000 ", "1\u202f500\u00a0000"])
def test_money_may_be_written_as_people_write_it(typed: str) -> None:
    assert plan(items__0__budget_dong=[typed]).items[0].budget_dong == 1_500_000


@pytest.mark.parametrize(
    ("day", "month", "year", "right"),
    [("31", "3", "2027", True), ("1", "02", "2027", True), ("30", "2", "2027", False), ("", "3", "2027", False), ("x", "3", "2027", False)],
)
def test_a_day_is_typed_in_three_parts_and_is_one_there_is(day: str, month: str, year: str, right: bool) -> None:
    typed = {"items__0__evaluate_by__day": [day], "items__0__evaluate_by__month": [month], "items__0__evaluate_by__year": [year]}
    if right:
        assert plan(**typed).items[0].evaluate_by.isoformat() == f"{int(year):04}-{int(month):02}-{int(day):02}"
        return
    with pytest.raises(ValidationError) as error:
        plan(**typed)
    assert (
        "phải là một ngày có trong lịch; đề nghị ghi đủ ngày, tháng, năm"
        in wrong_with(SubmitPlan, error.value, "vi")["items.0.evaluate_by"]
    )


def test_whoever_picks_a_name_sends_the_code_behind_it() -> None:
    assert plan(items__0__implementer=["Trần Minh Tâm (DEMO) · tam"]).items[0].implementer == "tam"


def test_rows_left_empty_are_passed_over_and_a_fault_is_shown_at_its_own_row() -> None:
    sent = {"missing.0": [""], "missing.1": ["nguồn lực"], "missing.7": ["thời gian"]}
    fields = fields_of(ACTS["return_dossier"])
    assert body_of(fields, sent) == {"missing": ["nguồn lực", "thời gian"]}
    assert without_empty_rows(fields, sent) == {"missing.0": ["nguồn lực"], "missing.1": ["thời gian"]}


def test_so_are_rows_within_a_part() -> None:
    sent = {"minuted.absent.0.member": [""], "minuted.absent.0.reason": [""], "minuted.absent.4.reason": ["Đi công tác."]}
    assert without_empty_rows(fields_of(ACTS["recommend"]), sent) == {"minuted.absent.0.reason": ["Đi công tác."]}


def test_what_is_no_number_and_no_code_is_told_at_its_field_and_kept_as_typed() -> None:
    with pytest.raises(ValidationError) as error:
        plan(items__0__budget_dong=["nhiều"], items__0__code=["W 1!"])
    wrong = wrong_with(SubmitPlan, error.value, "en")
    assert wrong.keys() == {"items.0.budget_dong", "items.0.code"}
    assert not re.search(r"pydantic|pattern|integer|string", " ".join(wrong.values()))


def test_a_field_nobody_asked_for_is_not_taken() -> None:
    assert (
        act_from(Register, {**typed_from(fields_of(Register), Register.example), "on_paper": ["x"], "_step": ["check"]}).name == "register"
    )


def test_every_part_that_is_unfolded_says_what_it_is() -> None:
    parts = {field.name for act in ACTS.values() for field in every_field(fields_of(act)) if field.how is How.PART}
    assert parts
    assert {f"part_{name}" for name in parts} - {key for language in LANGUAGES for key in books()[language]["pages"]} == set()


def test_every_row_of_a_list_of_parts_is_called_something() -> None:
    rows = {field.name for act in ACTS.values() for field in every_field(fields_of(act)) if field.how is How.ROWS and field.parts[0].name}
    assert rows
    assert {f"row_of_{name}" for name in rows} - {key for language in LANGUAGES for key in books()[language]["pages"]} == set()
