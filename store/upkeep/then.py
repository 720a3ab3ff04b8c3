"""The directory and the campaigns as they were when an entry was recorded: told from the loads that are kept, and from the campaigns' ledgers."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, or_, select

from domain.facts import FACTS
from domain.numbers import DIRECTED, YEARLY, declaration_of, in_order, kind_of
from domain.people.delegation import in_force
from domain.people.directory import Agency, Delegation, Directory, HeadAway, Person, Tenure
from domain.people.standpoint import CITY_WIDE
from domain.procedure.chapters import after
from domain.streams.campaign import Campaign
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from domain.vocabulary import AgencyKind, CampaignStage, Office, StreamKind
from store.sealed import MALFORMED
from store.tables import LedgerRow
from store.tables_directory import DirectoryLoadRow

NEARBY = 20  # entries: on PostgreSQL what was under way when a load was committed may have been decided on either side of it
UNDER_WAY = 1_000  # entries that may be committed after one with a later place
Rows = list[dict[str, Any]]
_LEDGER = SQLModel.metadata.tables[LedgerRow.__tablename__].c
_OF_CAMPAIGNS = (
    sa.select(_LEDGER.id, _LEDGER.case, _LEDGER.sequence, _LEDGER.kind, _LEDGER.fact)
    .where(or_(_LEDGER.case.startswith(f"{DIRECTED}-"), _LEDGER.case.startswith(f"{YEARLY}-")))
    .order_by(_LEDGER.id)
)


@dataclass
class Dated:
    """What was known of each name, from which load on."""

    known: dict[str, list[tuple[int, Rows]]] = field(default_factory=dict)

    def add(self, load: int, named: dict[str, Rows]) -> None:
        for name, rows in named.items():
            self.known.setdefault(name, []).append((load, rows))

    def at(self, load: int, name: str) -> Rows:
        versions = self.known.get(name, ())
        return next((rows for number, rows in reversed(versions) if number <= load), [])


class DirectoryThen:
    """Of every load there was. `slice_for` answers as store/directory.py does of today's tables."""

    def __init__(self, session: Session) -> None:
        self._agencies, self._people, self._terms, self._delegations, self._away = Dated(), Dated(), Dated(), Dated(), Dated()
        self._after_entry: list[int] = []
        self._at: dict[str, set[str]] = {}
        self._city_wide = set[str]()
        for row in session.exec(select(DirectoryLoadRow).order_by(col(DirectoryLoadRow.number))):
            self._after_entry.append(row.after_entry)
            load = len(self._after_entry)
            self._agencies.add(load, row.content["agencies"])
            self._people.add(load, row.content["people"])
            self._terms.add(load, row.content["terms"])
            self._delegations.add(load, row.content.get("delegations", {}))
            self._away.add(load, row.content.get("away", {}))
            for person, terms in row.content["terms"].items():
                for term in terms:
                    self._at.setdefault(term["agency"], set()).add(person)
                    if term["office"] in CITY_WIDE:
                        self._city_wide.add(person)

    @property
    def known_since(self) -> int:
        """After which entry the first load was kept: what was recorded before may have been decided on another."""
        return self._after_entry[0] if self._after_entry else 0

    def loads_at(self, place: int) -> Iterator[int]:
        """The load an entry was decided on, by its place in the city's ledger; then those nearby."""
        latest = bisect_left(self._after_entry, place)
        yield max(latest, 1)
        for other in (latest - 1, latest + 1):
            if 1 <= other <= len(self._after_entry) and abs(self._after_entry[max(latest, other) - 1] - place) <= NEARBY:
                yield other

    def slice_for(self, load: int, agencies: Iterable[str], persons: Iterable[str], day: date, moment: datetime | None = None) -> Directory:
        known, ahead, persons = dict[str, Agency](), [code for code in agencies if code], set(persons)
        while ahead:
            code = ahead.pop()
            if code not in known and (agency := self._agency(load, code, day)):
                known[code] = agency
                ahead += [other for other in (agency.superior, agency.successor, agency.appointed_by) if other]
        given = self._given(load, known, persons)
        persons |= {person for each in given for person in (each.person, each.given_by) if person}
        holders = persons | self._city_wide | {person for code in known for person in self._at.get(code, ())}
        rows = [(term, Tenure.model_validate(term)) for person in holders for term in self._terms.at(load, person)]
        terms = tuple(term for row, term in sorted(rows, key=lambda each: each[0]["id"]) if self._matters(term, known, persons, day))
        everybody = persons | {term.person for term in terms}
        people = {row["id"]: Person.model_validate(row) for person in sorted(everybody) for row in self._people.at(load, person)}
        now_signing = tuple(each for each in given if in_force(each, day, moment))
        idle = tuple(each for each in given if each not in now_signing)
        gone = [row for agency in known for row in self._away.at(load, agency)]
        away = tuple(HeadAway.model_validate(row) for row in sorted(gone, key=lambda row: int(row["id"])))
        return Directory(known, people, terms, now_signing, idle, day, away)

    def _given(self, load: int, agencies: Collection[str], persons: Collection[str]) -> tuple[Delegation, ...]:
        rows = (row for agency in self._delegations.known for row in self._delegations.at(load, agency))
        mine = (row for row in rows if row["agency"] in agencies or row["person"] in persons)
        return tuple(Delegation.model_validate(row) for row in sorted(mine, key=lambda row: int(row["id"])))

    def of_kinds(self, load: int, kinds: Collection[AgencyKind], day: date) -> tuple[str, ...]:
        every = (self._agency(load, code, day) for code in sorted(self._agencies.known))
        return tuple(each.code for each in every if each and each.kind in kinds and not (each.valid_to and each.valid_to < day))

    def _agency(self, load: int, code: str, day: date) -> Agency | None:
        begun = (row for row in self._agencies.at(load, code) if date.fromisoformat(row["valid_from"]) <= day)
        row = max(begun, key=lambda row: str(row["valid_from"]), default=None)
        if row is None:
            return None
        agency = Agency.model_validate(row)
        ended = agency.valid_to is not None and agency.valid_to < day
        return agency if ended else agency.model_copy(update={"successor": ""})

    @staticmethod
    def _matters(term: Tenure, known: Collection[str], persons: Collection[str], day: date) -> bool:
        leading = term.agency in known and term.office is not Office.AGENCY_OFFICER
        return term.covers(day) and (leading or term.person in persons or term.office in CITY_WIDE)


