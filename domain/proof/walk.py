"""The walk: every state a stream comes to when people ask what they may, the clock speaks, and the other streams of its family tell it how they stand.

Each step is made by the rules themselves (`decide`, `after`): nothing here knows what follows from an act.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.acts import Act
from domain.facts import DutyFulfilled, Escalated, Fact, ResultNoted, ReviewNoted, RewardsHeld, RewardsNoted, RewardsReleased, SilenceNoted
from domain.family import consequences
from domain.filing import Filed
from domain.law.policy import Law
from domain.matter import RecordExcerpt
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, rows_of
from domain.procedure.rows import Row
from domain.proof.alike import Alike, what_matters
from domain.proof.ways import Way
from domain.refusals import Refused
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.vocabulary import ClockKind, Hold, Office, Result, ReviewStage, RewardStage, Stage

FIRST_DAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ANOTHER_REVIEW = "SK-2026-26743-1-R9"
Step = tuple[Alike, type[Act] | type[Fact], Alike]


@dataclass
class Walk:
    """`found`: a stream for every state; `came_by`: the step on which each was first met. `opened`: the first facts of other streams, by their numbers.
    `before`: what had happened when the walk began.
    """

    found: dict[Alike, Stream] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    came_by: dict[Alike, Step] = field(default_factory=dict)
    opened: dict[str, Fact] = field(default_factory=dict)
    before: tuple[str, ...] = ()

    def path_to(self, state: Alike) -> tuple[str, ...]:
        """What happened until then, from the beginning: acts by their names, facts that no act is by theirs."""
        path: list[str] = []
        while step := self.came_by.get(state):
            path.append(step[1].name if issubclass(step[1], Act) else step[1].kind)
            state = step[0]
        return (*self.before, *reversed(path))


def hands(row: Row[Any], way: Way, standpoint: Standpoint[Any]) -> Iterator[str]:
    """Whoever may go that way by that row, as the stream stands now: who holds its offices and is free to act."""
    for office in row.offices:
        if way.by and office not in way.by:
            continue
        held = standpoint.stream.proposers if office is Office.ANYONE_CONCERNED else standpoint.holders(office)
        yield from (person for person in held if not way.only or person in way.only)


def asked(act: Act, by: str, stream: Stream, law: Law, directory: Directory, days: int = 0, entry: Fact | None = None) -> Fact:
    """The fact it becomes. `entry`: of the ledger, which the act is about. Raises Refused."""
    filed = Filed("TN-20261120-0000000001", stream.number, act, by, FIRST_DAY + timedelta(days=days))
    return decide(filed, stream, law, directory, RecordExcerpt(entry=entry, next_review=ANOTHER_REVIEW))


def _gone(way: Way, by: str, stream: Stream, law: Law, directory: Directory) -> list[tuple[Fact, Stream]]:
    """The facts along it, each with the stream after it. Raises Refused."""
    along: list[tuple[Fact, Stream]] = []
    for act in way.as_asked(Standpoint(stream, directory)):
        fact = asked(act, by, stream, law, directory, way.days)
        stream = after(fact, stream)
        along.append((fact, stream))
    return along


def _by_people(stream: Stream, law: Law, directory: Directory, ways: tuple[Way, ...]) -> Iterator[tuple[type[Act], Fact, Stream]]:
    standpoint = Standpoint(stream, directory)
    open_rows = {row.act: row for row in rows_of(stream) if stream.stage in row.stages and not row.first_obstacle(stream)}
    for way in ways:
        if (row := open_rows.get(way.act)) is None:
            continue
        persons = tuple(dict.fromkeys(hands(row, way, standpoint)))
        if way.together:
            yield from _all_of_them(persons, way, stream, law, directory)
            continue
        for person in persons:
            try:
                along = _gone(way, person, stream, law, directory)
            except Refused:
                continue
            if along:
                yield way.act, *along[-1]
            if not way.each:
                break


def _all_of_them(
    persons: tuple[str, ...], way: Way, stream: Stream, law: Law, directory: Directory
) -> Iterator[tuple[type[Act], Fact, Stream]]:
    """One after the other, as one step; whom the rules do not hear is passed over."""
    last: Fact | None = None
    for person in persons:
        try:
            along = _gone(way, person, stream, law, directory)
        except Refused:
            continue
        last, stream = along[-1]
    if last is not None:
        yield way.act, last, stream


def _by_itself(stream: Stream) -> Iterator[Fact]:
    """What happens without anybody's hand: days pass in silence where that opens another way, and the family tells."""
    for clock in stream.clocks:
        if clock.kind in (ClockKind.CONSULTATION, ClockKind.REGISTRATION) and not clock.late:
            late = SilenceNoted if clock.kind is ClockKind.CONSULTATION else Escalated
            yield late(at=FIRST_DAY, clock=clock.kind, item=clock.item, due=FIRST_DAY, waiting_for=stream.waited_for(clock))
    match stream:
        case Initiative():
            for number in stream.open_reviews:
                yield ReviewNoted(at=FIRST_DAY, review=number, stage=ReviewStage.DECIDED, judged=stream.implementers)
            if stream.rewards and stream.stage is Stage.REWARDING:
                yield RewardsNoted(
                    at=FIRST_DAY, rewards=stream.rewards.number, stage=RewardStage.CONSIDERED, pending=not stream.rewards.pending
                )
        case Review() if stream.result is None and not stream.none_will_come:
            yield ResultNoted(at=FIRST_DAY, result=Result.PARTLY_COMPLETED)
            yield ResultNoted(at=FIRST_DAY, none_will_come=True)
        case RewardFile():
            yield (
                RewardsReleased(at=FIRST_DAY, tier=stream.tier) if stream.frozen_by else RewardsHeld(at=FIRST_DAY, holds=(Hold.INTEGRITY,))
            )
        case Campaign() if stream.owing:
            yield DutyFulfilled(at=FIRST_DAY, agency=stream.owing[0], initiative="SK-2026-26743-1", left=0)


def walk(begun: Stream, law: Law, directory: Directory, ways: tuple[Way, ...], before: tuple[str, ...] = ()) -> Walk:
    """From a stream that has begun, along these ways."""
    found = Walk({what_matters(begun): begun}, before=before)
    ahead = deque([begun])
    while ahead:
        stream = ahead.popleft()
        here = what_matters(stream)
        steps: list[tuple[type[Act] | type[Fact], Fact, Stream]] = [
            *_by_people(stream, law, directory, ways),
            *((type(fact), fact, after(fact, stream)) for fact in _by_itself(stream)),
        ]
        for kind, fact, there in steps:
            for number, opened in consequences(fact, stream, there, law.calendar):
                if number != stream.number and number not in found.opened:
                    found.opened[number] = opened
            step = (here, kind, what_matters(there))
            found.steps.append(step)
            if step[2] not in found.found:
                found.found[step[2]] = there
                found.came_by[step[2]] = step
                ahead.append(there)
    return found
