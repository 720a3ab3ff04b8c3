"""What the clocks of a stream will say, and when: if nobody does anything, or if somebody does one thing and nobody anything after it.

The real rules on a copy of it. Nothing is recorded, and nothing is decided.
"""

from collections.abc import Iterator
from dataclasses import replace

from domain.acts import Act
from domain.facts import Spoken
from domain.filing import Filed
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.streams.clocks import next_due
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.time.reminders import desks, fact_of


def foreseen(standpoint: Standpoint, law: Law, *, of_conduct: bool) -> Iterator[Spoken]:
    """Each reminder, report and silence, the earliest first, until the clocks have said all they can say. It goes by the directory and the calendar of
    today: what changes in them changes this.

    `of_conduct`: also the clocks that tell of somebody's conduct, and at whose desks it would lie, which turns on who takes no part. Both are for those
    alone who need to know.
    """
    stream = standpoint.stream
    while (rung := next_due(stream.clocks, law)) is not None:
        fact = fact_of(rung, stream, law, desks(rung.clock, replace(standpoint, stream=stream)) if of_conduct else ())
        if of_conduct or rung.clock.kind not in CLOCKS_OF_CONDUCT:
            yield fact
        stream = after(fact, stream)


def once_done(filed: Filed[Act], standpoint: Standpoint, law: Law) -> Standpoint:
    """The stream as that act would leave it. Raises Refused. What lies beside the stream is not looked at: the registrar may still refuse."""
    fact = decide(filed, standpoint.stream, law, standpoint.directory)
    return replace(standpoint, stream=after(fact, standpoint.stream))
