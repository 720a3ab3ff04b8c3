"""Whose turn it is: what was received earlier is examined earlier, in a family, and between a campaign and what is registered for it (ADR 26).

Which stream's workflow wakes first says nothing about it. Earlier is by the door's stamp, and of two with one stamp by the place in the register.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import and_, bindparam, or_
from sqlmodel import Session, SQLModel

from domain.acts import Register
from domain.numbers import DIRECTED, YEARLY, family_of, kind_of
from domain.vocabulary import StreamKind
from store.record.filings import WAITING
from store.tables import CaseRow, FilingRow


@dataclass(frozen=True)
class Turn:
    """A filing, and whether it still waits for its answer. `campaign`: the one a registration names."""

    number: str
    case: str
    act: str
    received_at: datetime
    id: int
    waits: bool
    campaign: str | None = None


_FILINGS, _CASES = (SQLModel.metadata.tables[table.__tablename__] for table in (FilingRow, CaseRow))
_COLUMNS = (
    *(_FILINGS.c[name] for name in ("number", "case", "act", "received_at", "id")),
    (_FILINGS.c.status == WAITING).label("waits"),
    _FILINGS.c.body["campaign"].as_string().label("campaign"),
)
# Compared as an expression, so that no index on it is taken: thousands may wait, of which few are of one family or of a campaign.
_WAITS = _FILINGS.c.status.concat("") == WAITING
_EARLIER = or_(
    _FILINGS.c.received_at < bindparam("moment"), and_(_FILINGS.c.received_at == bindparam("moment"), _FILINGS.c.id < bindparam("place"))
)
_ALL = sa.select(*_COLUMNS)
_OF_STREAMS = _ALL.join(_CASES, _CASES.c.number == _FILINGS.c.case)


def _in_order(*each: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    """Those of all of them, each once. Each is found by an index of its own, which one condition with an OR in it would not be."""
    return sa.union(*each).order_by("received_at", "id")


# A stream has its rows in the table of streams once something is recorded in it; the first filing of a family waits before that.
_OF_FAMILY = (_ALL.where(_FILINGS.c.case == bindparam("family"), _WAITS), _OF_STREAMS.where(_CASES.c.family == bindparam("family"), _WAITS))
_UP_TO = _in_order(*_OF_FAMILY, _ALL.where(_FILINGS.c.number == bindparam("named")))
_FIRST_OF_FAMILY = _in_order(*_OF_FAMILY).limit(1)

# A registration listens to the campaigns that are open, and to the one it names, whose opening may itself still wait.
_BEFORE_A_REGISTRATION = _in_order(
    _OF_STREAMS.where(_CASES.c.kind == StreamKind.CAMPAIGN, _WAITS, _EARLIER),
    _ALL.where(_FILINGS.c.case == bindparam("campaign"), _WAITS, _EARLIER),
).limit(1)

# A campaign listens to the others, which it may not overlap, and to what is registered for it. What names none is for the yearly one.
_ANY_CAMPAIGN = or_(*(_FILINGS.c.case.like(f"{each}-%") for each in (DIRECTED, YEARLY)))
_named_campaign = _FILINGS.c.body["campaign"].as_string()
_FOR_IT = and_(
    _FILINGS.c.act == Register.name, or_(_named_campaign == bindparam("campaign"), and_(bindparam("yearly"), _named_campaign.is_(None)))
)
_BEFORE_A_CAMPAIGN = _in_order(_ALL.where(_FILINGS.c.status == WAITING, or_(_ANY_CAMPAIGN, _FOR_IT), _EARLIER)).limit(1)
_LOOK_AT = sa.select(_CASES.c.look_at).where(_CASES.c.number == bindparam("family"))


def next_up_to(number: str, act: str, case: str, session: Session) -> Turn | None:
    """What must be examined next so that this filing gets its turn: at last that filing, which may have been answered by then.

    None if filing, act and case do not belong together.
    """
    ahead = list[Turn]()
    for row in session.connection().execute(_UP_TO, {"family": family_of(case), "named": number}):
        ahead.append(_turn(row))
        if row.number == number:
            break
    if not ahead or (ahead[-1].number, ahead[-1].act, ahead[-1].case) != (number, act, case):
        return None
    first = next((turn for turn in ahead if turn.waits), ahead[-1])
    other = _earlier_elsewhere(first, session) if first.waits else None
    return next_up_to(other.number, other.act, other.case, session) if other else first


def next_before_the_clock(case: str, moment: datetime, session: Session) -> Turn | None:
    """What must be examined next before the clock of this stream speaks of that moment, or None where nothing waits."""
    family = family_of(case)
    row = session.connection().execute(_FIRST_OF_FAMILY, {"family": family}).first()
    first = _turn(row) if row else None
    if first is None and kind_of(case) is StreamKind.CAMPAIGN:
        look_at = session.connection().execute(_LOOK_AT, {"family": family}).scalar()
        first = _before_a_campaign(case, moment, 0, session) if look_at and look_at <= moment else None
    return next_up_to(first.number, first.act, first.case, session) if first else None


def _earlier_elsewhere(turn: Turn, session: Session) -> Turn | None:
    """The earliest before it in another family that it hangs together with."""
    if turn.act == Register.name:
        values = {"campaign": turn.campaign or "", "moment": turn.received_at, "place": turn.id}
        row = session.connection().execute(_BEFORE_A_REGISTRATION, values).first()
        return _turn(row) if row else None
    if kind_of(turn.case) is StreamKind.CAMPAIGN:
        return _before_a_campaign(turn.case, turn.received_at, turn.id, session)
    return None


def _before_a_campaign(campaign: str, moment: datetime, place: int, session: Session) -> Turn | None:
    values = {"campaign": campaign, "yearly": campaign.startswith(YEARLY), "moment": moment, "place": place}
    row = session.connection().execute(_BEFORE_A_CAMPAIGN, values).first()
    return _turn(row) if row else None


def _turn(row: Any) -> Turn:
    return Turn(row.number, row.case, row.act, row.received_at, row.id, bool(row.waits), row.campaign)
