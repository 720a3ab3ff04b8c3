"""Who serves today and which agencies stand, found by what somebody types of a name, with or without diacritics.

It tells what a directory tells: a name, the offices held, and where. Of a case it knows nothing. Whose last office has ended is in it no more; who never
held one is (ADR 7: of them the directory cannot say where they serve).
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from domain.likeness import folded
from domain.vocabulary import Office
from store import directory
from store.engine import Store
from store.reading.caller import Caller
from store.tables_directory import DirectoryLoadRow, PersonRow, TermRow

LONGEST = 100  # characters of what is typed that are looked at
LEAST = 2  # letters and digits: below that a name is not looked for
MOST = 8  # found ones that are told at once
_LOADS, _PEOPLE, _TERMS = (SQLModel.metadata.tables[table.__tablename__] for table in (DirectoryLoadRow, PersonRow, TermRow))
_LAST_LOAD = sa.select(sa.func.max(_LOADS.c.number))
_EVERYBODY = sa.select(_PEOPLE.c.id, _PEOPLE.c.name).order_by(_PEOPLE.c.name, _PEOPLE.c.id)
_EVERY_TERM = sa.select(_TERMS.c.person, _TERMS.c.office, _TERMS.c.agency, _TERMS.c.starts, _TERMS.c.ends).order_by(_TERMS.c.id)


@dataclass(frozen=True)
class Post:
    office: Office
    agency: str
    agency_name: str


@dataclass(frozen=True)
class Officer:
    """Somebody who serves, with the offices they hold today; none where the directory names none."""

    id: str
    name: str
    posts: tuple[Post, ...]

    @cached_property
    def called(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words of their name, and those of where they serve, folded."""
        return frozenset(folded(self.name).split()), frozenset(folded(*(post.agency_name for post in self.posts)).split())

    @cached_property
    def bare(self) -> str:
        return folded(self.name)

    @cached_property
    def spelt(self) -> frozenset[str]:
        return _spelt(self.name)


@dataclass(frozen=True)
class Found:
    """The first of those that were found; `more`: there are others, and more of the name must be typed."""

    officers: tuple[Officer, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class Namebook:
    """Of one day, after one load of the directory: `mark` says which. In the order of their names."""

    mark: tuple[date, int]
    officers: Mapping[str, Officer]

    def found(self, typed: str, near: Iterable[str] = ()) -> Found:
        """Each word typed begins a word of the name or of where they serve, one of them of the name. First whoever is spelt just so, then whoever serves
        at one of the agencies `near`.
        """
        typed = typed[:LONGEST]
        wanted, spelt, near = folded(typed).split(), _spelt(typed), {*near}
        if sum(map(len, wanted)) < LEAST:
            return Found()
        found = [each for each in self.officers.values() if _answers(each, wanted)]
        found.sort(key=lambda each: (-len(spelt & each.spelt), not any(post.agency in near for post in each.posts)))
        return Found(tuple(found[:MOST]), len(found) > MOST)

    def named(self, typed: str) -> tuple[Officer, ...]:
        """Those whose whole name it is, with its diacritics; or, where nobody's is spelt so, without them."""
        bare = folded(typed[:LONGEST])
        same = tuple(each for each in self.officers.values() if bare and each.bare == bare)
        return tuple(each for each in same if each.spelt == _spelt(typed)) or same


def begins_words_of(name: str, typed: str) -> bool:
    """Whether each word typed begins one of the name, with or without diacritics."""
    wanted, there = folded(typed[:LONGEST]).split(), folded(name).split()
    return sum(map(len, wanted)) >= LEAST and all(any(word.startswith(each) for word in there) for each in wanted)


def _answers(officer: Officer, wanted: list[str]) -> bool:
    name, place = officer.called
    by_name = [any(word.startswith(each) for word in name) for each in wanted]
    return any(by_name) and all(named or any(word.startswith(each) for word in place) for named, each in zip(by_name, wanted, strict=True))


def _spelt(name: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", name).lower().split())


def of_today(day: date, known: Namebook | None, session: Session) -> Namebook:
    """The one that is known, if it is of this day and the directory was not loaded since."""
    mark = (day, session.connection().execute(_LAST_LOAD).scalar() or 0)
    return known if known and known.mark == mark else Namebook(mark, _officers(day, session))


def _officers(day: date, session: Session) -> dict[str, Officer]:
    connection = session.connection()
    agencies = {agency.code: agency.name for agency in directory.on(day, session)}
    posts: dict[str, list[Post]] = {}
    for term in connection.execute(_EVERY_TERM):
        held = posts.setdefault(term.person, [])
        if term.starts <= day and (term.ends is None or day <= term.ends):
            held.append(Post(Office(term.office), term.agency, agencies.get(term.agency, term.agency)))
    everybody = connection.execute(_EVERYBODY)
    return {row.id: Officer(row.id, row.name, tuple(posts.get(row.id, ()))) for row in everybody if posts.get(row.id, True)}


class Namebooks:
    """The namebook of today, read anew only where the directory was loaded since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: Namebook | None = None

    def for_reader(self, caller: Caller) -> Namebook:
        """Whoever serves finds who serves; to everybody else it is empty."""
        with self._store.reading() as session:
            self._known = known = of_today(caller.today, self._known, session)
        return known if caller.id in known.officers else Namebook(known.mark, {})
