"""When a clock speaks and to whom is data: a legal officer edits the file, gives it a new id, and no code changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from domain.acts import ConcludeVote, Vote
from domain.facts import Escalated, Fact, Reminded, SilenceNoted, VoteConcluded
from domain.law.policy import Law, Policy
from domain.procedure.chapters import after
from domain.proposal.city import consultations_settled
from domain.refusals import Reason
from domain.streams.clocks import Clock, next_due
from domain.time.reminders import fact_of, rung_id
from domain.vocabulary import ClockKind, Counting, Office, Regime, Stage
from tests.builders import FRIDAY, NUMBER, a_case, an_act, decided, the_law, then

LAW = the_law()
Content = dict[str, Any]
REMIND = {"name": "remind", "says": "remind", "working_days": -2, "basis": "house: clocks"}
THAT_DAY = {"name": "that_day", "says": "remind", "working_days": 0, "basis": "house: clocks", "tells": ["deputy_head"]}
ESCALATE = {"name": "escalate", "says": "escalate", "working_days": 0, "basis": "house: clocks"}
AGAIN = {
    "name": "again",
    "says": "escalate",
    "working_days": 5,
    "basis": "house: clocks",
    "tells": ["inspectorate"],
    "clocks": ["decision"],
}


def edited(change: Callable[[Content], None], regime: Regime = Regime.ND73) -> Law:
    """The newest set of a regime after an edit of its file, under a new id."""
    law = the_law(regime)
    content: Content = law.published.content
    content["id"] = "edited.1"
    change(content)
    return Law(Policy.model_validate(content), law.calendar)


def with_rungs(*rungs: Content) -> Law:
    def change(content: Content) -> None:
        content["ladder"] = {"rungs": list(rungs)}

    return edited(change)


def said(law: Law, until: datetime = datetime(2027, 11, 20, tzinfo=UTC)) -> list[tuple[Fact, str]]:
    case, heard = a_case(Stage.REGISTERED), list[tuple[Fact, str]]()
    while (rung := next_due(case.clocks, law)) is not None and rung.at <= until:
        fact = fact_of(rung, case, law)
        heard.append((fact, rung_id(case, rung)))
        case = after(fact, case)
    return heard


def test_a_ladder_of_the_file_speaks_before_on_and_after_the_day_each_rung_once() -> None:
    heard = said(with_rungs(AGAIN, ESCALATE, THAT_DAY, REMIND))
    assert [(name.removeprefix(f"{NUMBER}/1-decision/"), type(fact), fact.at) for fact, name in heard] == [
        ("remind", Reminded, datetime(2026, 11, 30, 1, 0, tzinfo=UTC)),
        ("that_day", Reminded, datetime(2026, 12, 2, 1, 0, tzinfo=UTC)),
        ("escalate", Escalated, datetime(2026, 12, 2, 17, 0, tzinfo=UTC)),
        ("again", Escalated, datetime(2026, 12, 9, 17, 0, tzinfo=UTC)),
    ]


def test_a_rung_tells_whom_it_names_beside_those_who_always_hear() -> None:
    told = {name.rpartition("/")[2]: fact.told for fact, name in said(with_rungs(REMIND, THAT_DAY, ESCALATE, AGAIN))}
    assert told == {
        "remind": (Office.AGENCY_HEAD,),
        "that_day": (Office.AGENCY_HEAD, Office.DEPUTY_HEAD),
        "escalate": (Office.SUPERIOR_HEAD, Office.HOME_AFFAIRS),
        "again": (Office.SUPERIOR_HEAD, Office.HOME_AFFAIRS, Office.INSPECTORATE),
    }


def test_a_rung_belongs_to_the_clocks_it_names() -> None:
    ladder = with_rungs(REMIND, ESCALATE, AGAIN).policy.ladder.by_clock
    assert [rung.name for rung in ladder[ClockKind.DECISION]] == ["remind", "escalate", "again"]
    assert [rung.name for rung in ladder[ClockKind.CAUSE]] == ["remind", "escalate"]


def test_moving_a_rung_is_one_edit_of_the_file_and_a_new_id() -> None:
    moved = with_rungs({**REMIND, "working_days": -4}, ESCALATE)
    assert next(fact.at for fact, _ in said(moved)) == datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
    assert next(fact.at for fact, _ in said(LAW)) == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def test_a_silence_is_told_once_the_day_is_over_however_many_reminders_went_before() -> None:
    law = with_rungs({**REMIND, "name": "early", "working_days": -4}, REMIND, THAT_DAY, ESCALATE, AGAIN)
    case = a_case(Stage.REGISTERED)
    late = []
    while (rung := next_due(case.clocks, law)) is not None:
        case = after(fact_of(rung, case, law), case)
        late.append(case.clocks[0].late)
    assert late == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("rungs", "why"),
    [
        pytest.param((), "one of the two", id="none"),
        pytest.param((REMIND,), "told to nobody", id="nothing escalates"),
        pytest.param((REMIND, AGAIN), "told to nobody", id="only one clock escalates"),
        pytest.param((ESCALATE, {**REMIND, "name": "escalate"}), "two rungs of one name", id="one name twice"),
        pytest.param((ESCALATE, {**ESCALATE, "name": "second"}), "one moment", id="one moment twice"),
        pytest.param((ESCALATE, {**ESCALATE, "name": "early", "working_days": -1}), "before its day is over", id="late before the day"),
        pytest.param((ESCALATE, {**REMIND, "says": "decide"}), "'remind' or 'escalate'", id="a rung that decides"),
        pytest.param((ESCALATE, {**REMIND, "name": "Nhắc 1"}), "pattern", id="a name that is no code"),
    ],
)
def test_a_ladder_is_refused_for(rungs: tuple[Content, ...], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        with_rungs(*rungs)


def test_the_appraisal_goes_on_over_a_silence_that_was_noted_and_not_over_a_reminder() -> None:
    """Under a longer ladder too: what opens the way is that the day has passed, not how many rungs have spoken."""
    clock = Clock(kind=ClockKind.CONSULTATION, opened_by=1, since=FRIDAY, rungs_spoken=3)
    case = replace(a_case(Stage.CITY_APPRAISAL), clocks=(clock,))
    spoken = {"at": FRIDAY, "clock": ClockKind.CONSULTATION, "due": FRIDAY, "waiting_for": (Office.CONSULTED_DEPARTMENT,)}
    assert consultations_settled(after(Reminded(**spoken), case)) is Reason.CONSULTATION_OPEN
    assert consultations_settled(after(SilenceNoted(**spoken), case)) is None


def test_a_period_of_calendar_days_counts_days_off_and_ends_on_a_working_day() -> None:
    def every_day(content: Content) -> None:
        content["terms"]["decision"].update(value=30, counted_in="calendar_days")

    law = edited(every_day)
    clock = Clock(kind=ClockKind.DECISION, opened_by=1, since=FRIDAY)
    assert clock.counted_in(law) is Counting.CALENDAR_DAYS
    assert clock.due_day(law) == date(2026, 12, 21), "20 December 2026 is a Sunday"
    stood = clock.pausing(datetime(2026, 11, 30, 2, tzinfo=UTC)).resuming(datetime(2026, 12, 10, 2, tzinfo=UTC))
    assert stood.due_day(law) == date(2026, 12, 30), "ten days more"


def test_a_vote_threshold_is_one_edit_of_the_file_and_a_new_id() -> None:
    def seventy_percent(content: Content) -> None:
        content["voting"]["more_than_percent"]["value"] = 70

    case = a_case(Stage.AGENCY_REVIEW)
    for person in ("head", "deputy"):
        case = then(case, an_act(Vote, ballot="for"), person)
    for law, carried in ((LAW, True), (edited(seventy_percent), False)):
        fact = decided(case, an_act(ConcludeVote), "head", law=law)
        assert isinstance(fact, VoteConcluded)
        assert fact.carried is carried
