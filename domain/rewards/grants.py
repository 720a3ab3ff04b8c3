"""What was promised if it goes right: proposed, considered, granted, accepted, one reward at a time (ND73 Art. 10; the plan's rewards).

While a review, a referral or an integrity flag is open beside it, the file is held: nothing is granted or accepted, and nobody is waited for.
"""

from dataclasses import replace
from typing import get_args

from domain.acts import Accept, Consider, DeclareNoReward, Decline, Grant, ProposeReward, RefuseReward, Reverse, StateWish
from domain.chapter import Chapter, change, conclusion
from domain.facts import (
    NoRewardDeclared,
    RewardAccepted,
    RewardConsidered,
    RewardDeclined,
    RewardFileOpened,
    RewardGranted,
    RewardProposed,
    RewardRefused,
    RewardReversed,
    WishStated,
)
from domain.law.policy import RewardPart
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.rewards.beneficiaries import refuse_unless_for
from domain.rewards.promised import why_not_earned
from domain.rewards.ways import deciders, payers, signed_as_asked, signed_by_whose_it_is
from domain.streams.reward_file import ProposedReward, RewardFile
from domain.vocabulary import ClockKind, Office, RewardKind, RewardStage, RewardStatus

# One achievement is not commended twice; praise before the collective is no commendation. The newer sets say themselves which kinds these are.
COMMENDATIONS = frozenset({RewardKind.COMMENDATION, RewardKind.SPECIAL_COMMENDATION})


def not_held(file: RewardFile) -> Reason | None:
    return Reason.HELD if file.frozen_by else None


def something_proposed(file: RewardFile) -> Reason | None:
    return _unless_any(file, RewardStatus.PROPOSED)


def council_is_asked(file: RewardFile) -> Reason | None:
    return None if file.for_the_council else Reason.NOTHING_WAITS_FOR_THIS


def something_considered(file: RewardFile) -> Reason | None:
    return _unless_any(file, RewardStatus.CONSIDERED)


def something_unanswered(file: RewardFile) -> Reason | None:
    """Before the council has spoken a proposal may be refused as well: what was proposed by mistake keeps no case open."""
    return _unless_any(file, RewardStatus.PROPOSED, RewardStatus.CONSIDERED)


