"""Published rule sets and forms of papers, by id and hash. A published one is never edited: what was decided under it must stay readable under it."""

import tomllib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import Session, col, func, or_, select, update

from domain.drafting.form import PAPERS, PaperForms
from domain.law.policy import Document, Law, Policy
from domain.law.working_days import Calendar
from domain.vocabulary import Regime
from store.clock import now
from store.engine import Store, lock
from store.sealed import Hand
from store.tables import CalendarRow, CaseRow, PolicyRow
from store.toml_lines import line_of, line_saying

Documents = Mapping[str, Document]
Read = TypeVar("Read", Policy, Calendar, PaperForms)


class BadPolicy(Exception):
    """A policy file that must not be used, with file and key."""


def read(path: Path) -> Policy:
    return _checked(Policy, path)


def read_calendar(path: Path) -> Calendar:
    return _checked(Calendar, path)


def read_papers(path: Path, documents: Documents) -> PaperForms:
    """`documents`: those that the published sets cite, and no other may be a ground."""
    forms = _checked(PaperForms, path)
    try:
        forms.refuse_unknown(documents)
    except ValueError as error:
        text = path.read_text(encoding="utf-8")
        raise BadPolicy(f"{path.name}:{line_saying(f'{error}', text, 1)}: {error}") from error
    return forms


@cache
def _valid(kind: type[Policy | Calendar], text: str) -> Policy | Calendar:
    """Parsed, examined and hashed once in a program, however often a folder is read: what it gives is frozen."""
    return kind.model_validate(tomllib.loads(text))


def _checked(kind: type[Read], path: Path) -> Read:
    """Raises BadPolicy with everything that is wrong, each with file, line and key."""
    text = path.read_text(encoding="utf-8")
    try:
        return cast(Read, _valid(kind, text))
    except tomllib.TOMLDecodeError as error:
        raise BadPolicy(f"{path.name}: {error}") from error
    except ValidationError as error:
        wrong = [
            f"{path.name}:{line_saying(each['msg'], text, line_of(text, each['loc']))}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
            for each in error.errors()
        ]
        raise BadPolicy("\n".join(wrong)) from error


def publish(policy: Policy | PaperForms, store: Store, hand: Hand | None = None) -> None:
    """Idempotent. Raises BadPolicy if another content was published under this id.

    `hand`: who seals it; what stands there without a seal, and says the same, is sealed by the next who has one.
    """
    with _writing(store, hand) as session:
        lock("policies", session)
        row = session.get(PolicyRow, policy.id)
        if row and row.hash != policy.content_hash:
            raise BadPolicy(f"{policy.id}: was published with another content; a change needs a new id")
        _seal("policy", row or PolicyRow(id=policy.id, hash=policy.content_hash, content=policy.content, published_at=now()), hand, session)


def cited(session: Session) -> Documents:
    """Every legal text that a published set cites, by its short name."""
    rows = session.exec(select(PolicyRow).order_by(PolicyRow.id)).all()
    sets = (_as_published(row) for row in rows if not row.id.startswith(PAPERS))
    return {name: document for policy in sets for name, document in policy.documents.items()}


def _writing(store: Store, hand: Hand | None) -> AbstractContextManager[Session]:
    return hand.writing(store) if hand else store.writing()


def _seal(kind: str, row: PolicyRow | CalendarRow, hand: Hand | None, session: Session) -> None:
    if hand and not row.seal:
        place = row.place if isinstance(row, CalendarRow) else 0
        row.seal_key, row.seal = hand.publication(kind, row.id, row.hash, row.published_at, place, session)
    session.add(row)


