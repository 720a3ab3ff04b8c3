"""A chapter of the law: which rule concludes each of its acts, and how each of its facts changes a stream.

A chapter lists its rules by name in one table. The list is the documentation, and what is missing in it fails when the rules are loaded
(domain/procedure/chapters.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.acts import Act
from domain.facts import Fact
from domain.matter import Matter
from domain.streams.stream import Stream

A = TypeVar("A", bound=Act)
F = TypeVar("F", bound=Fact)
S = TypeVar("S", bound=Stream)


@dataclass(frozen=True)
class Conclusion:
    """The rule that turns one act into a fact, or raises Refused. Office, stage and conflict have been weighed before."""

    act: type[Act]
    rule: Callable[[Any, Matter[Any]], Fact]


@dataclass(frozen=True)
class Change:
    """What one fact makes of a stream. It cannot fail, and it asks nothing of any law: what was decided is in the fact.

    The stream it is given counts the fact already, so that a clock it starts was opened by this fact.
    """

    fact: type[Fact]
    rule: Callable[[Any, Any], Stream]


@dataclass(frozen=True)
class Chapter:
    """The rules of one chapter, in the order of the procedure."""

    concludes: tuple[Conclusion, ...] = ()
    changes: tuple[Change, ...] = ()


def conclusion(act: type[A], rule: Callable[[A, Matter[S]], Fact]) -> Conclusion:
    return Conclusion(act, rule)


def change(fact: type[F], rule: Callable[[F, S], S]) -> Change:
    return Change(fact, rule)


def unchanged(_: Fact, stream: S) -> S:
    """For a fact that is only recorded."""
    return stream
