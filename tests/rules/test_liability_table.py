"""The liability tables: total, without overlap, kind to better facts, and silent where something it turns on is unknown (ND73 Art. 11; the plan)."""

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.law.liability_table import HARDER, LiabilityRow, LiabilityTable, Question
from domain.law.policy import Policy
from domain.streams.review import AGAINST
from domain.vocabulary import Answer, Circumstance, Finding, LiabilityOutcome, Regime
from settings import ROOT
from tests.builders import a_policy, the_law

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
LAW = {regime: the_law(regime).policy for regime in Regime}
EVERY = {f"{regime}-{name}": table for regime, policy in LAW.items() for name, table in policy.liability.items()}
# Each once: two sets have some of them in common, to the letter.
TABLES = {name: table for at, (name, table) in enumerate(EVERY.items()) if table not in list(EVERY.values())[:at]}
ND73, PLAN = LAW[Regime.ND73].liability["nd73"], LAW[Regime.HCMC2022].liability["plan2022"]
LAW80, ND234 = LAW[Regime.ND73].liability["law80"], LAW[Regime.ND73].liability["nd234"]
GOOD: dict[Question, Answer] = {Finding.RIGHT_POLICY: YES, Finding.PURE_MOTIVE: YES, Finding.COMMON_GOOD: YES, Finding.PERSONAL_GAIN: NO}
CLEAN: dict[Question, Answer] = {
    **GOOD,
    **dict.fromkeys((Finding.CORRUPTION, Finding.NEGATIVITY, Finding.FRAUD, Finding.WILFUL_BREACH), NO),
    Finding.WITHIN_APPROVAL: YES,
    Finding.FORCE_MAJEURE: NO,
}
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def answers_for(table: LiabilityTable) -> st.SearchStrategy[dict[Question, Answer]]:
    return st.fixed_dictionaries({question: st.sampled_from(Answer) for question in table.asks})


def hardness(outcomes: tuple[LiabilityOutcome, ...]) -> tuple[int, int]:
    """The hardest and the kindest of them."""
    ranks = [HARDER.index(outcome) for outcome in outcomes]
    return max(ranks), min(ranks)


def better(question: Question) -> Answer | None:
    """Which answer speaks for the person; of a foreseen risk neither does: it chooses the way, not the weight."""
    if question is Circumstance.FORESEEN:
        return None
    return NO if question in AGAINST or question is Circumstance.DAMAGE else YES


@every_table
def test_every_combination_of_yes_and_no_has_one_answer_and_it_is_final(table: LiabilityTable) -> None:
    for answers in table.combinations():
        found = table.assess(answers)
        assert [each.row.id for each in found.weighed if each.fires is YES] == [found.fired and found.fired.id]
        assert found.final
        assert found.outcomes
        assert found.asks_for == ()


@every_table
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_better_facts_never_give_a_harder_outcome(table: LiabilityTable, data: st.DataObject) -> None:
    answers = data.draw(answers_for(table))
    question = data.draw(st.sampled_from([q for q in table.asks if better(q)]))
    good = better(question)
    assert good is not None
    worse = YES if good is NO else NO
    if_good = hardness(table.assess({**answers, question: good}).outcomes)
    if_bad = hardness(table.assess({**answers, question: worse}).outcomes)
    assert if_good <= if_bad
    assert if_good[1] <= if_bad[1]


@every_table
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_what_is_unknown_is_never_harder_than_the_harder_answer_and_asks_for_evidence(table: LiabilityTable, data: st.DataObject) -> None:
    answers = data.draw(answers_for(table))
    question = data.draw(st.sampled_from(table.asks))
    found = table.assess({**answers, question: UNKNOWN})
    settled = [table.assess({**answers, question: answer}) for answer in (YES, NO)]
    assert hardness(found.outcomes)[0] <= max(hardness(each.outcomes)[0] for each in settled)
    assert set(found.outcomes) >= set.intersection(*(set(each.outcomes) for each in settled))
    if found.final:  # then it does not turn on it: either answer gives the same row
        assert [each.fired for each in settled] == [found.fired, found.fired]
        assert found.asks_for == ()
    else:
        assert found.asks_for
        assert not found.refer


