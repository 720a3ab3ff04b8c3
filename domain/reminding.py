"""What the clock does when a rung is due: it reminds, and once the day has passed it tells the superior. It decides nothing."""

from domain.case import Case, after
from domain.clocks import WAITING_FOR, Due, Rung
from domain.facts import Escalated, Fact, Reminded
from domain.policy import Law


def speak(rung: Due, law: Law) -> Fact:
    """The fact a due rung leaves behind. Its legal time is the rung's own moment, however late somebody looked."""
    kind = Reminded if rung.rung is Rung.REMIND else Escalated
    clock = rung.clock
    return kind(at=rung.at, clock=clock.kind, item=clock.item, due=clock.due(law), waiting_for=WAITING_FOR[clock.kind])


def rung_id(case: Case, rung: Due) -> str:
    """The name of a rung for ever: it derives from the fact that started the clock, so a second look finds the first one's entry."""
    return (
        f"{case.number}/{rung.clock.opened_by}-{rung.clock.kind}{'-' + rung.clock.item if rung.clock.item else ''}/{rung.rung.name.lower()}"
    )


def _moved_on(case: Case, fact: Reminded | Escalated) -> Case:
    clocks = tuple(c.model_copy(update={"rungs": c.rungs + 1}) if (c.kind, c.item) == (fact.clock, fact.item) else c for c in case.clocks)
    return case.then(clocks=clocks)


@after.register
def _(fact: Reminded, case: Case) -> Case:
    return _moved_on(case, fact)


@after.register
def _(fact: Escalated, case: Case) -> Case:
    return _moved_on(case, fact)
