"""A closed case is opened again where its reason says; what was decided from there on is decided anew, and nothing frozen moves."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from domain.acts import ApproveAmendment, EvaluateResult, Finish, ProposeAmendment, Refuse, Reopen, Stop
from domain.facts import Plan
from domain.refusals import Reason
from domain.streams.clocks import next_due
from domain.streams.initiative import Initiative
from domain.streams.stages import (
    Approval,
    CityRound,
    Deliberation,
    Draft,
    Ending,
    Evaluation,
    Examination,
    Extension,
    OfStage,
    Seats,
    Suspension,
    Work,
)
from domain.vocabulary import Appraisal, Ballot, ClockKind, OpinionFor, Outcome, Position, Result, Stage, Tier, Verdict
from tests.builders import NUMBER, THAT_DAY, a_case, an_act, refusal, the_law, then

COMPLETED = a_case(Stage.CLOSED)
REFUSED = then(a_case(Stage.AGENCY_REVIEW, carried=False), an_act(Refuse), "head")
LATER = datetime(2027, 4, 26, 2, 0, tzinfo=UTC)


def reopened(case: Initiative, back_to: Stage) -> Initiative:
    return then(case, an_act(Reopen, back_to=back_to), "head", LATER)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head who decided"),
        pytest.param("chair", None, id="their superior"),
        pytest.param("deputy", Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("head_th", Reason.NO_SUCH_CASE, id="not another head"),
        pytest.param("lan", Reason.NOT_YOUR_OFFICE, id="not the proposer"),
    ],
)
def test_a_case_is_reopened_by(who: str, why: Reason | None) -> None:
    assert refusal(COMPLETED, an_act(Reopen), who) == why


@pytest.mark.parametrize(
    ("case", "back_to", "why"),
    [
        pytest.param(COMPLETED, Stage.FINAL_EVALUATION, None, id="a completed case at its evaluation"),
        pytest.param(COMPLETED, Stage.IMPLEMENTING, None, id="or while it was carried out"),
        pytest.param(COMPLETED, Stage.PLANNING, Reason.BASELINE_FROZEN, id="not before the plan was frozen"),
        pytest.param(COMPLETED, Stage.AGENCY_REVIEW, Reason.BASELINE_FROZEN, id="nor at the vote"),
        pytest.param(COMPLETED, Stage.REGISTERED, Reason.BASELINE_FROZEN, id="nor at its registration"),
        pytest.param(COMPLETED, Stage.CLOSED, Reason.STAGE_NEVER_REACHED, id="closed is nowhere to go back to"),
        pytest.param(REFUSED, Stage.AGENCY_REVIEW, None, id="a refused case at the vote"),
        pytest.param(REFUSED, Stage.REGISTERED, None, id="or at its registration"),
        pytest.param(REFUSED, Stage.FINAL_EVALUATION, Reason.STAGE_NEVER_REACHED, id="not at a stage it never reached"),
        pytest.param(a_case(Stage.IMPLEMENTING), Stage.PLANNING, Reason.NOT_OPEN_IN_STAGE, id="what is not closed is not reopened"),
    ],
)
def test_a_case_goes_back(case: Initiative, back_to: Stage, why: Reason | None) -> None:
    assert refusal(case, an_act(Reopen, back_to=back_to), "head") == why


def test_back_at_the_evaluation_the_result_and_the_opinion_about_it_are_asked_anew() -> None:
    case = reopened(COMPLETED, Stage.FINAL_EVALUATION)
    assert (case.stage, case.outcome, case.result, case.evaluation.tier) == (Stage.FINAL_EVALUATION, None, None, None)
    assert set(case.opinions) == {OpinionFor.APPROVAL}
    assert (case.ending.report_sha256, case.ending.finished_on) == (COMPLETED.ending.report_sha256, COMPLETED.ending.finished_on)
    assert refusal(case, an_act(EvaluateResult), "head") == Reason.PARTY_OPINION_MISSING


def test_back_at_work_the_end_and_the_report_are_asked_anew() -> None:
    case = reopened(COMPLETED, Stage.IMPLEMENTING)
    assert (case.ending.finished_on, case.ending.report_sha256, case.result, case.outcome) == (None, "", None, None)
    assert case.work.verdicts == {}
    assert refusal(case, an_act(Finish), "tam", LATER) is None


@pytest.mark.parametrize(
    ("at", "clocks"),
    [
        pytest.param(datetime(2027, 1, 4, 2, 0, tzinfo=UTC), ["W1"], id="a day that lies ahead is due as the plan says"),
        pytest.param(datetime(2029, 3, 1, 2, 0, tzinfo=UTC), [], id="one that has passed is nobody's silence now"),
    ],
)
def test_back_at_work_no_day_that_passed_before_is_noted(at: datetime, clocks: list[str]) -> None:
    case = then(COMPLETED, an_act(Reopen, back_to=Stage.IMPLEMENTING), "head", at)
    assert [clock.item for clock in case.clocks] == clocks
    rung = next_due(case.clocks, the_law())
    assert rung is None or rung.at > at


def test_a_new_day_is_named_by_an_amendment_and_is_then_due() -> None:
    case = then(COMPLETED, an_act(Reopen, back_to=Stage.IMPLEMENTING), "head", datetime(2029, 3, 1, 2, 0, tzinfo=UTC))
    plan = case.plan_in_force
    assert plan
    items = [{**item.model_dump(mode="json", exclude_defaults=True), "evaluate_by": "2029-06-29"} for item in plan.items]
    risks = [risk.model_dump(mode="json") for risk in plan.risks]
    proposed = then(case, an_act(ProposeAmendment, items=items, risks=risks), "tam", datetime(2029, 3, 2, 2, 0, tzinfo=UTC))
    sha256 = proposed.work.amendment.sha256
    approved = then(
        proposed, an_act(ApproveAmendment, plan_sha256=sha256, effective_on=None), "head", datetime(2029, 3, 5, 2, 0, tzinfo=UTC)
    )
    assert [(clock.item, clock.until) for clock in approved.clocks] == [("W1", date(2029, 6, 29))]


def test_the_baseline_stands_whatever_is_reopened() -> None:
    for stage in (Stage.FINAL_EVALUATION, Stage.IMPLEMENTING):
        case = reopened(COMPLETED, stage)
        assert (case.draft.plan, case.baseline_sha256) == (COMPLETED.draft.plan, COMPLETED.baseline_sha256)


def test_back_at_the_vote_everybody_votes_anew() -> None:
    case = reopened(REFUSED, Stage.AGENCY_REVIEW)
    assert (case.deliberation.ballots, case.deliberation.carried, case.deliberation.overridden, case.outcome, case.opinions) == (
        {},
        None,
        False,
        None,
        {},
    )
    assert case.dossier == REFUSED.dossier


@pytest.mark.parametrize(
    ("case", "back_to", "clock"),
    [
        pytest.param(COMPLETED, Stage.FINAL_EVALUATION, ClockKind.RESULT_EVALUATION, id="the result is due again"),
        pytest.param(REFUSED, Stage.AGENCY_REVIEW, ClockKind.DECISION, id="the decision is due again"),
        pytest.param(REFUSED, Stage.REGISTERED, ClockKind.DECISION, id="so it is from the registration on"),
    ],
)
def test_the_clock_counts_from_the_reopening(case: Initiative, back_to: Stage, clock: ClockKind) -> None:
    assert [(c.kind, c.since) for c in reopened(case, back_to).clocks] == [(clock, LATER)]


def test_a_reopened_case_may_end_otherwise_than_before() -> None:
    assert COMPLETED.outcome is Outcome.COMPLETED
    case = replace(reopened(COMPLETED, Stage.FINAL_EVALUATION), opinions=COMPLETED.opinions)
    again = then(
        case, an_act(EvaluateResult, result="not_completed", tier=None, causes="Chứng cứ mới.", happened_on=THAT_DAY), "head", LATER
    )
    assert again.result is Result.NOT_COMPLETED


# What a stage brought is one value of that stage: a field added to it is reset with it, and a value forgotten is found here.

BROUGHT: tuple[OfStage, ...] = (
    Examination(missing=("kinh phí",)),
    Deliberation(
        council=("hoa",),
        council_favourable=True,
        council_met="H1",
        seats=Seats(left=("focal",)),
        ballots={"head": Ballot.FOR},
        carried=True,
        overridden=True,
    ),
    CityRound(consultations={"STC": Position.AGREES}, appraisal=Appraisal.RECOMMENDS_APPROVAL),
    Approval(scope="Toàn phường", conditions=("Báo cáo hằng quý",)),
    Draft(plan=Plan(items=()), sha256="a" * 64),
    Work(
        verdicts={"W1": Verdict.FULL},
        amendment=Draft(plan=Plan(items=()), sha256="b" * 64),
        extensions={"W1": Extension(evaluate_by=date(2027, 5, 31), clock=20)},
        suspension=Suspension(pauses=(ClockKind.ITEM_EVALUATION,)),
    ),
    Ending(finished_on=date(2026, 11, 20), stopped=True, report_sha256="c" * 64),
    Evaluation(result=Result.COMPLETED, tier=Tier.TYPICAL, awaits=("tam",)),
)


def with_everything() -> Initiative:
    """One in which no value of any stage is as it was when its stage began."""
    by_name = {field.name: value for value in BROUGHT for field in fields(Initiative) if type(field.default) is type(value)}
    return replace(Initiative(number=NUMBER, stage=Stage.CLOSED, outcome=Outcome.COMPLETED), **by_name)


def test_every_value_of_a_stage_is_looked_at_here_with_no_field_as_it_began() -> None:
    assert {type(field.default) for field in fields(Initiative) if isinstance(field.default, OfStage)} == {type(each) for each in BROUGHT}
    for value in BROUGHT:
        fresh = type(value)()
        assert [each.name for each in fields(value) if getattr(value, each.name) == getattr(fresh, each.name)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", Stage)
def test_what_a_stage_and_the_later_ones_brought_is_open_again_and_what_came_before_stands(stage: Stage) -> None:
    before = with_everything()
    back = before.returned_to(stage)
    assert (back.stage, back.outcome) == (stage, None)
    for field in fields(Initiative):
        if isinstance(field.default, OfStage):
            stands = field.default.stage.precedes(stage)
            assert getattr(back, field.name) == (getattr(before, field.name) if stands else field.default), field.name


@pytest.mark.parametrize(("kind", "who"), [(Finish, "tam"), (Stop, "head")], ids=["finished", "stopped"])
def test_nothing_asked_of_the_work_outlives_it(kind: type[Finish] | type[Stop], who: str) -> None:
    work = Work(verdicts={"W1": Verdict.PARTLY}, amendment=Draft(plan=Plan(items=()), sha256="b" * 64))
    over = then(replace(a_case(Stage.IMPLEMENTING), work=work), an_act(kind), who)
    assert over.work == Work(verdicts={"W1": Verdict.PARTLY})
