"""What every stream of facts has in common: an initiative, a liability review, a reward file, a campaign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from domain.facts import FIRST_CALENDAR, Fact
from domain.numbers import family_of, kind_of
from domain.streams.clocks import WAITING_FOR, Clock, Silence
from domain.streams.hiding import NOTHING, Hidden, place_of
from domain.vocabulary import AnyStage, ClockKind, Flag, Office, OpinionFor, PartyOpinion, Regime, StreamKind


@dataclass(frozen=True)
class SignedPaper:
    """An entry that was made from a signed paper, and the office whose entry it is, at that agency. `scanned`: whether the paper's scan was handed in."""

    entry: int
    office: Office
    agency: str
    scanned: bool

    @property
    def offices(self) -> tuple[Office, ...]:
        """Who may hand it in, held at that agency."""
        return (self.office, Office.AGENCY_HEAD, Office.AGENCY_OFFICER)


@dataclass(frozen=True, kw_only=True)
class Stream:
    """The state of one stream, computed from its own ledger. A snapshot of it is kept beside the ledger and thrown away without loss.

    `sequence`: the number of its newest fact. `reached`: every stage it has been in, in the order it came there first. `hidden`: the entries
    that are never shown to a person, by person. `papers`: in the order of their entries.

    A state is a plain frozen dataclass: `dataclasses.replace` changes it, and mypy checks every name and value that a change gives.
    What a stream must know of another one of its family came to it as a fact of its own (domain/family.py).
    """

    number: str
    sequence: int = 0
    stage: AnyStage | None = None
    reached: tuple[AnyStage, ...] = ()

    regime: Regime = Regime.ND73
    policy: str = ""
    agency: str = ""
    addressed_to: str = ""
    proposers: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    opinions: Mapping[OpinionFor, PartyOpinion] = field(default_factory=dict)
    opinions_asked: Mapping[OpinionFor, date] = field(default_factory=dict)
    calendar: str = FIRST_CALENDAR

    clocks: tuple[Clock, ...] = ()
    silences: tuple[Silence, ...] = ()
    hidden: Mapping[str, Hidden] = field(default_factory=dict)
    papers: tuple[SignedPaper, ...] = ()

    # What each kind of stream answers in its own way.

    @property
    def opened_at(self) -> datetime | None:
        return None

    @property
    def title(self) -> str:
        return ""

    @property
    def field_of_work(self) -> str:
        """The field it is of, as a code; "" where nobody has said."""
        return ""

    @property
    def titles(self) -> Mapping[str, str]:
        """Of the work items and risks its facts name by code."""
        return {}

    @property
    def ended(self) -> str:
        """How it ended, as a code; "" while it has not."""
        return ""

    @property
    def is_over(self) -> bool:
        """It has come to its end: whatever comes next, somebody must begin it."""
        return False

    @property
    def is_only_a_record(self) -> bool:
        """Whether it was entered from papers once all was over: nothing in it was decided here, and nothing follows from it."""
        return False

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What crosses all stages."""
        return ()

    @property
    def parties(self) -> tuple[str, ...]:
        """Those whose own matter it is."""
        return (*self.proposers, *self.implementers)

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Who takes no part by office, though no party."""
        return ()

    @property
    def recused(self) -> tuple[str, ...]:
        """Who has stepped aside, or was found not to be impartial."""
        return ()

    @property
    def have_sat(self) -> tuple[str, ...]:
        """Who has sat on the panel that recommends here, and so decides nothing here."""
        return ()

    @property
    def left_council(self) -> tuple[str, ...]:
        """Who sat on its council and sits there no more."""
        return ()

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who approved it, or voted for it."""
        return ()

    @property
    def evaluators(self) -> tuple[str, ...]:
        """Who has evaluated its work."""
        return ()

    @property
    def sat_before(self) -> tuple[str, ...]:
        """Who sat on an earlier panel of its family."""
        return ()

    @property
    def named(self) -> tuple[str, ...]:
        """Whoever it names beside its parties, and who may therefore always read it."""
        return ()

    @property
    def reads_until(self) -> Mapping[str, date]:
        """Whoever reads it for a time alone, with their last day; neither parties nor named."""
        return {}

    @property
    def consulted(self) -> tuple[str, ...]:
        """Agencies outside the line that have been asked."""
        return ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Those of them of which something is still asked."""
        return self.consulted

    @property
    def debtors(self) -> tuple[str, ...] | None:
        """The agencies whose own heads are asked, each for itself; None where the head of the authority is."""
        return None

    @property
    def children(self) -> tuple[str, ...]:
        """The streams of its family that its facts opened and that have not ended."""
        return ()

    def persons_as(self, office: Office) -> tuple[str, ...]:
        """The persons who are in it by name in that capacity."""
        return {Office.PROPOSER: self.proposers, Office.IMPLEMENTER: self.implementers}.get(office, ())

    def agencies_as(self, office: Office) -> tuple[str, ...]:
        """The agencies that are in it by code in that capacity."""
        return ()

    def waited_for(self, clock: Clock) -> tuple[Office, ...]:
        """Whose silence it is once that clock's day is over, relative to the stream."""
        return WAITING_FOR[clock.kind]

    def desk_of(self, clock: Clock) -> str:
        """The one agency that clock is about, by its code; "" where it is about whoever holds the office."""
        return ""

    def hidden_from(self, clock: Clock) -> tuple[str, ...]:
        """Persons to whom this clock is never shown."""
        return ()

    # What is the same for all.

    @property
    def kind(self) -> StreamKind:
        return kind_of(self.number)

    @property
    def family(self) -> str:
        return family_of(self.number)

    def starting(self, kind: ClockKind, since: datetime, *, item: str = "", day: date | None = None, until: date | None = None) -> Self:
        """With that clock running. One that ran already for the same thing is replaced."""
        clock = Clock(kind=kind, item=item, opened_by=self.sequence, since=since, day=day, until=until)
        return replace(self, clocks=(*self._clocks_but(kind, item), clock))

    def stopping(self, kind: ClockKind, item: str = "") -> Self:
        """With that clock stopped: what was due has been done."""
        return replace(self, clocks=self._clocks_but(kind, item))

    def with_clocks(self, kind: ClockKind, change: Callable[[Clock], Clock]) -> Self:
        """With every clock of that kind changed."""
        return replace(self, clocks=tuple(change(clock) if clock.kind is kind else clock for clock in self.clocks))

    def _clocks_but(self, kind: ClockKind, item: str) -> tuple[Clock, ...]:
        return tuple(c for c in self.clocks if (c.kind, c.item) != (kind, item))

    def once_late(self) -> Self:
        """The stream when something due in it has passed in silence."""
        return self

    def passed_on(self, heirs: Mapping[str, str]) -> Self:
        """With what lay with agencies that have ended now with their successors. `heirs`: the successor of each, by code."""
        return replace(self, agency=heirs.get(self.agency, self.agency), addressed_to=heirs.get(self.addressed_to, self.addressed_to))

    def waits_on(self, kind: ClockKind, item: str | None = None) -> bool:
        return any(c.kind is kind and item in (None, c.item) for c in self.clocks)

    def settled(self, fact: Fact) -> Self:
        """What holds after every fact alike: the stage it is in was reached, the entry is hidden from those who must not see it, and its paper is
        remembered.
        """
        if fact.by and fact.paper:
            paper = SignedPaper(self.sequence, fact.by.office, fact.by.agency or self.addressed_to, fact.is_scanned)
            return replace(self, papers=(*self.papers, paper))._settled(fact)
        return self._settled(fact)

    def _settled(self, fact: Fact) -> Self:
        if (self.stage is None or self.stage in self.reached) and not fact.hidden_from:
            return self
        reached = self.reached if self.stage is None or self.stage in self.reached else (*self.reached, self.stage)
        hidden = {person: (*self.hidden_of(person), self.sequence) for person in fact.hidden_from}
        return replace(self, reached=reached, hidden={**self.hidden, **hidden})

    def as_told(self) -> Self:
        """As it is told to readers, whoever they are. What an act is weighed by is the whole of it."""
        return self

    def hidden_of(self, person: str) -> Hidden:
        return self.hidden.get(person, NOTHING)

    def as_read_by(self, *persons: str) -> Self:
        """The stream as one person reads it, or several together: what is hidden from any of them left out, and everything numbered as if it were
        not there.
        """
        if not self.hidden:
            return self
        readers, hidden = {*persons}, tuple(sorted({entry for person in persons for entry in self.hidden_of(person)}))
        clocks = tuple(
            replace(clock, opened_by=place_of(clock.opened_by, hidden))
            for clock in self.clocks
            if readers.isdisjoint(self.hidden_from(clock))
        )
        silences = tuple(
            replace(silence, opened_by=place_of(silence.opened_by, hidden))
            for silence in self.silences
            if readers.isdisjoint(silence.not_for)
        )
        papers = tuple(replace(each, entry=place_of(each.entry, hidden)) for each in self.papers if each.entry not in hidden)
        return replace(self, sequence=self.sequence - len(hidden), clocks=clocks, silences=silences, papers=papers, hidden={})
