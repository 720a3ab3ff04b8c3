"""What must hold in every state of every stream, and where it does not. A gap is told with the shortest way there that was walked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from domain.facts import Desk
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.decide import awaited_rows
from domain.procedure.waiting import at_rest
from domain.proof.alike import Alike
from domain.proof.walk import Walk
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.meeting import MeetingStream
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.time.reminders import desks
from domain.vocabulary import Office, Regime, ReviewOutcome, ReviewStage, Stage, StreamKind, Verdict


class Claim(StrEnum):
    """Its key in words/ [claims]."""

    SOMEBODY_ACTS = "somebody_acts"
    A_WAY_LEADS_TO_REST = "a_way_leads_to_rest"
    CLOCKS_ASK = "clocks_ask"
    HEARD = "heard"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    ANOTHER_HAND = "another_hand"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class Gap:
    """Where a claim does not hold. `what`: the acts that wait for nobody, the clock that asks nobody, or the persons; `path`: what led there, by name."""

    claim: Claim
    kind: StreamKind
    regime: Regime
    stage: str
    what: tuple[str, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, ...]:
        """Gaps at one place are one gap: the shortest way there is told."""
        return (self.claim, self.kind, self.regime, self.stage, *self.what)


def waits_for_its_family(stream: Stream) -> bool:
    """Nobody is asked here, for somebody is in another stream of the family: a review or rewards not decided, a result, what holds the rewards."""
    match stream:
        case Initiative():
            return bool(stream.open_reviews) or bool(stream.rewards and stream.rewards.pending)
        case Review():
            return stream.stage is ReviewStage.FINDINGS and stream.waits_for_result and stream.result is None and not stream.none_will_come
        case RewardFile():
            return bool(stream.frozen_by)
        case Campaign():  # whoever is under duty registers an initiative of their own
            return bool(stream.owing)
        case _:
            return False


def _somebody_acts(stream: Stream, standpoint: Standpoint) -> tuple[str, ...] | None:
    """None where somebody is asked, for an act or by a clock; otherwise the acts that wait, and for nobody."""
    if stream.clocks and not any(_clocks_that_ask_nobody(stream, standpoint)):
        return None
    waiting = awaited_rows(stream)
    for row in waiting:
        for office in row.turns(stream):
            if any(not row.is_done_by(person, stream) for person in standpoint.holders(office)):
                return None
    return tuple(dict.fromkeys(row.act.name for row in waiting))


def _clocks_that_ask_nobody(stream: Stream, standpoint: Standpoint) -> Iterator[str]:
    """At each desk somebody sits: the person named, or whoever holds the office and is free to act."""
    if stream.debtors == ():  # all have registered, and its window goes on for nobody
        return
    for clock in stream.clocks:
        if not any(desk.person or _free_at(desk, standpoint) for desk in desks(clock, standpoint)):
            yield clock.kind


def _free_at(desk: Desk, standpoint: Standpoint) -> bool:
    directory = standpoint.directory
    sitting = (
        *directory.holding(desk.office, desk.agency),
        *(each.person for each in directory.delegations if (each.office, each.agency) == (desk.office, desk.agency)),
    )
    return any(not standpoint.conflicted(person, desk.office) for person in sitting)


def _unheard(stream: Stream) -> tuple[str, ...]:
    """Whoever something is recommended or decided of, though nobody asked them."""
    if isinstance(stream, Review) and stream.stage not in (None, ReviewStage.REPORTED, ReviewStage.CAUSE, ReviewStage.FINDINGS):
        return tuple(person for person in stream.persons if person not in stream.statements)
    return ()


def _undecided(stream: Stream) -> tuple[str, ...]:
    """Whoever a review ended without an answer for, or whose conclusion was forgotten."""
    if isinstance(stream, Review) and stream.is_over and stream.outcome not in (ReviewOutcome.NO_REVIEW, ReviewOutcome.SUPERSEDED):
        return tuple(person for person in stream.persons if stream.outcome_for(person) is None)
    if isinstance(stream, Initiative) and stream.stage is Stage.CLOSED:
        return stream.to_conclude
    return ()


def _unreviewed(stream: Stream) -> tuple[str, ...]:
    """What fell short and has no review of its own."""
    if not isinstance(stream, Initiative):
        return ()
    reviewed = {review.item for review in stream.reviews.values()}
    return tuple(item for item, verdict in stream.work.verdicts.items() if verdict is not Verdict.FULL and item not in reviewed)


def _one_hand(standpoint: Standpoint) -> bool:
    """Whether whoever submits to the city is who answers there."""
    return bool({*standpoint.holders(Office.AGENCY_HEAD)} & {*standpoint.holders(Office.CITY_CHAIR)})


Ends = Callable[[Stream], bool]


def is_over(stream: Stream) -> bool:
    return stream.is_over


def has_met(stream: Stream) -> bool:
    return isinstance(stream, MeetingStream) and stream.meeting is None and stream.last_closed is not None


def council_has_concluded(stream: Stream) -> bool:
    return isinstance(stream, Initiative) and stream.deliberation.council_favourable is not None


def nothing_left_open(stream: Stream) -> bool:
    """Of what crosses all stages: whatever was reported, flagged or referred has been answered."""
    return isinstance(stream, Initiative) and not (
        stream.integrity or stream.referred or any(not each.answered for each in stream.obstructions)
    )


def gaps(walk: Walk, directory: Directory, ends: Ends = is_over) -> tuple[Gap, ...]:
    """Every place where something does not hold, each with the shortest path."""
    found = list(_gaps(walk, directory, ends))
    return shortest(found)


def shortest(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """One gap for each place. That no way leads to rest is told where nothing else says why."""
    by_place = sorted(found, key=lambda gap: (gap.place, len(gap.path)))
    one = [next(same) for _, same in groupby(by_place, key=lambda gap: gap.place)]
    reasons = [gap for gap in one if gap.claim is not Claim.A_WAY_LEADS_TO_REST]
    return tuple(reasons or one)


def _gaps(walk: Walk, directory: Directory, ends: Ends) -> Iterator[Gap]:
    leads_to_rest = _that_lead_to(ends, walk)
    for state, stream in walk.found.items():

        def gap(claim: Claim, *what: str, state: Alike = state, stream: Stream = stream) -> Gap:
            return Gap(claim, stream.kind, stream.regime, str(stream.stage), what, walk.path_to(state))

        standpoint = Standpoint(stream, directory)
        if not at_rest(stream) and not waits_for_its_family(stream) and (waiting := _somebody_acts(stream, standpoint)) is not None:
            yield gap(Claim.SOMEBODY_ACTS, *waiting)
        if state not in leads_to_rest:
            yield gap(Claim.A_WAY_LEADS_TO_REST)
        for clock in _clocks_that_ask_nobody(stream, standpoint):
            yield gap(Claim.CLOCKS_ASK, clock)
        if isinstance(stream, Initiative) and stream.stage is Stage.CITY_APPRAISAL and _one_hand(standpoint):
            yield gap(Claim.ANOTHER_HAND)
        for claim, left in ((Claim.HEARD, _unheard), (Claim.DECIDED, _undecided), (Claim.REVIEWED, _unreviewed)):
            if left(stream):
                yield gap(claim)


def _that_lead_to(ends: Ends, walk: Walk) -> set[Alike]:
    """What comes to an end by some way."""
    leads = {state for state, stream in walk.found.items() if ends(stream)}
    came_from: dict[Alike, list[Alike]] = {}
    for here, _, there in walk.steps:
        came_from.setdefault(there, []).append(here)
    ahead = list(leads)
    while ahead:
        for before in came_from.get(ahead.pop(), ()):
            if before not in leads:
                leads.add(before)
                ahead.append(before)
    return leads
