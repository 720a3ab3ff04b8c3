"""The minutes of a body's meeting: their number and day, and who of it was there. A panel, a council and a disciplinary council keep them alike."""

from collections.abc import Iterable
from datetime import date

from domain.acts import MinutesSeen
from domain.facts import Absence, Minutes
from domain.law.parameter import Parameter
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.meeting import Meeting


def as_minuted(
    seen: MinutesSeen | None,
    asked: Parameter[bool] | None,
    first: date | None,
    members: Iterable[str],
    active: Iterable[str],
    matter: Matter,
) -> Minutes | None:
    """As they stand in the ledger. Raises Refused where the law of the case asks for them and nobody names them.

    `first`: before which day they were not written. `members`: who sits on that body. `active`: who of it did something at the meeting, and so was there.
    """
    if seen is None:
        if asked and asked.value:
            raise Refused(Reason.MINUTES_NEEDED, asked.basis, act=matter.filed.act.name)
        return None
    matter.refuse_unless_between(first, seen.minutes_on, "minutes_on")
    basis, members, absent = asked.basis if asked else matter.basis, tuple(members), {each.member for each in seen.absent}
    for person in absent.difference(members):
        raise Refused(Reason.NOT_SITTING, basis, person=person)
    for person in absent.intersection(active):
        raise Refused(Reason.ATTENDANCE_DISAGREES, basis, person=person)
    return Minutes(
        number=seen.minutes_number,
        issued_on=seen.minutes_on,
        present=tuple(person for person in members if person not in absent),
        absent=tuple(Absence(member=each.member, reason=each.reason) for each in seen.absent),
    )


def minutes_of(met: Meeting, again: MinutesSeen | None, active: Iterable[str], matter: Matter) -> Minutes | None:
    """Where the body has met they are on record, and who names them again names the same. `active`: who of it did something there. Raises Refused."""
    if met.minuted is None:
        return None
    if again and (again.minutes_number, again.minutes_on) != (met.minuted.number, met.minuted.issued_on):
        raise Refused(Reason.MINUTES_DISAGREE, matter.basis, meeting=met.number)
    for person in active:
        if person in {each.member for each in met.minuted.absent}:
            raise Refused(Reason.ATTENDANCE_DISAGREES, matter.basis, person=person)
    return met.minuted


def refuse_more_votes_than(minuted: Minutes | None, cast: int, basis: str) -> None:
    """Nobody votes who was not there. Of a body whose members nobody knows nothing is said."""
    if minuted and minuted.present and cast > len(minuted.present):
        raise Refused(Reason.MORE_VOTES_THAN_PRESENT, basis, cast=cast, members=len(minuted.present))
