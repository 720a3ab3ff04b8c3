"""What needs a hand: cases nobody is looking at, filings that broke, effects that failed; and the tie to one Temporal namespace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, or_, select

from store.engine import Store, lock
from store.record.effects import FAILED, NOTICE, OWED
from store.record.filings import BROKEN, WAITING
from store.tables import CaseRow, EffectRow, FilingRow, InstallationRow
from store.upkeep import pending

# Long enough that an answer under way is not taken for one forgotten.
GRACE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(minutes=65)
REFUSALS = ("SMTPRecipientsRefused", "SMTPSenderRefused", "SMTPDataError", "NoAddress")  # of a letter, for good (activities/notices.py)
# What the machine did to an attempt, and no defect of ours. Release 0.4.0 called a filing broken whose attempt had only been cancelled.
INTERRUPTIONS = ("CancelledError", "MemoryError", "OSError", "TimeoutError", "BlockingIOError", "BrokenPipeError", "ConnectionResetError")


@dataclass(frozen=True)
class Stuck:
    """Something an operator must look at; `name` is what `make retry WHAT=` takes. `act`: of a filing; none of an effect."""

    name: str
    case: str
    what: str
    error: str
    act: str = ""

    @property
    def met(self) -> str:
        """The type of what it met: earlier releases quoted it in full, and it may tell of a case."""
        return self.error.partition(": ")[0]


def overdue(at: datetime, store: Store, grace: timedelta = GRACE) -> list[str]:
    """Cases with a rung, a filing or an effect left lying: whoever should be looking at them is not."""
    return sorted(left_lying(at, store, grace))


def left_lying(at: datetime, store: Store, grace: timedelta = GRACE, among: Collection[str] | None = None) -> dict[str, set[str]]:
    """What nobody has looked at for longer than the grace, by case: a rung, an agency that has ended, a filing, an effect."""
    limit = at - grace
    free = or_(col(EffectRow.lease_until).is_(None), col(EffectRow.lease_until) < at)
    # One whose attempt failed waits with its activity, up to an hour (workflows/steps.py). A lease run out is another matter: somebody died.
    died = col(EffectRow.lease_until).is_not(None)
    quiet = or_(col(EffectRow.tried_at).is_(None), died, col(EffectRow.tried_at) < at - LONGEST_PAUSE)

    def within(column: Any) -> tuple[ColumnElement[bool], ...]:
        return () if among is None else (col(column).in_(among),)

    left = {
        "rung": select(CaseRow.number).where(col(CaseRow.look_at) < limit, *within(CaseRow.number)),
        "agency": select(CaseRow.number).where(pending.left_behind(limit), *within(CaseRow.number)),
        "filing": select(FilingRow.case).where(FilingRow.status == WAITING, FilingRow.received_at < limit, *within(FilingRow.case)),
        "effect": select(EffectRow.case).where(
            EffectRow.status == OWED, free, quiet, EffectRow.owed_since < limit, *within(EffectRow.case)
        ),
    }
    by_case: dict[str, set[str]] = {}
    with store.reading() as session:
        for what, query in left.items():
            for case in session.exec(query):
                by_case.setdefault(case, set()).add(what)
    return by_case


def _interrupted() -> ColumnElement[bool]:
    """The filing broke at its first attempt, by what the machine did."""
    # Until 0.5.0 a colon stood behind the name, and now there is a space, or nothing.
    names = (f"{name}{behind}" for name in INTERRUPTIONS for behind in (":", " "))
    by_the_machine = or_(col(FilingRow.error).in_(INTERRUPTIONS), *(col(FilingRow.error).startswith(each) for each in names))
    return and_(FilingRow.status == BROKEN, col(FilingRow.attempts) <= 1, by_the_machine)


def put_back_interrupted(store: Store) -> list[str]:
    """Have what the machine interrupted examined once more, before anybody is called: the cases. What breaks again waits for an operator."""
    with store.writing() as session:
        filings = session.exec(select(FilingRow).where(_interrupted()).order_by(col(FilingRow.id))).all()
        for filing in filings:
            filing.status, filing.answered_at, filing.answer_key, filing.answer_seal = WAITING, None, None, None
            session.add(filing)
        return sorted({filing.case for filing in filings})


def stuck(store: Store) -> list[Stuck]:
    """The defects of ours, and what was refused for good. What the sweep will put back by itself is not among them."""
    with store.reading() as session:
        broken = select(FilingRow).where(FilingRow.status == BROKEN, ~_interrupted())
        filings = session.exec(broken.order_by(col(FilingRow.id))).all()
        effects = session.exec(select(EffectRow).where(EffectRow.status == FAILED).order_by(col(EffectRow.id))).all()
        return [Stuck(f.number, f.case, f"filing {f.act}", f.error or "", f.act) for f in filings] + [
            Stuck(e.id, e.case, e.kind, e.error or "") for e in effects
        ]


def retry(name: str, store: Store) -> str | None:
    """Put a broken filing or a failed effect back in its queue. Gives back the case to nudge, or None if nothing by that name is stuck."""
    with store.writing() as session:
        filing = session.exec(select(FilingRow).where(FilingRow.number == name, FilingRow.status == BROKEN)).first()
        if filing:
            filing.status, filing.answered_at, filing.answer_key, filing.answer_seal = WAITING, None, None, None
            session.add(filing)
            return filing.case
        effect = session.exec(select(EffectRow).where(EffectRow.id == name, EffectRow.status == FAILED)).first()
        if effect:
            effect.status, effect.lease_until, effect.tried_at = OWED, None, None
            session.add(effect)
            return effect.case
    return None


def retry_notices(store: Store) -> tuple[int, int]:
    """Put back every notice that has failed: how many, and how many of them a mail server had refused or had no address."""
    with store.writing() as session:
        failed = session.exec(select(EffectRow).where(EffectRow.kind == NOTICE, EffectRow.status == FAILED)).all()
        refused = sum((effect.error or "").startswith(REFUSALS) for effect in failed)
        for effect in failed:
            effect.status, effect.lease_until, effect.tried_at = OWED, None, None
            session.add(effect)
        return len(failed), refused


class WrongNamespace(Exception):
    """This database belongs to another Temporal namespace: two worlds would act on one record."""


def tie(namespace: str, store: Store) -> None:
    """Tie the database to its namespace, by name, for good. Raises WrongNamespace."""
    with store.writing() as session:
        lock("installation", session)
        row = session.get(InstallationRow, "temporal_namespace")
        if row is None:
            session.add(InstallationRow(key="temporal_namespace", value=namespace))
        elif row.value != namespace:
            raise WrongNamespace(f"this database is tied to the Temporal namespace {row.value!r}, not {namespace!r}")
