"""Priority from the start of implementation (the plan's rewards): the few kinds that need not wait for the result. All others do."""

from domain.acts import OpenRewardsFromStart
from domain.case import Case, RewardsSummary
from domain.facts import RewardsEarned, RewardsOpenedFromStart
from domain.matter import Matter, conclude
from domain.numbers import reward_file_number
from domain.refusals import Reason, Refused
from domain.reward_file import RewardFile
from domain.stream import after


def no_reward_file(case: Case) -> Reason | None:
    return Reason.REWARDS_OPEN_ALREADY if case.rewards else None


@conclude.register
def _(act: OpenRewardsFromStart, matter: Matter) -> RewardsOpenedFromStart:
    if matter.law.rewards.from_start is None:
        raise Refused(Reason.ONLY_AFTER_RESULT, matter.basis)
    return RewardsOpenedFromStart(**matter.signed, reasons=act.reasons, rewards=reward_file_number(matter.case.number))


@after.register
def _(fact: RewardsOpenedFromStart, case: Case) -> Case:
    return case.then(rewards=RewardsSummary(number=fact.rewards))


@after.register
def _(fact: RewardsEarned, file: RewardFile) -> RewardFile:
    return file.then(early=False, tier=fact.tier)
