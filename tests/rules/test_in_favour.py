"""What speaks for a person under review is what the tables turn on: each such fact, were it otherwise, leaves a harder outcome, and none is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.law.liability_table import SETTLED, LiabilityTable
from domain.procedure.in_favour import SUPPLIED_BY, hardness, what_speaks_for, what_would_help
from domain.vocabulary import Answer, Circumstance, Finding, Office, Regime
from tests.builders import the_law

TABLES = {f"{regime}-{name}": (regime, table) for regime in Regime for name, table in the_law(regime).policy.liability.items()}
ND73 = the_law(Regime.ND73).policy.liability["nd73"]
every_table = pytest.mark.parametrize(("regime", "table"), TABLES.values(), ids=TABLES)


@every_table
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_it_is_exactly_what_the_table_turns_on_for_the_worse_and_for_the_better(
    regime: Regime, table: LiabilityTable, data: st.DataObject
) -> None:
    said = table.assess(data.draw(st.fixed_dictionaries({question: st.sampled_from(Answer) for question in table.asks})))
    now = hardness(said.outcomes)
    worse = {turn.question for turn in said.turns_on if said.answers[turn.question] in SETTLED and hardness(turn.outcomes) > now}
    speaks, helps = what_speaks_for(said, table.asks), what_would_help(said, regime)
    assert {each.question for each in speaks} == worse
    assert all(each.row.when[each.question] is each.answer for each in speaks)
    for kinder in helps:  # with all that it needs it fires, and leaves nothing harder open
        then = table.assess({**said.answers, **{each.question: each.answer for each in kinder.missing}})
        assert then.fired == kinder.row
        assert hardness(then.outcomes)[0] < now[0]
    assert [hardness(each.row.outcomes) for each in helps] == sorted(hardness(each.row.outcomes) for each in helps)


def test_what_is_taken_as_not_so_because_nobody_raised_it_speaks_for_nobody() -> None:
    kindest = min(ND73.rows, key=lambda row: hardness(row.outcomes))
    said = ND73.assess({**dict.fromkeys(ND73.asks, Answer.NO), **kindest.when})
    all_of_it = {each.question for each in what_speaks_for(said, ND73.asks)}
    assert all_of_it & {*ND73.unraised}
    on_record = {*ND73.asks} - {*ND73.unraised}
    assert {each.question for each in what_speaks_for(said, on_record)} == all_of_it & on_record


@every_table
def test_of_the_kindest_row_that_fires_every_fact_it_turns_on_is_told_with_it(regime: Regime, table: LiabilityTable) -> None:
    kindest = min(table.rows, key=lambda row: hardness(row.outcomes))
    said = table.assess({**dict.fromkeys(table.asks, Answer.NO), **kindest.when})
    assert said.fired == kindest
    assert {each.row.id for each in what_speaks_for(said, table.asks)} == {kindest.id}
    assert what_would_help(said, regime) == ()


def test_where_nothing_is_known_the_first_row_told_is_the_kindest_and_who_may_put_its_facts_on_record() -> None:
    first, *_ = what_would_help(ND73.assess({}), Regime.ND73)
    assert hardness(first.row.outcomes) == min(hardness(row.outcomes) for row in ND73.rows)
    assert {each.question: each.answer for each in first.missing} == dict(first.row.when)
    assert all(Office.PANEL_MEMBER in each.offices for each in first.missing if isinstance(each.question, Finding))
    assert all(each.offices for each in first.missing)


def test_every_question_of_every_table_can_be_put_on_record_by_somebody() -> None:
    assert set(SUPPLIED_BY) == {*Finding, *Circumstance}
