"""When something goes wrong: incidents, obstruction, flags, referrals. Nothing here finds anybody guilty, and what is hidden leaves no trace."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from domain.acts import (
    AcceptDossier,
    Act,
    AnswerObstruction,
    ClearIntegrityFlag,
    Close,
    DeclareOutOfScope,
    RaiseIntegrityFlag,
    RecordReferralOutcome,
    Refer,
    Refuse,
    ReportIncident,
    ReportObstruction,
    Withdraw,
)
from domain.facts import Escalated, Fact, IncidentReported, ObstructionAnswered, ObstructionReported, Reminded
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, openings
from domain.procedure.waiting import at_rest
from domain.refusals import Reason
from domain.streams.clocks import next_due
from domain.streams.hanging import ReviewSummary
from domain.streams.initiative import Initiative
from domain.time.reminders import fact_of
from domain.vocabulary import ClockKind, Hold, Office, OpinionFor, PartyOpinion, Regime, Stage
from tests.builders import NUMBER, a_case, a_directory, a_policy, a_term, an_act, decided, filed, refusal, the_law, then

RUNNING = a_case(Stage.IMPLEMENTING)
WAITING = a_case(Stage.REGISTERED)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
REPORT = str(AnswerObstruction.example["report"])

# --- Incidents ---


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        pytest.param(Stage.IMPLEMENTING, None, id="while it is carried out"),
        pytest.param(Stage.FINAL_EVALUATION, None, id="while it is evaluated"),
        pytest.param(Stage.REWARDING, None, id="while rewards are considered"),
        pytest.param(Stage.CLOSED, None, id="and when it is closed"),
        pytest.param(Stage.PLANNING, Reason.NOT_OPEN_IN_STAGE, id="not before any work was under way"),
    ],
)
@pytest.mark.parametrize("regime", Regime)
def test_an_incident_is_reported(stage: Stage, why: Reason | None, regime: Regime) -> None:
    assert refusal(a_case(stage, regime=regime), an_act(ReportIncident), "lan") == why


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="since the approval of the plan"),
        pytest.param({"happened_on": "2026-11-23", "item": "W1"}, None, id="to today, in a work item"),
        pytest.param({"happened_on": "2026-11-19"}, Reason.INCIDENT_BEFORE_APPROVAL, id="not before the plan was approved"),
        pytest.param({"happened_on": "2026-11-24"}, Reason.DAY_NOT_COME, id="not in the future"),
        pytest.param({"item": "W7"}, Reason.UNKNOWN_ITEM, id="nor in an item the plan does not have"),
    ],
)
def test_what_happened_happened(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(RUNNING, an_act(ReportIncident, **fields), "tam", MONDAY) == why


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("tam", None, id="whoever carries it out"),
        pytest.param("deputy", None, id="their agency"),
        pytest.param("inspector", None, id="the inspectorate"),
        pytest.param("hoa", Reason.NO_SUCH_CASE, id="not whom the case does not concern"),
        pytest.param("head_th", Reason.NO_SUCH_CASE, id="not another ward"),
    ],
)
def test_it_is_reported_by(who: str, why: Reason | None) -> None:
    assert refusal(RUNNING, an_act(ReportIncident), who) == why
    assert refusal(RUNNING, an_act(ReportObstruction), who) == why


def test_each_incident_opens_a_review_of_its_own_and_holds_the_rewards() -> None:
    fact = decided(RUNNING, an_act(ReportIncident), "tam")
    assert isinstance(fact, IncidentReported)
    assert fact.review == f"{NUMBER}-R1"
    twice = then(then(RUNNING, an_act(ReportIncident), "tam"), an_act(ReportIncident), "lan")
    assert twice.open_reviews == (f"{NUMBER}-R1", f"{NUMBER}-R2")
    assert Hold.REVIEW in twice.frozen_by


# --- Obstruction ---

BY_DEPUTY = an_act(ReportObstruction, about="deputy")
REPORTED = then(a_case(Stage.AGENCY_REVIEW), BY_DEPUTY, "lan")
UNTOUCHED = a_case(Stage.AGENCY_REVIEW)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        pytest.param("head", None, id="of whoever it may be"),
        pytest.param("focal", None, id="of the focal point too"),
        pytest.param("nobody", Reason.UNKNOWN_PERSON, id="not of whom nobody knows"),
        pytest.param("lan", Reason.NOT_ABOUT_ONESELF, id="nor of oneself"),
    ],
)
def test_obstruction_is_reported(about: str, why: Reason | None) -> None:
    assert refusal(UNTOUCHED, an_act(ReportObstruction, about=about), "lan") == why


@pytest.mark.parametrize(
    ("case", "who", "report", "why"),
    [
        pytest.param(REPORTED, "inspector", REPORT, None, id="the inspectorate"),
        pytest.param(REPORTED, "focal", REPORT, None, id="the focal point"),
        pytest.param(REPORTED, "head", REPORT, Reason.NOT_YOUR_OFFICE, id="not the head"),
        pytest.param(REPORTED, "inspector", "TN-20261120-0000000009", Reason.NO_OBSTRUCTION, id="not what nobody reported"),
        pytest.param(UNTOUCHED, "inspector", REPORT, Reason.NO_OBSTRUCTION, id="nor where nothing was"),
        pytest.param(
            then(REPORTED, an_act(AnswerObstruction), "focal"), "inspector", REPORT, Reason.NO_OBSTRUCTION, id="nor what has an answer"
        ),
        pytest.param(
            then(UNTOUCHED, an_act(ReportObstruction, about="focal"), "lan"),
            "focal",
            REPORT,
            Reason.NO_OBSTRUCTION,
            id="least of all themselves",
        ),
    ],
)
def test_a_report_is_answered_by(case: Initiative, who: str, report: str, why: Reason | None) -> None:
    assert refusal(case, an_act(AnswerObstruction, report=report), who) == why


def spoken_of(case: Initiative) -> list[Fact]:
    said, law = list[Fact](), the_law(case.regime)
    while (rung := next_due([c for c in case.clocks if c.kind is ClockKind.OBSTRUCTION], law)) is not None:
        said.append(fact_of(rung, case, law))
        case = after(said[-1], case)
    return said


def test_everything_said_of_it_is_hidden_from_whom_it_names() -> None:
    report = decided(UNTOUCHED, BY_DEPUTY, "lan")
    answer = decided(REPORTED, an_act(AnswerObstruction), "inspector")
    spoken = spoken_of(REPORTED)
    assert [type(fact) for fact in spoken] == [Reminded, Reminded, Escalated, Escalated]
    assert [fact.hidden_from for fact in (report, answer, *spoken)] == [("deputy",)] * 6
    assert report.told == answer.told == (Office.INSPECTORATE, Office.HOME_AFFAIRS)


def test_whom_it_names_reads_the_case_as_if_nothing_had_been_reported() -> None:
    seen = REPORTED.as_read_by("deputy")
    assert replace(seen, sequence=UNTOUCHED.sequence) == UNTOUCHED
    assert len(REPORTED.as_read_by("lan").obstructions) == 1
    assert REPORTED.as_read_by("lan").waits_on(ClockKind.OBSTRUCTION)


@pytest.mark.parametrize("who", ["deputy", "head", "focal", "inspector"])
def test_nothing_that_is_open_to_whom_it_names_gives_it_away(who: str) -> None:
    promoted = a_directory(a_term(who, Office.INSPECTORATE, "UBNDTP"))
    reported = then(UNTOUCHED, an_act(ReportObstruction, about=who), "lan")
    before = openings(Standpoint(UNTOUCHED.as_read_by(who), promoted), who)
    assert openings(Standpoint(reported.as_read_by(who), promoted), who) == before


def test_a_report_nobody_may_know_of_does_not_keep_the_one_it_names_from_closing() -> None:
    """What they are told must be the same; the others are told that something is open."""
    case = a_case(Stage.REWARDING)
    reported = then(case, an_act(ReportObstruction, about="head"), "lan")
    assert refusal(reported, Close(), "head") is None
    assert refusal(then(case, BY_DEPUTY, "lan"), Close(), "head") == Reason.SOMETHING_OPEN


@pytest.mark.parametrize(
    ("case", "who", "act"),
    [
        pytest.param(a_case(Stage.REWARDING), "head", Close(), id="closed"),
        pytest.param(WAITING, "head", an_act(DeclareOutOfScope, grounds=["regulated_already"]), id="declared out of scope"),
        pytest.param(a_case(Stage.AGENCY_REVIEW, carried=False), "head", an_act(Refuse), id="refused"),
        pytest.param(WAITING, "lan", an_act(Withdraw), id="withdrawn"),
    ],
)
def test_nobody_is_rid_of_a_report_about_them_when_the_case_is(case: Initiative, who: str, act: Act) -> None:
    closed = then(then(case, an_act(ReportObstruction, about="head"), "lan"), act, who)
    assert closed.stage is Stage.CLOSED
    assert closed.waits_on(ClockKind.OBSTRUCTION)
    assert not at_rest(closed)
    answered = then(closed, an_act(AnswerObstruction), "inspector")
    assert at_rest(answered)


@pytest.mark.parametrize("case", [UNTOUCHED, REPORTED], ids=["where nothing was reported", "where something hidden was"])
def test_a_report_bears_the_number_of_its_filing_and_counts_nothing(case: Initiative) -> None:
    """Whoever is named in a hidden one and reports something themselves sees no gap."""
    report = filed(an_act(ReportObstruction, about="head"), "deputy", number="TN-20261123-00000000AA")
    fact = decide(report, case, the_law(case.regime), a_directory())
    assert isinstance(fact, ObstructionReported)
    assert fact.report == "TN-20261123-00000000AA"


def test_it_goes_on_whatever_happens_to_the_case() -> None:
    accepted = then(then(WAITING, BY_DEPUTY, "lan"), AcceptDossier(), "clerk")
    assert accepted.waits_on(ClockKind.OBSTRUCTION, REPORT)


# --- Flags and referrals ---

FLAGGED = then(a_case(Stage.CLOSED), an_act(RaiseIntegrityFlag), "inspector")
ON_A_PANEL = replace(RUNNING, reviews={f"{NUMBER}-R1": ReviewSummary(panel=("hoa",))})


@pytest.mark.parametrize("kind", [RaiseIntegrityFlag, Refer])
@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("inspector", None, id="the inspectorate"),
        pytest.param("head", None, id="the head"),
        pytest.param("hoa", None, id="who sits on a panel of it"),
        pytest.param("doctor", Reason.NO_SUCH_CASE, id="not who does not"),
        pytest.param("deputy", Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("lan", Reason.NOT_YOUR_OFFICE, id="not the proposer"),
    ],
)
def test_the_alarm_is_raised_by(kind: type[Act], who: str, why: Reason | None) -> None:
    assert refusal(ON_A_PANEL, an_act(kind), who) == why


def test_a_flag_freezes_the_rewards_opens_a_review_of_whom_it_names_and_finds_nobody_guilty() -> None:
    assert (bool(FLAGGED.integrity), FLAGGED.open_reviews, FLAGGED.result) == (True, (f"{NUMBER}-R1",), a_case(Stage.CLOSED).result)
    assert {Hold.INTEGRITY, Hold.REVIEW} <= set(FLAGGED.frozen_by)
    assert refusal(RUNNING, an_act(RaiseIntegrityFlag, persons=["nobody"]), "inspector") == Reason.UNKNOWN_PERSON


@pytest.mark.parametrize(
    ("case", "who", "why"),
    [
        pytest.param(FLAGGED, "inspector", None, id="the inspectorate clears it"),
        pytest.param(then(RUNNING, an_act(RaiseIntegrityFlag), "head"), "head", None, id="the head clears their own"),
        pytest.param(FLAGGED, "head", Reason.NOT_YOUR_OFFICE, id="but not the inspectorate's"),
        pytest.param(then(FLAGGED, an_act(ClearIntegrityFlag), "inspector"), "inspector", Reason.NO_FLAG, id="once"),
        pytest.param(
            then(RUNNING, an_act(RaiseIntegrityFlag, persons=["head"]), "inspector"),
            "head",
            Reason.NOT_YOUR_OFFICE,
            id="never whom it names",
        ),
    ],
)
def test_a_flag_is_cleared(case: Initiative, who: str, why: Reason | None) -> None:
    assert refusal(case, an_act(ClearIntegrityFlag), who) == why


def test_what_an_outside_organ_has_is_open_until_it_answers() -> None:
    referred = then(RUNNING, an_act(Refer), "inspector")
    assert (referred.referred, Hold.REFERRED in referred.frozen_by) == (("Cơ quan điều tra",), True)
    assert refusal(referred, an_act(Refer), "head") == Reason.REFERRED_ALREADY
    assert refusal(referred, an_act(Refer, to="Viện kiểm sát"), "head") is None
    assert refusal(referred, an_act(RecordReferralOutcome, to="Viện kiểm sát"), "head") == Reason.NOTHING_REFERRED
    answered = then(referred, an_act(RecordReferralOutcome), "head")
    assert answered.referred == ()
    assert refusal(answered, an_act(RecordReferralOutcome), "head") == Reason.NOTHING_REFERRED


def test_flags_leave_a_decision_where_it_stands() -> None:
    carried = a_case(Stage.AGENCY_REVIEW, carried=True, opinions={OpinionFor.APPROVAL: PartyOpinion.AGREES})
    flagged = then(then(carried, an_act(RaiseIntegrityFlag), "inspector"), an_act(Refer), "inspector")
    assert (flagged.stage, flagged.deliberation.carried, flagged.clocks) == (carried.stage, carried.deliberation.carried, carried.clocks)


# --- What a report is, and whom a referral is about ---


def test_a_report_says_whether_it_tells_or_asks_and_one_under_an_earlier_set_need_not() -> None:
    assert refusal(RUNNING, an_act(ReportObstruction, reported_as=None), "lan") is Reason.KIND_OF_REPORT_NEEDED
    assert [refusal(RUNNING, an_act(ReportObstruction, reported_as=kind), "lan") for kind in ("reflection", "petition")] == [None, None]
    assert a_policy("nd73-2023-3").completed_by(the_law().policy).tells_reports_apart is None


def test_a_denunciation_is_no_act_here_so_that_nothing_of_it_is_kept() -> None:
    with pytest.raises(ValidationError) as caught:
        an_act(ReportObstruction, reported_as="denunciation")
    assert [each["type"] for each in caught.value.errors()] == ["denunciation"]


def test_what_turns_out_to_be_one_is_answered_with_its_number_alone() -> None:
    reported = then(RUNNING, an_act(ReportObstruction), "lan")
    moved = an_act(AnswerObstruction, report=reported.obstructions[0].report, denunciation="12/TC", answer="Đã thụ lý.")
    answered = decided(reported, moved, "inspector")
    assert isinstance(answered, ObstructionAnswered)
    assert answered.denunciation == "12/TC"


def test_a_referral_that_names_persons_keeps_open_what_is_concluded_of_them_alone() -> None:
    named = then(RUNNING, an_act(Refer, persons=["tam"]), "inspector")
    assert [named.something_is_open_about(person) for person in ("tam", "lan")] == [True, False]
    also = then(named, an_act(Refer, to="Viện kiểm sát"), "inspector")
    assert also.something_is_open_about("lan"), "where nobody is named it is about everybody"
    answered = then(also, an_act(RecordReferralOutcome, to="Viện kiểm sát"), "inspector")
    assert [answered.something_is_open_about(person) for person in ("tam", "lan")] == [True, False]
    assert refusal(RUNNING, an_act(Refer, persons=["nobody"]), "inspector") is Reason.UNKNOWN_PERSON


def test_whom_it_names_does_not_record_its_outcome() -> None:
    named = then(RUNNING, an_act(Refer, persons=["head"]), "inspector")
    assert refusal(named, an_act(RecordReferralOutcome), "head") is Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(named, an_act(RecordReferralOutcome), "inspector") is None
