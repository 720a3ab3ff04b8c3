"""The procedure table has no hole: whatever it names is there, and everything in it can happen. That no path is left without an end: test_proof.py."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import words
from domain.acts import ACTS, AnswerObstruction, AttachPaper, CastSecretBallot, Correct
from domain.facts import FACTS
from domain.procedure.chapters import CONCLUSIONS
from domain.procedure.decide import awaited_rows
from domain.procedure.rows import Row
from domain.procedure.table import PROCEDURE
from domain.proof.proof import registered, walks_of_a_family
from domain.proof.situations import ORDINARY
from domain.proof.street import the_street
from domain.proof.walk import Walk
from domain.refusals import RETIRED, Reason
from domain.vocabulary import AnyStage, Regime, Stage, StreamKind
from tests.builders import a_case, the_law, the_usual_way

Place = tuple[Regime, AnyStage | None, Row[Any]]


def places(rows: Iterable[Row[Any]]) -> list[Place]:
    """Every row with each regime it stands under and each stage it stands at."""
    return [(regime, stage, row) for row in rows for stage in row.stages for regime in row.regimes_at(stage)]


ROWS = places(row for rows in PROCEDURE.values() for row in rows)


every_regime = pytest.mark.parametrize("regime", Regime)

# What no act becomes: the clock's own facts, and those that follow from a fact of another stream of the family.
BY_THEMSELVES = (
    *("reminded", "escalated", "silence_noted", "calendar_replaced", "rehomed", "duty_fulfilled"),
    *("review_opened", "review_noted", "result_noted"),
    *("reward_file_opened", "rewards_noted", "rewards_held", "rewards_released", "rewards_barred", "rewards_earned"),
)


def test_every_kind_of_stream_has_its_rows() -> None:
    assert set(PROCEDURE) == set(StreamKind)
    assert all(PROCEDURE.values())


def test_every_act_has_a_row() -> None:
    assert {row.act for _, _, row in ROWS} == set(ACTS.values())


@every_regime
@pytest.mark.parametrize("kind", StreamKind)
def test_at_one_stage_under_one_regime_one_row_speaks_of_an_act(kind: StreamKind, regime: Regime) -> None:
    spoken_of = Counter((stage, row.act) for known, stage, row in places(PROCEDURE[kind]) if known is regime)
    assert [place for place, times in spoken_of.items() if times > 1] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_row_stands_on_a_basis_that_can_be_cited(language: str) -> None:
    for regime, _, row in ROWS:
        assert words.citation(row.basis[regime], language, the_law(regime).policy.documents)


# What was read of Decree 73, by article: the acts it speaks of. Whatever else stands under the decree is a convention of ours, or another document.
READ_OF_ND73 = {
    "ND73 Art. 3": {"declare_out_of_scope"},
    "ND73 Art. 4": {"record_party_opinion"},
    "ND73 Art. 7.1": {"register"},
    "ND73 Art. 8.1": {"vote", "cast_ballot", "conclude_vote", "override", "approve", "refuse"},
    "ND73 Art. 10": {"propose_reward", "grant", "refuse_reward"},
    "ND73 Art. 11": {"establish", "recommend", "decide"},
    "ND73 Art. 11.1": {"conclude_not_handled"},
    "ND73 Art. 11.4": {"determine_cause"},
    "ND73 Art. 18": {"finish", "submit_result_report", "evaluate_result"},
}


def test_a_row_cites_an_article_of_the_decree_only_for_what_was_read_in_it() -> None:
    cited = {(row.act.name, row.basis[regime]) for regime, _, row in ROWS if row.basis[regime].startswith("ND73 ")}
    assert cited
    assert {(act, basis) for act, basis in cited if act not in READ_OF_ND73.get(basis, ())} == set()


def test_a_row_stands_on_the_plan_of_2022_only_under_that_plan() -> None:
    assert {regime for regime, _, row in ROWS if row.basis[regime].startswith("HCMC2022: ")} == {Regime.HCMC2022}


def test_a_chapter_concludes_every_act_with_the_fact_it_declares() -> None:
    assert [act for act in ACTS.values() if get_type_hints(CONCLUSIONS[act].rule)["return"] is not act.becomes] == []


def test_every_fact_comes_from_one_act_or_by_itself() -> None:
    from_acts = [act.becomes.kind for act in ACTS.values()]
    assert sorted([*from_acts, *BY_THEMSELVES]) == sorted(FACTS)


@every_regime
def test_a_case_fresh_at_a_stage_waits_for_somebody_until_it_is_closed(regime: Regime) -> None:
    for _, case in the_usual_way(regime):
        assert bool(awaited_rows(case)) == (case.stage is not Stage.CLOSED), case.stage


@cache
def walked(regime: Regime) -> dict[StreamKind, list[Walk]]:
    """Every way of every stream, where nothing is out of the ordinary (domain/proof/)."""
    law, street = the_law(regime), the_street()
    walks = walks_of_a_family(registered(ORDINARY, law), law, street, everything=True)
    return {kind: [each for each, _ in of_kind] for kind, of_kind in walks.items()}


# What begins a stream is where its walk begins; a correction is asked of every office in every situation (domain/proof/proof.py),
# and the scan of a paper of whoever has one.
# What the meetings of a body ask at several stages is asked at one of them.
NOT_WALKED = {CastSecretBallot, *(act for act in ACTS.values() if CONCLUSIONS[act].rule.__module__ == "domain.bodies.meetings")}
NOT_A_STEP = {AttachPaper, Correct, CastSecretBallot, *(act for act in ACTS.values() if act.opens_stream)}


@every_regime
def test_every_row_happens(regime: Regime) -> None:
    """Of an initiative at each of its stages. Of what runs beside it, somewhere: there a row at several stages says that the stage does not matter."""
    for kind, walks in walked(regime).items():
        rows = {(stage, row.act) for known, stage, row in places(PROCEDURE[kind]) if known is regime and row.act not in NOT_A_STEP}
        happened = {(walk.found[here].stage, act) for walk in walks for here, act, _ in walk.steps}
        assert rows
        left = {act for _, act in rows} - {act for _, act in happened} - (NOT_WALKED if kind is StreamKind.REWARD_FILE else set())
        assert left == set(), kind
        if kind is StreamKind.INITIATIVE:
            assert rows - happened == {(Stage.CLOSED, AnswerObstruction)}, "closed with a report unanswered: tests/rules/test_alarms.py"


# What only those would open or close; and a council is asked to declare first by no set yet, nor challenged once it is summoned
# (tests/rules/test_council_meets.py).
NOT_MET = {
    StreamKind.INITIATIVE: {"it_votes_in_secret", "everybody_declared", "council_may_meet"},
    StreamKind.REWARD_FILE: {
        *("it_votes_in_secret", "it_votes_by_name", "no_meeting_runs", "a_meeting_runs", "meeting_is_summoned", "meeting_is_open"),
        "scan_is_missing",
    },
}


@pytest.mark.parametrize("kind", StreamKind)
def test_every_guard_opens_and_closes(kind: StreamKind) -> None:
    met = [stream for regime in Regime for walk in walked(regime).get(kind, ()) for stream in walk.found.values()]
    beside = NOT_MET[StreamKind.REWARD_FILE] if kind is StreamKind.REWARD_FILE else NOT_MET[StreamKind.INITIATIVE]
    for guard in {guard for row in PROCEDURE[kind] for guard in row.guards if guard.__name__ not in beside}:
        answers = {guard(stream) for stream in met}
        assert None in answers, f"{guard.__name__} never lets anybody through"
        assert answers - {None}, f"{guard.__name__} never stops anybody"


@every_regime
def test_what_crosses_all_stages_leads_to_no_other(regime: Regime) -> None:
    [_, *alarms] = walked(regime)[StreamKind.INITIATIVE]
    assert len(alarms) > 5
    for walk in alarms:
        assert len({stream.stage for stream in walk.found.values()}) == 1


@every_regime
def test_the_walk_comes_to_every_stage(regime: Regime) -> None:
    [everywhere, *_] = walked(regime)[StreamKind.INITIATIVE]
    assert {stream.stage for stream in everywhere.found.values()} == {case.stage for _, case in the_usual_way(regime) if case.stage}


def reasons_tested() -> Iterator[Reason]:
    texts = [path.read_text("utf-8") for path in (Path(__file__).parents[1] / "rules").glob("test_*.py")]
    return (reason for reason in Reason if any(re.search(rf"Reason\.{reason.name}\b", text) for text in texts))


def test_every_reason_to_refuse_is_met_in_the_tests_of_the_rules() -> None:
    assert set(Reason) - set(reasons_tested()) == RETIRED


@every_regime
def test_the_usual_way_goes_through_every_stage_in_order_and_never_back(regime: Regime) -> None:
    [*_, (_, end)] = the_usual_way(regime)
    passed_over = () if regime is Regime.HCMC2022 else (Stage.CITY_APPRAISAL,)
    assert end.reached == tuple(stage for stage in Stage if stage not in passed_over)


def test_a_case_that_only_the_plan_has_stages_for_is_one_of_the_plan() -> None:
    assert a_case(Stage.CITY_APPRAISAL).regime is Regime.HCMC2022
