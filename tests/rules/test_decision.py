"""It is decided by somebody who was not on the panel; what is beyond their power is asked of a higher authority, whose silence grants nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.acts import Decide, ProposeUpward, RecordAnswer
from domain.facts import AnswerRecorded, Assessed, ProposedUpward, ReviewDecided
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import at_rest
from domain.refusals import Reason
from domain.streams.clocks import next_due
from domain.streams.review import Established, Review
from domain.time.reminders import desks, fact_of
from domain.vocabulary import Answer, ClockKind, Finding, Flag, LiabilityKind, LiabilityOutcome, Office, Regime, ReviewStage
from tests.builders import CITY, FRIDAY, NUMBER, WARD, a_directory, an_act, the_law
from tests.reviews import BOTH, PAPER, REASONS, a_review, became, decided, for_each, refusal, then, usual

EXCLUDED, EXEMPTED, MITIGATED = LiabilityOutcome.EXCLUDED, LiabilityOutcome.EXEMPTED, LiabilityOutcome.MITIGATED
ORDINARY, ASKS = LiabilityOutcome.ORDINARY_HANDLING, LiabilityOutcome.RECOMMENDED_EXEMPTED
RECOMMENDED = a_review(ReviewStage.RECOMMENDED)
FORESEEN = a_review(ReviewStage.RECOMMENDED, Regime.HCMC2022, foreseen=True)
WHY = {"departure_reason": REASONS}


def a_decision(outcome: LiabilityOutcome, *persons: str, **fields: Any) -> Any:
    return an_act(Decide, outcomes=for_each(outcome, *(persons or ("tam",))), **fields)


def a_proposal(outcome: LiabilityOutcome, *persons: str, **fields: Any) -> Any:
    return an_act(ProposeUpward, outcomes=for_each(outcome, *(persons or ("tam",))), **fields)


def an_answer(outcome: LiabilityOutcome, *persons: str, **fields: Any) -> Any:
    return an_act(RecordAnswer, outcomes=for_each(outcome, *(persons or ("tam",))), **fields)


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("head", {}, None, id="the head"),
        pytest.param("clerk", {"on_paper": PAPER}, None, id="an officer of theirs enters what they signed"),
        pytest.param("hoa", {}, Reason.NOT_YOUR_OFFICE, id="not the panel"),
        pytest.param("tam", {}, Reason.NOT_YOUR_OFFICE, id="not the person themselves"),
        pytest.param("tam", {"on_paper": PAPER}, Reason.MAY_NOT_ENTER, id="nor do they enter it"),
        pytest.param("chair", {}, Reason.NOT_YOUR_OFFICE, id="not the superior, who answers an appeal"),
    ],
)
def test_it_is_decided_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(RECOMMENDED, a_decision(EXCLUDED, **fields), who) == why


@pytest.mark.parametrize(
    ("act", "why"),
    [
        pytest.param(a_decision(EXCLUDED), None, id="as recommended"),
        pytest.param(a_decision(MITIGATED), Reason.DEPARTURE_NEEDS_REASON, id="otherwise only with reasons"),
        pytest.param(a_decision(MITIGATED, **WHY), None, id="which they give"),
        pytest.param(a_decision(ORDINARY, **WHY), None, id="against the person too"),
        pytest.param(a_decision(EXCLUDED, "tam", "lan"), Reason.OUTCOME_FOR_EACH, id="for those under review and nobody else"),
        pytest.param(a_decision(ASKS, **WHY), Reason.ONLY_RECOMMENDED, id="not what only another authority can grant"),
        pytest.param(
            a_decision(LiabilityOutcome.NOT_HANDLED, **WHY), Reason.OUTCOME_NOT_FOR_THIS_RESULT, id="not what the facts do not leave open"
        ),
    ],
)
def test_they_decide(act: Decide, why: Reason | None) -> None:
    assert refusal(RECOMMENDED, act, "head") == why


def test_the_facts_bind_them_as_they_bound_the_panel() -> None:
    gained = replace(
        a_review(ReviewStage.RECOMMENDED, outcome=ORDINARY),
        established=tuple(replace(each, value=Answer.YES) if each.fact == "personal_gain" else each for each in RECOMMENDED.established),
    )
    assert refusal(gained, a_decision(EXCLUDED, **WHY), "head") == Reason.PROTECTION_CLOSED
    undone = replace(RECOMMENDED, result=None)  # the result is to be evaluated anew
    assert refusal(undone, a_decision(EXCLUDED), "head") == Reason.RESULT_NOT_KNOWN


@pytest.mark.parametrize(("outcome", "departs"), [(EXCLUDED, False), (MITIGATED, True)])
def test_the_decision_says_whether_it_departs_and_then_rests(outcome: LiabilityOutcome, departs: bool) -> None:
    fact = decided(RECOMMENDED, a_decision(outcome, **WHY), "head")
    assert isinstance(fact, ReviewDecided)
    assert fact.departs is departs
    review = became(fact, RECOMMENDED)
    assert (review.stage, review.outcome_for("tam"), review.decided_by, review.decided_at) == (ReviewStage.DECIDED, outcome, "head", FRIDAY)
    assert at_rest(review)


def test_what_the_panel_would_ask_of_another_authority_the_head_asks_or_says_why_not() -> None:
    assert refusal(FORESEEN, a_decision(ASKS), "head") == Reason.ONLY_RECOMMENDED
    assert refusal(FORESEEN, a_decision(EXEMPTED, **WHY), "head") == Reason.FORESEEN_GOES_UPWARD
    assert refusal(FORESEEN, a_decision(ORDINARY), "head") == Reason.DEPARTURE_NEEDS_REASON
    assert refusal(FORESEEN, a_decision(ORDINARY, **WHY), "head") is None
    assert refusal(FORESEEN, a_proposal(ASKS), "head") is None


@pytest.mark.parametrize(
    ("act", "why"),
    [
        pytest.param(a_proposal(ASKS), None, id="what the panel recommends to ask"),
        pytest.param(a_proposal(LiabilityOutcome.RECOMMENDED_MITIGATED), Reason.DEPARTURE_NEEDS_REASON, id="something else with reasons"),
        pytest.param(a_proposal(LiabilityOutcome.RECOMMENDED_MITIGATED, **WHY), None, id="which they give"),
        pytest.param(a_proposal(ORDINARY, **WHY), Reason.NOTHING_TO_PROPOSE, id="not what needs no other authority"),
        pytest.param(a_proposal(ASKS, "lan"), Reason.OUTCOME_FOR_EACH, id="for those under review"),
    ],
)
def test_of_a_higher_authority_is_asked(act: ProposeUpward, why: Reason | None) -> None:
    assert refusal(FORESEEN, act, "head") == why


@pytest.mark.parametrize("regime", BOTH)
def test_what_was_not_recommended_upward_may_be_asked_upward_with_reasons(regime: Regime) -> None:
    recommended = a_review(ReviewStage.RECOMMENDED, regime)
    assert refusal(recommended, a_proposal(ASKS, **WHY), "head") is None


PROPOSED = then(FORESEEN, a_proposal(ASKS), "head")


def test_then_its_answer_is_due_and_nothing_else_is_decided_meanwhile() -> None:
    assert [(clock.kind, clock.since) for clock in PROPOSED.clocks] == [(ClockKind.UPWARD_ANSWER, FRIDAY)]
    assert (PROPOSED.stage, PROPOSED.decided) == (ReviewStage.RECOMMENDED, ())
    assert refusal(PROPOSED, a_decision(ORDINARY, **WHY), "head") == Reason.ANSWER_AWAITED
    assert refusal(PROPOSED, a_proposal(ASKS), "head") == Reason.ANSWER_AWAITED


def test_silence_grants_nothing() -> None:
    review, law = PROPOSED, the_law(Regime.HCMC2022)
    said = 0
    while rung := next_due(review.clocks, law):
        review, said = became(fact_of(rung, review, law), review), said + 1
    assert said == len(law.policy.ladder.rungs)
    assert (review.stage, review.decided, at_rest(review)) == (ReviewStage.RECOMMENDED, (), False)


@pytest.mark.parametrize(
    ("review", "act", "who", "why"),
    [
        pytest.param(PROPOSED, an_answer(EXEMPTED), "head", None, id="by the head"),
        pytest.param(PROPOSED, an_answer(EXEMPTED), "clerk", None, id="or their officer"),
        pytest.param(PROPOSED, an_answer(EXEMPTED), "hoa", Reason.NOT_YOUR_OFFICE, id="not by the panel"),
        pytest.param(PROPOSED, an_answer(EXEMPTED), "tam", Reason.NOT_YOUR_OFFICE, id="not by the person it is about"),
        pytest.param(FORESEEN, an_answer(EXEMPTED), "head", Reason.NOTHING_PROPOSED, id="not before anything was asked"),
        pytest.param(PROPOSED, an_answer(ORDINARY), "head", None, id="a no is an answer"),
        pytest.param(PROPOSED, an_answer(MITIGATED), "head", None, id="so is less than was asked"),
        pytest.param(PROPOSED, an_answer(ASKS), "head", Reason.OUTCOME_NOT_UNDER_THESE_RULES, id="to recommend once more is none"),
        pytest.param(PROPOSED, an_answer(EXEMPTED, "lan"), "head", Reason.OUTCOME_FOR_EACH, id="about whom it was asked for"),
        pytest.param(PROPOSED, an_answer(EXEMPTED, issued_on="2026-11-21"), "head", Reason.DAY_NOT_COME, id="not from a paper of tomorrow"),
    ],
)
def test_the_answer_is_recorded(review: Review, act: RecordAnswer, who: str, why: Reason | None) -> None:
    assert refusal(review, act, who) == why


def test_where_the_superior_decides_the_heads_own_officer_does_not_enter_the_answer() -> None:
    own = replace(PROPOSED, proposers=("head",))
    assert Standpoint(own, a_directory()).authority != own.agency
    assert refusal(own, an_answer(EXEMPTED), "clerk") == Reason.NOT_YOUR_OFFICE
    assert refusal(own, an_answer(EXEMPTED), "chair") is None


def test_the_answer_keeps_its_paper_and_decides() -> None:
    fact = decided(PROPOSED, an_answer(EXEMPTED), "clerk")
    assert isinstance(fact, AnswerRecorded)
    assert fact.paper is not None
    assert fact.paper.number == "15/QĐ-UBND"
    review = became(fact, PROPOSED)
    assert (review.stage, review.outcome_for("tam"), review.decided_at) == (ReviewStage.DECIDED, EXEMPTED, FRIDAY)
    assert at_rest(review)


def test_one_paper_may_ask_for_one_person_and_decide_for_another() -> None:
    two = a_review(ReviewStage.RECOMMENDED, Regime.HCMC2022, persons=("tam", "lan"))
    mixed = an_act(ProposeUpward, outcomes=[*for_each(ASKS, "tam"), *for_each(EXEMPTED, "lan")], **WHY)
    fact = decided(two, mixed, "head")
    assert isinstance(fact, ProposedUpward)
    assert fact.asked_for == ("tam",)
    answered = then(became(fact, two), an_answer(MITIGATED, "tam"), "head")
    assert (answered.outcome_for("tam"), answered.outcome_for("lan")) == (MITIGATED, EXEMPTED)


@pytest.mark.parametrize("regime", BOTH)
def test_time_alone_decides_nothing_at_any_stage(regime: Regime) -> None:
    for stage in ReviewStage:
        review, law = a_review(stage, regime), the_law(regime)
        late = review
        while (rung := next_due(late.clocks, law)) is not None and rung.at < FRIDAY + timedelta(days=365):
            late = became(fact_of(rung, late, law), late)
        assert replace(late, sequence=review.sequence, clocks=review.clocks, silences=review.silences) == review


def test_the_usual_outcomes_are_those_the_stories_tell() -> None:
    assert usual(Regime.HCMC2022, foreseen=True) is ASKS
    assert usual(Regime.ND73, foreseen=True) is EXCLUDED


# --- Whom it bars from a reward ---


def a_handled_one(gain: Answer, regime: Regime = Regime.ND73) -> Review:
    """Decided as ordinary handling of tam, with that established of their gain."""
    review = a_review(ReviewStage.DECIDED, regime, outcome=ORDINARY)
    found = Established(about="tam", deed="", fact=Finding.PERSONAL_GAIN, value=gain)
    return replace(review, established=(found,))


def test_whose_gain_it_established_it_bars_once_it_is_decided_and_as_long_as_it_stands() -> None:
    assert a_handled_one(Answer.YES).barred == ("tam",)
    assert a_handled_one(Answer.NO).barred == a_handled_one(Answer.UNKNOWN).barred == ()
    assert replace(a_handled_one(Answer.YES), decided=()).barred == ()
    assert replace(a_handled_one(Answer.YES), superseded_by=f"{NUMBER}-R2").barred == ()


def test_whom_it_protected_it_does_not_bar() -> None:
    assert a_review(ReviewStage.DECIDED).barred == ()


# --- From what it departs ---


def an_assessment(table: str, *, followed: bool, person: str = "tam") -> Assessed:
    return Assessed(person=person, table=table, basis="ND73 Art. 11", outcomes=(), handled_on=FRIDAY.date(), followed=followed)


@pytest.mark.parametrize(
    ("departs", "tables", "flags"),
    [
        pytest.param(False, [True], (), id="nothing"),
        pytest.param(True, [True], (Flag.DEPARTS_FROM_PANEL,), id="the panel"),
        pytest.param(False, [False], (Flag.DEPARTS_FROM_TABLES,), id="the tables"),
        pytest.param(True, [False, False], (Flag.DEPARTS_FROM_PANEL, Flag.DEPARTS_FROM_TABLES), id="both"),
        pytest.param(False, [False, True], (), id="not the tables, if that of their own law leaves it open"),
    ],
)
def test_a_decision_departs_from(departs: bool, tables: list[bool], flags: tuple[Flag, ...]) -> None:
    assessed = tuple(an_assessment(str(n), followed=followed) for n, followed in enumerate(tables))
    fact = ReviewDecided(at=FRIDAY, outcomes=(), departs=departs, assessed=assessed)
    assert became(fact, a_review(ReviewStage.RECOMMENDED)).flags == flags


# --- Of whom it is asked, and what of ---


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="an agency of the directory, by its code"),
        pytest.param({"agency": None, "to": "Ủy ban nhân dân Thành phố"}, Reason.AGENCY_TO_ASK, id="not one called by a name alone"),
        pytest.param({"agency": None}, Reason.AGENCY_TO_ASK, id="nor nobody"),
        pytest.param({"agency": WARD}, Reason.AGENCY_TO_ASK, id="nor oneself"),
        pytest.param({"agency": "NOWHERE"}, Reason.UNKNOWN_AGENCY, id="nor one there is not"),
    ],
)
def test_it_is_asked_of(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(FORESEEN, a_proposal(ASKS, **fields), "head") == why


def test_of_which_liability_is_said() -> None:
    silent = [{**each, "liabilities": []} for each in for_each(ASKS, "tam")]
    assert refusal(FORESEEN, an_act(ProposeUpward, outcomes=silent), "head") == Reason.LIABILITY_NOT_NAMED
    fact = decided(FORESEEN, a_proposal(ASKS), "head")
    assert isinstance(fact, ProposedUpward)
    assert [each.liabilities for each in fact.outcomes] == [(LiabilityKind.DISCIPLINARY,)]
    assert (fact.agency, fact.to) == (CITY, a_directory().agencies[CITY].name)


def test_it_lies_at_that_authoritys_desk_and_its_head_may_answer() -> None:
    here = Standpoint(PROPOSED, a_directory())
    [desk] = desks(PROPOSED.clocks[0], here)
    assert (desk.office, desk.agency) == (Office.AGENCY_HEAD, CITY)
    assert here.holders(Office.COMPETENT_AUTHORITY) == ("chair",)
    assert here.may_read("chair")
    assert refusal(PROPOSED, an_answer(EXEMPTED), "chair") is None
    assert refusal(PROPOSED, an_answer(EXEMPTED), "deputy") == Reason.NOT_YOUR_OFFICE


def test_what_was_asked_of_an_authority_called_by_a_name_still_lies_with_the_head() -> None:
    """As 0.4.0 recorded it."""
    fact = decided(FORESEEN, a_proposal(ASKS), "head").model_copy(update={"agency": "", "to": "Chính phủ"})
    [desk] = desks(became(fact, FORESEEN).clocks[0], Standpoint(became(fact, FORESEEN), a_directory()))
    assert (desk.office, desk.agency) == (Office.AGENCY_HEAD, WARD)


def test_after_a_merger_it_lies_with_whoever_took_over() -> None:
    assert PROPOSED.passed_on({CITY: "UBNDTP2"}).agencies_as(Office.COMPETENT_AUTHORITY) == ("UBNDTP2",)


# --- What it rests on ---


def test_ordinary_handling_while_nothing_is_known_is_told_apart_from_following_the_tables() -> None:
    unknown = tuple(replace(each, value=Answer.UNKNOWN) for each in RECOMMENDED.established)
    doubtful = replace(a_review(ReviewStage.RECOMMENDED, outcome=ORDINARY), established=unknown)
    fact = decided(doubtful, a_decision(ORDINARY), "head")
    assert isinstance(fact, ReviewDecided)
    assert fact.rests_on_unknown == ("tam",)
    assert became(fact, doubtful).departures == (Flag.RESTS_ON_UNKNOWN,)


def test_once_a_table_is_certain_it_rests_on_what_is_known() -> None:
    wrong = tuple(replace(each, value=Answer.NO) if each.fact == "right_policy" else each for each in RECOMMENDED.established)
    fact = decided(replace(a_review(ReviewStage.RECOMMENDED, outcome=ORDINARY), established=wrong), a_decision(ORDINARY), "head")
    assert isinstance(fact, ReviewDecided)
    assert fact.rests_on_unknown == ()
