"""What is recorded of agencies that end."""

from collections.abc import Mapping

from domain.facts.fact import Fact
from domain.values import Durable


class Move(Durable):
    """From an agency that has ended to its successor, by their codes."""

    was: str
    now: str


class Rehomed(Fact):
    """The clock's, when agencies have ended: what ran there is with their successors. What was decided, frozen or written stays as it was, under the
    old names. It decides nothing.
    """

    kind = "rehomed"

    moves: tuple[Move, ...]
    names: Mapping[str, str] = {}
