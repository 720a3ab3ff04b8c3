"""From the finish to the evaluated result (ND73 Art. 18), and the closing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import Close, ConcludeNotHandled, Evaluate, EvaluateResult, Finish, NotifyResult, RecordPartyOpinion, SubmitResultReport
from domain.canonical import digest
from domain.facts import ResultEvaluated, ResultReported, ReviewNoted
from domain.law.policy import Law
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason
from domain.streams.hanging import IntegrityFlag, Obstruction, ReviewSummary, RewardsSummary
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, LiabilityOutcome, Outcome, Regime, Result, ReviewStage, RewardStage, Stage
from tests.builders import NUMBER, THAT_DAY, a_case, a_directory, a_policy, an_act, decided, filed, refusal, the_law, then

RUNNING = a_case(Stage.IMPLEMENTING)
FINISHED = a_case(Stage.FINAL_EVALUATION)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def ready(case: Initiative) -> Initiative:
    """Reported, and the Party committee asked."""
    reported = then(case, an_act(SubmitResultReport), "lan")
    return then(reported, an_act(RecordPartyOpinion, before="evaluation"), "secretary")


READY = ready(FINISHED)
MISSED = then(then(RUNNING, an_act(Evaluate, verdict="partly", happened_on=THAT_DAY), "head"), an_act(Finish), "tam")


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("tam", None, id="the implementer"),
        pytest.param("lan", Reason.NOT_YOUR_OFFICE, id="not the proposer, who does not carry it out"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="not the head"),
    ],
)
def test_the_end_of_the_work_is_reported_by(who: str, why: Reason | None) -> None:
    assert refusal(RUNNING, an_act(Finish), who) == why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        pytest.param("2026-11-19", Reason.DAY_TOO_EARLY, id="not before the plan was approved"),
        pytest.param("2026-11-20", None, id="from the day of its approval"),
        pytest.param("2026-11-23", None, id="to today"),
        pytest.param("2026-11-24", Reason.DAY_NOT_COME, id="not in the future"),
    ],
)
def test_the_work_ended(day: str, why: Reason | None) -> None:
    assert refusal(RUNNING, an_act(Finish, finished_on=day), "tam", MONDAY) == why


def test_today_is_the_day_in_vietnam() -> None:
    half_past_midnight = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    assert refusal(RUNNING, an_act(Finish, finished_on="2026-11-24"), "tam", half_past_midnight) is None


def test_the_report_is_due_from_the_day_the_work_ended_not_from_the_day_that_was_told() -> None:
    finished = then(RUNNING, an_act(Finish, finished_on="2026-11-20"), "tam", MONDAY)
    assert [c.day for c in finished.clocks if c.kind is ClockKind.RESULT_REPORT] == [date(2026, 11, 20)]


def test_the_end_of_the_work_leaves_only_the_report_and_what_was_owed_before_it() -> None:
    owed = RUNNING.starting(ClockKind.CAUSE, MONDAY, item="W1")  # as release 0.1.0 owed it
    assert {c.kind for c in then(owed, an_act(Finish), "tam").clocks} == {
        ClockKind.CAUSE,
        ClockKind.ITEM_EVALUATION,
        ClockKind.RESULT_REPORT,
    }
    assert [c.kind for c in MISSED.clocks] == [ClockKind.RESULT_REPORT]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("lan", None, id="the proposer"),
        pytest.param("tam", None, id="an implementer"),
        pytest.param("clerk", Reason.NOT_YOUR_OFFICE, id="not an officer in their place"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="not the head"),
    ],
)
def test_the_result_is_reported_by(who: str, why: Reason | None) -> None:
    assert refusal(FINISHED, an_act(SubmitResultReport), who) == why


def test_one_report_starts_the_clock_of_the_evaluation() -> None:
    fact = decided(FINISHED, an_act(SubmitResultReport), "lan", MONDAY)
    assert isinstance(fact, ResultReported)
    assert fact.report_sha256 == digest({"report": fact.report})
    reported = then(FINISHED, an_act(SubmitResultReport), "lan", MONDAY)
    assert [(c.kind, c.since) for c in reported.clocks] == [(ClockKind.RESULT_EVALUATION, MONDAY)]
    assert refusal(reported, an_act(SubmitResultReport), "tam") == Reason.REPORT_ALREADY_SUBMITTED


PARTLY = {"result": "partly_completed", "tier": None, "causes": "Khách quan: nhà cung cấp chậm.", "happened_on": THAT_DAY}


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("head", {}, None, id="the head, with those present"),
        pytest.param("deputy", {}, Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("lan", {}, Reason.NOT_YOUR_OFFICE, id="not the proposer"),
        pytest.param("chair", {}, Reason.NOT_YOUR_OFFICE, id="not the superior"),
        pytest.param(
            "head", {"present": ["head", "secretary"]}, Reason.NOT_OF_THE_LEADERSHIP, id="with nobody from outside the leadership"
        ),
        pytest.param("head", {"present": ["head", "lan"]}, Reason.PARTY_MAY_NOT_DECIDE, id="least of all with a party"),
        pytest.param("head", {"tier": None}, None, id="completed, of no special degree"),
        pytest.param("head", PARTLY, None, id="in part, with the causes"),
        pytest.param("head", PARTLY | {"causes": ""}, Reason.CAUSE_NEEDED, id="in part, and not without the causes"),
        pytest.param("head", PARTLY | {"result": "not_completed"}, None, id="not completed, with the causes"),
        pytest.param("head", PARTLY | {"tier": "typical"}, Reason.TIER_ONLY_IF_COMPLETED, id="no degree of success for part of one"),
    ],
)
def test_the_result_is_evaluated(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(READY, an_act(EvaluateResult, **fields), who) == why


def test_the_head_chairs_the_meeting_and_is_present_once() -> None:
    evaluated = decided(READY, an_act(EvaluateResult, present=["deputy", "deputy", "head"]), "head")

    assert isinstance(evaluated, ResultEvaluated)
    assert evaluated.present == ("head", "deputy")


def test_a_proposing_deputy_is_not_present() -> None:
    deputys = replace(READY, proposers=("deputy",))
    assert refusal(deputys, an_act(EvaluateResult, present=["head", "deputy"]), "head") == Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(deputys, an_act(EvaluateResult, present=["head", "deputy2"]), "head") is None


def test_a_deputy_who_left_office_is_not_present() -> None:
    assert refusal(READY, an_act(EvaluateResult), "head", directory=a_directory(gone={"deputy"})) == Reason.NOT_OF_THE_LEADERSHIP


@pytest.mark.parametrize(
    ("causes", "why"),
    [
        pytest.param("", Reason.CAUSE_NEEDED, id="not without the cause of the item that was missed"),
        pytest.param("Khách quan: mưa bão.", None, id="with it"),
    ],
)
def test_a_whole_whose_item_was_missed_is_completed(causes: str, why: Reason | None) -> None:
    assert refusal(ready(MISSED), an_act(EvaluateResult, causes=causes), "head") == why


@pytest.mark.parametrize(
    ("case", "evaluate", "close"),
    [
        pytest.param(FINISHED, Reason.REPORT_MISSING, Reason.RESULT_NOT_EVALUATED, id="before the report"),
        pytest.param(READY, None, Reason.RESULT_NOT_EVALUATED, id="after it"),
        pytest.param(then(READY, an_act(EvaluateResult), "head"), Reason.NOT_OPEN_IN_STAGE, None, id="once it is completed"),
        pytest.param(
            then(READY, an_act(EvaluateResult, **PARTLY), "head"),
            Reason.RESULT_ALREADY_EVALUATED,
            Reason.SOMETHING_OPEN,
            id="once it is not, while its review is open",
        ),
    ],
)
def test_evaluating_and_closing_follow_each_other(case: Initiative, evaluate: Reason | None, close: Reason | None) -> None:
    assert refusal(case, an_act(EvaluateResult), "head") == evaluate
    assert refusal(case, Close(), "head") == close


@pytest.mark.parametrize("who", ["deputy", "chair", "clerk", "lan", "tam"])
def test_nobody_but_the_head_closes(who: str) -> None:
    assert refusal(then(READY, an_act(EvaluateResult), "head"), Close(), who) == Reason.NOT_YOUR_OFFICE


@pytest.mark.parametrize(
    ("fields", "liability"),
    [
        pytest.param({}, LiabilityOutcome.NOT_HANDLED, id="completed is enough not to be handled"),
        pytest.param(PARTLY, None, id="what is partly completed says nothing yet about liability"),
    ],
)
def test_liability_is_part_of_the_decision(fields: dict[str, Any], liability: LiabilityOutcome | None) -> None:
    fact = decided(READY, an_act(EvaluateResult, **fields), "head")
    assert isinstance(fact, ResultEvaluated)
    assert fact.liability == liability


def all_decided(case: Initiative) -> Initiative:
    for review in case.open_reviews:
        case = after(ReviewNoted(at=MONDAY, review=review, stage=ReviewStage.DECIDED, judged=("lan", "tam")), case)
    return case


@pytest.mark.parametrize("result", Result)
def test_a_case_is_closed_with_its_result_and_nothing_runs_on(result: Result) -> None:
    completed = result is Result.COMPLETED
    fields = {"result": result, "tier": "typical" if completed else None, "causes": "Chủ quan và khách quan.", "happened_on": THAT_DAY}
    evaluated = all_decided(then(ready(MISSED), an_act(EvaluateResult, **fields), "head"))
    closed = then(evaluated.starting(ClockKind.CAUSE, MONDAY), Close(), "head")
    assert (closed.stage, closed.outcome, closed.clocks) == (Stage.CLOSED, Outcome(result), ())


@pytest.mark.parametrize(
    ("fields", "stage", "review", "rewards"),
    [
        pytest.param({}, Stage.REWARDING, "", f"{NUMBER}-K", id="completed: its reward file, and nobody is reviewed"),
        pytest.param(PARTLY, Stage.FINAL_EVALUATION, f"{NUMBER}-R1", "", id="in part: a review, and no rewards"),
        pytest.param(PARTLY | {"result": "not_completed"}, Stage.FINAL_EVALUATION, f"{NUMBER}-R1", "", id="so if not completed"),
    ],
)
def test_a_result_leads_to(fields: dict[str, Any], stage: Stage, review: str, rewards: str) -> None:
    fact = decided(READY, an_act(EvaluateResult, **fields), "head")
    assert isinstance(fact, ResultEvaluated)
    assert (fact.review, fact.rewards) == (review, rewards)
    assert then(READY, an_act(EvaluateResult, **fields), "head").stage is stage


def test_a_result_opens_no_review_beside_one_that_is_open() -> None:
    fact = decided(ready(MISSED), an_act(EvaluateResult, **PARTLY), "head")
    assert isinstance(fact, ResultEvaluated)
    assert fact.review == ""


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="with nothing open"),
        pytest.param({"integrity": IntegrityFlag()}, Reason.SOMETHING_OPEN, id="not beside an integrity flag"),
        pytest.param({"referred": ("Cơ quan điều tra",)}, Reason.SOMETHING_OPEN, id="not while an outside organ has it"),
        pytest.param({"reviews": {"R1": ReviewSummary()}}, Reason.SOMETHING_OPEN, id="not while a review is open"),
        pytest.param({"reviews": {"R1": ReviewSummary(stage=ReviewStage.DECIDED)}}, None, id="a decided review outlives it"),
        pytest.param({"rewards": RewardsSummary(number="K", pending=True)}, Reason.SOMETHING_OPEN, id="not while a reward has no answer"),
        pytest.param({"rewards": RewardsSummary(number="K", stage=RewardStage.GRANTING)}, None, id="rewards being paid outlive it"),
        pytest.param(
            {"obstructions": (Obstruction(report="TN-20261120-0000000001", about="deputy"),)},
            Reason.SOMETHING_OPEN,
            id="nor on a report unanswered",
        ),
    ],
)
def test_a_case_is_closed(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(a_case(Stage.REWARDING, **fields), Close(), "head") == why


def test_the_result_waits_until_every_work_item_was_evaluated() -> None:
    """Whoever finishes does not put an end to the evaluation of what they did (Art. 11.4)."""
    unseen = ready(then(RUNNING, an_act(Finish), "tam"))

    assert unseen.waits_on(ClockKind.ITEM_EVALUATION)
    assert refusal(unseen, an_act(EvaluateResult), "head") == Reason.ITEMS_NOT_EVALUATED
    assert refusal(then(unseen, an_act(Evaluate), "head"), an_act(EvaluateResult), "head") is None


def test_one_man_is_no_meeting() -> None:
    """ "The head with the leadership" (Art. 18): more than half of those entitled, or the record would say what was not so."""
    assert refusal(READY, an_act(EvaluateResult, present=["head"]), "head") == Reason.NO_QUORUM


# --- Of whom it is concluded that they are not handled ---

R1 = f"{NUMBER}-R1"
FLAGGED = replace(READY, integrity=IntegrityFlag(persons=("tam",)))
REFERRED = replace(READY, referred=("Cơ quan điều tra",))
NOT_SAID_WHOSE = replace(READY, reviews={R1: ReviewSummary()})
ABOUT_TAM = replace(READY, reviews={R1: ReviewSummary(stage=ReviewStage.FINDINGS, persons=("tam",))})
JUDGED = replace(READY, reviews={R1: ReviewSummary(stage=ReviewStage.DECIDED, persons=("tam",), judged=("tam",), barred=("tam",))})


@pytest.mark.parametrize(
    ("case", "not_handled", "awaits"),
    [
        pytest.param(READY, ("lan", "tam"), (), id="of everybody, where nothing is open"),
        pytest.param(FLAGGED, ("lan",), ("tam",), id="not of whom a flag names: it waits"),
        pytest.param(REFERRED, (), ("lan", "tam"), id="of nobody while an organ outside has it in hand"),
        pytest.param(ABOUT_TAM, ("lan",), ("tam",), id="not of whose conduct an open review is about"),
        pytest.param(NOT_SAID_WHOSE, (), ("lan", "tam"), id="of nobody while a review has not said whose"),
        pytest.param(JUDGED, ("lan",), (), id="nor of whom a review has decided about: that stands"),
    ],
)
def test_it_is_concluded_by_name(case: Initiative, not_handled: tuple[str, ...], awaits: tuple[str, ...]) -> None:
    fact = decided(case, an_act(EvaluateResult), "head")
    assert isinstance(fact, ResultEvaluated)
    assert (fact.not_handled, fact.awaits) == (not_handled, awaits)
    assert fact.liability == (LiabilityOutcome.NOT_HANDLED if not_handled else None)


def cleared(case: Initiative) -> Initiative:
    """Evaluated as completed, and then everything about it settled: the flag lifted, the organ's answer recorded, the review ended without a decision."""
    evaluated = then(case, an_act(EvaluateResult), "head")
    ended = {number: replace(review, stage=ReviewStage.CLOSED) for number, review in evaluated.reviews.items()}
    return replace(evaluated, integrity=None, referred=(), reviews=ended)


