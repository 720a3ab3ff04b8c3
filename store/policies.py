"""Published rule sets, by id and hash. A published set is never edited: what was decided under it must stay readable under it."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from sqlmodel import Session, col, func, or_, select, update

from domain.law.policy import Document, Law, Policy
from domain.law.working_days import Calendar
from domain.vocabulary import Regime
from store.clock import now
from store.engine import Store, lock
from store.tables import CalendarRow, CaseRow, PolicyRow
from store.toml_lines import line_of

Documents = Mapping[str, Document]
Read = TypeVar("Read", Policy, Calendar)


class BadPolicy(Exception):
    """A policy file that must not be used, with file and key."""


def read(path: Path) -> Policy:
    return _checked(Policy, path)


def read_calendar(path: Path) -> Calendar:
    return _checked(Calendar, path)


def _checked(kind: type[Read], path: Path) -> Read:
    """Raises BadPolicy with everything that is wrong, each with file, line and key."""
    text = path.read_text(encoding="utf-8")
    try:
        return kind.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadPolicy(f"{path.name}: {error}") from error
    except ValidationError as error:
        wrong = [f"{path.name}:{line_of(text, each['loc'])}: {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise BadPolicy("\n".join(wrong)) from error


def publish(policy: Policy, store: Store) -> None:
    """Idempotent. Raises BadPolicy if another content was published under this id."""
    with store.writing() as session:
        lock("policies", session)
        row = session.get(PolicyRow, policy.id)
        if row is None:
            session.add(PolicyRow(id=policy.id, hash=policy.content_hash, content=policy.content, published_at=now()))
        elif row.hash != policy.content_hash:
            raise BadPolicy(f"{policy.id}: was published with another content; a change needs a new id")


def publish_calendar(calendar: Calendar, store: Store, at: datetime | None = None) -> None:
    """Idempotent. From now on days are counted by it, in every program that runs.

    Raises BadPolicy if another content was published under this id, or if it does not say which it replaces: the last one.
    """
    with store.writing() as session:
        lock("policies", session)
        row, last = session.get(CalendarRow, calendar.id), _last_calendar(session)
        if row and row.hash != calendar.content_hash:
            raise BadPolicy(f"{calendar.id}: was published with another content; a change needs a new id")
        if row is None:
            if calendar.replaces != (last.id if last else ""):
                raise BadPolicy(
                    f"{calendar.id}: replaces {calendar.replaces!r}, but the calendar it would follow is {last.id if last else ''!r}"
                )
            session.add(
                CalendarRow(
                    id=calendar.id,
                    place=last.place + 1 if last else 1,
                    hash=calendar.content_hash,
                    content=calendar.content,
                    published_at=at or now(),
                )
            )
            if last:  # whoever looks finds what is to be counted anew
                session.exec(
                    update(CaseRow).where(or_(col(CaseRow.due).is_not(None), col(CaseRow.look_at).is_not(None))).values(look_at=at or now())
                )


_NEWEST = select(CalendarRow.id, CalendarRow.published_at).order_by(col(CalendarRow.place).desc()).limit(1)


_HOW_MANY = select(func.count()).select_from(PolicyRow)


def _last_calendar(session: Session) -> CalendarRow | None:
    return session.exec(select(CalendarRow).order_by(col(CalendarRow.place).desc()).limit(1)).first()


_CHECKED: dict[str, Policy] = {}


def _as_published(row: PolicyRow) -> Policy:
    """Checked once in a program, however many books are opened: a published set never changes."""
    if row.hash not in _CHECKED:
        _CHECKED[row.hash] = Policy.model_validate(row.content)
    return _CHECKED[row.hash]


class Lawbook:
    """The published sets and the calendar, in memory: a set never changes once published. A calendar published meanwhile is taken up at the next look."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._since: datetime | None = None
        self._sets = 0
        self._known: dict[str, Law] = {}

    def former(self, calendar_id: str, session: Session) -> Calendar:
        """A calendar that days were once counted by. Raises KeyError for one never published."""
        row = session.get(CalendarRow, calendar_id)
        if row is None:
            raise KeyError(calendar_id)
        return Calendar.model_validate(row.content)

    def _keep_up(self, session: Session) -> None:
        """Once in a transaction: whether another calendar or another set has been published, which may complete a known one."""
        if session.info.get("kept_up"):
            return
        session.info["kept_up"] = True
        last, sets = session.connection().execute(_NEWEST).first(), session.connection().execute(_HOW_MANY).scalar_one()
        if sets != self._sets:
            self._sets, self._known = sets, {}
        if last and (last.id, last.published_at) != (self.calendar.id, self._since):
            self.calendar = self.former(last.id, session)
            self._since, self._known = last.published_at, {}

    def newest_calendar(self, session: Session) -> Calendar:
        self._keep_up(session)
        return self.calendar

    def of(self, policy_id: str, session: Session) -> Law:
        """The set a case has pinned. Raises KeyError for one never published."""
        self._keep_up(session)
        if policy_id not in self._known:
            published = {row.id: _as_published(row) for row in session.exec(select(PolicyRow))}
            if policy_id not in published:
                raise KeyError(policy_id)
            later = next((policy.id for policy in published.values() if policy.completes == policy_id), None)
            completing = self.of(later, session).policy if later else None
            self._known[policy_id] = Law(published[policy_id], self.calendar, completing, self._since)
        return self._known[policy_id]

    def documents(self, session: Session) -> Documents:
        """Every legal text that any published set cites, by its short name."""
        laws = [self.of(policy_id, session) for policy_id in session.exec(select(PolicyRow.id).order_by(PolicyRow.id))]
        return {name: document for law in laws for name, document in law.policy.documents.items()}

    def published(self, session: Session) -> list[tuple[Law, datetime]]:
        """Every set there is and when it was published here, regime by regime, the newest last."""
        rows = session.exec(select(PolicyRow.id, PolicyRow.published_at)).all()
        found = [(self.of(policy_id, session), at) for policy_id, at in rows]
        return sorted(found, key=lambda each: (each[0].published.regime, each[0].published.valid_from, each[0].published.id))

    def in_force(self, regime: Regime, day: date, session: Session) -> Law:
        """The regime's set of that day; if none is in force, the newest one, whose dates then say so. Raises KeyError if there is none at all."""
        laws = [self.of(policy_id, session) for policy_id in session.exec(select(PolicyRow.id))]
        of_regime = sorted((law for law in laws if law.policy.regime is regime), key=lambda law: (law.policy.valid_from, law.policy.id))
        if not of_regime:
            raise KeyError(regime)
        return next((law for law in reversed(of_regime) if law.policy.in_force(day)), of_regime[-1])


def lawbook(folder: Path, store: Store) -> Lawbook:
    """Check every file whole, publish what is new, and open the book. Raises BadPolicy."""
    calendars, policies = (
        calendars_in(folder),
        [read(path) for path in sorted(folder.glob("*.toml")) if not path.name.startswith("calendar")],
    )
    for calendar in calendars:
        publish_calendar(calendar, store)
    for policy in policies:
        publish(policy, store)
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
