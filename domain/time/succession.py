"""An agency ends, and what ran there goes on with its successor, on the day, by a fact of its own in every stream."""

from typing import TypeVar

from domain.chapter import Chapter, change
from domain.facts import Move, Rehomed
from domain.people.directory import Directory
from domain.streams.stream import Stream
from domain.values import unique

S = TypeVar("S", bound=Stream)


def homes(stream: Stream) -> tuple[str, ...]:
    """The agencies something of it lies with: its own, the one that decides, and those of which something is still asked."""
    return unique(stream.agency, stream.addressed_to, *stream.asked)


def next_rehoming(stream: Stream, directory: Directory) -> Rehomed | None:
    """The earliest that the directory of the day knows of and the stream does not, or None where all its agencies stand."""
    ended = {
        agency: agency.left_at
        for code in homes(stream)
        if (agency := directory.agencies.get(code)) and agency.left_at and agency.successor in directory.agencies
    }
    at = min(ended.values(), default=None)
    if at is None:
        return None
    moves = tuple(Move(was=agency.code, now=agency.successor) for agency, left_at in ended.items() if left_at == at)
    named = (directory.agencies[code] for move in moves for code in (move.was, move.now))
    return Rehomed(at=at, moves=moves, names={agency.code: agency.name for agency in named})


def rehoming_id(stream: Stream, fact: Rehomed) -> str:
    """Its name for ever: a code that is given anew may end again."""
    return f"{stream.number}/rehomed-{fact.at:%Y%m%dT%H%M%S}-{fact.moves[0].was}"


def rehomed(fact: Rehomed, stream: S) -> S:
    return stream.passed_on({move.was: move.now for move in fact.moves})


CHAPTER = Chapter(
    changes=(change(Rehomed, rehomed),),
)
