"""A line of a list as people read it: what it is, whose it is, until when, and where it stands. Computed from cards alone; a rule is nowhere in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import words
from api.house import House
from api.pages.look import AT
from domain.law.working_days import Calendar
from domain.numbers import path_of
from domain.vocabulary import ReviewStage, Stage, StreamKind
from store.reading.views import Card
from words import rendering

# What a page calls due soon, in working days. Nothing hangs on it but the heading under which a line stands.
SOON = 10

STAGES = {
    StreamKind.INITIATIVE: "stages",
    StreamKind.REVIEW: "review_stages",
    StreamKind.REWARD_FILE: "reward_stages",
    StreamKind.CAMPAIGN: "campaign_stages",
    StreamKind.YEARLY: "yearly_stages",
    StreamKind.SIGNING: "signing_stages",
    StreamKind.DECLARATION: "declaration_stages",
}
OUTCOMES = {StreamKind.INITIATIVE: "outcomes", StreamKind.REVIEW: "review_outcomes"}
_OF_STAGES = {
    Stage.AGENCY_REVIEW: "blue",
    Stage.CITY_APPRAISAL: "blue",
    Stage.PLANNING: "purple",
    Stage.IMPLEMENTING: "teal",
    Stage.FINAL_EVALUATION: "yellow",
    Stage.REWARDING: "yellow",
}
_COLOURS = {
    **{(StreamKind.INITIATIVE, str(stage)): colour for stage, colour in _OF_STAGES.items()},
    **{(StreamKind.REVIEW, str(stage)): "orange" for stage in ReviewStage if stage is not ReviewStage.CLOSED},
}


@dataclass(frozen=True)
class Due:
    """The last day, what it means in words, and how it looks: `late`, `soon` or ``."""

    day: str
    meaning: str
    look: str


@dataclass(frozen=True)
class Line:
    title: str
    href: str
    number: str
    agency: str
    stage: str
    colour: str
    outcome: str
    flags: tuple[str, ...]
    due: Due | None
    acts: tuple[str, ...] = ()
    new: bool = False
    looked_after: str = ""
    moved: str = ""


def last_day(due: datetime, calendar: Calendar) -> date:
    """The last day on which it is in time: what is due as a day ends is due on that day."""
    return calendar.local_day(due - timedelta(microseconds=1))


def due_in_words(due: datetime, now: datetime, calendar: Calendar, language: str) -> Due:
    day, today = last_day(due, calendar), calendar.local_day(now)
    if due <= now:
        late = calendar.between(day, today)
        return Due(
            rendering.day(day, language), words.page("overdue_by", language, days=late) if late else words.page("is_over", language), "late"
        )
    left = calendar.between(today, day)
    meaning = words.page("days_left", language, days=left) if left else words.page("due_today", language)
    return Due(rendering.day(day, language), meaning, "soon" if left <= SOON else "")


class Lines:
    """Makes lines for one reader at one moment; the agencies' names are read once."""

    def __init__(self, house: House, language: str) -> None:
        self._language, self._now, self._calendar = language, house.now(), house.readings.calendar
        known = house.readings.agencies(house.readings.today(self._now))
        self._agencies = {each.code: each.name for each in known}
        self.standing = {each.code: each.name for each in known if not each.ended}

    def agency(self, code: str) -> str:
        return self._agencies.get(code, code)

    @property
    def agencies(self) -> dict[str, str]:
        return self._agencies

    def day_of(self, moment: datetime) -> date:
        return self._calendar.local_day(moment)

    def due(self, due: datetime) -> Due:
        return due_in_words(due, self._now, self._calendar, self._language)

    def of(self, card: Card, acts: tuple[str, ...] = (), *, new: bool = False, looked_after: str = "", moved: str = "") -> Line:
        language = self._language
        return Line(
            title=card.title,
            href=AT + path_of(card.number),
            number=card.number,
            agency=self.agency(card.agency),
            stage=words.label(STAGES[card.kind], card.stage, language),
            colour=_COLOURS.get((card.kind, card.stage), "grey"),
            outcome=words.label(OUTCOMES[card.kind], card.outcome, language) if card.outcome and card.kind in OUTCOMES else "",
            flags=tuple(words.label("flags", flag, language) for flag in card.flags),
            due=self.due(card.due) if card.due else None,
            acts=tuple(words.act_title(act, language) for act in acts),
            new=new,
            looked_after=looked_after,
            moved=moved,
        )
