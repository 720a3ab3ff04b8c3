"""Who looks into it: a panel of people with no part in the matter, none of whom will decide on it or answer an appeal."""

from dataclasses import replace

from domain.across.impartiality import S
from domain.acts import AppointPanel, Challenge, DecideChallenge
from domain.chapter import Chapter, change, conclusion
from domain.facts import ChallengeDecided, MemberChallenged, PanelAppointed
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.streams.seated import SeatedStream
from domain.values import unique
from domain.vocabulary import Role


def panel_sits(review: Review) -> Reason | None:
    """With its chair, and as many members as the rules ask for."""
    enough = review.chair in review.sitting and len(review.sitting) >= review.panel_needs
    return None if enough else Reason.PANEL_INCOMPLETE


def panel_is_wanted(review: Review) -> bool:
    return panel_sits(review) is not None


def appoint_panel(act: AppointPanel, matter: Matter[Review]) -> PanelAppointed:
    needed = matter.law.review.panel_at_least
    members = unique(*act.members)
    if act.chair not in members:
        raise Refused(Reason.CHAIR_NOT_A_MEMBER, matter.basis, person=act.chair)
    if len(members) < needed.value:
        raise Refused(Reason.PANEL_TOO_SMALL, needed.basis, least=needed.value)
    names = matter.names_of(*members)
    matter.refuse_if_kept_from(Role.PANEL_MEMBER, *members)
    return PanelAppointed(
        **matter.signature_fields,
        chair=act.chair,
        members=members,
        names=names,
        at_least=needed.value,
        declares_first=matter.law.declared_first,
    )


def panel_appointed(fact: PanelAppointed, review: Review) -> Review:
    """The panel as a whole. A challenge stays open where the member does; whoever leaves while challenged has left for good."""
    left = tuple(member for member in review.challenged if member not in fact.members)
    return replace(
        review,
        recused=(*review.recused, *left),
        chair=fact.chair,
        panel=fact.members,
        panel_needs=fact.at_least,
        have_sat=unique(*review.have_sat, *fact.members),
        challenged=tuple(member for member in review.challenged if member in fact.members),
        declares_first=fact.declares_first,
    )


def challenge(act: Challenge, matter: Matter[SeatedStream]) -> MemberChallenged:
    if act.member not in matter.stream.sitting:
        raise Refused(Reason.NOT_SITTING, matter.basis, person=act.member)
    if act.member in matter.stream.challenged:
        raise Refused(Reason.CHALLENGE_OPEN, matter.basis)
    return MemberChallenged(**matter.signature_fields, member=act.member, reason=act.reason, relation=act.relation)


def member_challenged(fact: MemberChallenged, review: S) -> S:
    related = {**review.relations_named, fact.member: fact.relation} if fact.relation else review.relations_named
    return review.seating(challenged=(*review.challenged, fact.member), related=related)


def decide_challenge(act: DecideChallenge, matter: Matter[SeatedStream]) -> ChallengeDecided:
    if act.member not in matter.stream.challenged:
        raise Refused(Reason.NO_CHALLENGE, matter.basis)
    kept_from_judging, relation = matter.law.discipline.relations, matter.stream.relations_named.get(act.member)
    if relation in kept_from_judging.value and not act.upheld and not act.evidence:
        raise Refused(Reason.RELATION_TO_REFUTE, kept_from_judging.basis, person=act.member, relation=str(relation))
    return ChallengeDecided(**matter.signature_fields, member=act.member, upheld=act.upheld, reasons=act.reasons, evidence=act.evidence)


def challenge_decided(fact: ChallengeDecided, review: S) -> S:
    if fact.upheld:
        return review.without_member(fact.member)
    related = {member: relation for member, relation in review.relations_named.items() if member != fact.member}
    return review.seating(challenged=tuple(each for each in review.challenged if each != fact.member), related=related)


CHAPTER = Chapter(
    concludes=(
        conclusion(AppointPanel, appoint_panel),
        conclusion(Challenge, challenge),
        conclusion(DecideChallenge, decide_challenge),
    ),
    changes=(
        change(PanelAppointed, panel_appointed),
        change(MemberChallenged, member_challenged),
        change(ChallengeDecided, challenge_decided),
    ),
)