@pytest.mark.parametrize(
    "case", [FLAGGED, REFERRED, ABOUT_TAM, NOT_SAID_WHOSE], ids=["flag", "referral", "review", "a review of nobody yet"]
)
def test_it_waits_until_that_is_settled_and_is_concluded_then(case: Initiative) -> None:
    act = an_act(ConcludeNotHandled)
    assert refusal(then(case, an_act(EvaluateResult), "head"), act, "head") == Reason.NOBODY_TO_CONCLUDE
    settled = cleared(case)
    assert refusal(settled, Close(), "head") == Reason.SOMETHING_OPEN, "it is not forgotten"
    assert refusal(settled, act, "tam") == Reason.NOT_YOUR_OFFICE
    concluded = then(settled, act, "head")
    assert "tam" not in concluded.evaluation.awaits
    assert refusal(concluded, act, "head") in (Reason.NOBODY_TO_CONCLUDE, Reason.CONCLUSION_WAITS), "once"


def test_whom_a_review_judged_meanwhile_is_handled_as_it_says() -> None:
    evaluated = then(ABOUT_TAM, an_act(EvaluateResult), "head")
    judged: Initiative = after(ReviewNoted(at=MONDAY, review=R1, stage=ReviewStage.DECIDED, persons=("tam",), judged=("tam",)), evaluated)
    assert judged.to_conclude == ()
    assert refusal(judged, Close(), "head") is None


