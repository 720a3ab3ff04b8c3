"""The money of training that was granted and accepted: committed, then paid, never more than was approved. Whole dong."""

from dataclasses import replace

from domain.acts import CommitTraining, PayTraining, SettleTraining
from domain.chapter import Chapter, change, conclusion
from domain.facts import TrainingCommitted, TrainingPaid, TrainingSettled
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.rewards.grants import refuse_if_barred, the_proposed
from domain.rewards.ways import signed_as_payer, signed_by_whose_it_is
from domain.streams.reward_file import ProposedReward, RewardFile
from domain.vocabulary import RewardKind, RewardStatus


def training_to_commit(file: RewardFile) -> Reason | None:
    return None if any(each.to_commit_dong for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def training_to_pay(file: RewardFile) -> Reason | None:
    return None if any(each.to_pay_dong for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def training_goes_on(file: RewardFile) -> Reason | None:
    return None if any(each.training_goes_on for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def _training(matter: Matter[RewardFile], proposal: str) -> ProposedReward:
    """Training that was accepted and goes on."""
    proposed = the_proposed(matter, proposal, RewardStatus.ACCEPTED)
    if proposed.reward is not RewardKind.TRAINING:
        raise Refused(Reason.MONEY_IS_OF_TRAINING, matter.basis)
    if not proposed.training_goes_on:
        raise Refused(Reason.TRAINING_IS_OVER, matter.basis, proposal=proposal)
    return proposed


def _money_for(matter: Matter[RewardFile], proposal: str) -> ProposedReward:
    """The same, of somebody who may have it."""
    proposed = _training(matter, proposal)
    refuse_if_barred(proposed.person, matter)
    return proposed


def commit_training(act: CommitTraining, matter: Matter[RewardFile]) -> TrainingCommitted:
    training = _money_for(matter, act.proposal)
    signed, left = signed_as_payer(matter, training), training.to_commit_dong
    if act.amount_dong > left:
        raise Refused(Reason.TOO_MUCH_MONEY, matter.basis, most=left)
    return TrainingCommitted(**signed, proposal=act.proposal, what=act.what, amount_dong=act.amount_dong)


def training_committed(fact: TrainingCommitted, file: RewardFile) -> RewardFile:
    return file.with_proposal(
        fact.proposal,
        replace(file.proposals[fact.proposal], committed_dong=file.proposals[fact.proposal].committed_dong + fact.amount_dong),
    )


def pay_training(act: PayTraining, matter: Matter[RewardFile]) -> TrainingPaid:
    training = _money_for(matter, act.proposal)
    signed, left = signed_as_payer(matter, training), training.to_pay_dong
    if act.amount_dong > left:
        raise Refused(Reason.TOO_MUCH_MONEY, matter.basis, most=left)
    return TrainingPaid(**signed, proposal=act.proposal, what=act.what, amount_dong=act.amount_dong)


def training_paid(fact: TrainingPaid, file: RewardFile) -> RewardFile:
    return file.with_proposal(
        fact.proposal, replace(file.proposals[fact.proposal], paid_dong=file.proposals[fact.proposal].paid_dong + fact.amount_dong)
    )


def settle_training(act: SettleTraining, matter: Matter[RewardFile]) -> TrainingSettled:
    """Also of somebody who may have no money any more: that is one way to end it. What was paid stays paid."""
    training = _training(matter, act.proposal)
    signed = signed_by_whose_it_is(matter, training)
    released = training.approved_dong - training.paid_dong
    return TrainingSettled(**signed, proposal=act.proposal, reasons=act.reasons, paid_dong=training.paid_dong, released_dong=released)


def training_settled(fact: TrainingSettled, file: RewardFile) -> RewardFile:
    return file.with_proposal(fact.proposal, replace(file.proposals[fact.proposal], training_over=True))


CHAPTER = Chapter(
    concludes=(
        conclusion(CommitTraining, commit_training),
        conclusion(PayTraining, pay_training),
        conclusion(SettleTraining, settle_training),
    ),
    changes=(
        change(TrainingCommitted, training_committed),
        change(TrainingPaid, training_paid),
        change(TrainingSettled, training_settled),
    ),
)
