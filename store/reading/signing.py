"""Who signs for the head of an agency and when that head is away, as its people read it: all there is and was, the newest first."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from domain.people.away import state_of as state_of_absence
from domain.people.delegation import state_of
from domain.people.directory import Delegation, Tenure
from domain.people.rights import may_read_who_signs
from domain.refusals import Reason, Refused
from store import directory
from store.reading.views import AwaySeen, LeaveSeen
from store.record.names import named


def at(agency: str, terms: Sequence[Tenure], day: date, session: Session) -> list[LeaveSeen]:
    """Of that agency. Raises Refused."""
    _refuse_unless_theirs_to_read(agency, terms, day, session)
    return _seen(directory.delegations_of(agency, session), day, session)


def away_at(agency: str, terms: Sequence[Tenure], day: date, session: Session) -> list[AwaySeen]:
    """Of the head of that agency. Raises Refused."""
    _refuse_unless_theirs_to_read(agency, terms, day, session)
    away = directory.away_of((agency,), session)
    known = directory.slice_for((agency,), (), day, session)
    called = named([person for each in away for person in (each.person, each.substitute) if person], session)
    return [
        AwaySeen(
            **each.model_dump(exclude={"source"}),
            person_name=called.get(each.person, each.person),
            substitute_name=called.get(each.substitute, each.substitute),
            stream=each.source,
            state=state_of_absence(each, day, known),
        )
        for each in sorted(away, key=lambda each: (each.starts, each.source), reverse=True)
    ]


def _refuse_unless_theirs_to_read(agency: str, terms: Sequence[Tenure], day: date, session: Session) -> None:
    """To whoever may not read it, and of an agency that nobody knows, there is nothing."""
    line = (
        agency,
        *directory.agencies_on(day, session).line(agency),
    )  # of one that has ended, whoever still serves there, and whoever took over
    if not directory.agency_exists(agency, session) or not may_read_who_signs(line, terms):
        raise Refused(Reason.NO_SUCH_CASE, "house: reading")


def given_to(person: str, day: date, session: Session) -> list[LeaveSeen]:
    """By which that person signs, wherever that is."""
    return _seen(directory.delegations_to(person, session), day, session)


def _seen(given: Sequence[Delegation], day: date, session: Session) -> list[LeaveSeen]:
    codes = {code for each in given for code in (each.agency, each.held_at)}
    known = directory.slice_for(codes, {each.person for each in given}, day, session)
    called = named([*codes, *(person for each in given for person in (each.person, each.given_by))], session)
    return [
        LeaveSeen(
            **each.model_dump(exclude={"source", "office"}),
            person_name=called.get(each.person, each.person),
            held_at_name=called.get(each.held_at, each.held_at),
            agency_name=called.get(each.agency, each.agency),
            agency_kind=known.agencies[each.agency].kind if each.agency in known.agencies else None,
            given_by_name=called.get(each.given_by, each.given_by),
            stream=each.source,
            state=state_of(each, day, known),
        )
        for each in sorted(given, key=lambda each: (each.starts, each.source), reverse=True)
    ]
