"""What is recorded of closing and reopening an initiative."""

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact
from domain.vocabulary import Result, Stage


class Closed(Fact):
    kind = "closed"
    tells = (PROPOSER, IMPLEMENTER)

    result: Result
    stopped: bool = False


class Reopened(Fact):
    kind = "reopened"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str
    back_to: Stage
