"""The lists and files people ask for, and who may see them. Everybody not named here is denied."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, SQLModel

from domain.facts import Fact
from domain.law.policy import Law
from domain.law.working_days import Calendar
from domain.people.directory import BEGINNING
from domain.people.rights import READ_HEADS, READ_TALENT, appoints_in, heads_above
from domain.people.standpoint import Standpoint
from domain.procedure.appointing import Candidate
from domain.streams.campaign import Campaign
from domain.streams.stream import Stream
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import Answer, Conflict, Office, Regime, RuleSet, StreamKind, Tier
from store import directory
from store.beside import choices, saved
from store.beside.choices import Chosen
from store.beside.saved import SavedSearch
from store.engine import Store
from store.policies import Documents, Lawbook
from store.reading import due, found_in_files, inbox, listing, recognition, reports, sent, signing, timeline, worklist
from store.reading.admission import may_file
from store.reading.alike_rows import LOOKED_AT, alike_rows
from store.reading.caller import Caller
from store.reading.candidates import candidates, of_the_reader
from store.reading.due import DuePage, DueSought, Reader, SilencesSought
from store.reading.evidence import named_in
from store.reading.inbox import InboxPage
from store.reading.listing import ListPage, Sought
from store.reading.open_file import OpenFile
from store.reading.progress import progress
from store.reading.reports import ReportMaterial
from store.reading.rights import leave_of, needed_by, readable_by
from store.reading.similar import similar
from store.reading.views import (
    AgencyThatDay,
    AlikeRow,
    AwaySeen,
    Card,
    CatalogueLine,
    DecidedAgain,
    Departures,
    DoneHere,
    HeadsTerm,
    LeaveSeen,
    Progress,
    SilenceAt,
    SilenceLine,
    Similar,
    Talent,
)
from store.reading.worklist import WorkPage, WorkSought
from store.record import imports, moments, names, streams
from store.record.ledger import LedgerEntry
from store.record.refusal import StoredRefusal
from store.record.yearly import yearly_campaign
from store.tables import CaseRow, ImportRow
from store.upkeep.recompute import recompute


@dataclass(frozen=True)
class Imported:
    """A list of registrations as it stands: of each row (row, case, status, refusal); or what is wrong with it."""

    number: str
    campaign: str
    sender: str
    wrong: list[Any]
    answers: tuple[tuple[int, str, str, StoredRefusal | None], ...]


@dataclass(frozen=True)
class Choices:
    """What may be picked in a list of registrations, each with its name: agencies under duty where the caller serves, or all of them; who serves at the
    caller's; focus areas open today."""

    agencies: dict[str, str]
    persons: dict[str, str]
    focus_areas: dict[str, str]


