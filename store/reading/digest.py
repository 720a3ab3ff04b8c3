"""What the letter of a day may say to one person: how much is new to them, and what is due soon. Numbers of initiatives and days, and nothing else."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from domain.law.working_days import Calendar
from domain.numbers import family_of
from domain.people.directory import Person
from store import directory
from store.beside import digests
from store.reading import due, inbox
from store.reading.due import DueSought, Reader
from store.reading.rights import leave_of, needed_by, readable_by

MOST_DUE = 200


@dataclass(frozen=True)
class Reach:
    """How many working days ahead a letter looks, and how many days back the first one does. Both are an operator's choice (settings.py)."""

    ahead: int = 5
    first_back: int = 30


USUAL = Reach()


@dataclass(frozen=True)
class Digest:
    """`new`: how many unread notices, by the number of the initiative; `due`: the last day of what is due, with that number, the earliest first."""

    to: Person
    new: dict[str, int]
    due: tuple[tuple[str, date], ...]


def of(person: str, moment: datetime, calendar: Calendar, reach: Reach, session: Session) -> Digest | None:
    """As it stands for them now, or None where there is nothing to say."""
    known, day = directory.person(person, session), calendar.local_day(moment)
    if known is None:
        return None
    terms = tuple(directory.terms_of(person, day, session))
    since = digests.covered(person, session) or moment - timedelta(days=reach.first_back)
    fresh = inbox.page(person, terms, day, session, unread_only=True, since=since).notices
    reader = Reader(
        person, terms, readable_by(person, terms, day, session), needed_by(person, terms, day, session), leave_of(person, day, session)
    )
    before = calendar.add(day, reach.ahead) + timedelta(days=1)
    lines = due.page(DueSought(mine=True, before=before, limit=MOST_DUE), reader, moment, calendar.zone, session).lines
    days = dict.fromkeys((family_of(line.number), line.due_day) for line in lines if not line.paused)
    new = Counter(family_of(each.case) for each in fresh)
    return Digest(known, dict(new), tuple(days)) if new or days else None
