"""Who signs for the head of an agency: given by the head, by a paper, to who may have it (domain/people/delegation.py), and ended by one."""

from dataclasses import replace
from datetime import datetime

from domain.acts import EndLeaveToSign, GiveLeaveToSign
from domain.chapter import Chapter, change, conclusion
from domain.facts import LeaveToSignEnded, LeaveToSignGiven
from domain.matter import Matter
from domain.numbers import is_number
from domain.people.delegation import BASIS, SIGNED_BY, fault_of, unknown_in_scope
from domain.people.directory import Delegation, Directory, Tenure
from domain.refusals import Reason, Refused
from domain.streams.signing import SigningPaper
from domain.vocabulary import Capacity, Office, SigningStage


def as_opened(paper: SigningPaper, act: GiveLeaveToSign) -> SigningPaper:
    """As it would be given, so that offices relative to it mean something already."""
    return replace(paper, agency=act.agency, addressed_to=act.agency)


def give_leave_to_sign(act: GiveLeaveToSign, matter: Matter[SigningPaper]) -> LeaveToSignGiven:
    """The head gives it for themselves; of a vacant post, the head above."""
    agency, person = matter.agency(act.agency), matter.person(act.person)
    if (act.capacity is Capacity.Q) is not (matter.by.office is Office.SUPERIOR_HEAD):
        raise Refused(Reason.CAPACITY_DOES_NOT_FIT, BASIS)
    _refuse_unless_in_reach(act, matter)
    term = office_of(act.person, act.agency, act.capacity, matter.directory)
    if term is None:
        raise Refused(Reason.DELEGATE_WITHOUT_OFFICE, BASIS)
    fact = LeaveToSignGiven(
        **matter.signature_fields,
        agency=agency.code,
        person=person.id,
        held=term.office,
        held_at=term.agency,
        capacity=act.capacity,
        given_by="" if act.capacity is Capacity.Q else matter.by.person,
        starts=act.starts,
        ends=act.ends,
        acts=act.acts,
        cases=act.cases,
        focus_areas=act.focus_areas,
        policy=matter.law.id,
        calendar=matter.law.calendar.id,
        names={person.id: person.name, agency.code: agency.name, **_areas(act, matter)},
    )
    directory = matter.directory
    if why := fault_of(
        as_delegation(fact, matter.stream.number),
        (*directory.delegations, *directory.idle),
        directory.terms,
        directory.superior(term.agency),
    ):
        raise Refused(why, BASIS)
    return fact


def _refuse_unless_in_reach(act: GiveLeaveToSign, matter: Matter[SigningPaper]) -> None:
    """It has not ended already, and what it names can be signed for somebody and is there."""
    if act.ends and act.ends < matter.today:
        raise Refused(Reason.DELEGATION_ENDS_FIRST, BASIS)
    if unsigned := unknown_in_scope(act.acts):
        raise Refused(Reason.NOT_TO_BE_SIGNED_FOR, BASIS, act=unsigned)
    if wrong := next((number for number in act.cases if not is_number(number)), ""):
        raise Refused(Reason.NO_SUCH_NUMBER, BASIS, named=wrong)
    for area in act.focus_areas:
        matter.refuse_unless_open(area, BASIS)


def office_of(person: str, agency: str, capacity: Capacity, directory: Directory) -> Tenure | None:
    """By which office of theirs the person signs: of the agency, or by authorisation as head of one right below it."""
    held = [term for term in directory.terms if term.person == person and term.office in SIGNED_BY[capacity]]
    here = (term for term in held if term.agency == agency)
    below = (term for term in held if capacity is Capacity.TUQ and directory.superior(term.agency) == agency)
    return next(here, None) or next(below, None)


def _areas(act: GiveLeaveToSign, matter: Matter[SigningPaper]) -> dict[str, str]:
    return {code: matter.law.focus_areas[code].title_vi for code in act.focus_areas}


def delegation_of(paper: SigningPaper) -> Delegation | None:
    """As the directory is told of it."""
    return as_delegation(paper.given, paper.number, paper.ended_at) if paper.given else None


def as_delegation(fact: LeaveToSignGiven, source: str, ended_at: datetime | None = None) -> Delegation:
    assert fact.paper is not None
    return Delegation(
        person=fact.person,
        held=fact.held,
        held_at=fact.held_at,
        capacity=fact.capacity,
        agency=fact.agency,
        given_by=fact.given_by,
        number=fact.paper.number,
        issued_on=fact.paper.issued_on,
        starts=fact.starts,
        ends=fact.ends,
        ended_at=ended_at,
        acts=fact.acts,
        cases=fact.cases,
        fields=fact.focus_areas,
        source=source,
    )


def leave_to_sign_given(fact: LeaveToSignGiven, paper: SigningPaper) -> SigningPaper:
    begun = replace(paper, stage=SigningStage.GIVEN, given=fact, policy=fact.policy, calendar=fact.calendar)
    return replace(begun, agency=fact.agency, addressed_to=fact.agency)


def end_leave_to_sign(act: EndLeaveToSign, matter: Matter[SigningPaper]) -> LeaveToSignEnded:
    given = matter.stream.given
    assert given is not None
    return LeaveToSignEnded(
        **matter.signature_fields,
        person=given.person,
        held=given.held,
        held_at=given.held_at,
        reason=act.reason,
        names=matter.names_of(given.person),
    )


def leave_to_sign_ended(fact: LeaveToSignEnded, paper: SigningPaper) -> SigningPaper:
    return replace(paper, stage=SigningStage.ENDED, ended_at=fact.at)


CHAPTER = Chapter(
    concludes=(
        conclusion(GiveLeaveToSign, give_leave_to_sign),
        conclusion(EndLeaveToSign, end_leave_to_sign),
    ),
    changes=(
        change(LeaveToSignGiven, leave_to_sign_given),
        change(LeaveToSignEnded, leave_to_sign_ended),
    ),
)
