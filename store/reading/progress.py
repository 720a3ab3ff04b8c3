"""How far a campaign has come: who has registered, how many a day, where what came in waits, and whose silence was noted. Counted by the database."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import distinct, func, select
from sqlmodel import Session, SQLModel

from domain.people.directory import Agency
from domain.streams.campaign import Campaign
from domain.vocabulary import StreamKind
from store.reading import due
from store.reading.due import Reader
from store.reading.views import Arrivals, DutyCoverage, NamedCoverage, Owing, Progress, Waiting
from store.tables import CaseRow, ClockDeskRow, ClockRow, UTCDateTime

_CASES, _CLOCKS, _DESKS = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, ClockRow, ClockDeskRow))


def progress(campaign: Campaign, agencies: Iterable[Agency], reader: Reader, zone: ZoneInfo, session: Session) -> Progress:
    """`agencies`: as they stand. What waits and whose silence it is, only of cases this reader may read."""
    known = {agency.code: agency for agency in agencies}
    return Progress(
        by_kind=_coverage(campaign, {code: known[code].kind or "" for code in campaign.duty if code in known}),
        by_superior=tuple(
            NamedCoverage(**line.model_dump(), name=known[line.of].name if line.of in known else "")
            for line in _coverage(campaign, {code: known[code].superior for code in campaign.duty if code in known})
        ),
        owing=tuple(
            Owing(agency=code, name=known[code].name if code in known else campaign.names.get(code, code), left=campaign.owes[code])
            for code in campaign.owing
        ),
        arrivals=_arrivals(campaign.number, zone, session),
        waiting=_waiting(campaign.number, reader, session),
        silences=tuple(due.silences(reader, session, campaign.number)),
    )


def _coverage(campaign: Campaign, group_of: dict[str, str]) -> tuple[DutyCoverage, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for code, group in group_of.items():
        counted[group, "waived" if code in campaign.waived else "missing" if campaign.owes.get(code) else "registered"] += 1
    return tuple(
        DutyCoverage(of=group, **{state: counted[group, state] for state in ("registered", "waived", "missing")})
        for group in sorted({*group_of.values()})
    )


def _arrivals(number: str, zone: ZoneInfo, session: Session) -> tuple[Arrivals, ...]:
    """By day, in Vietnam."""
    moments = select(_CASES.c.registered_at).where(_CASES.c.campaign == number, _CASES.c.kind == StreamKind.INITIATIVE)
    days: Counter[date] = Counter(moment.astimezone(zone).date() for moment in session.connection().execute(moments).scalars())
    return tuple(Arrivals(day=day, registered=days[day]) for day in sorted(days))


def _waiting(number: str, reader: Reader, session: Session) -> tuple[Waiting, ...]:
    since = func.min(_CLOCKS.c.since, type_=UTCDateTime()).label("since")
    query = (
        select(_DESKS.c.office, func.count(distinct(_DESKS.c.case)).label("cases"), since)
        .join(_CLOCKS, (_CLOCKS.c.case == _DESKS.c.case) & (_CLOCKS.c.kind == _DESKS.c.kind) & (_CLOCKS.c.item == _DESKS.c.item))
        .join(_CASES, _CASES.c.number == _DESKS.c.case)
        .where(_CASES.c.campaign == number, _CASES.c.kind == StreamKind.INITIATIVE, reader.sees(_CLOCKS))
        .group_by(_DESKS.c.office)
        .order_by(_DESKS.c.office)
    )
    return tuple(Waiting(office=row.office, cases=row.cases, longest_since=row.since) for row in session.connection().execute(query))
