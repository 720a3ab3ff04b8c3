"""The leadership's vote, the head's written override, and the decision bound by either (ND73 Art. 8.1)."""

from domain.acts import Approve, ConcludeVote, Override, Refuse, Vote
from domain.case import Case, after
from domain.facts import Approved, BallotCast, ProposalRefused, VoteConcluded, VoteOverridden
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import Appraisal, Ballot, ClockKind, Office, Outcome, Stage


def vote_open(case: Case) -> Reason | None:
    return None if case.carried is None else Reason.VOTE_ALREADY_CONCLUDED


def has_voted(case: Case, person: str) -> bool:
    return person in case.ballots


def vote_failed(case: Case) -> Reason | None:
    if case.carried is None:
        return Reason.VOTE_NOT_CONCLUDED
    if case.carried:
        return Reason.NOTHING_TO_OVERRIDE
    return Reason.ALREADY_OVERRIDDEN if case.overridden else None


def carried_or_overridden(case: Case) -> Reason | None:
    if case.carried is None:
        return Reason.VOTE_NOT_CONCLUDED
    return None if case.carried or case.overridden else Reason.NOT_CARRIED


def not_carried(case: Case) -> Reason | None:
    if case.carried is None:
        return Reason.VOTE_NOT_CONCLUDED
    return Reason.CARRIED_BINDS if case.carried or case.overridden else None


@conclude.register
def _(act: Vote, matter: Matter) -> BallotCast:
    return BallotCast(**matter.signed, ballot=act.ballot, opinion=act.opinion)


@after.register
def _(fact: BallotCast, case: Case) -> Case:
    # Until the vote is concluded a member may change his mind; the ledger keeps both ballots.
    return case.then(ballots={**case.ballots, fact.by.person: fact.ballot} if fact.by else case.ballots)


@conclude.register
def _(act: ConcludeVote, matter: Matter) -> VoteConcluded:
    """Counted over those entitled: head and deputies in office now, less the parties. Abstaining is not voting for."""
    rule, case = matter.law.policy.voting, matter.case
    entitled = matter.standpoint.holders(Office.LEADERSHIP)
    cast = {person: ballot for person, ballot in case.ballots.items() if person in entitled}
    if len(cast) * 100 <= rule.quorum_more_than_percent.value * len(entitled):
        raise Refused(Reason.NO_QUORUM, rule.quorum_more_than_percent.basis, cast=len(cast), entitled=len(entitled))
    votes = list(cast.values())
    votes_for, against = votes.count(Ballot.FOR), votes.count(Ballot.AGAINST)
    tie = votes_for == against == len(entitled) / 2
    head_is_for = cast.get(matter.by.person) is Ballot.FOR
    carried = votes_for * 100 > rule.more_than_percent.value * len(entitled) or (tie and rule.tie_follows_head.value and head_is_for)
    return VoteConcluded(
        **matter.signed,
        entitled=len(entitled),
        votes_for=votes_for,
        against=against,
        abstained=votes.count(Ballot.ABSTAIN),
        tie=tie,
        carried=carried,
        minutes=act.minutes,
    )


@after.register
def _(fact: VoteConcluded, case: Case) -> Case:
    return case.then(carried=fact.carried)


@conclude.register
def _(act: Override, matter: Matter) -> VoteOverridden:
    return VoteOverridden(**matter.signed, need=act.need, feasibility=act.feasibility)


@after.register
def _(fact: VoteOverridden, case: Case) -> Case:
    return case.then(overridden=True)


def _refuse_unless_explained(followed: Appraisal, departure_reason: str, matter: Matter) -> None:
    """The chair may decide otherwise than the focal point recommends, and says why."""
    if matter.case.appraisal and matter.case.appraisal is not followed and not departure_reason:
        raise Refused(Reason.DEPARTURE_NEEDS_REASON, matter.basis)


@conclude.register
def _(act: Approve, matter: Matter) -> Approved:
    case = matter.case
    if act.dossier_sha256 and act.dossier_sha256 != case.dossier_sha256:
        raise Refused(Reason.DOSSIER_CHANGED, matter.basis)
    _refuse_unless_explained(Appraisal.RECOMMENDS_APPROVAL, act.departure_reason, matter)
    return Approved(
        **matter.signed,
        scope=act.scope,
        conditions=act.conditions,
        dossier_sha256=case.dossier_sha256,
        departure_reason=act.departure_reason,
    )


@after.register
def _(fact: Approved, case: Case) -> Case:
    approved = case.entering(Stage.PLANNING, scope=fact.scope, conditions=fact.conditions)
    return approved.answering(ClockKind.DECISION).answering(ClockKind.CITY_DECISION)


@conclude.register
def _(act: Refuse, matter: Matter) -> ProposalRefused:
    _refuse_unless_explained(Appraisal.RECOMMENDS_REFUSAL, act.departure_reason, matter)
    return ProposalRefused(**matter.signed, reasons=act.reasons, departure_reason=act.departure_reason)


@after.register
def _(fact: ProposalRefused, case: Case) -> Case:
    return case.ending(Outcome.REFUSED)