def declaration_at(person: str, place: int, session: Session) -> Stream:
    """What somebody had declared when that entry was recorded."""
    number = declaration_of(person)
    rows = sa.select(_LEDGER.kind, _LEDGER.fact).where(_LEDGER.case == number, _LEDGER.id < place).order_by(_LEDGER.sequence)
    stream = blank(number)
    for kind, fact in session.connection().execute(rows):
        stream = after(FACTS[kind].model_validate(fact), stream)
    return stream


class CampaignsThen:
    """Every state of every campaign, by the place of the entry that made it. Read on from where it was left."""

    def __init__(self) -> None:
        self._states: dict[str, list[tuple[int, Stream]]] = {}
        self._read = 0

    def read_on(self, session: Session) -> None:
        """From somewhat before where it was left: of two campaigns, what was written down first may be committed last.

        One with an entry that cannot be read stays as it was before it; its own case says so.
        """
        rows = _OF_CAMPAIGNS.where(_LEDGER.id > self._read - UNDER_WAY)
        for place, case, sequence, kind, fact in session.connection().execute(rows):
            self._read = max(self._read, place)
            states = self._states.setdefault(case, []) if kind_of(case) is StreamKind.CAMPAIGN else None
            if states is not None and sequence == len(states) + 1:
                with suppress(*MALFORMED):
                    states.append((place, after(FACTS[kind].model_validate(fact), states[-1][1] if states else blank(case))))

    def open_at(self, place: int) -> tuple[Campaign, ...]:
        """Those that took registrations when that entry was recorded."""
        return tuple(state for number in sorted(self._states, key=in_order) if (state := self._at(number, place)))

    def _at(self, number: str, place: int) -> Campaign | None:
        states = self._states[number]
        n = bisect_left(states, place, key=lambda each: each[0])
        state = states[n - 1][1] if n else None
        return state if isinstance(state, Campaign) and state.stage is not CampaignStage.CLOSED else None
