"""Telling whole families again, entry by entry in the order they were recorded, each weighed on the ledger before it.

It asks as much of the machine as recording did: one decision an entry. What is needed of the city beside a family is read once and then read on.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from domain import family
from domain.facts import FACTS, Fact
from domain.filing import Filing
from domain.law.policy import Law
from domain.law.working_days import Calendar
from domain.procedure.chapters import after
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from store.policies import Lawbook
from store.record.filings import RECORDED
from store.sealed import MALFORMED
from store.tables import CalendarRow, FilingRow, LedgerRow, columns_of
from store.tables_directory import DirectoryLoadRow
from store.upkeep.again import CONSEQUENCES, Line, Published, Scene, decided, nobodys
from store.upkeep.rows import readable
from store.upkeep.then import CampaignsThen, DirectoryThen

Faults = dict[str, list[str]]


@dataclass
class City:
    """What of the city was there when an entry was recorded. `release`: by which this program decides again."""

    release: str
    _campaigns: CampaignsThen = field(default_factory=CampaignsThen)
    _directory: tuple[int, DirectoryThen] | None = None
    _books: tuple[int, Lawbook, dict[str, Calendar], dict[str, datetime]] | None = None

    def campaigns(self, session: Session) -> CampaignsThen:
        self._campaigns.read_on(session)
        return self._campaigns

    def directory(self, session: Session) -> DirectoryThen:
        loads = session.exec(select(func.count()).select_from(DirectoryLoadRow)).one()
        if self._directory is None or self._directory[0] != loads:
            self._directory = loads, DirectoryThen(session)
        return self._directory[1]

    def published(self, session: Session) -> Published:
        known = session.exec(select(func.count()).select_from(CalendarRow)).one()
        if self._books is None or self._books[0] != known:
            rows = session.exec(select(CalendarRow).order_by(col(CalendarRow.place))).all()
            calendars = {row.id: Calendar.model_validate(row.content) for row in rows}
            since = {row.id: row.published_at for row in rows}
            self._books = known, Lawbook(calendars[rows[-1].id]), calendars, since
        _, book, calendars, since = self._books
        return Published(lambda policy: book.of(policy, session), calendars, since)

    def law_with_calendar(self, session: Session) -> Callable[[str, str], Law]:
        """A rule set by its id, with the calendar of that id. It raises KeyError for what was never published."""
        published = self.published(session)
        return lambda policy, calendar: replace(published.law(policy), calendar=published.calendars[calendar])


@dataclass
class _Told:
    """A family on the way: its streams as they are by now, their facts, and what must still follow, by stream and name."""

    streams: dict[str, Stream] = field(default_factory=dict)
    facts: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    expected: dict[str, dict[str, Fact]] = field(default_factory=lambda: defaultdict(dict))
    causes: dict[str, str] = field(default_factory=dict)


def faults_of_family(number: str, streams: Collection[str], sealed_after: Mapping[str, int], city: City, session: Session) -> Faults:
    """By stream, what is not what it must be. `streams`: all the family has. `sealed_after`: of each stream, the last entry that an earlier release recorded.

    A stream that cannot be replayed ends the telling of its family: what follows cannot be weighed, and is named with it.
    """
    faults: Faults = defaultdict(list)
    told = _Told()
    filings = {row.number: row for row in readable(FilingRow, [col(FilingRow.case).in_(streams)], FilingRow.id, session, faults[number])}
    try:
        context = city.published(session), city.directory(session), city.campaigns(session)
    except MALFORMED as defect:
        faults[number].append(f"{number}: the published law, the directory or a campaign cannot be read ({type(defect).__name__})")
        return faults
    published, directory, campaigns = context
    for row in readable(LedgerRow, [col(LedgerRow.case).in_(streams)], LedgerRow.id, session, faults[number]):
        where = f"{row.case}: entry {row.sequence}"
        try:
            exact = row.release == city.release and row.sequence > sealed_after.get(row.case, 0) and (row.id or 0) > directory.known_since
            fact = FACTS[row.kind].model_validate(row.fact)
            line = Line(row.id or 0, row.case, row.sequence, row.filing, fact, row.policy, row.recorded_at, exact)
            before = told.streams.get(row.case) or blank(row.case)
            scene = Scene(before, told.streams, told.facts[row.case], published, directory, campaigns, session)
        except MALFORMED as defect:
            faults[row.case].append(f"{where} cannot be read ({type(defect).__name__}), and what follows in its family was not told again")
            return faults
        if wrong := _weighed(line, scene, filings.get(row.filing), told):
            faults[row.case].append(f"{where} {wrong}")
        try:
            now = after(fact, before)
            _follow(line, before, now, published, told)
        except MALFORMED as defect:
            faults[row.case].append(
                f"{where} cannot be replayed ({type(defect).__name__}), and what follows in its family was not told again"
            )
            return faults
        told.streams[row.case] = now
        told.facts[row.case].append(fact)
    for case, missing in told.expected.items():
        for name, fact in missing.items():
            if name in told.causes:
                faults[case].append(f"{case}: {fact.kind} is missing, which must follow from {told.causes[name]}")
    return faults


def _weighed(line: Line, scene: Scene, filing: FilingRow | None, told: _Told) -> str:
    try:
        if filing is None or filing.case != line.case:
            return nobodys(line, scene, told.expected[line.case])
        if filing.status != RECORDED:
            return ""  # said where answers are compared
        return decided(line, Filing.model_validate(columns_of(filing)).opened(), scene)
    except MALFORMED as defect:
        return f"cannot be told again ({type(defect).__name__})"


def _follow(line: Line, before: Stream, now: Stream, published: Published, told: _Told) -> None:
    """What the entry fulfils is no longer missing; what it makes true elsewhere in the family must follow."""
    if isinstance(line.fact, CONSEQUENCES):
        told.expected[line.case].pop(line.filing, None)
    calendar = list(published.calendars.values())[-1]
    for other, fact in family.consequences(line.fact, before, now, calendar):
        name = f"{other}/{fact.follows}-{fact.kind}"
        told.expected[other][name] = fact
        if line.exact:
            told.causes[name] = f"entry {line.sequence} of {line.case}"
