"""When the head of an agency is away: from which day to which, and who takes their open work meanwhile.

Nobody becomes head by it: whoever takes the work signs by leave for that time (domain/people/delegation.py), and where they may not, the case stays.
"""

from collections.abc import Iterable
from datetime import date

from domain.facts import DaysAway
from domain.people.delegation import SIGNED_FOR, in_force
from domain.people.directory import Delegation, Directory, HeadAway
from domain.people.standpoint import Addressee, Standpoint
from domain.refusals import Reason
from domain.vocabulary import LeaveState
from domain.zone import CITY_ZONE

BASIS = "house: absence"


def days_of(away: HeadAway) -> tuple[date, date]:
    """The first and the last day of it; the day they came back on is one."""
    came_back = away.ended_at.astimezone(CITY_ZONE).date() if away.ended_at else away.ends
    return away.starts, min(away.ends, came_back)


def fault_of(given: HeadAway, others: Iterable[HeadAway]) -> Reason | None:
    """Why it cannot be announced; None where it can. `others`: all there are of that agency."""
    if given.starts < given.issued_on:
        return Reason.ABSENCE_BEFORE_ITS_PAPER
    if given.ends < given.starts:
        return Reason.ABSENCE_ENDS_FIRST
    theirs = (each for each in others if (each.agency, each.person) == (given.agency, given.person) and not each.ended_at)
    return Reason.ABSENCE_OVERLAPS if any(given.starts <= each.ends and each.starts <= given.ends for each in theirs) else None


def holds_throughout(given: Delegation, starts: date, ends: date) -> bool:
    """Whether that leave to sign holds on all these days."""
    return given.ended_at is None and given.starts <= starts and (given.ends is None or ends <= given.ends)


def away_today(agency: str, directory: Directory) -> HeadAway | None:
    """Who of whoever heads it is away on the directory's day, if that was announced."""
    day = directory.day
    return next((each for each in _of_its_head(agency, directory) if day and in_force(each, day)), None)


def state_of(away: HeadAway, day: date, directory: Directory) -> LeaveState:
    """How it stands that day."""
    if away.ended_at is None and day < away.starts:
        return LeaveState.TO_COME
    if not in_force(away, day):
        return LeaveState.OVER
    return LeaveState.IN_FORCE if away in _of_its_head(away.agency, directory) else LeaveState.LAPSED


def taken_by(away: HeadAway, standpoint: Standpoint) -> str:
    """Who takes this case from whoever is away; "" where nobody does, or who would has no part in it."""
    directory, kept_away = standpoint.directory, standpoint.excluded
    given = (*directory.delegations, *directory.idle)
    leave = (each for each in given if (each.person, each.agency, each.office) == (away.substitute, away.agency, SIGNED_FOR))
    meanwhile = (each for each in leave if each.starts <= away.ends and (each.ends is None or away.starts <= each.ends))
    may = any(not standpoint.why_not_here(each) for each in meanwhile)
    return away.substitute if may and away.substitute not in kept_away else ""


def days_away(desk: Addressee, since: date, standpoint: Standpoint) -> tuple[DaysAway, ...]:
    """On which days up to that of the directory whoever heads it today was away, and at whose desk the case lay then. `since`: when it came there."""
    today = standpoint.directory.day
    if today is None or desk.office is not SIGNED_FOR:
        return ()
    spans = [(each, *days_of(each)) for each in _of_its_head(desk.agency, standpoint.directory)]
    lay = ((each, max(first, since), min(last, today)) for each, first, last in spans)
    return tuple(
        DaysAway(absent=each.person, taken_by=taken_by(each, standpoint), since=first, until=last)
        for each, first, last in sorted(lay, key=lambda span: span[1])
        if first <= last
    )


def _of_its_head(agency: str, directory: Directory) -> list[HeadAway]:
    """What was announced by whoever heads it. Of whoever headed it before, nothing is away any more."""
    heads = directory.holding(SIGNED_FOR, agency)
    return [each for each in directory.away if each.agency == agency and each.person in heads]
