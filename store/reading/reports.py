"""Reports of what was on record at a moment: run again for the same moment, a report says the same for ever.

A stream to which nothing was added since is as its snapshot keeps it; any other is told again from its ledger, up to that moment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, exists, select
from sqlmodel import Session, SQLModel

from domain.facts import ProposalRefused
from domain.procedure.chapters import after
from domain.reporting import Family, Figure, figures
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.vocabulary import StreamKind
from store.reading.kept import kept
from store.record import ledger
from store.tables import CaseRow, LedgerRow

_CASES, _LEDGER = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, LedgerRow))
IN_HAND = 500  # rows that the database hands over at a time
_FAMILIES = select(_CASES.c.family).where(_CASES.c.kind == StreamKind.INITIATIVE)


@dataclass(frozen=True)
class ReportMaterial:
    """What there was at that moment. `refused`: each that was, with what its proposers were told. `campaign`: of a campaign's report."""

    as_of: datetime
    figures: tuple[Figure, ...]
    refused: tuple[tuple[str, str], ...]
    campaign: Campaign | None = None


def of_campaign(number: str, as_of: datetime, session: Session) -> ReportMaterial:
    """The material of a campaign: the initiatives that answer it. Raises LookupError for one that had not begun."""
    campaign, _ = _told_again(number, as_of, session)
    if not isinstance(campaign, Campaign) or campaign.stage is None:
        raise LookupError(number)
    return _counted(families(_FAMILIES.where(_CASES.c.campaign == number), as_of, session), as_of, campaign)


def of_year(year: int, as_of: datetime, zone: ZoneInfo, session: Session) -> ReportMaterial:
    """The material of a year: the initiatives registered in it, by Vietnam's calendar."""
    first, beyond = (datetime.combine(date(each, 1, 1), time.min, zone) for each in (year, year + 1))
    registered = _FAMILIES.where(_CASES.c.registered_at >= first, _CASES.c.registered_at < beyond)
    return _counted(families(registered, as_of, session), as_of)


def _counted(told: Iterator[Family], as_of: datetime, campaign: Campaign | None = None) -> ReportMaterial:
    """One family after the other: of a year there are too many to hold at once."""
    refused: list[tuple[str, str]] = []

    def passing_by() -> Iterator[Family]:
        for family in told:
            if family.refused_because and family.initiative.ended:
                refused.append((family.initiative.number, family.refused_because))
            yield family

    counted = figures(passing_by())
    return ReportMaterial(as_of, counted, tuple(refused), campaign)


def families(sought: Select[tuple[str]], as_of: datetime, session: Session) -> Iterator[Family]:
    """Those families as they were told up to that moment, one after the other."""
    added_since = exists().where(_LEDGER.c.case == _CASES.c.number, _LEDGER.c.recorded_at > as_of)
    members = select(_CASES.c.number, _CASES.c.family, _CASES.c.snapshot, added_since.label("added_since")).where(
        _CASES.c.family.in_(sought)
    )
    refused = select(_LEDGER.c.case, _LEDGER.c.fact).where(_LEDGER.c.kind == ProposalRefused.kind, _LEDGER.c.case.in_(sought))
    refusals = session.connection().execute(refused.order_by(_LEDGER.c.case, _LEDGER.c.sequence))
    because = {row.case: ProposalRefused.model_validate(row.fact).reasons for row in refusals}
    rows = session.connection().execute(members.order_by(_CASES.c.family, _CASES.c.number), execution_options={"yield_per": IN_HAND})
    for _, family in groupby(rows, lambda row: row.family):
        told = [_then(row, because, as_of, session) for row in family]
        yield from _family([(stream, why) for stream, why in told if stream.stage is not None])


def _then(row: Row[Any], because: dict[str, str], as_of: datetime, session: Session) -> tuple[Stream, str]:
    """The stream as it was, with the reasons of its last refusal."""
    if row.added_since:
        return _told_again(row.number, as_of, session)
    return kept(row, session), because.get(row.number, "")


def _family(told: list[tuple[Stream, str]]) -> Iterator[Family]:
    """None where its initiative had not begun."""
    for case, because in told:
        if isinstance(case, Initiative):
            yield Family(
                case,
                tuple(stream for stream, _ in told if isinstance(stream, Review)),
                next((stream for stream, _ in told if isinstance(stream, RewardFile)), None),
                because,
            )


def _told_again(number: str, as_of: datetime, session: Session) -> tuple[Stream, str]:
    """The stream up to that moment, with the reasons of its last refusal."""
    stream, because = blank(number), ""
    for fact in ledger.facts_by(as_of, number, session):
        stream = after(fact, stream)
        if isinstance(fact, ProposalRefused):
            because = fact.reasons
    return stream, because