@every_table
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_it_says_which_single_fact_would_change_it(table: LiabilityTable, data: st.DataObject) -> None:
    answers = data.draw(answers_for(table))
    found = table.assess(answers)
    told = {(turn.question, turn.answer): turn.outcomes for turn in found.turns_on}
    for question in table.asks:
        for answer in (YES, NO):
            other = table.assess({**answers, question: answer}).outcomes
            assert told.get((question, answer), found.outcomes) == other


@pytest.mark.parametrize(
    ("facts", "row", "outcomes"),
    [
        pytest.param({Circumstance.COMPLETED: YES}, "completed", ["not_handled"], id="completed is not handled"),
        pytest.param({Circumstance.COMPLETED: NO, Circumstance.DAMAGE: NO}, "no-damage", ["excluded"], id="no damage is excluded"),
        pytest.param(
            {Circumstance.COMPLETED: NO, Circumstance.DAMAGE: YES},
            "damage",
            ["excluded", "exempted", "mitigated"],
            id="with damage three are considered",
        ),
        pytest.param({Finding.PURE_MOTIVE: NO}, "impure-motive", ["ordinary_handling"], id="any finding that fails is handled as usual"),
        pytest.param({Finding.PERSONAL_GAIN: YES}, "gain", ["ordinary_handling"], id="gain is handled as usual, and referred"),
        pytest.param(
            {Finding.WITHIN_APPROVAL: NO}, "left-approval", ["ordinary_handling"], id="who left what was approved is handled as usual"
        ),
        pytest.param({Circumstance.COMPLETED: NO}, "", ["excluded", "exempted", "mitigated"], id="damage unknown asks for evidence"),
        pytest.param({}, "", ["not_handled", "excluded", "exempted", "mitigated"], id="no result yet asks for it"),
    ],
)
def test_decree_73_answers(facts: dict[Question, Answer], row: str, outcomes: list[str]) -> None:
    found = ND73.assess({**CLEAN, **facts})
    assert (found.fired.id if found.fired else "", [*found.outcomes]) == (row, outcomes)
    assert found.refer == (row == "gain")


@pytest.mark.parametrize(
    ("facts", "row", "outcomes"),
    [
        pytest.param(
            {Circumstance.FORESEEN: YES}, "foreseen", ["recommended_exempted", "recommended_mitigated"], id="foreseen is recommended upward"
        ),
        pytest.param(
            {Circumstance.FORESEEN: NO},
            "unforeseen",
            ["exempted", "recommended_exempted", "mitigated", "recommended_mitigated"],
            id="unforeseen is the head's, or proposed upward",
        ),
        pytest.param(
            {Circumstance.FORESEEN: YES, Finding.RIGHT_POLICY: NO, Finding.PURE_MOTIVE: UNKNOWN},
            "foreseen",
            ["recommended_exempted", "recommended_mitigated"],
            id="foreseen has no condition of its own",
        ),
        pytest.param({Circumstance.FORESEEN: NO, Finding.RIGHT_POLICY: NO}, "wrong-policy", ["ordinary_handling"], id="unforeseen has"),
        pytest.param({Circumstance.FORESEEN: YES, Finding.PERSONAL_GAIN: YES}, "gain", ["ordinary_handling"], id="gain is never protected"),
    ],
)
def test_the_plan_of_2022_answers(facts: dict[Question, Answer], row: str, outcomes: list[str]) -> None:
    found = PLAN.assess({**CLEAN, **facts})
    assert (found.fired.id if found.fired else "", [*found.outcomes]) == (row, outcomes)


