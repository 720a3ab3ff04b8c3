"""What a fact in one stream makes true in the others of its family: told as facts of their own, in the same moment, and only once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import (
    Act,
    ApproveAmendment,
    ClearIntegrityFlag,
    Evaluate,
    EvaluateResult,
    ProposeAmendment,
    RaiseIntegrityFlag,
    RecordReferralOutcome,
    Refer,
    Reopen,
    ReportIncident,
    SubmitPlan,
    Withdraw,
)
from domain.facts import (
    Fact,
    Reopened,
    ResultNoted,
    ReviewNoted,
    ReviewOpened,
    ReviewSuperseded,
    RewardFileOpened,
    RewardsBarred,
    RewardsHeld,
    RewardsNoted,
    RewardsReleased,
)
from domain.family import Consequence, consequences
from domain.procedure.chapters import after
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold, Outcome, Result, ReviewAbout, ReviewStage, RewardStage, Stage
from tests.builders import FRIDAY, NUMBER, THAT_DAY, a_case, an_act, decided, the_law, then

R1, R2, K = f"{NUMBER}-R1", f"{NUMBER}-R2", f"{NUMBER}-K"
RUNNING, CLOSED = a_case(Stage.IMPLEMENTING), a_case(Stage.CLOSED)
EVALUATED_BEFORE = a_case(
    Stage.FINAL_EVALUATION, report_sha256="a" * 64, opinions={"evaluation": "agrees"}, verdicts=a_case(Stage.CLOSED).work.verdicts
)
PARTLY: dict[str, Any] = {"result": "partly_completed", "tier": None, "causes": "Khách quan.", "happened_on": THAT_DAY}
[RISK] = SubmitPlan.example["risks"]


def day(n: int, hour: int = 9) -> datetime:
    """That day of December 2026, in Vietnam."""
    return datetime(2026, 12, n, hour - 7, tzinfo=UTC)


def follows(fact: Fact, case: Initiative) -> list[Consequence]:
    return list(consequences(fact, case, after(fact, case), the_law().calendar))


def of(kind: type[Fact], found: list[Consequence]) -> Iterator[Fact]:
    return (fact for _, fact in found if isinstance(fact, kind))


# --- Reviews ---


@pytest.mark.parametrize(
    ("fact", "case", "about"),
    [
        pytest.param(decided(RUNNING, an_act(ReportIncident), "tam"), RUNNING, ReviewAbout.INCIDENT, id="an incident"),
        pytest.param(
            decided(RUNNING, an_act(Evaluate, verdict="not", happened_on=THAT_DAY), "head"),
            RUNNING,
            ReviewAbout.WORK_ITEM,
            id="a missed work item",
        ),
        pytest.param(decided(RUNNING, an_act(RaiseIntegrityFlag), "inspector"), RUNNING, ReviewAbout.INTEGRITY, id="an integrity flag"),
        pytest.param(
            decided(EVALUATED_BEFORE, an_act(EvaluateResult, **PARTLY), "head"), EVALUATED_BEFORE, ReviewAbout.RESULT, id="a missed result"
        ),
    ],
)
def test_a_review_is_opened_by(fact: Fact, case: Initiative, about: ReviewAbout) -> None:
    [(number, opened)] = follows(fact, case)
    assert isinstance(opened, ReviewOpened)
    assert (number, opened.about) == (R1, about)
    assert (opened.at, opened.by, opened.follows) == (fact.at, None, f"{NUMBER}/{case.sequence + 1}")
    assert (opened.proposers, opened.implementers, opened.regime, opened.policy) == (
        case.proposers,
        case.implementers,
        case.regime,
        case.policy,
    )
    assert opened.result is after(fact, case).result


@pytest.mark.parametrize(
    ("fact", "case"),
    [
        pytest.param(decided(RUNNING, an_act(Evaluate), "head"), RUNNING, id="an item met in full"),
        pytest.param(decided(RUNNING, an_act(Refer), "head"), RUNNING, id="a referral"),
        pytest.param(decided(a_case(Stage.PLANNING), an_act(Withdraw), "lan"), a_case(Stage.PLANNING), id="a withdrawal"),
    ],
)
def test_nothing_follows_from(fact: Fact, case: Initiative) -> None:
    assert follows(fact, case) == []


def amended(case: Initiative, at: datetime, effective_on: date | None = None) -> Initiative:
    """With R2 beside R1."""
    proposed = then(case, an_act(ProposeAmendment, risks=[RISK, RISK | {"code": "R2"}]), "tam", at)
    return then(proposed, an_act(ApproveAmendment, plan_sha256=proposed.work.amendment.sha256, effective_on=effective_on), "head", at)


@pytest.mark.parametrize(
    ("happened_on", "reported", "version"),
    [
        pytest.param("2026-11-20", day(20), 1, id="on the day the plan was approved: the baseline"),
        pytest.param("2026-12-07", day(20), 1, id="the day before the amendment, however late it is reported"),
        pytest.param("2026-12-08", day(8, 16), 1, id="on the day of the amendment: at what hour, nobody says"),
        pytest.param("2026-12-08", day(20), 1, id="nor does anybody know it better later"),
        pytest.param("2026-12-09", day(9), 2, id="the day after"),
    ],
)
def test_a_review_knows_the_register_in_force_when_it_happened(happened_on: str, reported: datetime, version: int) -> None:
    case = amended(RUNNING, day(8))
    fact = decided(case, an_act(ReportIncident, happened_on=happened_on), "tam", reported)
    [(_, opened)] = follows(fact, case)
    assert isinstance(opened, ReviewOpened)
    assert opened.register_version is not None
    assert opened.register_version.version == version
    assert opened.happened_on == date.fromisoformat(happened_on)


@pytest.mark.parametrize(
    ("act", "who"),
    [
        pytest.param(an_act(Evaluate, verdict="partly"), "head", id="a missed work item"),
        pytest.param(an_act(RaiseIntegrityFlag), "inspector", id="an integrity flag"),
        pytest.param(an_act(EvaluateResult, **PARTLY), "head", id="a missed result"),
    ],
)
def test_every_door_into_a_review_takes_the_register_of_the_day_that_is_named(act: Act, who: str) -> None:
    """A risk written down after the event, under whatever code, was not foreseen."""
    case = amended(RUNNING, day(8))
    if isinstance(act, EvaluateResult):
        case = replace(EVALUATED_BEFORE, versions=case.versions)
    for happened_on, version in ((date(2026, 12, 7), 1), (date(2026, 12, 9), 2)):
        fact = decided(case, act.model_copy(update={"happened_on": happened_on}), who, day(20))
        opened = dict(follows(fact, case))[R1]
        assert isinstance(opened, ReviewOpened)
        assert opened.register_version is not None
        assert (opened.happened_on, opened.register_version.version) == (happened_on, version)


def test_what_happened_before_any_plan_was_approved_nobody_had_foreseen() -> None:
    fact = decided(RUNNING, an_act(RaiseIntegrityFlag, happened_on="2026-11-19"), "inspector")
    opened = dict(follows(fact, RUNNING))[R1]
    assert isinstance(opened, ReviewOpened)
    assert opened.register_version is None


def test_a_fact_that_names_no_day_means_what_it_meant() -> None:
    """Before 0.5.0 only an incident named its day; of the others the day they were recorded counted."""
    case = amended(RUNNING, day(8))
    fact = decided(case, an_act(RaiseIntegrityFlag), "inspector", day(20)).model_copy(update={"happened_on": None})
    opened = dict(follows(fact, case))[R1]
    assert isinstance(opened, ReviewOpened)
    assert opened.register_version is not None
    assert (opened.happened_on, opened.register_version.version) == (date(2026, 12, 20), 2)


def test_it_knows_who_approved_what_it_looks_into() -> None:
    opened = dict(follows(decided(RUNNING, an_act(ReportIncident), "tam"), RUNNING))[R1]
    assert isinstance(opened, ReviewOpened)
    assert set(opened.approvers) == {"head", "deputy", "deputy2"}


@pytest.mark.parametrize(("on", "version"), [(14, 1), (15, 2)])
def test_an_amendment_for_later_counts_from_that_day(on: int, version: int) -> None:
    case = amended(RUNNING, day(8), date(2026, 12, 15))
    fact = decided(case, an_act(ReportIncident, happened_on=f"2026-12-{on}"), "tam", day(20))
    [(_, opened)] = follows(fact, case)
    assert isinstance(opened, ReviewOpened)
    assert opened.register_version is not None
    assert opened.register_version.version == version


def test_an_open_review_is_told_the_result_and_that_it_is_open_again() -> None:
    case = then(EVALUATED_BEFORE, an_act(ReportIncident), "tam")
    evaluation = decided(case, an_act(EvaluateResult, **PARTLY), "head")
    [(number, told)] = follows(evaluation, case)
    assert isinstance(told, ResultNoted)
    assert (number, told.result) == (R1, Result.PARTLY_COMPLETED)
    closed: Initiative = replace(after(evaluation, case), stage=Stage.CLOSED)
    [reopened] = of(ResultNoted, follows(decided(closed, an_act(Reopen), "head"), closed))
    assert isinstance(reopened, ResultNoted)
    assert reopened.result is None


def test_a_decided_review_is_told_too_for_it_may_be_appealed_or_superseded() -> None:
    noted = ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.DECIDED)
    case: Initiative = after(noted, then(EVALUATED_BEFORE, an_act(ReportIncident), "tam"))
    found = follows(decided(case, an_act(EvaluateResult, **PARTLY), "head"), case)
    assert [(number, type(fact)) for number, fact in found] == [(R2, ReviewOpened), (R1, ResultNoted)]


@pytest.mark.parametrize("stage", [ReviewStage.REPORTED, ReviewStage.APPEALED])
def test_what_a_review_says_of_itself_opens_none(stage: ReviewStage) -> None:
    noted = ReviewNoted(at=FRIDAY, review=R1, stage=stage)
    assert list(of(ReviewOpened, follows(noted, CLOSED))) == []


REVIEW = Review(number=R1, stage=ReviewStage.FINDINGS, proposers=("lan",), implementers=("tam",), happened_on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"stage": ReviewStage.RECOMMENDED}, True, id="of a new stage"),
        pytest.param({"panel": ("hoa",)}, True, id="of a new panel"),
        pytest.param({"statements": {"lan": True}}, False, id="of nothing else"),
    ],
)
def test_the_initiative_hears_of_its_review(changes: dict[str, Any], told: bool) -> None:
    now = replace(REVIEW, sequence=1, **changes)
    some = RewardsReleased(at=FRIDAY)  # what it was makes no difference here
    found = list(consequences(some, REVIEW, now, the_law().calendar))
    expected = [(NUMBER, ReviewNoted(at=FRIDAY, follows=f"{R1}/1", review=R1, stage=now.stage, panel=now.panel))]
    assert found == (expected if told else [])


def test_what_supersedes_a_review_takes_over_what_it_knew() -> None:
    by = decided(RUNNING, an_act(Refer), "inspector").by
    superseded = ReviewSuperseded(at=FRIDAY, by=by, review=R2, reason="Chứng cứ mới.", evidence=("E9",))
    found = dict(consequences(superseded, REVIEW, replace(REVIEW, stage=ReviewStage.CLOSED), the_law().calendar))
    opened = found[R2]
    assert isinstance(opened, ReviewOpened)
    assert (opened.about, opened.supersedes, opened.what, opened.reporter) == (ReviewAbout.NEW_EVIDENCE, R1, "Chứng cứ mới.", "inspector")
    assert (opened.proposers, opened.happened_on) == (REVIEW.proposers, REVIEW.happened_on)
    assert isinstance(found[NUMBER], ReviewNoted)


# --- The reward file ---


def test_a_completed_result_opens_the_reward_file_once_and_frozen_if_it_must_be() -> None:
    fact = decided(EVALUATED_BEFORE, an_act(EvaluateResult), "head")
    [(number, opened)] = follows(fact, EVALUATED_BEFORE)
    assert isinstance(opened, RewardFileOpened)
    assert (number, opened.tier, opened.holds) == (K, a_case(Stage.REWARDING).evaluation.tier, ())
    flagged = then(EVALUATED_BEFORE, an_act(RaiseIntegrityFlag), "inspector")
    [frozen] = of(RewardFileOpened, follows(decided(flagged, an_act(EvaluateResult), "head"), flagged))
    assert isinstance(frozen, RewardFileOpened)
    assert frozen.holds == (Hold.REVIEW, Hold.INTEGRITY)


def test_evaluated_a_second_time_it_is_released_and_not_opened_again() -> None:
    again = replace(then(a_case(Stage.CLOSED), an_act(Reopen), "head"), opinions=EVALUATED_BEFORE.opinions)
    found = follows(decided(again, an_act(EvaluateResult), "head"), again)
    assert [(number, type(fact)) for number, fact in found] == [(K, RewardsReleased)]


def test_a_result_that_no_longer_stands_releases_nothing() -> None:
    again = replace(then(a_case(Stage.CLOSED), an_act(Reopen), "head"), opinions=EVALUATED_BEFORE.opinions)
    evaluated = then(again, an_act(EvaluateResult, **PARTLY), "head")
    decided_on: Initiative = after(ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.DECIDED), evaluated)
    assert decided_on.frozen_by == (Hold.REOPENED,)


def test_holds_come_and_go_with_what_causes_them() -> None:
    case = a_case(Stage.REWARDING)
    for act, who, holds in (
        (an_act(Refer), "head", (Hold.REFERRED,)),
        (an_act(RecordReferralOutcome), "head", ()),
        (an_act(RaiseIntegrityFlag), "inspector", (Hold.REVIEW, Hold.INTEGRITY)),
        (an_act(ClearIntegrityFlag), "inspector", (Hold.REVIEW,)),
    ):
        fact = decided(case, act, who)
        found = [told for number, told in follows(fact, case) if number == K]
        trace = {"at": fact.at, "follows": f"{NUMBER}/{case.sequence + 1}"}
        assert found == [RewardsHeld(**trace, holds=holds) if holds else RewardsReleased(**trace, tier=case.evaluation.tier)]
        case = after(fact, case)


def test_what_changes_no_hold_is_not_told() -> None:
    case = then(a_case(Stage.REWARDING), an_act(Refer), "head")
    assert follows(decided(case, an_act(Refer, to="Viện kiểm sát"), "head"), case) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"stage": RewardStage.GRANTING}, True, id="of a new stage"),
        pytest.param({"frozen_by": (Hold.INTEGRITY,)}, False, id="not of what it told the file itself"),
    ],
)
def test_the_initiative_hears_of_its_reward_file(changes: dict[str, Any], told: bool) -> None:
    file = RewardFile(number=K, stage=RewardStage.PROPOSED)
    now = replace(file, sequence=1, **changes)
    found = list(consequences(RewardsReleased(at=FRIDAY), file, now, the_law().calendar))
    expected = [(NUMBER, RewardsNoted(at=FRIDAY, follows=f"{K}/1", rewards=K, stage=RewardStage.GRANTING, pending=False))]
    assert found == (expected if told else [])


# --- Reopened by itself ---


@pytest.mark.parametrize(
    ("case", "fact", "reopens"),
    [
        pytest.param(CLOSED, decided(CLOSED, an_act(ReportIncident), "tam"), True, id="by an incident"),
        pytest.param(CLOSED, decided(CLOSED, an_act(RaiseIntegrityFlag), "inspector"), True, id="by an integrity flag"),
        pytest.param(CLOSED, ReviewNoted(at=FRIDAY, review=R2, stage=ReviewStage.REPORTED), True, id="by what supersedes a review of it"),
        pytest.param(CLOSED, decided(CLOSED, an_act(Refer), "head"), False, id="not by a referral, which says nothing yet"),
        pytest.param(a_case(Stage.REWARDING), decided(CLOSED, an_act(ReportIncident), "tam"), False, id="what is not closed stays open"),
    ],
)
def test_a_closed_case_is_opened_again(case: Initiative, fact: Fact, reopens: bool) -> None:
    found = [each for each in of(Reopened, follows(fact, case)) if isinstance(each, Reopened)]
    assert [(each.back_to, each.reason, each.by) for each in found] == ([(Stage.FINAL_EVALUATION, "", None)] if reopens else [])


def test_opened_again_its_result_is_to_be_evaluated_anew_and_its_rewards_are_held() -> None:
    flagged: Initiative = after(decided(CLOSED, an_act(RaiseIntegrityFlag), "inspector"), CLOSED)
    [reopened] = of(Reopened, follows(decided(CLOSED, an_act(RaiseIntegrityFlag), "inspector"), CLOSED))
    again: Initiative = after(reopened, flagged)
    assert (again.stage, again.outcome, again.result) == (Stage.FINAL_EVALUATION, None, None)
    [held] = of(RewardsHeld, list(consequences(reopened, flagged, again, the_law().calendar)))
    assert isinstance(held, RewardsHeld)
    assert set(held.holds) == {Hold.REVIEW, Hold.INTEGRITY, Hold.REOPENED}


def test_an_appeal_is_about_its_review_and_leaves_the_initiative_closed() -> None:
    known: Initiative = after(ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.DECIDED), CLOSED)
    assert not any(of(Reopened, follows(ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.APPEALED), known)))


def test_what_ended_before_any_work_has_nothing_to_decide_anew() -> None:
    withdrawn = then(a_case(Stage.PLANNING), an_act(Withdraw), "lan")
    fact = decided(withdrawn, an_act(RaiseIntegrityFlag), "inspector")
    assert [type(told) for _, told in follows(fact, withdrawn)] == [ReviewOpened]
    assert after(fact, withdrawn).outcome is Outcome.WITHDRAWN


def test_whom_a_review_bars_the_reward_file_learns_in_the_same_moment_and_once() -> None:
    review = ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.DECIDED, persons=("tam",), barred=("tam",))
    [barred] = of(RewardsBarred, follows(review, CLOSED))
    assert isinstance(barred, RewardsBarred)
    assert (barred.persons, barred.follows) == (("tam",), f"{NUMBER}/{CLOSED.sequence + 1}")
    known = after(review, CLOSED)
    assert list(of(RewardsBarred, follows(review, known))) == []
    cleared = ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.CLOSED, persons=("tam",))
    [cleared_of_it] = of(RewardsBarred, follows(cleared, known))
    assert isinstance(cleared_of_it, RewardsBarred)
    assert cleared_of_it.persons == ()


def test_a_reward_file_that_is_opened_later_knows_whom_to_leave_out() -> None:
    known = after(ReviewNoted(at=FRIDAY, review=R1, stage=ReviewStage.DECIDED, persons=("tam",), barred=("tam",)), EVALUATED_BEFORE)
    [opened] = of(RewardFileOpened, follows(decided(known, an_act(EvaluateResult), "head"), known))
    assert isinstance(opened, RewardFileOpened)
    assert opened.barred == ("tam",)