def something_granted(file: RewardFile) -> Reason | None:
    return None if any(each.waits_for_acceptance for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def something_to_decline(file: RewardFile) -> Reason | None:
    return None if any(_may_be_declined(each) for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def something_to_reverse(file: RewardFile) -> Reason | None:
    return _unless_any(file, RewardStatus.GRANTED, RewardStatus.ACCEPTED)


def _unless_any(file: RewardFile, *statuses: RewardStatus) -> Reason | None:
    return None if any(each.status in statuses for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def _may_be_declined(proposed: ProposedReward) -> bool:
    """What was granted; and of training, also what was accepted, as long as nothing of it is paid."""
    accepted_training = proposed.status is RewardStatus.ACCEPTED and proposed.reward is RewardKind.TRAINING
    return proposed.waits_for_acceptance or accepted_training


def no_proposals(file: RewardFile) -> Reason | None:
    return None if nothing_proposed(file) else Reason.SOMETHING_IS_PROPOSED


def refuse_if_barred(person: str, matter: Matter[RewardFile]) -> None:
    """Whoever a review found to have done what is prohibited is not rewarded for the same work. Another review may decide otherwise."""
    if person in matter.stream.barred:
        raise Refused(Reason.BARRED, matter.law.review.findings_against.basis, person=person)


def nothing_proposed(file: RewardFile) -> bool:
    return not file.proposals


def nothing_granted_to(file: RewardFile, person: str) -> bool:
    return not any(each.person == person and each.status is RewardStatus.GRANTED for each in file.proposals.values())


def the_proposed(matter: Matter[RewardFile], proposal: str, *statuses: RewardStatus) -> ProposedReward:
    """The proposal, if it has come as far as one of these."""
    proposed = matter.stream.proposals.get(proposal)
    if proposed is None:
        raise Refused(Reason.NO_SUCH_PROPOSAL, matter.basis, proposal=proposal)
    if proposed.status not in statuses:
        raise Refused(Reason.NOT_AT_THIS_STEP, matter.basis, proposal=proposal, status=proposed.status)
    return proposed


def reward_file_opened(fact: RewardFileOpened, file: RewardFile) -> RewardFile:
    return replace(
        file,
        stage=RewardStage.PROPOSED,
        initiative_title=fact.title,
        opened_on=fact.at,
        regime=fact.regime,
        policy=fact.policy,
        agency=fact.agency,
        addressed_to=fact.addressed_to,
        proposers=fact.proposers,
        implementers=fact.implementers,
        set_aside=fact.set_aside,
        calendar=fact.calendar,
        tier=fact.tier,
        frozen_by=fact.holds,
        barred=fact.barred,
        early=fact.early,
    )


def declare_no_reward(act: DeclareNoReward, matter: Matter[RewardFile]) -> NoRewardDeclared:
    return NoRewardDeclared(**matter.signature_fields, reasons=act.reasons)


def no_reward_declared(fact: NoRewardDeclared, file: RewardFile) -> RewardFile:
    return replace(file, stage=RewardStage.CLOSED)


def propose_reward(act: ProposeReward, matter: Matter[RewardFile]) -> RewardProposed:
    file, rules = matter.stream, matter.law.rewards
    refuse_unless_for(act, matter)
    if act.person:
        refuse_if_barred(act.person, matter)
    _refuse_unless_earned(act.reward, matter)
    _refuse_if_rewarded_already(act, matter)
    _refuse_unless_all_is_said(act, matter)
    proposed = ProposedReward(
        person=act.person or "", agency=act.agency or "", collective=act.collective, reward=act.reward, form=act.commendation_form
    )
    decided_by = deciders(proposed, matter)
    if not decided_by:
        raise Refused(
            Reason.FORM_NOT_FOR_THIS, rules.basis_of_deciding(act.reward), reward=act.reward, commendation_form=act.commendation_form or ""
        )
    return RewardProposed(
        **matter.signature_fields,
        proposal=f"P{len(file.proposals) + 1}",
        person=proposed.person,
        agency=proposed.agency,
        collective=proposed.collective,
        reward=act.reward,
        achievement=act.achievement,
        cost_dong=act.cost_dong,
        commendation_form=act.commendation_form,
        rule_exceeded=act.rule_exceeded,
        urgent_or_key=act.urgent_or_key,
        place=act.place,
        opinion_of=rules.asked(act.reward),
        decided_by=decided_by,
        paid_by=payers(rules),
    )


def _refuse_if_rewarded_already(act: ProposeReward, matter: Matter[RewardFile]) -> None:
    """The same reward, or another commendation, for the same achievement of the same person, agency or collective."""
    one_of, whose = matter.law.rewards.commendations, (act.person or "", act.agency or "", act.collective)
    commendations = one_of.value if one_of else COMMENDATIONS
    for number, other in matter.stream.proposals.items():
        if other.whose != whose or not other.alive:
            continue
        if other.reward is act.reward:
            raise Refused(Reason.PROPOSED_ALREADY, matter.basis, proposal=number)
        if {other.reward, act.reward} <= {*commendations}:
            raise Refused(Reason.COMMENDED_ALREADY, one_of.basis if one_of else matter.basis, proposal=number)


def _refuse_unless_all_is_said(act: ProposeReward, matter: Matter[RewardFile]) -> None:
    """What this kind asks for is said, and nothing that only another kind asks for."""
    if (act.reward is RewardKind.TRAINING) != (act.cost_dong > 0):
        raise Refused(Reason.MONEY_IS_OF_TRAINING, matter.basis)
    asked = matter.law.rewards.asks.get(act.reward)
    wanted, basis = (asked.value, asked.basis) if asked else ((), matter.basis)
    for part in get_args(RewardPart):
        said = bool(getattr(act, part))
        if said != (part in wanted):
            raise Refused(Reason.REWARD_PART_NOT_ASKED if said else Reason.REWARD_PART_MISSING, basis, reward=act.reward, field=part)


def _refuse_unless_earned(reward: RewardKind, matter: Matter[RewardFile]) -> None:
    if why := why_not_earned(reward, matter.stream, matter.law, matter.basis):
        raise why


def reward_proposed(fact: RewardProposed, file: RewardFile) -> RewardFile:
    """Whoever is asked is waited for; a kind about which nobody is asked waits for its decision at once."""
    proposed = ProposedReward(
        person=fact.person,
        agency=fact.agency,
        collective=fact.collective,
        reward=fact.reward,
        cost_dong=fact.cost_dong,
        form=fact.commendation_form,
        opinion_of=fact.opinion_of,
        decided_by=fact.decided_by,
        paid_by=fact.paid_by,
    )
    if fact.opinion_of:
        return file.with_proposal(fact.proposal, proposed).starting(ClockKind.CONSIDERATION, fact.at, item=fact.proposal)
    return _waiting_for_the_decision(file.with_proposal(fact.proposal, replace(proposed, status=RewardStatus.CONSIDERED)), fact)


def consider(act: Consider, matter: Matter[RewardFile]) -> RewardConsidered:
    proposed = the_proposed(matter, act.proposal, RewardStatus.PROPOSED)
    signed = signed_as_asked(matter, proposed)
    _refuse_unless_as_it_met(act, matter)
    return RewardConsidered(
        **signed, proposal=act.proposal, favourable=act.favourable, minutes=act.minutes, decided_by=deciders(proposed, matter)
    )


def _refuse_unless_as_it_met(act: Consider, matter: Matter[RewardFile]) -> None:
    """A council that has met about it says what it carried there; one that never met says what it says."""
    running, met = matter.stream.meeting, matter.stream.met_about(act.proposal)
    if running and running.proposal == act.proposal:
        raise Refused(Reason.MEETING_RUNS, matter.basis)
    if met and met.carried != act.favourable:
        raise Refused(Reason.MEETING_SAID_OTHERWISE, matter.basis, meeting=met.number)


def reward_considered(fact: RewardConsidered, file: RewardFile) -> RewardFile:
    considered = replace(file.proposals[fact.proposal], status=RewardStatus.CONSIDERED, favourable=fact.favourable)
    return _waiting_for_the_decision(file.with_proposal(fact.proposal, considered).stopping(ClockKind.CONSIDERATION, fact.proposal), fact)


def _waiting_for_the_decision(file: RewardFile, fact: RewardProposed | RewardConsidered) -> RewardFile:
    waiting = file.starting(ClockKind.GRANT, fact.at, item=fact.proposal)
    return waiting.with_clocks(ClockKind.GRANT, lambda clock: clock.pausing(fact.at)) if file.frozen_by else waiting


def grant(act: Grant, matter: Matter[RewardFile]) -> RewardGranted:
    """Whoever was asked advises: granting what they did not favour needs no more than the decision itself. Of training, at most its whole cost."""
    proposed = the_proposed(matter, act.proposal, RewardStatus.CONSIDERED)
    signed = signed_by_whose_it_is(matter, proposed)
    if proposed.person:
        refuse_if_barred(proposed.person, matter)
    _refuse_unless_earned(proposed.reward, matter)  # the result may have been evaluated anew since
    if (proposed.reward is RewardKind.TRAINING) != (act.approved_dong > 0):
        raise Refused(Reason.MONEY_IS_OF_TRAINING, matter.basis)
    if act.approved_dong > proposed.cost_dong:
        raise Refused(Reason.TOO_MUCH_MONEY, matter.basis, most=proposed.cost_dong)
    training = matter.law.rewards.training
    if training and act.approved_dong * 100 < proposed.cost_dong * training.percent.value and not act.less_because:
        raise Refused(Reason.LESS_NEEDS_REASON, training.percent.basis, percent=training.percent.value)
    return RewardGranted(
        **signed, proposal=act.proposal, decision=act.decision, approved_dong=act.approved_dong, less_because=act.less_because
    )


def reward_granted(fact: RewardGranted, file: RewardFile) -> RewardFile:
    granted = file.with_proposal(
        fact.proposal, replace(file.proposals[fact.proposal], status=RewardStatus.GRANTED, approved_dong=fact.approved_dong)
    )
    return granted.stopping(ClockKind.GRANT, fact.proposal)


def refuse_reward(act: RefuseReward, matter: Matter[RewardFile]) -> RewardRefused:
    signed = signed_by_whose_it_is(matter, the_proposed(matter, act.proposal, RewardStatus.PROPOSED, RewardStatus.CONSIDERED))
    return RewardRefused(**signed, proposal=act.proposal, reasons=act.reasons)


def reward_refused(fact: RewardRefused, file: RewardFile) -> RewardFile:
    """A meeting about it has nothing left to vote on."""
    left = file.calling_off() if file.meeting and file.meeting.proposal == fact.proposal else file
    return (
        left.with_proposal(fact.proposal, replace(file.proposals[fact.proposal], status=RewardStatus.REFUSED))
        .stopping(ClockKind.GRANT, fact.proposal)
        .stopping(ClockKind.CONSIDERATION, fact.proposal)
    )


def _refuse_unless_their_own(proposed: ProposedReward, matter: Matter[RewardFile]) -> None:
    if proposed.person != matter.by.person:
        raise Refused(Reason.NOT_YOUR_REWARD, matter.basis)


def accept(act: Accept, matter: Matter[RewardFile]) -> RewardAccepted:
    _refuse_unless_their_own(the_proposed(matter, act.proposal, RewardStatus.GRANTED), matter)
    refuse_if_barred(matter.by.person, matter)
    return RewardAccepted(**matter.signature_fields, proposal=act.proposal)


def reward_accepted(fact: RewardAccepted, file: RewardFile) -> RewardFile:
    return file.with_proposal(fact.proposal, replace(file.proposals[fact.proposal], status=RewardStatus.ACCEPTED))


def decline(act: Decline, matter: Matter[RewardFile]) -> RewardDeclined:
    proposed = the_proposed(matter, act.proposal, RewardStatus.GRANTED, RewardStatus.ACCEPTED)
    _refuse_unless_their_own(proposed, matter)
    if not _may_be_declined(proposed):
        raise Refused(Reason.NOT_AT_THIS_STEP, matter.basis, proposal=act.proposal, status=proposed.status)
    if proposed.paid_dong:
        raise Refused(Reason.PAID_FOR_ALREADY, matter.basis, proposal=act.proposal)
    return RewardDeclined(**matter.signature_fields, proposal=act.proposal, reason=act.reason)


def reward_declined(fact: RewardDeclined, file: RewardFile) -> RewardFile:
    return file.with_proposal(fact.proposal, replace(file.proposals[fact.proposal], status=RewardStatus.DECLINED))


def state_wish(act: StateWish, matter: Matter[RewardFile]) -> WishStated:
    return WishStated(**matter.signature_fields, wish=act.wish)


def wish_stated(fact: WishStated, file: RewardFile) -> RewardFile:
    return replace(file, wishes={**file.wishes, fact.by.person: fact.wish} if fact.by else file.wishes)


def reverse(act: Reverse, matter: Matter[RewardFile]) -> RewardReversed:
    proposed = the_proposed(matter, act.proposal, RewardStatus.GRANTED, RewardStatus.ACCEPTED)
    signed = signed_by_whose_it_is(matter, proposed, Office.SUPERIOR_HEAD)
    return RewardReversed(**signed, proposal=act.proposal, reasons=act.reasons)


def reward_reversed(fact: RewardReversed, file: RewardFile) -> RewardFile:
    return file.with_proposal(fact.proposal, replace(file.proposals[fact.proposal], status=RewardStatus.REVERSED))


CHAPTER = Chapter(
    concludes=(
        conclusion(DeclareNoReward, declare_no_reward),
        conclusion(ProposeReward, propose_reward),
        conclusion(Consider, consider),
        conclusion(Grant, grant),
        conclusion(RefuseReward, refuse_reward),
        conclusion(Accept, accept),
        conclusion(Decline, decline),
        conclusion(StateWish, state_wish),
        conclusion(Reverse, reverse),
    ),
    changes=(
        change(RewardFileOpened, reward_file_opened),
        change(NoRewardDeclared, no_reward_declared),
        change(RewardProposed, reward_proposed),
        change(RewardConsidered, reward_considered),
        change(RewardGranted, reward_granted),
        change(RewardRefused, reward_refused),
        change(RewardAccepted, reward_accepted),
        change(RewardDeclined, reward_declined),
        change(WishStated, wish_stated),
        change(RewardReversed, reward_reversed),
    ),
)