def test_an_order_carried_out_under_protest_is_considered_for_a_civil_servant_whatever_else_was_found() -> None:
    found = LAW80.assess({**CLEAN, Finding.ORDER_UNDER_PROTEST: YES, Finding.RIGHT_POLICY: NO})
    assert found.fired
    assert found.fired.id == "order-under-protest"
    assert [*found.outcomes] == ["excluded", "exempted", "mitigated"]


@pytest.mark.parametrize(
    ("facts", "row", "outcomes"),
    [
        pytest.param(
            {Circumstance.DAMAGE: YES}, "innovation-with-damage", ["exempted"], id="an allowed innovation with damage is exempted"
        ),
        pytest.param({Finding.FRAUD: YES}, "fraud", ["ordinary_handling"], id="fraud is handled as usual"),
        pytest.param({Finding.FORCE_MAJEURE: YES, Finding.RIGHT_POLICY: NO}, "force-majeure", ["excluded"], id="force majeure is excluded"),
        pytest.param(
            {Finding.RIGHT_POLICY: NO, Finding.RIGHT_PROCEDURE: YES, Circumstance.OBJECTIVE_CAUSE: YES, Circumstance.DAMAGE: YES},
            "procedure-right-policy",
            ["exempted"],
            id="damage in spite of right procedure, without gain, of an objective cause is exempted",
        ),
        pytest.param(
            {Finding.RIGHT_POLICY: NO, Finding.RIGHT_PROCEDURE: YES, Circumstance.OBJECTIVE_CAUSE: YES, Circumstance.DAMAGE: NO},
            "procedure-without-damage-right-policy",
            ["excluded"],
            id="without damage there is no ground for discipline",
        ),
        pytest.param(
            {Finding.WITHIN_APPROVAL: NO, Finding.RIGHT_PROCEDURE: NO},
            "wrong-procedure-approval",
            ["ordinary_handling"],
            id="who left what was allowed must have kept to the procedure",
        ),
    ],
)
def test_decree_234_answers_for_public_employees(facts: dict[Question, Answer], row: str, outcomes: list[str]) -> None:
    found = ND234.assess({**CLEAN, **facts})
    assert (found.fired.id if found.fired else "", [*found.outcomes]) == (row, outcomes)


# --- What binds ---

PROHIBITED = (Finding.PERSONAL_GAIN, Finding.CORRUPTION, Finding.NEGATIVITY, Finding.FRAUD, Finding.WILFUL_BREACH)


@every_table
@pytest.mark.parametrize("finding", PROHIBITED)
def test_what_is_prohibited_binds_in_every_table_whatever_else_is_known(table: LiabilityTable, finding: Finding) -> None:
    all_in_their_favour: dict[Question, Answer] = {
        Finding.FORCE_MAJEURE: YES,
        Circumstance.FORESEEN: YES,
        Finding.ORDER_UNDER_PROTEST: YES,
    }
    for others in (dict[Question, Answer](), CLEAN, all_in_their_favour):
        row = table.assess({**others, finding: YES}).bound_by
        assert row is not None
        assert (row.established, row.outcomes) == ((finding,), (LiabilityOutcome.ORDINARY_HANDLING,))


@every_table
def test_nothing_else_binds(table: LiabilityTable) -> None:
    assert {row.established for row in table.rows if row.binds} == {(finding,) for finding in PROHIBITED}
    assert table.assess({}).bound_by is None, "nobody has looked at anything"
    assert table.assess({**CLEAN, Finding.RIGHT_POLICY: NO}).bound_by is None


def test_no_row_of_an_older_set_binds() -> None:
    older = [a_policy(name).liability for name in ("nd73-2023-3", "hcmc-plan-2022-2")]
    assert not any(row.binds for tables in older for table in tables.values() for row in table.rows)


# --- A set that must not be used ---


