"""A proceeding for a test, under the newest set and brought there by its own acts. tam is whatever personnel the test says; the ward's station employs them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from domain.acts import Act, OpenDiscipline, RecordDisciplineStep
from domain.law.policy import Law
from domain.people.directory import Directory
from domain.streams.clocks import Clock
from domain.streams.review import Review
from domain.vocabulary import ClockKind, LiabilityOutcome, PersonnelKind, ReviewStage
from tests.builders import FRIDAY, a_directory, a_policy, an_act, the_calendar
from tests.reviews import a_review, refusal
from tests.reviews import then as on

STATION = "TYT-BT"
HANDLED = a_review(ReviewStage.DECIDED, outcome=LiabilityOutcome.ORDINARY_HANDLING)
COUNCIL = {"chair": "station_head", "representative": "station_union", "personnel": "station_clerk"}
OF_A_MANAGER = {"chair": "head", "unit_head": "station_head", "personnel": "clerk"}
VOTED = {"for_discipline": 2, "against_discipline": 1, "ballots": {"reprimand": 2, "warning": 1}}
# What each step is asked for, and on which day after the Friday of the test it is held.
ASKED: dict[str, dict[str, Any]] = {
    "meeting": {"attendance": "present"},
    "council": {"council": COUNCIL, "secretary": "hoa"},
    "council_meeting": {"attendance": "present", **VOTED},
}
HELD = {"meeting": 0, "report": 3, "council": 5, "summons": 5, "council_meeting": 12, "recommendation": 13}
ALL_STEPS = tuple(HELD)


@cache
def with_tam_as(personnel: PersonnelKind | None) -> Directory:
    directory = a_directory()
    tam = directory.people["tam"].model_copy(update={"personnel": personnel})
    return replace(directory, people={**directory.people, "tam": tam})


EMPLOYEE = with_tam_as(PersonnelKind.PUBLIC_EMPLOYEE)
MANAGER = with_tam_as(PersonnelKind.MANAGING_PUBLIC_EMPLOYEE)


def a_step(step: str, **fields: Any) -> Act:
    held_on = FRIDAY.date() + timedelta(days=HELD[step])
    minuted = {"minutes_number": "05/BB", "minutes_on": fields.get("held_on", held_on)} if step in ("meeting", "council_meeting") else None
    return an_act(RecordDisciplineStep, **{"step": step, "held_on": held_on, "minuted": minuted, **ASKED.get(step, {}), **fields})


def opened(directory: Directory = EMPLOYEE, **fields: Any) -> Review:
    return on(HANDLED, an_act(OpenDiscipline, **fields), "head", directory=directory)


def taken(*steps: str | Act, directory: Directory = EMPLOYEE, review: Review | None = None, by: str = "station_clerk") -> Review:
    """The proceeding once these steps are recorded, each on the day it was held."""
    review = review or opened(directory, employed_at=STATION)
    for step in steps:
        act = a_step(step) if isinstance(step, str) else step
        assert isinstance(act, RecordDisciplineStep)
        review = on(review, act, by, FRIDAY + (act.held_on - FRIDAY.date()), directory=directory)
    return review


def until(step: str, directory: Directory = EMPLOYEE) -> Review:
    """With every step before that one."""
    return taken(*ALL_STEPS[: ALL_STEPS.index(step)], directory=directory)


def refused(review: Review, act: Act, by: str = "station_clerk", *, days: int = 30, directory: Directory = EMPLOYEE) -> Any:
    return refusal(review, act, by, FRIDAY + timedelta(days=days), directory=directory)


def clocks(review: Review) -> Sequence[Clock]:
    """Those of its steps."""
    return [each for each in review.clocks if each.kind not in (ClockKind.DISCIPLINE, ClockKind.DISCIPLINE_EXTENDED)]


@cache
def an_earlier_law() -> Law:
    """The last set that names no laws of persons."""
    return Law(a_policy("nd73-2023-3"), the_calendar())
