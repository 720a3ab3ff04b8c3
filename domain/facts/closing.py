"""What is recorded of closing and reopening an initiative."""

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.vocabulary import Result, Stage


class Closed(Fact):
    kind = "closed"
    tells = (PROPOSER, IMPLEMENTER)

    result: Result
    stopped: bool = False


class Reopened(Fact):
    """`without_day`: the work items whose day had passed by then. None is due again before somebody names a new day for it."""

    kind = "reopened"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str
    back_to: Stage
    without_day: tuple[str, ...] = ()