def plan_set(change: Any) -> Policy:
    raw = tomllib.loads((ROOT / "policies" / "hcmc-plan-2022-3.toml").read_text("utf-8"))
    change(raw["liability"]["plan2022"]["rows"])
    return Policy.model_validate({**raw, "id": "hcmc-plan-2022.9"})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda rows: rows.pop(), "no row for", id="a hole"),
        pytest.param(lambda rows: rows[0].update(when={}), "rows gain, (corruption|foreseen) for", id="an overlap"),
        pytest.param(lambda rows: rows[0].update(when={"damage": "yes"}), "damage is not asked", id="a fact it does not ask"),
        pytest.param(
            lambda rows: rows[0].update(when={"personal_gain": "unknown"}), "neither yes nor no", id="a condition that is unknown"
        ),
        pytest.param(lambda rows: rows[0].update(id="foreseen"), "two rows of one id", id="two rows of one name"),
        pytest.param(lambda rows: rows[0].update(outcomes=[]), "at least 1 item", id="a row without outcome"),
    ],
)
def test_a_table_is_refused_for(change: Any, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        plan_set(change)


def test_a_row_is_changed_by_an_edit_of_the_file_and_a_new_id() -> None:
    """The legal officer decides that a foreseen risk is only ever asked to be exempted: one line, no code."""

    def only_exemption(rows: list[dict[str, Any]]) -> None:
        next(row for row in rows if row["id"] == "foreseen")["outcomes"] = ["recommended_exempted"]

    changed = plan_set(only_exemption)
    answers: dict[Question, Answer] = {**CLEAN, Circumstance.FORESEEN: YES}
    assert changed.id != LAW[Regime.HCMC2022].id
    assert [*changed.liability["plan2022"].assess(answers).outcomes] == ["recommended_exempted"]
    assert [*PLAN.assess(answers).outcomes] == ["recommended_exempted", "recommended_mitigated"]


# --- The edges ---


def a_row(**when: Answer) -> LiabilityRow:
    outcomes = ("excluded",)
    return LiabilityRow.model_validate({"id": "a", "when": when, "outcomes": outcomes, "basis": "ND73 Art. 11"})


@pytest.mark.parametrize(
    ("one", "other", "excludes"),
    [
        pytest.param(a_row(right_policy=YES), a_row(right_policy=NO), True, id="the same question, answered differently"),
        pytest.param(a_row(right_policy=YES), a_row(right_policy=YES), False, id="answered alike"),
        pytest.param(a_row(right_policy=YES), a_row(pure_motive=NO), False, id="different questions"),
        pytest.param(a_row(right_policy=YES, pure_motive=NO), a_row(right_policy=YES, pure_motive=YES), True, id="one of two"),
        pytest.param(a_row(), a_row(right_policy=YES), False, id="no condition at all"),
    ],
)
def test_two_rows_exclude_each_other(one: LiabilityRow, other: LiabilityRow, excludes: bool) -> None:
    assert one.excludes(other) == other.excludes(one) == excludes


def test_a_fact_nobody_has_looked_at_is_unknown_and_fails_no_row() -> None:
    weighed = a_row(right_policy=YES).weighed({})
    assert (weighed.failed, weighed.unknown, weighed.fires) == ((), (Finding.RIGHT_POLICY,), UNKNOWN)


def test_a_table_is_for_its_first_day_and_its_last() -> None:
    table = ND234.model_copy(update={"handled_from": date(2026, 7, 1), "handled_to": date(2030, 6, 30), "persons": ()})
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2030, 6, 30), date(2030, 7, 1))
    assert [table.is_for(None, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("happened_on", "compared"),
    [
        pytest.param(date(2026, 6, 30), True, id="the day before it was law"),
        pytest.param(date(2026, 7, 1), False, id="on its first day"),
        pytest.param(None, False, id="on a day nobody knows"),
    ],
)
def test_what_was_done_before_the_table_was_law_is_for_people_to_compare(happened_on: date | None, compared: bool) -> None:
    assert ND234.must_be_compared(happened_on) == compared
    assert ND234.compare == "ND234 Art. 24.1"
    assert not ND73.must_be_compared(happened_on), "the programme's own table is the case's for life"
