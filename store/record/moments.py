"""Moments a report was told of are over: whatever is recorded afterwards is stamped later, by whichever clock (ADR 25)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from store.engine import Store, wait_for_turns
from store.tables import InstallationRow

_OVER = "told_until"
_NEXT = timedelta(microseconds=1)
_KEPT = SQLModel.metadata.tables[InstallationRow.__tablename__]
_TOLD_UNTIL = select(_KEPT.c.value).where(_KEPT.c.key == _OVER)
_MOVED_ON = _KEPT.update().where(_KEPT.c.key == _OVER).values(value=bindparam("until"))


def stamp(clock: datetime, session: Session) -> datetime:
    """When this transaction records: one moment for all of it, and after any a report was told of. It has taken a turn (`store.engine.lock`)."""
    if "recorded_at" not in session.info:
        over = told_until(session)
        session.info["recorded_at"] = max(clock, over + _NEXT) if over else clock
    return session.info["recorded_at"]  # type: ignore[no-any-return]


def told_until(session: Session) -> datetime | None:
    value = session.connection().execute(_TOLD_UNTIL).scalar()
    return datetime.fromisoformat(value) if value else None


def be_over(moment: datetime, store: Store) -> None:
    """What is on record at that moment, stands: who was recording has ended, and nobody records before it any more. Raises Outage."""
    with store.reading() as session:
        if _is_over(moment, session):
            return
    with store.writing() as session:
        wait_for_turns(session)
        if not _is_over(moment, session):
            until = {"until": moment.astimezone(UTC).isoformat()}
            if session.connection().execute(_MOVED_ON, until).rowcount == 0:
                session.connection().execute(_KEPT.insert(), {"key": _OVER, "value": until["until"]})


def _is_over(moment: datetime, session: Session) -> bool:
    over = told_until(session)
    return over is not None and moment <= over