def publish_calendar(calendar: Calendar, store: Store, at: datetime | None = None, hand: Hand | None = None) -> None:
    """Idempotent. From now on days are counted by it, in every program that runs. `hand`: as with `publish`.

    Raises BadPolicy if another content was published under this id, or if it does not say which it replaces: the last one.
    """
    with _writing(store, hand) as session:
        lock("policies", session)
        row, last = session.get(CalendarRow, calendar.id), _last_calendar(session)
        if row and row.hash != calendar.content_hash:
            raise BadPolicy(f"{calendar.id}: was published with another content; a change needs a new id")
        if row is None:
            if calendar.replaces != (last.id if last else ""):
                raise BadPolicy(
                    f"{calendar.id}: replaces {calendar.replaces!r}, but the calendar it would follow is {last.id if last else ''!r}"
                )
            row = CalendarRow(
                id=calendar.id,
                place=last.place + 1 if last else 1,
                hash=calendar.content_hash,
                content=calendar.content,
                published_at=at or now(),
            )
            if last:  # whoever looks finds what is to be counted anew
                session.exec(
                    update(CaseRow).where(or_(col(CaseRow.due).is_not(None), col(CaseRow.look_at).is_not(None))).values(look_at=at or now())
                )
        _seal("calendar", row, hand, session)


def _last_calendar(session: Session) -> CalendarRow | None:
    return session.exec(select(CalendarRow).order_by(col(CalendarRow.place).desc()).limit(1)).first()


_CHECKED: dict[str, Policy] = {}
_FORMS: dict[str, PaperForms | None] = {}


def _as_published(row: PolicyRow) -> Policy:
    """Checked once in a program, however many books are opened: a published set never changes."""
    if row.hash not in _CHECKED:
        _CHECKED[row.hash] = Policy.model_validate(row.content)
    return _CHECKED[row.hash]


def _forms_as_published(row: PolicyRow) -> PaperForms | None:
    """None of an edition that asks for what this release does not know: another release has published it, and it is left to that one."""
    if row.hash not in _FORMS:
        try:
            _FORMS[row.hash] = PaperForms.model_validate(row.content)
        except ValidationError:
            _FORMS[row.hash] = None
    return _FORMS[row.hash]


# What changes with every publication, in one row: how many sets there are, and which calendar is the newest since when.
_SETS = select(func.count().label("sets")).select_from(PolicyRow).subquery()
_NEWEST = select(CalendarRow.id, CalendarRow.published_at).order_by(col(CalendarRow.place).desc()).limit(1).subquery()
_MARK = sa.select(_SETS.c.sets, _NEWEST.c.id, _NEWEST.c.published_at).select_from(_SETS.outerjoin(_NEWEST, sa.true()))


@dataclass(frozen=True)
class Edition:
    """All that was published when somebody looked: every set by its id, the one calendar that all of them count days by, and the forms of papers."""

    calendar: Calendar
    laws: Mapping[str, Law] = field(default_factory=dict)
    papers: tuple[PaperForms, ...] = ()
    published_at: Mapping[str, datetime] = field(default_factory=dict)
    mark: tuple[Any, ...] = ()


