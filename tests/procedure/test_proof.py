"""Nobody is left without an answer: the proof finds nothing that no question names, its page says what it finds, and it finds what is planted."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from commands.proof import DATA, PAGE, data, page, unasked
from domain import acts
from domain.acts import Act
from domain.law.policy import Law
from domain.procedure import decide
from domain.procedure.table import PROCEDURE
from domain.proof import proof
from domain.proof.claims import Claim
from domain.proof.proof import Walked, from_stored
from domain.proof.questions import QUESTIONS, question_of
from domain.proof.situations import SITUATIONS, Situation
from domain.streams import clocks
from domain.streams.review import Review
from domain.vocabulary import ClockKind, Office, Regime, StreamKind
from tests.builders import the_law

USUAL = Situation("usual")


def test_nobody_is_left_without_an_answer_but_where_a_question_says_so() -> None:
    walks = proof.proved({regime: the_law(regime) for regime in (Regime.HCMC2022, Regime.ND73)})
    assert unasked(walks) == []
    asked = {question_of(walked.situation, gap) for walked in walks for gap in walked.gaps}
    assert {each.name for each in QUESTIONS} - asked == set(), "a question nothing raises any more"
    assert {each.situation for each in walks} == {each.name for each in SITUATIONS}
    assert PAGE.read_text("utf-8") == page(walks), "run `make proof`, read, commit"
    assert DATA.read_text("utf-8") == data(walks), "run `make proof`, read, commit"


def test_what_the_page_shows_is_read_from_what_was_found() -> None:
    kept = from_stored(json.loads(DATA.read_text("utf-8")))
    assert data(kept) == DATA.read_text("utf-8")


def found(law: Law) -> dict[StreamKind, set[tuple[Claim, str]]]:
    """What does not hold on the usual ways, by kind of stream."""
    walked: list[Walked] = list(proof.walked_in(USUAL, law))
    return {each.kind: {(gap.claim, gap.stage) for gap in each.gaps} for each in walked}


def without_rows(gone: tuple[type[Act], ...], patch: pytest.MonkeyPatch) -> None:
    rows = {kind: tuple(row for row in of_kind if row.act not in gone) for kind, of_kind in PROCEDURE.items()}
    patch.setattr(decide, "PROCEDURE", rows)


def nobody_is_asked_for_the_decision(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(clocks.WAITING_FOR, ClockKind.DECISION, (Office.ANYONE_CONCERNED,))


def nobody_need_be_heard(patch: pytest.MonkeyPatch) -> None:
    rows = {
        kind: tuple(replace(row, guards=()) if row.act is acts.Recommend else row for row in of_kind) for kind, of_kind in PROCEDURE.items()
    }
    patch.setattr(decide, "PROCEDURE", rows)


def a_decision_forgets_the_person(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Review, "outcome_for", lambda *_: None)


@pytest.mark.parametrize(
    ("planted", "kind", "claim", "stage"),
    [
        pytest.param(
            partial(without_rows, (acts.ApprovePlan, acts.ReturnPlan)),
            StreamKind.INITIATIVE,
            Claim.SOMEBODY_ACTS,
            "planning",
            id="a dead state",
        ),
        pytest.param(
            partial(without_rows, (acts.Recommend,)), StreamKind.REVIEW, Claim.A_WAY_LEADS_TO_REST, "findings", id="a row removed"
        ),
        pytest.param(
            partial(without_rows, (acts.Grant,)),
            StreamKind.REWARD_FILE,
            Claim.A_WAY_LEADS_TO_REST,
            "considered",
            id="a reward nobody grants",
        ),
        pytest.param(
            nobody_is_asked_for_the_decision, StreamKind.INITIATIVE, Claim.CLOCKS_ASK, "agency_review", id="a clock without anybody"
        ),
        pytest.param(nobody_need_be_heard, StreamKind.REVIEW, Claim.HEARD, "recommended", id="nobody need be heard"),
        pytest.param(a_decision_forgets_the_person, StreamKind.REVIEW, Claim.DECIDED, "decided", id="a decision about nobody"),
    ],
)
def test_the_proof_finds_what_is_planted(
    planted: Callable[..., None], kind: StreamKind, claim: Claim, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = the_law(Regime.ND73)
    decide._rows_under.cache_clear()
    planted(monkeypatch)
    try:
        assert (claim, stage) in found(law)[kind]
    finally:
        decide._rows_under.cache_clear()
