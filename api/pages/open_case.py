"""A case in front of its reader. Every part of it is drawn from this: what the reader may read is weighed once, and read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from starlette.background import BackgroundTask

import words
from api.door_reasons import DoorReason
from api.pages.cards import Lines
from api.pages.look import AT
from api.pages.visits import Visit
from api.problems import Refusal
from api.routers.streams import entries_in_words, of_kind
from api.signed_in import TheHouse
from api.views.initiative import InitiativeView
from api.views.streams import TimelineEntry
from domain.acts import ACTS, Act
from domain.facts import Fact
from domain.numbers import path_of
from domain.procedure.chapters import CHAPTER_OF
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.vocabulary import Part, StreamKind
from store.beside import desk
from store.reading.open_file import OpenFile
from store.record.ledger import LedgerEntry

ACT_OF: dict[type[Fact], type[Act]] = {act.becomes: act for act in ACTS.values()}


def opened(number: str, kind: StreamKind, house: TheHouse, visit: Visit, part: Part | None) -> OpenFile:
    """`part`: what of it this page shows, which is noted as read; None where nothing of it is shown. Raises Refusal (404): to whoever may not read it, it
    is not there.
    """
    file = house.readings.open(of_kind(number, kind), visit.caller, house.now())
    if file is None:
        raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
    if part:
        visit.saw(file, part)
    return file


def looked_at(number: str, updated_at: datetime, house: TheHouse, visit: Visit) -> BackgroundTask:
    """Notes that it is nothing new to this reader, once the page is sent: a note costs nobody their reading."""
    return BackgroundTask(desk.look, visit.caller.id, number, updated_at, house.now(), house.store)


@dataclass(frozen=True)
class OpenCase:
    """Everything here is what this reader may read, told in their language."""

    file: OpenFile
    house: TheHouse
    visit: Visit

    @property
    def language(self) -> str:
        return self.visit.language

    @property
    def href(self) -> str:
        return AT + path_of(self.file.card.number)

    @cached_property
    def as_read(self) -> InitiativeView | Stream:
        """Its state, without what is for those alone who need to know."""
        stream = self.file.stream
        return InitiativeView.of(stream, self.file.needs_to_know) if isinstance(stream, Initiative) else stream

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.house, self.language)

    @cached_property
    def entries(self) -> list[LedgerEntry]:
        """The oldest first."""
        return self.house.readings.timeline(self.file, self.visit.caller)

    @property
    def facts(self) -> list[Fact]:
        return [entry.fact for entry in self.entries]

    @cached_property
    def timeline(self) -> list[TimelineEntry]:
        """The same entries in words, in the same order."""
        return entries_in_words(self.entries, self.file, self.house, self.visit.caller, self.language)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self.house.readings.called(self.facts)

    def called(self, person: str) -> str:
        """The name of a person whom the reader has met here, or the id."""
        people = self.file.standpoint.directory.people
        return people[person].name if person in people else self._names.get(person, person)

    def agency(self, code: str) -> str:
        """What it is called today, or was when it ended; or the code."""
        return self.lines.agencies.get(code) or self._names.get(code, code)

    def title(self, fact: Fact) -> str:
        """What it is called that was done; of what nobody did, what it is about."""
        act = ACT_OF.get(type(fact)) if fact.by else None
        return words.act_title(act.name, self.language) if act else self.label("chapters", CHAPTER_OF[type(fact)])

    def cited(self, basis: str) -> str:
        return words.citation(basis, self.language, self.house.documents)

    def label(self, section: str, code: str) -> str:
        return words.label(section, code, self.language)

    def say(self, key: str, /, **params: object) -> str:
        return words.page(key, self.language, **params)
