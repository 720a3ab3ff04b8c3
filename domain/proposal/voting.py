"""The leadership's vote, the head's written override, and the decision bound by either (ND73 Art. 8.1)."""

from dataclasses import replace

from domain.acts import Approve, ConcludeVote, Override, Refuse, Vote
from domain.bodies.rules import of_the_leadership
from domain.bodies.tally import Votes, counted_of, tallied
from domain.chapter import Chapter, change, conclusion
from domain.facts import Approved, BallotCast, ProposalRefused, VoteConcluded, VoteOverridden
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.stages import Approval
from domain.vocabulary import Appraisal, ClockKind, Office, Outcome, Stage, VoteOutcome


def vote_open(initiative: Initiative) -> Reason | None:
    return None if initiative.deliberation.carried is None else Reason.VOTE_ALREADY_CONCLUDED


def has_voted(initiative: Initiative, person: str) -> bool:
    return person in initiative.deliberation.ballots


def vote_failed(initiative: Initiative) -> Reason | None:
    if initiative.deliberation.carried is None:
        return Reason.VOTE_NOT_CONCLUDED
    if initiative.deliberation.carried:
        return Reason.NOTHING_TO_OVERRIDE
    return Reason.ALREADY_OVERRIDDEN if initiative.deliberation.overridden else None


def carried_or_overridden(initiative: Initiative) -> Reason | None:
    if initiative.deliberation.carried is None:
        return Reason.VOTE_NOT_CONCLUDED
    return None if initiative.deliberation.carried or initiative.deliberation.overridden else Reason.NOT_CARRIED


def not_carried(initiative: Initiative) -> Reason | None:
    if initiative.deliberation.carried is None:
        return Reason.VOTE_NOT_CONCLUDED
    return Reason.CARRIED_BINDS if initiative.deliberation.carried or initiative.deliberation.overridden else None


def vote(act: Vote, matter: Matter[Initiative]) -> BallotCast:
    return BallotCast(**matter.signature_fields, ballot=act.ballot, opinion=act.opinion)


def ballot_cast(fact: BallotCast, initiative: Initiative) -> Initiative:
    # Until the vote is concluded a member may vote again. The ledger keeps both ballots.
    ballots = {**initiative.deliberation.ballots, **({fact.by.person: fact.ballot} if fact.by else {})}
    return replace(initiative, deliberation=replace(initiative.deliberation, ballots=ballots))


def conclude_vote(act: ConcludeVote, matter: Matter[Initiative]) -> VoteConcluded:
    """Counted over those entitled: head and deputies in office now, less the parties. Abstaining is not voting for."""
    entitled = matter.standpoint.holders(Office.LEADERSHIP)
    cast = counted_of(entitled, matter.stream.deliberation.ballots)
    tally = tallied(len(entitled), Votes.of(cast.values()), of_the_leadership(matter.law), cast.get(matter.by.answers))
    votes = tally.votes
    if tally.outcome is VoteOutcome.NO_QUORUM:
        raise Refused(Reason.NO_QUORUM, matter.law.voting.quorum_more_than_percent.basis, cast=votes.cast, entitled=len(entitled))
    return VoteConcluded(
        **matter.signature_fields,
        entitled=tally.entitled,
        votes_for=votes.votes_for,
        against=votes.against,
        abstained=votes.abstained,
        tie=tally.tie,
        carried=tally.carried,
        minutes=act.minutes,
    )


def vote_concluded(fact: VoteConcluded, initiative: Initiative) -> Initiative:
    return replace(initiative, deliberation=replace(initiative.deliberation, carried=fact.carried))


def override(act: Override, matter: Matter[Initiative]) -> VoteOverridden:
    return VoteOverridden(**matter.signature_fields, need=act.need, feasibility=act.feasibility)


def vote_overridden(fact: VoteOverridden, initiative: Initiative) -> Initiative:
    return replace(initiative, deliberation=replace(initiative.deliberation, overridden=True)).signed_by(fact)


def _refuse_unless_explained(followed: Appraisal, departure_reason: str, matter: Matter[Initiative]) -> None:
    """The chair may decide otherwise than the focal point recommends, and says why."""
    if matter.stream.city.appraisal and matter.stream.city.appraisal is not followed and not departure_reason:
        raise Refused(Reason.DEPARTURE_NEEDS_REASON, matter.basis)


def approve(act: Approve, matter: Matter[Initiative]) -> Approved:
    initiative = matter.stream
    if act.dossier_sha256 and act.dossier_sha256 != initiative.dossier_sha256:
        raise Refused(Reason.DOSSIER_CHANGED, matter.basis)
    _refuse_unless_explained(Appraisal.RECOMMENDS_APPROVAL, act.departure_reason, matter)
    return Approved(
        **matter.signature_fields,
        scope=act.scope,
        conditions=act.conditions,
        dossier_sha256=initiative.dossier_sha256,
        departure_reason=act.departure_reason,
    )


def approved(fact: Approved, initiative: Initiative) -> Initiative:
    approval = Approval(scope=fact.scope, conditions=fact.conditions)
    granted = replace(initiative, stage=Stage.PLANNING, approval=approval).signed_by(fact)
    return granted.stopping(ClockKind.DECISION).stopping(ClockKind.CITY_DECISION)


def refuse(act: Refuse, matter: Matter[Initiative]) -> ProposalRefused:
    _refuse_unless_explained(Appraisal.RECOMMENDS_REFUSAL, act.departure_reason, matter)
    return ProposalRefused(**matter.signature_fields, reasons=act.reasons, departure_reason=act.departure_reason)


def proposal_refused(fact: ProposalRefused, initiative: Initiative) -> Initiative:
    return initiative.closed_as(Outcome.REFUSED)


CHAPTER = Chapter(
    concludes=(
        conclusion(Vote, vote),
        conclusion(ConcludeVote, conclude_vote),
        conclusion(Override, override),
        conclusion(Approve, approve),
        conclusion(Refuse, refuse),
    ),
    changes=(
        change(BallotCast, ballot_cast),
        change(VoteConcluded, vote_concluded),
        change(VoteOverridden, vote_overridden),
        change(Approved, approved),
        change(ProposalRefused, proposal_refused),
    ),
)
