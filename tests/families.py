"""A whole family in memory: an initiative with its reviews and its reward file, kept as the registrar keeps them, without a database."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from domain.acts import Act
from domain.alarms import next_review
from domain.case import Case
from domain.clocks import next_due
from domain.deciding import decide
from domain.facts import Fact
from domain.family import consequences
from domain.filing import Filed
from domain.matter import Beside
from domain.people import Directory
from domain.policy import Law
from domain.refusals import Refused
from domain.reminding import rung_id, speak
from domain.review import Review
from domain.reward_file import RewardFile
from domain.stream import Stream, after
from domain.vocabulary import Regime, StreamKind
from store.cases import blank
from tests.builders import FRIDAY, NUMBER, a_directory, the_law


@dataclass
class Recorded:
    """One entry of one stream's ledger, with the stream before and after it."""

    number: str
    fact: Fact
    before: Stream
    after: Stream


@dataclass
class Family:
    """`ledgers`: every stream's facts in order. `rungs`: the names of what the clock has said."""

    regime: Regime = Regime.ND73
    now: datetime = FRIDAY
    number: str = NUMBER
    directory: Directory = field(default_factory=a_directory)
    streams: dict[str, Stream] = field(default_factory=dict)
    ledgers: dict[str, list[Fact]] = field(default_factory=dict)
    rungs: list[str] = field(default_factory=list)

    @property
    def law(self) -> Law:
        return the_law(self.regime)

    @property
    def case(self) -> Case:
        found = self.stream(self.number)
        assert isinstance(found, Case)
        return found

    @property
    def reviews(self) -> list[Review]:
        return [stream for stream in self.streams.values() if isinstance(stream, Review)]

    @property
    def reward_file(self) -> RewardFile | None:
        return next((stream for stream in self.streams.values() if isinstance(stream, RewardFile)), None)

    def stream(self, number: str) -> Stream:
        return self.streams.get(number) or blank(number)

    def ask(self, who: str, act: Act, number: str = "") -> list[Recorded]:
        """Everything that is recorded because of it; raises Refused. What was due is said first, as the registrar does."""
        number = number or self.number
        self.tick(number)
        return self.record(number, self.answer(who, act, number))

    def answer(self, who: str, act: Act, number: str) -> Fact:
        """The fact it would become. Raises Refused."""
        stream = self.stream(number)
        about = act.about_entry
        ledger = self.ledgers.get(number, [])
        entry = ledger[about - 1] if about and about <= len(ledger) else None
        beside = Beside(entry=entry, next_review=next_review(self.case) if stream.kind is StreamKind.REVIEW else "")
        return decide(Filed("TN-20261120-0000000001", number, act, who, self.now), stream, self.law, self.directory, beside)

    def refusal(self, who: str, act: Act, number: str = "") -> Refused | None:
        try:
            self.answer(who, act, number or self.number)
        except Refused as refused:
            return refused
        return None

    def record(self, number: str, fact: Fact) -> list[Recorded]:
        done, ahead = list[Recorded](), deque([(number, fact)])
        while ahead:
            stream, each = ahead.popleft()
            before = self.stream(stream)
            self.streams[stream] = now = after(each, before)
            self.ledgers.setdefault(stream, []).append(each)
            done.append(Recorded(stream, each, before, now))
            ahead.extend(consequences(each, before, now, self.law.calendar))
        return done

    def tick(self, number: str) -> list[Recorded]:
        """Let the clock say what is due in one stream by now."""
        said = list[Recorded]()
        while (rung := next_due(self.stream(number).clocks, self.law)) is not None and rung.at <= self.now:
            self.rungs.append(rung_id(self.stream(number), rung))
            said += self.record(number, speak(rung, self.stream(number), self.law))
        return said
