"""The procedure table has no hole: whatever it names is there, everything in it can happen, and from everywhere a path leads to the end."""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import words
from domain import acts
from domain.acts import ACTS, Act
from domain.case import Case, after
from domain.facts import FACTS, Fact
from domain.matter import conclude
from domain.procedure import PROCEDURE, Row, awaited
from domain.refusals import Reason, Refused
from domain.vocabulary import Regime, Stage
from tests.builders import a_case, an_act, decided, the_approval_of_the_plan, the_law, the_usual_way

ROWS = [(regime, row) for regime, rows in PROCEDURE.items() for row in rows]
every_row = pytest.mark.parametrize(("regime", "row"), ROWS, ids=[f"{regime}, {row.stage}, {row.act.name}" for regime, row in ROWS])
every_regime = pytest.mark.parametrize("regime", Regime)

# Who may do what in the walk below: enough to go every way the table has.
WAYS: tuple[tuple[str, type[Act], dict[str, Any]], ...] = (
    ("lan", acts.Register, {"implementers": ("tam",)}),
    ("clerk", acts.AcceptDossier, {}),
    ("clerk", acts.ReturnDossier, {}),
    ("lan", acts.Resubmit, {}),
    ("secretary", acts.RecordPartyOpinion, {"before": "approval"}),
    ("head", acts.Vote, {"ballot": "for"}),
    ("deputy", acts.Vote, {"ballot": "for"}),
    ("deputy", acts.Vote, {"ballot": "against"}),
    ("deputy2", acts.Vote, {"ballot": "against"}),
    ("head", acts.ConcludeVote, {}),
    ("head", acts.Override, {}),
    ("head", acts.Approve, {}),
    ("head", acts.Refuse, {}),
    ("lan", acts.SubmitPlan, {}),
    ("head", acts.ReturnPlan, {}),
    ("head", acts.ApprovePlan, {}),
    ("head", acts.Evaluate, {"verdict": "partly"}),
    ("tam", acts.Finish, {}),
    ("lan", acts.SubmitResultReport, {}),
    ("secretary", acts.RecordPartyOpinion, {"before": "evaluation"}),
    ("head", acts.EvaluateResult, {"causes": "Chủ quan và khách quan."}),
    ("lan", acts.Withdraw, {}),
    ("head", acts.Close, {}),
    *(("head", acts.Reopen, {"back_to": stage}) for stage in Stage),
)


def what_matters(case: Case) -> tuple[object, ...]:
    """Two cases alike in this are open to the same acts: a ballot means nothing once the vote is concluded."""
    ballots = frozenset(case.ballots.items()) if case.carried is None else frozenset()
    heard = frozenset(case.opinions)
    decided_on = case.carried, case.overridden, case.plan_sha256, frozenset(case.verdicts), case.report_sha256, case.result
    return case.stage, case.missing, heard, ballots, *decided_on


@cache
def the_walk() -> tuple[dict[tuple[object, ...], Case], list[tuple[tuple[object, ...], type[Act], tuple[object, ...]]]]:
    """Every state that can be reached, and every step between two of them."""
    start = a_case()
    found, steps, ahead = {what_matters(start): start}, [], deque([start])
    while ahead:
        case = ahead.popleft()
        for who, kind, fields in WAYS:
            act = the_approval_of_the_plan(case) if kind is acts.ApprovePlan and case.plan_sha256 else an_act(kind, **fields)
            try:
                there = after(decided(case, act, who), case)
            except Refused:
                continue
            steps.append((what_matters(case), kind, what_matters(there)))
            if what_matters(there) not in found:
                found[what_matters(there)] = there
                ahead.append(there)
    return found, steps


def test_every_act_has_a_row_in_every_regime() -> None:
    for rows in PROCEDURE.values():
        assert {row.act for row in rows} == set(ACTS.values())


def test_every_regime_has_its_rows() -> None:
    assert set(PROCEDURE) == set(Regime)


def test_at_one_stage_one_row_speaks_of_an_act() -> None:
    for rows in PROCEDURE.values():
        places = [(row.stage, row.act) for row in rows]
        assert len(places) == len(set(places))


def test_the_rows_stand_in_the_order_of_the_stages() -> None:
    order = [None, *Stage]
    for rows in PROCEDURE.values():
        assert all(order.index(a.stage) <= order.index(b.stage) for a, b in pairwise(rows))


@every_row
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_row_stands_on_a_basis_that_can_be_cited(regime: Regime, row: Row, language: str) -> None:
    assert words.citation(row.basis, language, the_law(regime).policy.documents)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_chapter_concludes_every_act_with_the_fact_it_declares(act: type[Act]) -> None:
    assert act in conclude.registry, f"no chapter of the law concludes {act.__name__}"
    assert get_type_hints(conclude.registry[act])["return"] is act.fact


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_every_fact_changes_a_case(fact: type[Fact]) -> None:
    assert fact in after.registry, f"nothing says how a case stands after {fact.__name__}"


def test_every_fact_comes_from_one_act_or_from_the_clock() -> None:
    from_acts = [act.fact.kind for act in ACTS.values()]
    assert sorted([*from_acts, "reminded", "escalated"]) == sorted(FACTS)


@every_regime
@pytest.mark.parametrize("stage", [None, *(stage for stage in Stage if stage is not Stage.CLOSED)])
def test_a_case_fresh_at_a_stage_waits_for_somebody(stage: Stage | None, regime: Regime) -> None:
    assert awaited(a_case(stage, regime=regime))


def test_a_closed_case_waits_for_nobody() -> None:
    assert not awaited(a_case(Stage.CLOSED))


@every_row
def test_every_row_happens(regime: Regime, row: Row) -> None:
    assert any((here[0], kind) == (row.stage, row.act) for here, kind, _ in the_walk()[1])


GUARDS = [(row.stage, guard) for _, row in ROWS for guard in row.given]


@pytest.mark.parametrize(("stage", "guard"), GUARDS, ids=lambda each: str(getattr(each, "__name__", each)))
def test_every_guard_opens_and_closes(stage: Stage, guard: Any) -> None:
    answers = {guard(case) for case in the_walk()[0].values() if case.stage is stage}
    assert None in answers, f"{guard.__name__} never lets anybody through"
    assert answers - {None}, f"{guard.__name__} never stops anybody"


def reasons_tested() -> Iterator[Reason]:
    texts = [path.read_text("utf-8") for path in (Path(__file__).parents[1] / "rules").glob("test_*.py")]
    return (reason for reason in Reason if any(re.search(rf"Reason\.{reason.name}\b", text) for text in texts))


def test_every_reason_to_refuse_is_met_in_the_tests_of_the_rules() -> None:
    assert set(Reason) - set(reasons_tested()) == set()


def test_from_everywhere_a_path_leads_to_the_end() -> None:
    found, steps = the_walk()
    reaches_the_end = {state for state in found if state[0] is Stage.CLOSED}
    assert {state[0] for state in found} == {None, *Stage}
    while more := {here for here, _, there in steps if there in reaches_the_end} - reaches_the_end:
        reaches_the_end |= more
    assert set(found) - reaches_the_end == set()


def test_the_usual_way_goes_through_every_stage_in_order_and_never_back() -> None:
    [*_, (_, end)] = the_usual_way()
    assert end.reached == tuple(Stage)
