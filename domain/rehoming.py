"""An agency ends, and what ran there goes on with its successor, on the day, by a fact of its own in every stream."""

from domain.campaign import Campaign
from domain.case import Case
from domain.clocks import Clock
from domain.facts import Rehomed
from domain.facts.clock import Move
from domain.people import Directory
from domain.review import Review
from domain.stream import Stream, after
from domain.vocabulary import ClockKind, Position


def homes(stream: Stream) -> tuple[str, ...]:
    """The agencies something of it lies with: its own, the one that decides, and those of which something is still asked."""
    return tuple(dict.fromkeys((stream.agency, stream.addressed_to, *stream.asked)))


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


@after.register
def _(fact: Rehomed, stream: Stream) -> Stream:
    heirs = {move.was: move.now for move in fact.moves}

    def to(code: str) -> str:
        return heirs.get(code, code)

    moved: Stream = stream.then(agency=to(stream.agency), addressed_to=to(stream.addressed_to))
    match moved:
        case Case():
            return _asking_the_successor(heirs, moved)
        case Review():
            handed = {n: each.model_copy(update={"handled_by": to(each.handled_by)}) for n, each in moved.disciplines.items()}
            return moved.model_copy(update={"disciplines": handed})
        case Campaign():
            return moved.taking_over(fact.moves)
        case _:
            return moved


def _asking_the_successor(heirs: dict[str, str], case: Case) -> Case:
    """What was answered stays under the name of whoever answered. A successor who was asked as well answers once, for both."""
    said: dict[str, Position | None] = {}
    for code, answer in case.consultations.items():
        said.setdefault(code if answer else heirs.get(code, code), answer)
    clocks = list[Clock]()
    for clock in case.clocks:
        heir = heirs.get(clock.item) if clock.kind is ClockKind.CONSULTATION else None
        if not heir:
            clocks.append(clock)
        elif heir not in case.consultations:
            clocks.append(clock.model_copy(update={"item": heir}))
    return case.model_copy(update={"consultations": said, "clocks": tuple(clocks)})