class Lawbook:
    """The published sets and the calendar, in memory. Every look asks the database whether something was published meanwhile.

    An edition is never changed, only replaced: what one reader holds stays as it was read.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._edition = Edition(calendar)

    @property
    def calendar(self) -> Calendar:
        """The calendar of the last look: enough for the zone and the day."""
        return self._edition.calendar

    def former(self, calendar_id: str, session: Session) -> Calendar:
        """A calendar that days were once counted by. Raises KeyError for one never published."""
        row = session.get(CalendarRow, calendar_id)
        if row is None:
            raise KeyError(calendar_id)
        return Calendar.model_validate(row.content)

    def _look(self, session: Session) -> Edition:
        """The newest edition, as this transaction sees it."""
        edition, mark = self._edition, tuple(session.connection().execute(_MARK).one())
        if mark != edition.mark:
            self._edition = edition = self._printed(edition.calendar, mark, session)
        return edition

    def _printed(self, known: Calendar, mark: tuple[Any, ...], session: Session) -> Edition:
        """A new edition, as of that mark."""
        _, calendar_id, since = mark
        calendar = self.former(calendar_id, session) if calendar_id else known
        rows = session.exec(select(PolicyRow).order_by(PolicyRow.id)).all()
        sets = {row.id: _as_published(row) for row in rows if not row.id.startswith(PAPERS)}
        papers = tuple(forms for row in rows if row.id.startswith(PAPERS) and (forms := _forms_as_published(row)))
        completed_by = {policy.completes: policy.id for policy in reversed(sets.values()) if policy.completes}

        def law(name: str) -> Law:
            later = completed_by.get(name)
            return Law(
                sets[name], calendar, law(later).policy if later else None, since
            )  # the later set may itself be completed by one later still

        return Edition(calendar, {name: law(name) for name in sets}, papers, {row.id: row.published_at for row in rows}, mark)

    def newest_calendar(self, session: Session) -> Calendar:
        return self._look(session).calendar

    def of(self, policy_id: str, session: Session) -> Law:
        """The set a case has pinned. Raises KeyError for one never published."""
        return self._look(session).laws[policy_id]

    def documents(self, session: Session) -> Documents:
        """Every legal text that any published set cites, by its short name."""
        return {name: document for law in self._look(session).laws.values() for name, document in law.policy.documents.items()}

    def published(self, session: Session) -> list[tuple[Law, datetime]]:
        """Every set there is and when it was published here, regime by regime, the newest last."""
        edition = self._look(session)
        laws = sorted(edition.laws.values(), key=lambda law: (law.published.regime, law.published.valid_from, law.published.id))
        return [(law, edition.published_at[law.published.id]) for law in laws]

    def forms_on(self, day: date, session: Session) -> PaperForms | None:
        """The forms of papers in force on that day, the newest of several; None where there are none."""
        papers = (each for each in self._look(session).papers if each.valid_from <= day)
        return max(papers, key=lambda forms: (forms.valid_from, forms.id), default=None)

    def in_force(self, regime: Regime, day: date, session: Session) -> Law:
        """The regime's set of that day; if none is in force, the newest one, whose dates then say so. Raises KeyError if there is none at all."""
        laws = self._look(session).laws.values()
        of_regime = sorted((law for law in laws if law.policy.regime is regime), key=lambda law: (law.policy.valid_from, law.policy.id))
        if not of_regime:
            raise KeyError(regime)
        return next((law for law in reversed(of_regime) if law.policy.in_force(day)), of_regime[-1])


def lawbook(folder: Path, store: Store, hand: Hand | None = None) -> Lawbook:
    """Check every file whole, publish what is new, and open the book. `hand`: as with `publish`. Raises BadPolicy."""
    calendars, policies = (
        calendars_in(folder),
        [read(path) for path in sorted(folder.glob("*.toml")) if not path.name.startswith("calendar")],
    )
    for calendar in calendars:
        publish_calendar(calendar, store, hand=hand)
    documents = {name: document for policy in policies for name, document in policy.documents.items()}
    papers = [read_papers(path, documents) for path in sorted((folder / "papers").glob("*.toml"))]
    for policy in policies:
        publish(policy, store, hand)
    for forms in papers:
        publish(forms, store, hand)
    return Lawbook(calendars[-1])


def calendars_in(folder: Path) -> list[Calendar]:
    """Each after the one it replaces, the last the one days are counted by. Raises BadPolicy where that is no line."""
    read_in = [read_calendar(path) for path in sorted(folder.glob("calendar*.toml"))]
    following = {calendar.replaces: calendar for calendar in read_in}
    line = [following[""]] if "" in following else []
    while line and (after := following.get(line[-1].id)):
        line.append(after)
    if not line or len(line) < len(read_in):
        raise BadPolicy(
            f"calendars: each but the first replaces one, and none is replaced twice: {', '.join(c.id for c in read_in) or 'none'}"
        )
    return line
