"""What the clock does when a rung is due: it reminds, and once the day has passed it tells the superior or notes the silence. It decides nothing."""

from domain.clocks import WAITING_FOR, Due, Rung
from domain.facts import Escalated, Fact, Reminded, SilenceNoted
from domain.policy import Law
from domain.stream import Stream, after
from domain.vocabulary import ClockKind


def speak(rung: Due, stream: Stream, law: Law) -> Fact:
    """The fact a due rung leaves behind. Its legal time is the rung's own moment, however late somebody looked."""
    clock = rung.clock
    late = SilenceNoted if clock.kind is ClockKind.CONSULTATION else Escalated
    return (Reminded if rung.rung is Rung.REMIND else late)(
        at=rung.at,
        clock=clock.kind,
        item=clock.item,
        due=clock.due(law),
        waiting_for=WAITING_FOR[clock.kind],
        not_for=stream.hidden_from(clock),
    )


def rung_id(stream: Stream, rung: Due) -> str:
    """The name of a rung for ever: it derives from the fact that started the clock, so a second look finds the first one's entry."""
    clock = rung.clock
    return f"{stream.number}/{clock.opened_by}-{clock.kind}{'-' + clock.item if clock.item else ''}/{rung.rung.name.lower()}"


def _moved_on(stream: Stream, fact: Reminded | Escalated | SilenceNoted) -> Stream:
    clocks = tuple(c.model_copy(update={"rungs": c.rungs + 1}) if (c.kind, c.item) == (fact.clock, fact.item) else c for c in stream.clocks)
    return stream.then(clocks=clocks).hiding(fact)


@after.register
def _(fact: Reminded, stream: Stream) -> Stream:
    return _moved_on(stream, fact)


@after.register
def _(fact: Escalated, stream: Stream) -> Stream:
    return _moved_on(stream, fact)


@after.register
def _(fact: SilenceNoted, stream: Stream) -> Stream:
    return _moved_on(stream, fact)
