"""Who signs for whom: leave to sign for the holder of an office, by a paper, for a time, for some of the work or all of it.

The five capacities are those of Decree 30/2020, Art. 13. What each asks of whoever signs is written in `SIGNED_BY`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from domain.acts import ACTS, Act
from domain.people.directory import Delegation, Directory, HeadAway, Tenure
from domain.refusals import Reason
from domain.streams.stream import Stream
from domain.vocabulary import Capacity, LeaveState, Office
from domain.zone import CITY_ZONE

BASIS = "house: signing"
# The office for whose holder somebody may sign.
SIGNED_FOR = Office.AGENCY_HEAD
# By which office somebody signs in that capacity; at the agency itself, but by authorisation also at one right below it.
SIGNED_BY: Mapping[Capacity, tuple[Office, ...]] = {
    Capacity.KT: (Office.DEPUTY_HEAD,),
    Capacity.Q: (Office.DEPUTY_HEAD,),
    Capacity.TM: (Office.DEPUTY_HEAD,),
    Capacity.TL: (Office.AGENCY_OFFICER,),
    Capacity.TUQ: (Office.DEPUTY_HEAD, Office.AGENCY_OFFICER, Office.AGENCY_HEAD),
}
# To whom the head is not the one asked, but one of a body: a seat in it is nobody else's.
BODIES = frozenset({Office.LEADERSHIP})


def may_be_signed_for(act: type[Act]) -> bool:
    """Whether somebody may do it for another: a decision, and never a ballot, a statement or what one says of oneself."""
    return act.signed_for


def covers(delegation: Delegation, stream: Stream, act: type[Act] | None = None) -> bool:
    """Whether it is of that case, and of that act where one is named. A case whose field nobody has said is of none."""
    of_the_case = not delegation.cases or stream.number in delegation.cases or stream.family in delegation.cases
    of_the_field = not delegation.fields or stream.field_of_work in delegation.fields
    of_the_act = act is None or (may_be_signed_for(act) and (not delegation.acts or act.name in delegation.acts))
    return of_the_case and of_the_field and of_the_act


def stands(delegation: Delegation, directory: Directory) -> bool:
    """Whether both still are what they were: who signs holds the office they sign by, and whom they sign for holds theirs, or it is still vacant."""
    signs = directory.has_office(delegation.person, (delegation.held,), delegation.held_at)
    heads = directory.holding(delegation.office, delegation.agency)
    return signs and (not heads if delegation.capacity is Capacity.Q else delegation.given_by in heads)


def in_force(delegation: Delegation | HeadAway, day: date, moment: datetime | None = None) -> bool:
    """Whether it was on that day; where a moment is named, whether it had not been ended before it. Without one, what was ended is over."""
    last = delegation.ended_at.astimezone(CITY_ZONE).date() if delegation.ended_at else None
    ended = delegation.ended_at is not None and (moment is None or delegation.ended_at <= moment)
    return delegation.starts <= day and not ended and all(end is None or day <= end for end in (delegation.ends, last))


def state_of(delegation: Delegation, day: date, directory: Directory) -> LeaveState:
    """How it stands that day, whatever it is of. What was ended is over."""
    if delegation.ended_at is None and day < delegation.starts:
        return LeaveState.TO_COME
    if not in_force(delegation, day):
        return LeaveState.OVER
    return LeaveState.IN_FORCE if stands(delegation, directory) else LeaveState.LAPSED


def begins(day: date) -> datetime:
    """The first moment of a day: what was ended on it was in force then."""
    return datetime.combine(day, time(), CITY_ZONE)


def is_of_another_directory(signed_on: date, day: date, received: Directory) -> bool:
    """Whether a document is judged by another directory than that of the moment of receipt: it bears another day, or somebody's leave ended on this."""
    return signed_on != day or any(each.ended_at for each in received.idle)


def fault_of(given: Delegation, others: Iterable[Delegation], terms: Iterable[Tenure], superior: str = "") -> Reason | None:
    """Why it cannot be given; None where it can. `others`: all there are of that agency; `terms`: of whoever it names; `superior`: of the agency at which
    whoever signs serves."""
    terms = tuple(terms)
    if given.starts < given.issued_on:
        return Reason.DELEGATION_BEFORE_ITS_PAPER
    if given.ends and given.ends < given.starts:
        return Reason.DELEGATION_ENDS_FIRST
    if given.office is not SIGNED_FOR or not _fits(given, superior):
        return Reason.CAPACITY_DOES_NOT_FIT
    if not _holds(given.person, given.held, given.held_at, given.starts, terms):
        return Reason.DELEGATE_WITHOUT_OFFICE
    heads = [term for term in terms if (term.office, term.agency) == (given.office, given.agency) and term.covers(given.starts)]
    if given.capacity is Capacity.Q:
        if heads:
            return Reason.POST_NOT_VACANT
    elif given.given_by not in {term.person for term in heads}:
        return Reason.DELEGATION_CHAINED
    return Reason.DELEGATION_OVERLAPS if any(_overlap(given, other) for other in others) else None


def unknown_in_scope(acts: Iterable[str]) -> str:
    """The first of these acts that nobody may do for another; "" where there is none."""
    return next((name for name in acts if name not in ACTS or not may_be_signed_for(ACTS[name])), "")


def _fits(given: Delegation, superior: str) -> bool:
    if given.held not in SIGNED_BY[given.capacity] or given.person == given.given_by:
        return False
    if given.capacity is Capacity.Q and (given.acts or given.cases or given.fields):
        return False  # who stands in for a vacant post has all of it
    here = given.held_at == given.agency
    return here if given.capacity is not Capacity.TUQ else (here and given.held is not given.office) or superior == given.agency


def _holds(person: str, office: Office, agency: str, day: date, terms: tuple[Tenure, ...]) -> bool:
    return any((term.person, term.office, term.agency) == (person, office, agency) and term.covers(day) for term in terms)


def _overlap(one: Delegation, other: Delegation) -> bool:
    """Two of one person for one seat, or two who stand in for one vacant post, on one day. One that was ended overlaps with nothing."""
    if other.ended_at or (one.office, one.agency) != (other.office, other.agency):
        return False
    rivals = one.capacity is Capacity.Q and other.capacity is Capacity.Q
    begins = max(one.starts, other.starts)
    together = all(each.ends is None or begins <= each.ends for each in (one, other))
    return together and (one.person == other.person or rivals)
