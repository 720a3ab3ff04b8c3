"""Stepping aside: a member of the leadership from an initiative, or of a panel from a review. Whoever has stepped aside decides nothing there."""

from dataclasses import replace
from typing import TypeVar

from domain.acts import Recuse
from domain.chapter import Chapter, change, conclusion
from domain.facts import MemberRecused
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.stream import Stream
from domain.values import unique

S = TypeVar("S", bound=Stream)


def recuse(act: Recuse, matter: Matter) -> MemberRecused:
    if isinstance(matter.stream, Initiative) and matter.standpoint.leaves_nobody(matter.by.person):
        raise Refused(Reason.LEAVES_NOBODY, matter.basis)
    return MemberRecused(**matter.signature_fields, reason=act.reason)


def member_recused(fact: MemberRecused, stream: S) -> S:
    """Of an initiative: a member of the leadership, who from now on is not among those entitled to vote. A ballot they cast does not count."""
    member = fact.by.person if fact.by else ""
    match stream:
        case Review():
            return stream.without_member(member)
        case Initiative():
            return replace(stream, recused=unique(*stream.recused, member))
        case _:
            return stream


CHAPTER = Chapter(
    concludes=(conclusion(Recuse, recuse),),
    changes=(change(MemberRecused, member_recused),),
)
