"""The head of an agency is away: announced by a paper with who takes the open work (domain/people/away.py), and over by its last day or an act."""

from dataclasses import replace

from domain.across.signing import delegation_of, office_of
from domain.acts import AnnounceAbsence, EndAbsence
from domain.chapter import Chapter, change, conclusion
from domain.facts import AbsenceAnnounced, AbsenceEnded
from domain.matter import Matter
from domain.people.away import BASIS, fault_of, holds_throughout
from domain.people.delegation import SIGNED_FOR, stands
from domain.people.delegation import fault_of as fault_of_leave
from domain.people.directory import Delegation, HeadAway
from domain.refusals import Reason, Refused
from domain.streams.signing import SigningPaper
from domain.vocabulary import Office, SigningStage, StandIn, StandInRule


def announce_absence(act: AnnounceAbsence, matter: Matter[SigningPaper]) -> AbsenceAnnounced:
    """By the head's own order, or by the rules where it names nobody: then the first deputy who may have the leave."""
    agency = matter.agency(act.agency)
    if act.ends < matter.today:
        raise Refused(Reason.ABSENCE_ENDS_FIRST, BASIS)
    fact = AbsenceAnnounced(
        **matter.signature_fields,
        agency=agency.code,
        absent=matter.by.person,
        starts=act.starts,
        ends=act.ends,
        chosen=StandIn.NOBODY,
        policy=matter.law.id,
        calendar=matter.law.calendar.id,
        names={agency.code: agency.name, matter.by.person: matter.by.name},
    )
    if why := fault_of(away_as_told(fact, matter.stream.number), matter.directory.away):
        raise Refused(why, BASIS)
    if act.person:
        return _taken_over(fact, act.person, StandIn.ORDER, act, matter)
    for deputy in _by_the_rules(act, matter):
        try:
            return _taken_over(fact, deputy, StandIn.RULE, act, matter)
        except Refused:
            continue
    return fact


def _by_the_rules(act: AnnounceAbsence, matter: Matter[SigningPaper]) -> tuple[str, ...]:
    """Whom the rules of the day name, in their order: an absence is no part of an older case."""
    first = matter.law.stands_in is StandInRule.FIRST_DEPUTY
    return matter.directory.holding(Office.DEPUTY_HEAD, act.agency) if first else ()


def _taken_over(
    fact: AbsenceAnnounced, person: str, chosen: StandIn, act: AnnounceAbsence, matter: Matter[SigningPaper]
) -> AbsenceAnnounced:
    """With whoever takes the work: by the leave they have for all of that time, or by one that this gives them. Raises Refused."""
    names, directory = {**fact.names, **matter.names_of(person)}, matter.directory
    taken = fact.model_copy(update={"substitute": person, "chosen": chosen, "names": names})
    if has := _leave_they_have(taken, matter):
        return taken.model_copy(update={"held": has.held, "held_at": has.held_at})
    term = office_of(person, act.agency, act.capacity, directory)
    if term is None:
        raise Refused(Reason.DELEGATE_WITHOUT_OFFICE, BASIS)
    given = taken.model_copy(update={"held": term.office, "held_at": term.agency, "capacity": act.capacity})
    leave = leave_as_given(given, matter.stream.number)
    assert leave
    others = (*directory.delegations, *directory.idle)
    if why := fault_of_leave(leave, others, directory.terms, directory.superior(term.agency)):
        raise Refused(why, BASIS)
    return given


def _leave_they_have(fact: AbsenceAnnounced, matter: Matter[SigningPaper]) -> Delegation | None:
    directory = matter.directory
    theirs = (each for each in (*directory.delegations, *directory.idle) if (each.person, each.agency) == (fact.substitute, fact.agency))
    return next((each for each in theirs if holds_throughout(each, fact.starts, fact.ends) and stands(each, directory)), None)


def as_opened(paper: SigningPaper, act: AnnounceAbsence) -> SigningPaper:
    """As it would be announced, so that offices relative to it mean something already."""
    return replace(paper, agency=act.agency, addressed_to=act.agency)


def leave_as_given(fact: AbsenceAnnounced, source: str, paper: SigningPaper | None = None) -> Delegation | None:
    """The leave to sign it gives: of all the head's work, on those days; None where the substitute had one already, or there is none."""
    if fact.capacity is None or fact.held is None or fact.paper is None:
        return None
    return Delegation(
        person=fact.substitute,
        held=fact.held,
        held_at=fact.held_at,
        capacity=fact.capacity,
        office=SIGNED_FOR,
        agency=fact.agency,
        given_by=fact.absent,
        number=fact.paper.number,
        issued_on=fact.paper.issued_on,
        starts=fact.starts,
        ends=fact.ends,
        ended_at=paper.ended_at if paper else None,
        source=source,
    )


def away_as_told(fact: AbsenceAnnounced, source: str, paper: SigningPaper | None = None) -> HeadAway:
    assert fact.paper is not None
    return HeadAway(
        agency=fact.agency,
        person=fact.absent,
        substitute=fact.substitute,
        chosen=fact.chosen,
        number=fact.paper.number,
        issued_on=fact.paper.issued_on,
        starts=fact.starts,
        ends=fact.ends,
        ended_at=paper.ended_at if paper else None,
        source=source,
    )


def in_directory(paper: SigningPaper) -> tuple[Delegation | None, HeadAway | None]:
    """As the directory is told of it: the leave to sign it gives, and the absence it announces."""
    if paper.absence is None:
        return delegation_of(paper), None
    return leave_as_given(paper.absence, paper.number, paper), away_as_told(paper.absence, paper.number, paper)


def absence_announced(fact: AbsenceAnnounced, paper: SigningPaper) -> SigningPaper:
    begun = replace(paper, stage=SigningStage.ABSENT, absence=fact, policy=fact.policy, calendar=fact.calendar)
    return replace(begun, agency=fact.agency, addressed_to=fact.agency)


def end_absence(act: EndAbsence, matter: Matter[SigningPaper]) -> AbsenceEnded:
    absence = matter.stream.absence
    assert absence is not None
    return AbsenceEnded(
        **matter.signature_fields,
        absent=absence.absent,
        substitute=absence.substitute,
        reason=act.reason,
        names={code: absence.names[code] for code in (absence.absent, absence.substitute) if code},
    )


def absence_ended(fact: AbsenceEnded, paper: SigningPaper) -> SigningPaper:
    return replace(paper, stage=SigningStage.BACK, ended_at=fact.at)


CHAPTER = Chapter(
    concludes=(
        conclusion(AnnounceAbsence, announce_absence),
        conclusion(EndAbsence, end_absence),
    ),
    changes=(
        change(AbsenceAnnounced, absence_announced),
        change(AbsenceEnded, absence_ended),
    ),
)
