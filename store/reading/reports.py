"""Reports, computed from the ledgers as they stood at a moment: run again for the same moment, a report says the same for ever."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from domain.facts import ProposalRefused
from domain.procedure.chapters import after
from domain.reporting import Family
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.vocabulary import StreamKind
from store.record import ledger
from store.tables import CaseRow


@dataclass(frozen=True)
class ReportMaterial:
    """What there was at that moment. `campaign`: of a campaign's report."""

    as_of: datetime
    families: tuple[Family, ...]
    campaign: Campaign | None = None


def of_campaign(number: str, as_of: datetime, session: Session) -> ReportMaterial:
    """The material of a campaign: the initiatives that answer it. Raises LookupError for one that had not begun."""
    families = select(CaseRow.family).where(CaseRow.campaign == number, CaseRow.kind == StreamKind.INITIATIVE)
    campaign = next((stream for stream, _ in _replayed([number], as_of, session)), None)
    if not isinstance(campaign, Campaign):
        raise LookupError(number)
    return ReportMaterial(as_of, tuple(_families(session.exec(families), as_of, session)), campaign)


def of_year(year: int, as_of: datetime, zone: ZoneInfo, session: Session) -> ReportMaterial:
    """The material of a year: the initiatives registered in it, by Vietnam's calendar."""
    first, beyond = (datetime.combine(date(each, 1, 1), time.min, zone) for each in (year, year + 1))
    families = select(CaseRow.family).where(CaseRow.kind == StreamKind.INITIATIVE, CaseRow.registered_at >= first)
    return ReportMaterial(as_of, tuple(_families(session.exec(families.where(CaseRow.registered_at < beyond)), as_of, session)))


def _families(numbers: Iterable[str], as_of: datetime, session: Session) -> Iterator[Family]:
    members = session.exec(select(CaseRow.number, CaseRow.family).where(col(CaseRow.family).in_(set(numbers)))).all()
    family_of = dict(members)
    families: dict[str, list[tuple[Stream, str]]] = {}
    for stream, because in _replayed(sorted(family_of), as_of, session):
        families.setdefault(family_of[stream.number], []).append((stream, because))
    for _, family in sorted(families.items()):
        [(case, because)] = [(stream, why) for stream, why in family if isinstance(stream, Initiative)]
        yield Family(
            case,
            tuple(stream for stream, _ in family if isinstance(stream, Review)),
            next((stream for stream, _ in family if isinstance(stream, RewardFile)), None),
            because,
        )


def _replayed(numbers: list[str], as_of: datetime, session: Session) -> Iterator[tuple[Stream, str]]:
    """Each stream up to that moment, with the reasons of its last refusal; one that had not begun then is left out."""
    for number in numbers:
        stream, because = blank(number), ""
        for fact in ledger.facts_by(as_of, number, session):
            stream = after(fact, stream)
            if isinstance(fact, ProposalRefused):
                because = fact.reasons
        if stream.stage is not None:
            yield stream, because
