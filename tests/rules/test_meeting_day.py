"""A meeting's day is a clock: it reminds whoever may close it and whoever writes its minutes, and asks for the minutes once it is over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.acts import OpenMeeting, PostponeMeeting
from domain.facts import Escalated, Reminded
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.streams.clocks import next_due
from domain.streams.meeting import MeetingStream
from domain.time.reminders import desks, fact_of
from domain.vocabulary import ClockKind, Office, Stage
from tests.builders import FRIDAY, a_directory, an_act, the_law
from tests.meetings import CASE, MONDAY, REVIEW, WEDNESDAY, summons, the_close, then, voted

SUMMONED = then(CASE, summons(secretary="clerk"), "head", FRIDAY)
OPENED = then(SUMMONED, an_act(OpenMeeting), "head")


def days(stream: MeetingStream) -> list[Any]:
    return [(clock.until, clock.item) for clock in stream.clocks if clock.kind is ClockKind.MEETING]


def said(stream: MeetingStream) -> list[tuple[type, Any, set[str]]]:
    """What its clock says, rung by rung, while nobody does anything: what, on which day, and to whom it is told."""
    law, told = the_law(stream.regime), []
    while rung := next_due([clock for clock in stream.clocks if clock.kind is ClockKind.MEETING], law):
        standpoint = Standpoint(stream, a_directory())
        fact = fact_of(rung, stream, law, desks(rung.clock, standpoint))
        told.append((type(fact), rung.at, {person for office in fact.told for person in standpoint.holders(office)}))
        stream = after(fact, stream)
    assert stream.meeting
    assert stream.stage in (Stage.AGENCY_REVIEW, REVIEW.stage), "time decides nothing"
    return told


def test_it_reminds_before_its_day_and_on_it_and_asks_for_the_minutes_when_the_day_is_over() -> None:
    told = said(SUMMONED)
    assert [kind for kind, _, _ in told] == [Reminded, Reminded, Escalated, Escalated]
    assert [{"head", "clerk"} <= persons for _, _, persons in told[:2]] == [True, True], "who chairs it and who writes the minutes"
    on_its_day, over = told[1][1], told[2][1]
    assert (on_its_day.astimezone(MONDAY.tzinfo).date(), over - on_its_day <= timedelta(days=1)) == (MONDAY.date(), True)
    assert "chair" in told[2][2], "the superior hears of it, as of every day that passes"


def test_of_a_panel_its_chair_is_reminded_and_a_secretary_who_may_not_read_the_review_is_told_nothing() -> None:
    for secretary, told in (("clerk", {"hoa", "clerk"}), ("deputy_th1", {"hoa"})):
        summoned = then(REVIEW, summons(secretary=secretary), "hoa", FRIDAY)
        assert said(summoned)[0][2] == told


@pytest.mark.parametrize(
    ("stream", "left"),
    [
        pytest.param(SUMMONED, [(MONDAY.date(), "")], id="summoned"),
        pytest.param(OPENED, [(MONDAY.date(), "")], id="while it sits its minutes are awaited"),
        pytest.param(
            then(SUMMONED, an_act(PostponeMeeting, meets_on=WEDNESDAY.date()), "head"),
            [(WEDNESDAY.date(), "")],
            id="postponed to another day",
        ),
        pytest.param(then(voted(OPENED, "head+ deputy+ deputy2+"), the_close(3, 0), "head"), [], id="closed with its minutes"),
        pytest.param(SUMMONED.returned_to(Stage.REGISTERED), [], id="called off"),
    ],
)
def test_the_clock_runs_until_the_minutes_are_there_or_the_meeting_is_called_off(stream: MeetingStream, left: list[Any]) -> None:
    assert days(stream) == left


def test_what_lay_with_whom_is_told_as_of_every_clock() -> None:
    clock = next(clock for clock in SUMMONED.clocks if clock.kind is ClockKind.MEETING)
    asked = desks(clock, Standpoint(replace(SUMMONED), a_directory()))
    assert [(desk.office, desk.person) for desk in asked] == [(Office.AGENCY_HEAD, ""), (Office.MEETING_SECRETARY, "clerk")]
