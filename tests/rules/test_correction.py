"""A wrong entry is put right by a new one, asked for by the office that wrote it and approved by its superior. The entry stays."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import Act, Correct, Finish, RecordReferralOutcome, ReportObstruction
from domain.facts import Appraised, Closed, Corrected, Fact, ImplementationFinished, ObstructionReported, Reminded, Signatory
from domain.procedure.chapters import after
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Appraisal, ClockKind, Office, Result, Stage
from tests.builders import CITY, FRIDAY, WARD, a_case, a_paper, an_act, decided, refusal, then

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FINISHED = then(a_case(Stage.IMPLEMENTING), an_act(Finish, finished_on="2026-11-23"), "tam", MONDAY)
BY_TAM = decided(a_case(Stage.IMPLEMENTING), an_act(Finish, finished_on="2026-11-23"), "tam", MONDAY)
BY_HEAD = Closed(
    at=FRIDAY, by=Signatory(person="head", name="Võ Quốc Minh", office=Office.AGENCY_HEAD, agency=WARD), result=Result.COMPLETED
)
BY_CLERK = BY_HEAD.model_copy(update={"by": Signatory(person="clerk", name="Thư", office=Office.RECEIVING_OFFICE, agency=WARD)})
BY_FOCAL = Appraised(
    at=FRIDAY,
    by=Signatory(person="focal", name="Mai Hữu Phước", office=Office.HOME_AFFAIRS, agency="SNV"),
    recommendation=Appraisal.RECOMMENDS_APPROVAL,
    report="Tốt.",
)
BY_THE_CITY = BY_HEAD.model_copy(update={"by": Signatory(person="chair", name="Phan Anh Dũng", office=Office.CITY_CHAIR, agency=CITY)})
BY_THE_CLOCK = Reminded(at=FRIDAY, clock=ClockKind.RESULT_REPORT, due=MONDAY, waiting_for=(Office.PROPOSER,))


def correction(decided_by: str | None = "head", **fields: Any) -> Act:
    return an_act(Correct, **{"on_paper": a_paper(decided_by) if decided_by else None, **fields})


@pytest.mark.parametrize(
    ("entry", "who", "approved_by", "why"),
    [
        pytest.param(BY_TAM, "tam", "head", None, id="what an implementer wrote: they ask, the head approves"),
        pytest.param(BY_TAM, "head", None, None, id="or the head puts it right"),
        pytest.param(BY_TAM, "tam", None, Reason.NOT_YOUR_OFFICE, id="nobody approves their own"),
        pytest.param(BY_TAM, "lan", "head", Reason.NOT_YOUR_ENTRY, id="nobody asks for another's"),
        pytest.param(BY_TAM, "deputy", "head", Reason.NOT_YOUR_ENTRY, id="not a deputy head"),
        pytest.param(BY_TAM, "lan", "stranger", Reason.NOT_YOUR_ENTRY, id="whoever is said to have approved it"),
        pytest.param(BY_TAM, "clerk_th", "head", Reason.NO_SUCH_CASE, id="not an officer of another ward"),
        pytest.param(BY_CLERK, "clerk", "head", None, id="what an officer wrote"),
        pytest.param(BY_HEAD, "head", None, Reason.NOT_THE_SUPERIOR, id="not the head their own"),
        pytest.param(BY_HEAD, "clerk", "head", Reason.NOT_THE_SUPERIOR, id="nor through their officer"),
        pytest.param(BY_HEAD, "head", "chair", None, id="what the head wrote is for the one above"),
        pytest.param(BY_HEAD, "chair", None, None, id="who may put it right"),
        pytest.param(BY_FOCAL, "focal", "head", Reason.NOT_THE_SUPERIOR, id="a ward is not over the focal point"),
        pytest.param(BY_FOCAL, "focal", "chair", None, id="the city is"),
        pytest.param(BY_THE_CITY, "head", None, Reason.NOT_THE_SUPERIOR, id="nor is it over the city"),
        pytest.param(BY_THE_CITY, "chair", None, Reason.NOT_THE_SUPERIOR, id="whose head has nobody over them here"),
    ],
)
def test_an_entry_is_corrected_by(entry: Fact, who: str, approved_by: str | None, why: Reason | None) -> None:
    assert refusal(FINISHED, correction(approved_by), who, MONDAY, entry=entry) == why


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(None, id="what is not there"),
        pytest.param(BY_THE_CLOCK, id="what nobody wrote"),
    ],
)
def test_nobody_corrects(entry: Fact | None) -> None:
    assert refusal(FINISHED, correction(None), "head", MONDAY, entry=entry) == Reason.NO_SUCH_ENTRY


def test_whoever_an_entry_is_hidden_from_learns_nothing_by_correcting_it() -> None:
    report = decided(FINISHED, an_act(ReportObstruction, about="head"), "lan", MONDAY)
    assert isinstance(report, ObstructionReported)
    assert refusal(FINISHED, correction(None), "head", MONDAY, entry=report) == Reason.NO_SUCH_ENTRY
    assert refusal(FINISHED, correction("head"), "lan", MONDAY, entry=report) == Reason.NO_SUCH_ENTRY
    assert refusal(FINISHED, correction("chair"), "lan", MONDAY, entry=report) is None


def test_a_party_corrects_nothing_by_office() -> None:
    own = replace(FINISHED, implementers=("head",), addressed_to=CITY)
    assert refusal(own, correction(None), "head", MONDAY, entry=BY_CLERK) in (Reason.PARTY_MAY_NOT_DECIDE, Reason.NOT_YOUR_OFFICE)


def test_the_record_says_who_approved_who_asked_and_from_what_paper() -> None:
    fact = decided(FINISHED, correction(), "tam", MONDAY, entry=BY_TAM)
    assert isinstance(fact, Corrected)
    assert fact.by is not None
    assert fact.recorded_by is not None
    assert fact.paper is not None
    assert (fact.by.person, fact.by.office) == ("head", Office.AGENCY_HEAD)
    assert (fact.recorded_by.person, fact.recorded_by.office) == ("tam", Office.IMPLEMENTER), "in the office in which they wrote it"
    assert fact.paper.number == "12/UBND-VP"


def test_a_correction_changes_nothing_but_the_record() -> None:
    right = then_corrected(FINISHED)
    assert replace(right, sequence=FINISHED.sequence, papers=FINISHED.papers) == FINISHED


def then_corrected(case: Initiative, **fields: Any) -> Initiative:
    right: Initiative = after(decided(case, correction(**fields), "tam", MONDAY, entry=BY_TAM), case)
    return right


@pytest.mark.parametrize(
    ("entry", "day", "why"),
    [
        pytest.param(BY_TAM, "2026-11-20", None, id="back to the day the plan was approved"),
        pytest.param(BY_TAM, "2026-11-19", Reason.DAY_TOO_EARLY, id="not before"),
        pytest.param(BY_TAM, "2026-11-24", Reason.DAY_NOT_COME, id="not in the future"),
        pytest.param(BY_CLERK, "2026-11-20", Reason.NOTHING_TO_PUT_RIGHT, id="not in an entry that does not say it"),
    ],
)
def test_the_day_the_work_ended_is_put_right(entry: Fact, day: str, why: Reason | None) -> None:
    assert refusal(FINISHED, correction(None, finished_on=day), "head", MONDAY, entry=entry) == why


def test_the_report_is_then_due_from_the_right_day() -> None:
    assert isinstance(BY_TAM, ImplementationFinished)
    right = then_corrected(FINISHED, finished_on="2026-11-20")
    assert right.ending.finished_on == date(2026, 11, 20)
    assert [(c.day, c.since) for c in right.clocks if c.kind is ClockKind.RESULT_REPORT] == [(date(2026, 11, 20), MONDAY)]


def test_what_has_been_reported_starts_no_clock_again() -> None:
    reported = FINISHED.stopping(ClockKind.RESULT_REPORT)
    assert not then_corrected(reported, finished_on="2026-11-20").waits_on(ClockKind.RESULT_REPORT)


def test_nothing_was_referred_and_so_nothing_is_recorded_of_it() -> None:
    assert refusal(FINISHED, an_act(RecordReferralOutcome), "head", MONDAY) == Reason.NOTHING_REFERRED