def test_it_is_concluded_of_nobody_else() -> None:
    assert refusal(cleared(FLAGGED), an_act(ConcludeNotHandled, persons=["lan"]), "head") == Reason.CONCLUSION_WAITS
    assert refusal(cleared(FLAGGED), an_act(ConcludeNotHandled, persons=["nobody"]), "head") == Reason.UNKNOWN_PERSON


def test_what_was_recorded_of_everybody_stays_so() -> None:
    """As 0.4.0 recorded it: with the conclusion, and of nobody by name."""
    before = ResultEvaluated(
        at=MONDAY, result=Result.COMPLETED, findings="Đạt.", liability=LiabilityOutcome.NOT_HANDLED, rewards=f"{NUMBER}-K"
    )
    assert after(before, FLAGGED).to_conclude == ()


# --- When it happened ---


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"happened_on": None}, Reason.DAY_OF_EVENT_NEEDED, id="is said"),
        pytest.param({"happened_on": "2026-11-19"}, Reason.DAY_TOO_EARLY, id="not before the plan was approved"),
        pytest.param({"happened_on": "2026-11-21"}, Reason.DAY_NOT_COME, id="nor in the future"),
        pytest.param({}, None, id="on a day of the work"),
    ],
)
def test_the_day_on_which_what_kept_it_from_its_end_happened(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(READY, an_act(EvaluateResult, **{**PARTLY, **fields}), "head") == why
    assert refusal(RUNNING, an_act(Evaluate, **{"verdict": "partly", "happened_on": THAT_DAY, **fields}), "head") == why


def test_it_is_asked_where_a_review_opens_and_nowhere_else() -> None:
    assert refusal(READY, an_act(EvaluateResult), "head") is None
    assert refusal(ready(MISSED), an_act(EvaluateResult, **{**PARTLY, "happened_on": None}), "head") is None, "its review is open already"
    assert refusal(RUNNING, an_act(Evaluate), "head") is None
    older = Law(a_policy("nd73-2023-3"), the_law().calendar)
    decided(READY, an_act(EvaluateResult, **{**PARTLY, "happened_on": None}), "head", law=older)


# --- The notice of it ---


@pytest.mark.parametrize("fields", [{}, PARTLY], ids=["completed", "or not"])
def test_the_evaluation_starts_the_days_of_its_notice_and_the_notice_ends_them(fields: dict[str, Any]) -> None:
    evaluated = then(READY, an_act(EvaluateResult, **fields), "head")
    [clock] = [each for each in evaluated.clocks if each.kind is ClockKind.RESULT_NOTICE]
    assert (clock.due_day(the_law()), clock.basis(the_law()), clock.provisional(the_law())) == (date(2026, 11, 26), "ND73 Art. 18", True)
    told = {who: refusal(evaluated, an_act(NotifyResult), who) for who in ("head", "clerk", "lan")}
    assert told == {"head": None, "clerk": None, "lan": Reason.NOT_YOUR_OFFICE}
    assert refusal(evaluated, an_act(NotifyResult, notified_on="2026-11-19"), "head") is Reason.DAY_TOO_EARLY
    notified = then(evaluated, an_act(NotifyResult), "head")
    assert not notified.waits_on(ClockKind.RESULT_NOTICE)
    assert refusal(notified, an_act(NotifyResult), "head") is Reason.NO_NOTICE_DUE


def test_a_case_of_an_earlier_set_was_promised_no_notice() -> None:
    law = Law(a_policy("nd73-2023-3"), the_law().calendar, the_law().policy)
    fact = decide(filed(an_act(EvaluateResult), "head", case=READY.number), READY, law, a_directory())
    assert ClockKind.RESULT_NOTICE in law.terms, "what a later set completes"
    assert isinstance(fact, ResultEvaluated)
    assert not fact.notice_due
    under_the_plan = decided(ready(a_case(Stage.FINAL_EVALUATION, regime=Regime.HCMC2022)), an_act(EvaluateResult), "head")
    assert isinstance(under_the_plan, ResultEvaluated)
    assert not under_the_plan.notice_due
