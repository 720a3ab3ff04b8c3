"""What every stream of facts has in common: an initiative, a liability review, a reward file. `after` is the only way any of them changes."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import singledispatch
from typing import Any, Self

from domain.clocks import Clock, Silence
from domain.facts import FIRST_CALENDAR, Fact
from domain.hiding import NOTHING, Hidden, place_of
from domain.numbers import family_of, kind_of
from domain.values import Durable
from domain.vocabulary import AnyStage, ClockKind, Flag, OpinionFor, PartyOpinion, Regime, StreamKind


class Stream(Durable):
    """A snapshot: computed from the stream's own ledger, kept beside it, and thrown away without loss (`make rebuild`).
    `hidden`: the entries that are never shown to a person, by person.

    What it must know of another stream of its family came to it as a fact (domain/family.py), so that it is told whole from its own ledger.
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
    opinions: Mapping[OpinionFor, PartyOpinion] = {}
    calendar: str = FIRST_CALENDAR

    clocks: tuple[Clock, ...] = ()
    silences: tuple[Silence, ...] = ()
    hidden: Mapping[str, Hidden] = {}

    @property
    def kind(self) -> StreamKind:
        return kind_of(self.number)

    @property
    def family(self) -> str:
        return family_of(self.number)

    @property
    def opened_at(self) -> datetime | None:
        return None

    @property
    def title(self) -> str:
        return ""

    @property
    def ended(self) -> str:
        """How it ended, as a code; "" while it has not."""
        return ""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What crosses all stages."""
        return ()

    @property
    def named(self) -> tuple[str, ...]:
        """Whoever it names beside its parties, and who may therefore always read it."""
        return ()

    @property
    def consulted(self) -> tuple[str, ...]:
        """Agencies outside the line that have been asked."""
        return ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Those of them of which something is still asked."""
        return self.consulted

    def then(self, **changes: Any) -> Self:
        """The stream one fact later."""
        return self.model_copy(update={"sequence": self.sequence + 1, **changes})

    def entering(self, stage: AnyStage, **changes: Any) -> Self:
        """The stream one fact later, in that stage."""
        return self.then(stage=stage, reached=(*self.reached, *([] if stage in self.reached else [stage])), **changes)

    def starting(self, kind: ClockKind, since: datetime, *, item: str = "", day: date | None = None, until: date | None = None) -> Self:
        """With that clock running; one that ran already for the same thing is replaced."""
        clock = Clock(kind=kind, item=item, opened_by=self.sequence, since=since, day=day, until=until)
        return self.model_copy(update={"clocks": (*self.answering(kind, item).clocks, clock)})

    def answering(self, kind: ClockKind, item: str = "") -> Self:
        """With that clock stopped: what was due has been done."""
        return self.model_copy(update={"clocks": tuple(c for c in self.clocks if (c.kind, c.item) != (kind, item))})

    def waits_on(self, kind: ClockKind, item: str | None = None) -> bool:
        return any(c.kind is kind and item in (None, c.item) for c in self.clocks)

    def hidden_from(self, clock: Clock) -> tuple[str, ...]:
        """Persons to whom this clock is never shown."""
        return ()

    def hiding(self, fact: Fact) -> Self:
        """With its newest entry, this fact, hidden from those to whom it is never shown."""
        more = {person: (*self.hidden_of(person), self.sequence) for person in fact.hidden_from}
        return self.model_copy(update={"hidden": {**self.hidden, **more}}) if more else self

    def hidden_of(self, person: str) -> Hidden:
        return self.hidden.get(person, NOTHING)

    def as_read_by(self, person: str) -> Self:
        """The same for one reader: without what is never shown to him, and numbered as if it were not there."""
        hidden = self.hidden_of(person)
        shown = (clock for clock in self.clocks if person not in self.hidden_from(clock))
        clocks = tuple(clock.model_copy(update={"opened_by": place_of(clock.opened_by, hidden)}) for clock in shown)
        told = (silence for silence in self.silences if person not in silence.not_for)
        silences = tuple(silence.model_copy(update={"opened_by": place_of(silence.opened_by, hidden)}) for silence in told)
        return self.model_copy(update={"sequence": self.sequence - len(hidden), "clocks": clocks, "silences": silences, "hidden": {}})


@singledispatch
def after(fact: Fact, stream: Any) -> Any:
    """The stream once the fact is true. It cannot fail, and it asks nothing of any law: what was decided is in the fact."""
    raise NotImplementedError(f"{fact.kind} changes nothing: say so on purpose")
