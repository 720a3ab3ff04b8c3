"""Which papers can be drafted of a case in front of its reader: of the entries they read, and of no other; and what each is drafted from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from domain.acts import Act
from domain.canonical import digest
from domain.drafting.drafted import Drafted, Sources
from domain.drafting.form import PaperForm, PaperForms
from domain.facts import Fact
from domain.filing import Filed
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from domain.vocabulary import StreamKind
from store.engine import Store
from store.policies import Lawbook
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.reading.readings import Readings
from store.record import ledger, names, streams
from store.record.ledger import LedgerEntry


@dataclass(frozen=True)
class Offered:
    """`entry`: what it is drafted from, by its place as the reader counts."""

    entry: int
    name: str
    form: PaperForm
    drafted: Drafted


@dataclass(frozen=True)
class ToDraft:
    form: PaperForm
    forms: PaperForms
    sources: Sources


class Papers:
    def __init__(self, store: Store, lawbook: Lawbook, readings: Readings) -> None:
        self._store, self._lawbook, self._readings = store, lawbook, readings

    def offered(self, file: OpenFile, caller: Caller) -> list[Offered]:
        """Every paper of every entry that the caller reads, the newest first."""
        with self._store.reading() as session:
            if (forms := self._lawbook.forms_on(caller.today, session)) is None:
                return []
            entries = self._readings.timeline(file, caller)
            told = [(entry, drafted) for entry, drafted in _as_they_stood(file, entries, caller, session)]
        return [
            Offered(entry.sequence, name, form, drafted) for entry, drafted in reversed(told) for name, form in forms.of(drafted).items()
        ]

    def to_draft(self, file: OpenFile, entry: int, name: str, caller: Caller) -> ToDraft | None:
        """What that paper of that entry is drafted from; None where there is no such paper for this reader."""
        with self._store.reading() as session:
            forms = self._lawbook.forms_on(caller.today, session)
            entries = [each for each in self._readings.timeline(file, caller) if each.sequence <= entry]
            if forms is None or not entries or entries[-1].sequence != entry:
                return None
            *_, (found, drafted) = _as_they_stood(file, entries, caller, session)
            form = forms.of(drafted).get(name)
            if form is None:
                return None
            sources = self._sources(drafted, [each.fact for each in entries], session)
        return ToDraft(form, forms, replace(sources, receipt=found.filing, digest=_digest(drafted.fact)))

    def once_done(self, file: OpenFile, act: Act, caller: Caller, moment: datetime) -> dict[str, ToDraft]:
        """The papers of that act, by name, if the caller did it now; it need not have its document yet. Raises Refused. Nothing is recorded."""
        filed = Filed("", file.stream.number, act, caller.id, moment)
        with self._store.reading() as session:
            if (forms := self._lawbook.forms_on(caller.today, session)) is None:
                return {}
            directory = streams.directory_for_act(filed, file.stream, caller.today, moment, session)
            fact = decide(filed, file.stream, file.law.without_what_must_be_written, directory)
            drafted = Drafted(after(fact, file.stream), fact)
            facts = [*(each.fact for each in self._readings.timeline(file, caller)), fact]
            sources = self._sources(drafted, facts, session)
            return {name: ToDraft(form, forms, sources) for name, form in forms.of(drafted).items()}

    def has_one_for(self, act: type[Act], kind: StreamKind, caller: Caller) -> bool:
        """Whether there is a paper of that act at all."""
        with self._store.reading() as session:
            forms = self._lawbook.forms_on(caller.today, session)
        return forms is not None and any(form.entry == act.becomes.kind and kind in form.in_a for form in forms.papers.values())

    def _sources(self, drafted: Drafted, facts: Sequence[Fact], session: Session) -> Sources:
        """`facts`: what the reader reads up to there; whoever signed one of them is called as they signed."""
        signed = {hand.person: hand.name for fact in facts if (hand := fact.by)}
        borne = {code: name for fact in facts for code, name in getattr(fact, "names", {}).items()}
        by, day = drafted.fact.by, self._lawbook.calendar.local_day(drafted.fact.at)
        directory = streams.directory_for(drafted.stream, signed, day, session, *((by.agency,) if by and by.agency else ()))
        called = {code: agency.name for code, agency in directory.agencies.items()}
        return Sources(drafted, directory, {**names.called(facts, session), **called, **borne, **signed}, self._lawbook.documents(session))


def _digest(fact: Fact) -> str:
    """Of what the entry says to its reader. Its link in the chain would tell that something stands between two entries (ADR 27)."""
    return digest(fact.model_dump(mode="json"))


def _as_they_stood(
    file: OpenFile, entries: Sequence[LedgerEntry], caller: Caller, session: Session
) -> Iterator[tuple[LedgerEntry, Drafted]]:
    """Each of these entries, which the caller reads, with the case as it was then and as they read it."""
    shown, number = {entry.hash: entry for entry in entries}, file.stream.number
    stream: Stream = blank(number)
    for each in ledger.entries(number, session):
        stream = after(each.fact, stream)
        if entry := shown.get(each.hash):
            yield entry, Drafted(stream.as_read_by(caller.id).as_told(), entry.fact)
