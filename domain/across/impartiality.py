"""What every member of a panel or a council says of themselves: no relation, this relation, or that they stand aside. Who has said nothing is unknown.

A relation that somebody names of themselves is a challenge that waits for the head. Whether a body may conclude while a member has said nothing, the set says.
"""

from typing import TypeVar

from domain.acts import DeclareImpartiality
from domain.chapter import Chapter, change, conclusion
from domain.facts import ImpartialityDeclared
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.streams.seated import SeatedStream
from domain.values import unique
from domain.vocabulary import Impartial

S = TypeVar("S", bound=SeatedStream)


def challenge_waits(stream: SeatedStream) -> Reason | None:
    return None if stream.challenged else Reason.NO_CHALLENGE


def no_challenge_waits(stream: SeatedStream) -> Reason | None:
    return Reason.CHALLENGE_OPEN if stream.challenged else None


def undeclared(stream: SeatedStream) -> tuple[str, ...]:
    """Who sits and has said nothing."""
    return tuple(member for member in stream.sitting if member not in stream.declared_of_themselves)


def has_declared(stream: SeatedStream, person: str) -> bool:
    return person in stream.declared_of_themselves


def declarations_are_awaited(stream: SeatedStream) -> bool:
    return stream.declares_first and bool(undeclared(stream))


def everybody_declared(stream: SeatedStream) -> Reason | None:
    """Asked where the set of the case asks it."""
    return Reason.MEMBERS_NOT_DECLARED if declarations_are_awaited(stream) else None


def not_voted_yet(stream: SeatedStream) -> Reason | None:
    """After the vote a declaration would only explain it."""
    voted = stream.last_closed or (stream.meeting and stream.meeting.ballots)
    return Reason.DECLARED_AFTER_THE_VOTE if voted and isinstance(stream, Review) else None


def declare_impartiality(act: DeclareImpartiality, matter: Matter[SeatedStream]) -> ImpartialityDeclared:
    if (act.declares is Impartial.RELATED) != (act.relation is not None):
        raise Refused(Reason.RELATION_IF_RELATED, matter.basis)
    return ImpartialityDeclared(**matter.signature_fields, declares=act.declares, relation=act.relation, note=act.note)


def impartiality_declared(fact: ImpartialityDeclared, stream: S) -> S:
    member = fact.by.person if fact.by else ""
    declared = stream.seating(impartial={**stream.declared_of_themselves, member: fact.declares})
    match fact.declares:
        case Impartial.STANDS_ASIDE:
            return declared.without_member(member)
        case Impartial.RELATED if fact.relation:
            related = {**declared.relations_named, member: fact.relation}
            return declared.seating(challenged=unique(*declared.challenged, member), related=related)
        case _:
            return declared


CHAPTER = Chapter(
    concludes=(conclusion(DeclareImpartiality, declare_impartiality),),
    changes=(change(ImpartialityDeclared, impartiality_declared),),
)