class Readings:
    """Everything the front door reads of the record. Of the record it writes nothing; only that a moment is over (`report`)."""

    def __init__(self, store: Store, lawbook: Lawbook) -> None:
        self._store, self._lawbook = store, lawbook

    def today(self, moment: datetime) -> date:
        return self._lawbook.calendar.local_day(moment)

    def caller(self, person_id: str, moment: datetime) -> Caller | None:
        with self._store.reading() as session:
            person = directory.person(person_id, session)
            day = self.today(moment)
            return Caller(person, tuple(directory.terms_of(person_id, day, session)), day) if person else None

    def documents(self) -> Documents:
        with self._store.reading() as session:
            return self._lawbook.documents(session)

    def agency_exists(self, code: str) -> bool:
        with self._store.reading() as session:
            return directory.agency_exists(code, session)

    def progress(self, campaign: Campaign, caller: Caller) -> Progress:
        with self._store.reading() as session:
            reader, zone = _reader(caller, session), self._lawbook.calendar.zone
            return progress(campaign, directory.on(caller.today, session), reader, zone, session)

    def report(self, what: str | int, as_of: datetime) -> ReportMaterial:
        """A report's material: of a campaign by its number, or of a year, at a moment that has come. It stands: from here on that moment is over.

        Raises LookupError for a campaign that had not begun.
        """
        moments.be_over(as_of, self._store)
        with self._store.reading() as session:
            if isinstance(what, int):
                return reports.of_year(what, as_of, self._lawbook.calendar.zone, session)
            return reports.of_campaign(what, as_of, session)

    def catalogue(self, moment: datetime) -> list[CatalogueLine]:
        """The recognised initiatives for which somebody was rewarded. Everybody signed in may read it."""
        with self._store.reading() as session:
            found = [each for each in recognition.recognised_by(moment, session) if each.rewarded]
            called = names.named((each.agency for each in found), session)
        return [
            CatalogueLine(title=c.title, agency=c.agency, agency_name=called.get(c.agency, c.agency), tier=c.tier, year=c.year)
            for c in found
        ]

    def talent(self, at_least: Tier, as_of: datetime, caller: Caller) -> list[Talent]:
        """Who stands behind recognised initiatives of that tier, of the agencies whose people it is the caller's to appoint; by name.

        Raises Refused. That moment is over from here on.
        """
        with self._store.reading() as session:
            theirs = {each.code for each in directory.on(caller.today, session) if appoints_in(each, caller.terms)}
        if not theirs:
            READ_TALENT.refuse_unless_held(caller.terms)
        everybody = READ_TALENT.is_held(caller.terms)
        moments.be_over(as_of, self._store)
        with self._store.reading() as session:
            found = [
                each
                for each in recognition.recognised_by(as_of, session)
                if each.reaches(at_least) and (everybody or each.agency in theirs)
            ]
            known = listing.those_of({each.rewards for each in found}, _readable(caller, session), session)
            return recognition.by_person((each for each in found if each.rewards in known), session)

    def heads(self, agency: str, as_of: datetime, caller: Caller) -> list[HeadsTerm]:
        """What the heads of that agency answered, term by term. A head reads their own terms. Raises Refused. That moment is over from here on."""
        with self._store.reading() as session:
            above = [code for code in directory.agencies_on(caller.today, session).line(agency) if code != agency]
            terms = [t for t in directory.all_terms(session) if t.office is Office.AGENCY_HEAD and t.agency == agency]
        if not heads_above(above, caller.terms) and not READ_HEADS.is_held(caller.terms):
            terms = [term for term in terms if term.person == caller.id]
            if not terms:
                READ_HEADS.refuse_unless_held(caller.terms)
        moments.be_over(as_of, self._store)
        with self._store.reading() as session:
            begun = [term for term in terms if term.starts <= self.today(as_of)]
            return recognition.in_terms(recognition.of_heads(agency, begun, as_of, session), _readable(caller, session), session)

    def who_signs(self, agency: str, caller: Caller) -> list[LeaveSeen]:
        """For the head of that agency. Raises Refused."""
        with self._store.reading() as session:
            return signing.at(agency, caller.terms, caller.today, session)

    def who_is_away(self, agency: str, caller: Caller) -> list[AwaySeen]:
        """Of whoever heads that agency. Raises Refused."""
        with self._store.reading() as session:
            return signing.away_at(agency, caller.terms, caller.today, session)

    def leave_of(self, caller: Caller) -> list[LeaveSeen]:
        """By which the caller signs for somebody."""
        with self._store.reading() as session:
            return signing.given_to(caller.id, caller.today, session)

    def agencies(self, day: date) -> list[AgencyThatDay]:
        """As they stood on that day, those that had ended among them."""
        with self._store.reading() as session:
            known = directory.on(day, session)
        return [
            AgencyThatDay(
                **agency.model_dump(include={"code", "name", "kind", "superior", "appointed_by", "valid_to", "successor", "source"}),
                valid_from=agency.valid_from if agency.valid_from > BEGINNING else None,
                ended=bool(agency.valid_to and agency.valid_to < day),
                predecessors=tuple(each.code for each in known if agency.code == each.successor or agency.split_from == each.code),
            )
            for agency in known
        ]

    def imported(self, number: str) -> Imported | None:
        with self._store.reading() as session:
            row = session.get(ImportRow, number)
            if row is None:
                return None
            answered = imports.answers(list(row.row_keys.values()), row.sender, session)
            keys = sorted((int(row_number), key) for row_number, key in row.row_keys.items())
            answers = tuple((row_number, *answered[key]) for row_number, key in keys if key in answered)
            return Imported(row.number, row.campaign, row.sender, row.wrong, answers)

    def alike_in(self, number: str, caller: Caller, looked_at: int = LOOKED_AT) -> list[AlikeRow]:
        """The rows of a list that are like earlier initiatives, of those this person may read, or like each other."""
        with self._store.reading() as session:
            return alike_rows(number, _readable(caller, session), session, looked_at)

    def similar(self, asked: Sequence[tuple[str, str]], caller: Caller) -> list[list[Similar]]:
        """For each title and purpose, the earlier initiatives that are alike, of those this person may read."""
        with self._store.reading() as session:
            visible = _readable(caller, session)
            return [similar(title, purpose, visible, session) for title, purpose in asked]

    def choices(self, campaign: Stream, caller: Caller) -> Choices:
        with self._store.reading() as session:
            law = self._lawbook.of(campaign.policy, session)
            own = [code for code in campaign.consulted if any(term.agency == code for term in caller.terms)]
            agencies = names.called([{"agencies": own or campaign.consulted}], session)
            persons = directory.serving_at(own, caller.today, session)
        areas = {code: law.policy.focus_areas[code].title_vi for code in law.policy.areas_open_on(caller.today)}
        return Choices({code: agencies.get(code, "") for code in own or campaign.consulted}, persons, areas)

    def yearly(self) -> YearlyCampaign | None:
        """How the yearly campaign is set up."""
        with self._store.reading() as session:
            return yearly_campaign(session)

    def may_file(self, number: str, person: str, moment: datetime) -> bool:
        """Whether there is anything under this number for that person to file in."""
        with self._store.reading() as session:
            return may_file(number, person, self.today(moment), session)

    def open(self, number: str, caller: Caller, moment: datetime) -> OpenFile | None:
        """The stream, or None if there is none or the caller may not read it: the caller cannot tell which."""
        with self._store.reading() as session:
            seen = listing.seen_by(caller.id, session)
            row = session.connection().execute(sa.select(*seen.columns).select_from(seen.rows).where(_CASES.c.number == number)).first()
            if row is None:
                return None
            kept = streams.load(number, session)
            standpoint = self._standpoint(kept.stream, caller, moment, session)
            if not standpoint.may_read(caller.id):
                return None
            law = self._lawbook.of(standpoint.stream.policy, session)
            return OpenFile(listing.card(row), standpoint, law, caller.id, kept.stream.sequence, kept.head_hash)

    def own_conflicts(self, file: OpenFile) -> Mapping[Conflict, Answer]:
        """What ties the reader to the matter."""
        with self._store.reading() as session:
            return of_the_reader(file, session)

    def candidates(self, persons: Sequence[str], file: OpenFile, moment: datetime) -> tuple[Candidate, ...] | None:
        """What keeps those persons from the part the reader may give somebody here now; None where there is none. Raises Refused."""
        with self._store.reading() as session:
            return candidates(persons, file, self.today(moment), session)

    def rule_sets(self) -> list[tuple[Law, datetime]]:
        """Every published set, and when it was published here."""
        with self._store.reading() as session:
            return self._lawbook.published(session)

    def in_force(self, regime: Regime, day: date) -> Law:
        """The regime's set of that day; if none is in force, the newest one."""
        with self._store.reading() as session:
            return self._lawbook.in_force(regime, day, session)

    def laws_beside(self, pinned: Law, happened_on: date, moment: datetime) -> list[tuple[RuleSet, Law]]:
        """The sets a review is read under, each once: the one it has pinned, those in force on the day it happened and today, and those of the other
        programmes on that day. The first decides; where the law leaves the choice open a human makes it: a set that came into force since may be more
        favourable (ND234 Art. 24.1)."""
        with self._store.reading() as session:
            own = pinned.policy.regime
            read = [(RuleSet.EVENT_DAY, own, happened_on), (RuleSet.TODAY, own, self.today(moment))]
            read += [(RuleSet.OTHER_PROGRAMME, each, happened_on) for each in Regime if each is not own]
            beside = [(why, law) for why, regime, day in read if (law := self._lawbook.in_force(regime, day, session)).policy.in_force(day)]
        sets = [(RuleSet.PINNED, pinned), *beside]
        return list({law.policy.id: (why, law) for why, law in reversed(sets)}.values())[::-1]

    def decided_again(self, number: str) -> list[DecidedAgain]:
        """Whether the tables would say today what they said then. The caller may read that review."""
        recomputed = recompute(number, self._lawbook, self._store)
        return [DecidedAgain(entry=r.entry, kind=r.kind, same=not r.differences, differences=r.differences) for r in recomputed]

    def departures(self, caller: Caller) -> list[Departures]:
        with self._store.reading() as session:
            return listing.departures(_readable(caller, session), session)

    def timeline(self, file: OpenFile, caller: Caller) -> list[LedgerEntry]:
        """As timeline.read_by."""
        with self._store.reading() as session:
            return timeline.read_by(caller.id, file, _readable(caller, session), session)

    def called(self, told: Iterable[Fact | Mapping[str, Any]]) -> dict[str, str]:
        """The names of those whom these facts, or these refusals' params, name by id alone."""
        with self._store.reading() as session:
            return names.called(told, session)

    def areas(self, language: str) -> dict[str, str]:
        """What every programme and hot issue of any set is called, by code."""
        with self._store.reading() as session:
            sets = self._lawbook.published(session)
        areas = (each for law, _ in sets for each in law.policy.focus_areas.items())
        return {code: area.title_en if language == "en" else area.title_vi for code, area in areas}

    def page(self, kind: StreamKind, sought: Sought, caller: Caller) -> ListPage:
        """Those this person may read, of one kind. Raises NotOurCursor."""
        in_files = self._in_files(kind, sought.find, caller) if sought.find else frozenset[str]()
        with self._store.reading() as session:
            seen, zone = listing.seen_by(caller.id, session), self._lawbook.calendar.zone
            visible = _readable(caller, session)
            if sought.at_desk:
                visible = and_(visible, due.at_desk(sought.at_desk, _reader(caller, session)))
            return listing.page(kind, sought, visible, seen, zone, session, lambda: directory.agencies_on(caller.today, session), in_files)

    def _in_files(self, kind: StreamKind, find: str, caller: Caller) -> frozenset[str]:
        """Cases in which this person finds a file named that says all these words."""
        with self._store.reading() as session:
            naming = found_in_files.naming(find, kind, _readable(caller, session), session)
        noon = datetime.combine(caller.today, time(12), self._lawbook.calendar.zone)
        files = {number: self.open(number, caller, noon) for number in naming}
        return frozenset(number for number, file in files.items() if file and naming[number] & named_in(self.timeline(file, caller)).keys())

    def inbox(self, caller: Caller, cursor: str = "") -> InboxPage:
        """What was told this person, as far as they may read it now. Raises NotOurCursor."""
        with self._store.reading() as session:
            return inbox.page(caller.id, caller.terms, caller.today, session, cursor)

    def chosen_by(self, person: str) -> Chosen:
        with self._store.reading() as session:
            return choices.of(person, session)

    def saved_searches(self, caller: Caller) -> list[SavedSearch]:
        """Their own, and those that colleagues share with them."""
        with self._store.reading() as session:
            return saved.of(caller.id, {term.agency for term in caller.terms if term.agency}, caller.today, session)

    def due(self, sought: DueSought, caller: Caller, moment: datetime) -> DuePage:
        """What is due across all cases this person may read. Raises NotOurCursor."""
        with self._store.reading() as session:
            return due.page(sought, _reader(caller, session), moment, self._lawbook.calendar.zone, session)

    def silences(self, caller: Caller) -> list[SilenceAt]:
        with self._store.reading() as session:
            return due.silences(_reader(caller, session), session)

    def silent(self, sought: SilencesSought, caller: Caller) -> list[SilenceLine]:
        with self._store.reading() as session:
            return due.silent(sought, _reader(caller, session), session)

    @property
    def calendar(self) -> Calendar:
        """The one days are counted by now."""
        with self._store.reading() as session:
            return self._lawbook.newest_calendar(session)

    def on_the_desk(self, sought: WorkSought, caller: Caller, among: Collection[str] | None = None) -> WorkPage:
        """What is left for this person to do: the awaited acts open to this person; `among`: in these cases alone. Raises NotOurCursor."""
        with self._store.reading() as session:
            return worklist.page(sought, caller.id, caller.terms, caller.today, session, among)

    def waiting_for_others(self, caller: Caller, but: Collection[str]) -> list[tuple[Card, tuple[str, ...]]]:
        """Cases of theirs in which somebody else is asked, each with the offices that are; `but`: those on their own desk."""
        with self._store.reading() as session:
            return sent.waiting_for_others(caller.id, caller.terms, caller.today, session, but)

    def done_in(self, month: date, caller: Caller) -> list[DoneHere]:
        """What this person did in the month that day lies in, by Vietnam's calendar."""
        first = month.replace(day=1)
        beyond = (first + timedelta(days=31)).replace(day=1)
        begins = self._lawbook.calendar.begins_on
        with self._store.reading() as session:
            return sent.done_between(caller.id, caller.terms, caller.today, begins(first), begins(beyond), session)

    def _standpoint(self, stream: Stream, caller: Caller, moment: datetime, session: Session) -> Standpoint:
        """The stream as this caller reads it, with the directory of the day."""
        return Standpoint(stream.as_read_by(caller.id).as_told(), streams.directory_for(stream, (caller.id,), self.today(moment), session))


_CASES = SQLModel.metadata.tables[CaseRow.__tablename__]


def _reader(caller: Caller, session: Session) -> Reader:
    needed = needed_by(caller.id, caller.terms, caller.today, session)
    return Reader(caller.id, caller.terms, _readable(caller, session), needed, leave_of(caller.id, caller.today, session))


def _readable(caller: Caller, session: Session) -> ColumnElement[bool]:
    return readable_by(caller.id, caller.terms, caller.today, session)
