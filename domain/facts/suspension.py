"""What is recorded of holding, resuming and stopping the work."""

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.vocabulary import ClockKind


class Suspended(Fact):
    """`pauses`: the clocks that stand still meanwhile, as the pinned set names them."""

    kind = "suspended"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reasons: str
    pauses: tuple[ClockKind, ...] = ()


class Resumed(Fact):
    kind = "resumed"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reasons: str


class Stopped(Fact):
    kind = "stopped"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reasons: str
