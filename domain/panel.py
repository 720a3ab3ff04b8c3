"""Who looks into it: a panel of people with no part in the matter, none of whom will decide on it or answer an appeal."""

from domain.acts import AppointPanel, Challenge, DecideChallenge, Recuse
from domain.case import Case
from domain.facts import ChallengeDecided, MemberChallenged, MemberRecused, PanelAppointed
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.review import Review
from domain.stream import Stream, after


def panel_sits(review: Review) -> Reason | None:
    """With its chair, and as many members as the rules ask for."""
    enough = review.chair in review.sitting and len(review.sitting) >= review.panel_needs
    return None if enough else Reason.PANEL_INCOMPLETE


def panel_is_wanted(review: Review) -> bool:
    return panel_sits(review) is not None


def challenge_waits(review: Review) -> Reason | None:
    return None if review.challenged else Reason.NO_CHALLENGE


def no_challenge_waits(review: Review) -> Reason | None:
    return Reason.CHALLENGE_OPEN if review.challenged else None


@conclude.register
def _(act: AppointPanel, matter: Matter) -> PanelAppointed:
    people, needed = matter.directory.people, matter.law.review.panel_at_least
    members = tuple(dict.fromkeys(act.members))
    if act.chair not in members:
        raise Refused(Reason.CHAIR_NOT_A_MEMBER, matter.basis, person=act.chair)
    if len(members) < needed.value:
        raise Refused(Reason.PANEL_TOO_SMALL, needed.basis, least=needed.value)
    barred = _barred(matter)
    for member in members:
        if member not in people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=member)
        if member in barred:
            raise Refused(Reason.MAY_NOT_SIT, matter.basis, person=member)
    names = {member: people[member].name for member in members}
    return PanelAppointed(**matter.signed, chair=act.chair, members=members, names=names, at_least=needed.value)


def _barred(matter: Matter) -> set[str]:
    """Whose own matter it is, who reported it, who has left the panel for bias; and who decides, here or on appeal."""
    standpoint, directory, review = matter.standpoint, matter.directory, matter.review
    deciding = (standpoint.authority, directory.superior(standpoint.authority), standpoint.city)
    return {*standpoint.parties, review.reporter, *review.recused, matter.by.person, *(directory.head(agency) for agency in deciding)}


@after.register
def _(fact: PanelAppointed, review: Review) -> Review:
    """The panel as a whole. A challenge stays open where the member does; who leaves while he is challenged has left for good."""
    left = tuple(member for member in review.challenged if member not in fact.members)
    return review.then(
        recused=(*review.recused, *left),
        chair=fact.chair,
        panel=fact.members,
        panel_needs=fact.at_least,
        have_sat=tuple(dict.fromkeys((*review.have_sat, *fact.members))),
        challenged=tuple(member for member in review.challenged if member in fact.members),
    )


@conclude.register
def _(act: Recuse, matter: Matter) -> MemberRecused:
    if isinstance(matter.stream, Case) and matter.standpoint.leaves_nobody(matter.by.person):
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, matter.basis, agency=matter.stream.agency)
    return MemberRecused(**matter.signed, reason=act.reason)


@after.register
def _(fact: MemberRecused, stream: Stream) -> Stream:
    """Of an initiative: a member of the leadership, who from now on is not counted among those entitled. His ballot, if he cast one, is not either."""
    member = fact.by.person if fact.by else ""
    match stream:
        case Review():
            return _without(stream.then(), member)
        case Case():
            return stream.then(recused=tuple(dict.fromkeys((*stream.recused, member))))
        case _:
            return stream.then()


def _without(review: Review, member: str) -> Review:
    """The review once that member sits no more: whatever was held against him is settled."""
    left = tuple(each for each in review.challenged if each != member)
    return review.model_copy(update={"recused": (*review.recused, member), "challenged": left})


@conclude.register
def _(act: Challenge, matter: Matter) -> MemberChallenged:
    if act.member not in matter.review.sitting:
        raise Refused(Reason.NOT_SITTING, matter.basis, person=act.member)
    if act.member in matter.review.challenged:
        raise Refused(Reason.CHALLENGE_OPEN, matter.basis)
    return MemberChallenged(**matter.signed, member=act.member, reason=act.reason, relation=act.relation)


@after.register
def _(fact: MemberChallenged, review: Review) -> Review:
    related = {**review.related, fact.member: fact.relation} if fact.relation else review.related
    return review.then(challenged=(*review.challenged, fact.member), related=related)


@conclude.register
def _(act: DecideChallenge, matter: Matter) -> ChallengeDecided:
    if act.member not in matter.review.challenged:
        raise Refused(Reason.NO_CHALLENGE, matter.basis)
    kept_from_judging, relation = matter.law.discipline.relations, matter.review.related.get(act.member)
    if relation in kept_from_judging.value and not act.upheld and not act.evidence:
        raise Refused(Reason.RELATION_TO_REFUTE, kept_from_judging.basis, person=act.member, relation=str(relation))
    return ChallengeDecided(**matter.signed, member=act.member, upheld=act.upheld, reasons=act.reasons, evidence=act.evidence)


@after.register
def _(fact: ChallengeDecided, review: Review) -> Review:
    if fact.upheld:
        return _without(review.then(), fact.member)
    related = {member: relation for member, relation in review.related.items() if member != fact.member}
    return review.then(challenged=tuple(each for each in review.challenged if each != fact.member), related=related)
