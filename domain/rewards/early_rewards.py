"""Priority from the start of implementation (the plan's rewards): the few kinds that need not wait for the result. All others do."""

from dataclasses import replace

from domain.acts import OpenRewardsFromStart
from domain.chapter import Chapter, change, conclusion
from domain.facts import RewardsEarned, RewardsOpenedFromStart
from domain.matter import Matter
from domain.numbers import reward_file_number
from domain.refusals import Reason, Refused
from domain.streams.hanging import RewardsSummary
from domain.streams.initiative import Initiative
from domain.streams.reward_file import RewardFile


def no_reward_file(initiative: Initiative) -> Reason | None:
    return Reason.REWARDS_OPEN_ALREADY if initiative.rewards else None


def open_rewards_from_start(act: OpenRewardsFromStart, matter: Matter[RewardFile]) -> RewardsOpenedFromStart:
    if matter.law.rewards.from_start is None:
        raise Refused(Reason.ONLY_AFTER_RESULT, matter.basis)
    return RewardsOpenedFromStart(**matter.signature_fields, reasons=act.reasons, rewards=reward_file_number(matter.stream.number))


def rewards_opened_from_start(fact: RewardsOpenedFromStart, initiative: Initiative) -> Initiative:
    return replace(initiative, rewards=RewardsSummary(number=fact.rewards))


def rewards_earned(fact: RewardsEarned, file: RewardFile) -> RewardFile:
    return replace(file, early=False, tier=fact.tier)


CHAPTER = Chapter(
    concludes=(conclusion(OpenRewardsFromStart, open_rewards_from_start),),
    changes=(
        change(RewardsOpenedFromStart, rewards_opened_from_start),
        change(RewardsEarned, rewards_earned),
    ),
)
