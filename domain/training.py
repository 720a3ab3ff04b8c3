"""The money of training that was granted and accepted: committed, then paid, never more than was approved. Whole dong."""

from domain.acts import CommitTraining, PayTraining
from domain.facts import TrainingCommitted, TrainingPaid
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.reward_file import ProposedReward, RewardFile
from domain.rewarding import the_proposed
from domain.stream import after
from domain.vocabulary import RewardKind, RewardStatus


def training_to_commit(file: RewardFile) -> Reason | None:
    return None if any(each.to_commit_dong for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def training_to_pay(file: RewardFile) -> Reason | None:
    return None if any(each.to_pay_dong for each in file.proposals.values()) else Reason.NOTHING_WAITS_FOR_THIS


def _training(matter: Matter, proposal: str) -> ProposedReward:
    proposed = the_proposed(matter, proposal, RewardStatus.ACCEPTED)
    if proposed.reward is not RewardKind.TRAINING:
        raise Refused(Reason.MONEY_IS_OF_TRAINING, matter.basis)
    return proposed


@conclude.register
def _(act: CommitTraining, matter: Matter) -> TrainingCommitted:
    left = _training(matter, act.proposal).to_commit_dong
    if act.amount_dong > left:
        raise Refused(Reason.TOO_MUCH_MONEY, matter.basis, most=left)
    return TrainingCommitted(**matter.signed, proposal=act.proposal, what=act.what, amount_dong=act.amount_dong)


@after.register
def _(fact: TrainingCommitted, file: RewardFile) -> RewardFile:
    return file.changing(fact.proposal, committed_dong=file.proposals[fact.proposal].committed_dong + fact.amount_dong)


@conclude.register
def _(act: PayTraining, matter: Matter) -> TrainingPaid:
    left = _training(matter, act.proposal).to_pay_dong
    if act.amount_dong > left:
        raise Refused(Reason.TOO_MUCH_MONEY, matter.basis, most=left)
    return TrainingPaid(**matter.signed, proposal=act.proposal, what=act.what, amount_dong=act.amount_dong)


@after.register
def _(fact: TrainingPaid, file: RewardFile) -> RewardFile:
    return file.changing(fact.proposal, paid_dong=file.proposals[fact.proposal].paid_dong + fact.amount_dong)
