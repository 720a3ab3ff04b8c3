"""A decided review: the person's appeal, answered by other people; and new evidence, for which a new review takes its place."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.acts import Act, Appeal, DecideAppeal, EvaluateResult, Supersede, Triage
from domain.facts import ReviewSuperseded
from domain.people.directory import Agency, Delegation, Directory
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import at_rest, waits
from domain.refusals import Reason
from domain.streams.hanging import ReviewSummary
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.time.reminders import desks
from domain.vocabulary import (
    Capacity,
    ClockKind,
    LiabilityOutcome,
    Office,
    OpinionFor,
    PartyOpinion,
    Result,
    ReviewAbout,
    ReviewOutcome,
    ReviewStage,
    Stage,
)
from tests.builders import CITY, FRIDAY, THAT_DAY, WARD, a_case, a_directory, a_term, an_act
from tests.families import Family
from tests.reviews import R1, R2, a_review, days_later, decided, refusal, then

MITIGATED, EXCLUDED = LiabilityOutcome.MITIGATED, LiabilityOutcome.EXCLUDED
DECIDED = a_review(ReviewStage.DECIDED, outcome=MITIGATED)
TWO = a_review(ReviewStage.DECIDED, outcome=MITIGATED, persons=("tam", "lan"))
APPEALED = a_review(ReviewStage.APPEALED, outcome=MITIGATED)
BOTH_APPEAL = then(then(TWO, an_act(Appeal), "tam"), an_act(Appeal), "lan")
UPHELD = {"upheld": True, "outcome": EXCLUDED}
NOT_UPHELD = {"upheld": False, "outcome": None}
ASKED = {OpinionFor.EVALUATION: PartyOpinion.AGREES}
LAST_DAY = days_later(
    46
)  # the thirtieth working day after Friday 20 November 2026, 24 November and 1 January being off: Tuesday 5 January 2027


@pytest.mark.parametrize(
    ("who", "at", "why"),
    [
        pytest.param("tam", FRIDAY, None, id="by whom it is about"),
        pytest.param("tam", LAST_DAY, None, id="up to the last day"),
        pytest.param("tam", days_later(1, LAST_DAY), Reason.APPEAL_TOO_LATE, id="and not after it"),
        pytest.param("lan", FRIDAY, Reason.NOT_YOUR_OFFICE, id="not by a proposer about whom nothing was decided"),
        pytest.param("stranger", FRIDAY, Reason.NO_SUCH_CASE, id="not by a stranger"),
        pytest.param("hoa", FRIDAY, Reason.NOT_YOUR_OFFICE, id="not by the panel"),
    ],
)
def test_it_is_appealed(who: str, at: datetime, why: Reason | None) -> None:
    assert refusal(DECIDED, an_act(Appeal), who, at) == why


def test_each_person_appeals_once_and_for_themselves() -> None:
    assert refusal(APPEALED, an_act(Appeal), "tam") == Reason.APPEALED_ALREADY
    assert BOTH_APPEAL.appeals == ("tam", "lan")
    assert {(clock.kind, clock.item) for clock in BOTH_APPEAL.clocks} == {(ClockKind.APPEAL, "tam"), (ClockKind.APPEAL, "lan")}


def test_ones_time_to_appeal_does_not_end_because_another_was_quicker() -> None:
    closed = then(then(TWO, an_act(Appeal), "tam"), an_act(DecideAppeal, **NOT_UPHELD), "chair")
    assert (closed.stage, closed.outcome) == (ReviewStage.CLOSED, ReviewOutcome.APPEAL_DECIDED)
    assert refusal(closed, an_act(Appeal), "tam") == Reason.APPEALED_ALREADY
    again = then(closed, an_act(Appeal), "lan")
    assert (again.stage, again.outcome, again.appeals) == (ReviewStage.APPEALED, None, ("lan",))


def test_where_nothing_was_decided_there_is_nothing_to_appeal() -> None:
    nothing = replace(then(a_review(ReviewStage.REPORTED), an_act(Triage, to_review=False), "head"), persons=("tam",))
    gone = then(DECIDED, an_act(Supersede), "head")
    assert refusal(nothing, an_act(Appeal), "tam") == Reason.NOTHING_TO_APPEAL
    assert refusal(gone, an_act(Appeal), "tam") == Reason.NOTHING_TO_APPEAL


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("chair", None, id="the head of the superior agency"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="not who decided"),
        pytest.param("hoa", Reason.NOT_YOUR_OFFICE, id="not who recommended"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="not who appealed"),
        pytest.param("vicechair", Reason.NOT_YOUR_OFFICE, id="not the superior's deputy"),
    ],
)
def test_an_appeal_is_answered_by(who: str, why: Reason | None) -> None:
    assert refusal(APPEALED, an_act(DecideAppeal, **UPHELD), who) == why


@pytest.mark.parametrize("who", ["head", "focal"])
def test_who_took_part_does_not_answer_it_from_above_either(who: str) -> None:
    """Whoever decided it, or sat on the panel, and heads the superior by now."""
    promoted = a_directory(a_term(who, Office.AGENCY_HEAD, CITY), gone={"chair"})
    stands_in = a_directory(a_term("deputy", Office.AGENCY_HEAD), a_term(who, Office.AGENCY_HEAD, CITY), gone={"chair", "head"})
    directory = stands_in if who == "head" else promoted
    assert refusal(APPEALED, an_act(DecideAppeal, **UPHELD), who, directory=directory) == Reason.APPEAL_IS_FOR_OTHERS


def test_where_the_city_itself_decided_its_new_chair_answers_and_never_the_old_one() -> None:
    own = replace(APPEALED, proposers=("head",), decided_by="chair")
    assert refusal(own, an_act(DecideAppeal, **UPHELD), "chair") == Reason.APPEAL_IS_FOR_OTHERS
    successor = a_directory(a_term("vicechair", Office.AGENCY_HEAD, CITY), gone={"chair"})
    assert refusal(own, an_act(DecideAppeal, **UPHELD), "vicechair", directory=successor) is None


def test_what_a_deputy_decided_for_the_chair_is_the_chairs_too_and_is_answered_by_another_deputy_alone() -> None:
    own = replace(APPEALED, proposers=("head",), decided_by="vicechair", decided_for="chair")
    other = a_directory(a_term("stranger", Office.DEPUTY_HEAD, CITY))
    answers = {who: refusal(own, an_act(DecideAppeal, **UPHELD), who, directory=other) for who in ("chair", "vicechair", "stranger")}
    assert answers == {"chair": Reason.APPEAL_IS_FOR_OTHERS, "vicechair": Reason.APPEAL_IS_FOR_OTHERS, "stranger": None}


def to_sign_for_the_chair(person: str, held: Office, capacity: Capacity) -> Delegation:
    seat = {"held": held, "held_at": CITY, "agency": CITY, "given_by": "chair", "capacity": capacity}
    return Delegation.model_validate({**seat, "person": person, "number": "1", "issued_on": THAT_DAY, "starts": THAT_DAY})


def test_a_deputy_answers_for_themselves_what_they_could_not_answer_for_the_chair() -> None:
    own = replace(APPEALED, proposers=("head",), decided_by="chair")
    deputy = to_sign_for_the_chair("vicechair", Office.DEPUTY_HEAD, Capacity.KT)
    fact = decided(own, an_act(DecideAppeal, **UPHELD), "vicechair", directory=replace(a_directory(), delegations=(deputy,)))
    assert fact.by
    assert (fact.by.office, fact.by.on_behalf) == (Office.CITY_DEPUTY, None)
    at_the_city = a_directory(a_term("stranger", Office.AGENCY_OFFICER, CITY))
    officer = to_sign_for_the_chair("stranger", Office.AGENCY_OFFICER, Capacity.TUQ)
    signing = replace(at_the_city, delegations=(officer,))
    assert refusal(own, an_act(DecideAppeal, **UPHELD), "stranger", directory=signing) == Reason.APPEAL_IS_FOR_OTHERS


def test_the_city_chair_does_not_pass_over_the_superior_between() -> None:
    known = a_directory(a_term("vicechair", Office.AGENCY_HEAD, "SNV"))
    agencies = {**known.agencies, WARD: Agency(code=WARD, name=WARD, superior="SNV")}
    longer = Directory(agencies, known.people, known.terms)
    assert refusal(APPEALED, an_act(DecideAppeal, **UPHELD), "vicechair", directory=longer) is None
    assert refusal(APPEALED, an_act(DecideAppeal, **UPHELD), "chair", directory=longer) == Reason.NOT_YOUR_OFFICE
    decider = replace(APPEALED, decided_by="vicechair")
    assert refusal(decider, an_act(DecideAppeal, **UPHELD), "chair", directory=longer) is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param(UPHELD, None, id="upheld, with the outcome that takes its place"),
        pytest.param(UPHELD | {"outcome": None}, Reason.OUTCOME_IF_UPHELD, id="not without it"),
        pytest.param(NOT_UPHELD, None, id="not upheld"),
        pytest.param(NOT_UPHELD | {"outcome": MITIGATED}, Reason.OUTCOME_IF_UPHELD, id="and then with no other outcome"),
        pytest.param(UPHELD | {"person": "lan"}, Reason.NO_APPEAL, id="about whom it was appealed"),
        pytest.param(
            UPHELD | {"outcome": "not_handled"}, Reason.OUTCOME_NOT_FOR_THIS_RESULT, id="what the facts leave open, as in a decision"
        ),
        pytest.param(UPHELD | {"outcome": "mitigated"}, None, id="or the same once more, for other reasons"),
        pytest.param(UPHELD | {"outcome": "ordinary_handling"}, Reason.NOT_WORSE_ON_APPEAL, id="never a harder one"),
        pytest.param(UPHELD | {"outcome": "recommended_mitigated"}, Reason.ONLY_RECOMMENDED, id="and not a recommendation"),
    ],
)
def test_the_answer_is(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(APPEALED, an_act(DecideAppeal, **fields), "chair") == why


@pytest.mark.parametrize(("fields", "outcome"), [(UPHELD, EXCLUDED), (NOT_UPHELD, MITIGATED)])
def test_an_upheld_appeal_replaces_that_persons_outcome_alone(fields: dict[str, Any], outcome: LiabilityOutcome) -> None:
    one_left = then(BOTH_APPEAL, an_act(DecideAppeal, **fields), "chair")
    assert (one_left.outcome_for("tam"), one_left.outcome_for("lan")) == (outcome, MITIGATED)
    assert (one_left.stage, one_left.appeals) == (ReviewStage.APPEALED, ("lan",))
    assert [clock.item for clock in one_left.clocks] == ["lan"]
    none_left = then(one_left, an_act(DecideAppeal, person="lan", **NOT_UPHELD), "chair")
    assert (none_left.stage, none_left.outcome, at_rest(none_left)) == (ReviewStage.CLOSED, ReviewOutcome.APPEAL_DECIDED, True)


def test_the_worklist_sends_an_appeal_to_the_superior() -> None:
    assert set(waits(Standpoint(APPEALED, a_directory()))) == {(Office.AGENCY_HEAD, CITY, "")}


@pytest.mark.parametrize(
    ("review", "who", "why"),
    [
        pytest.param(DECIDED, "head", None, id="a decided one, by the head"),
        pytest.param(DECIDED, "chair", None, id="or by their superior"),
        pytest.param(a_review(ReviewStage.CLOSED), "chair", None, id="one that is closed, by who stands above"),
        pytest.param(
            a_review(ReviewStage.CLOSED), "head", Reason.NOT_YOUR_OFFICE, id="not by the head whose decision was answered on appeal"
        ),
        pytest.param(DECIDED, "tam", Reason.NOT_YOUR_OFFICE, id="not by the person it is about"),
        pytest.param(DECIDED, "hoa", Reason.NOT_YOUR_OFFICE, id="not by the panel"),
        pytest.param(APPEALED, "head", Reason.NOT_OPEN_IN_STAGE, id="not to escape an appeal, which is answered first"),
        pytest.param(then(DECIDED, an_act(Supersede), "head"), "head", Reason.SUPERSEDED_ALREADY, id="not twice"),
    ],
)
def test_on_new_evidence_a_new_review_takes_the_place_of(review: Review, who: str, why: Reason | None) -> None:
    assert refusal(review, an_act(Supersede), who) == why


def a_family(case: Initiative, review: Review) -> Family:
    return Family(streams={case.number: case, review.number: review})


def test_the_new_one_knows_all_the_old_one_knew_and_the_old_one_is_not_erased() -> None:
    fact = decided(DECIDED, an_act(Supersede), "head")
    assert isinstance(fact, ReviewSuperseded)
    assert fact.review == R2
    family = a_family(a_case(Stage.FINAL_EVALUATION), DECIDED)
    family.record(R1, fact)
    old, new = family.reviews
    assert (old.stage, old.outcome, old.superseded_by) == (ReviewStage.CLOSED, ReviewOutcome.SUPERSEDED, R2)
    assert (old.decided, old.established) == (DECIDED.decided, DECIDED.established)
    assert (new.stage, new.about, new.supersedes, new.persons) == (ReviewStage.REPORTED, ReviewAbout.NEW_EVIDENCE, R1, ("tam",))
    assert new.register_version == old.register_version
    assert family.case.reviews[R2].stage is ReviewStage.REPORTED


@pytest.mark.parametrize("goes_on", [Appeal, Supersede], ids=["appealed", "superseded"])
def test_a_review_that_is_over_hears_of_the_result_too_for_it_may_be_taken_up_again(goes_on: type[Act]) -> None:
    """Else it would be judged by a result that stands no more, or wait for ever for one that was told before."""
    early = replace(DECIDED, result=None)
    known = {R1: ReviewSummary(stage=ReviewStage.DECIDED)}
    family = a_family(a_case(Stage.FINAL_EVALUATION, reviews=known, report_sha256="a" * 64, opinions=ASKED), early)
    family.ask("head", an_act(EvaluateResult, result="not_completed", tier=None, causes="Chủ quan.", happened_on=THAT_DAY))
    family.ask("tam" if goes_on is Appeal else "head", an_act(goes_on), R1)
    assert family.case.result is Result.NOT_COMPLETED
    assert {review.result for review in family.reviews} == {Result.NOT_COMPLETED}


def test_where_the_city_chair_has_a_part_in_the_matter_the_deputies_of_the_city_answer() -> None:
    """The ward's head decided; above them stands the chair alone, and it is the chair's own matter (found by the proof)."""
    own = replace(APPEALED, proposers=("chair",))
    assert refusal(own, an_act(DecideAppeal, **UPHELD), "chair") == Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(own, an_act(DecideAppeal, **UPHELD), "vicechair") is None
    assert refusal(APPEALED, an_act(DecideAppeal, **UPHELD), "vicechair") == Reason.NOT_YOUR_OFFICE


def test_the_clock_of_an_appeal_asks_whoever_may_answer_it() -> None:
    [clock] = APPEALED.clocks
    asked = {
        name: desks(clock, Standpoint(review, a_directory()))
        for name, review in (("ward", APPEALED), ("city", replace(APPEALED, addressed_to=CITY)))
    }
    assert [(desk.office, desk.agency) for desk in asked["ward"]] == [(Office.AGENCY_HEAD, CITY)]
    assert (Office.DEPUTY_HEAD, CITY) in [(desk.office, desk.agency) for desk in asked["city"]]
