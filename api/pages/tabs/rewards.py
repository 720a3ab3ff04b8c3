"""A reward file: what the rules promise and this result has earned, what was proposed and granted to whom, the money of training, what holds it."""

from collections.abc import Iterator
from dataclasses import dataclass

import words
from api.pages.open_case import OpenCase
from domain.facts import (
    RewardAccepted,
    RewardConsidered,
    RewardDeclined,
    RewardGranted,
    RewardProposed,
    RewardRefused,
    RewardReversed,
    TrainingCommitted,
    TrainingPaid,
    TrainingSettled,
)
from domain.rewards.promised import promises
from domain.streams.reward_file import ProposedReward, RewardFile
from domain.vocabulary import RewardKind, Tier
from words import rendering

OF_A_PROPOSAL = (
    RewardProposed,
    RewardConsidered,
    RewardGranted,
    RewardRefused,
    RewardAccepted,
    RewardDeclined,
    RewardReversed,
    TrainingCommitted,
    TrainingPaid,
    TrainingSettled,
)


@dataclass(frozen=True)
class PromiseSeen:
    """`not_yet`: why nobody can be proposed for it now; "" where it is earned."""

    label: str
    tiers: str
    citation: str
    not_yet: str


@dataclass(frozen=True)
class Step:
    """What was said of a proposal, in a sentence, and on what it stands."""

    sentence: str
    when: str
    citation: str


@dataclass(frozen=True)
class ProposalSeen:
    """`whose`: a person, an agency or a collective. `basis`: on what that kind of reward rests. `training`: of training, for its money."""

    code: str
    whose: str
    label: str
    status: str
    achievement: str
    basis: str
    steps: tuple[Step, ...]
    waits_for: tuple[str, ...]
    training: ProposedReward | None


@dataclass(frozen=True)
class YearOfTraining:
    """Money of training in one year of ours, in dong."""

    year: str
    committed: int
    paid: int


@dataclass(frozen=True)
class Rewards:
    """`barred`: by name. `wishes`: who, and what they would rather have. `years`: of the money of training, the first first."""

    file: RewardFile
    tier: str
    holds: tuple[str, ...]
    barred: tuple[str, ...]
    barred_on: str
    promised: tuple[PromiseSeen, ...]
    proposals: tuple[ProposalSeen, ...]
    years: tuple[YearOfTraining, ...]
    wishes: tuple[tuple[str, str], ...]


def seen(case: OpenCase) -> Rewards:
    file, law = case.as_read, case.file.law
    assert isinstance(file, RewardFile)
    return Rewards(
        file=file,
        tier="" if file.early else case.label("tiers", file.tier or Tier.SUCCESSFUL),
        holds=tuple(case.label("holds", hold) for hold in file.frozen_by),
        barred=tuple(case.called(person) for person in file.barred),
        barred_on=case.cited(law.review.findings_against.basis) if file.barred else "",
        promised=tuple(_promised(case, file)),
        proposals=tuple(_proposal(case, file, code, each) for code, each in file.proposals.items()),
        years=tuple(_years(case)),
        wishes=tuple((case.called(person), wish) for person, wish in file.wishes.items()),
    )


def _promised(case: OpenCase, file: RewardFile) -> Iterator[PromiseSeen]:
    for each in promises(file, case.file.law):
        yield PromiseSeen(
            label=case.label("reward_kinds", each.reward),
            tiers="; ".join(case.label("tiers", tier) for tier in each.tiers),
            citation=case.cited(each.basis),
            not_yet=words.refusal(each.not_yet.reason, case.language, each.not_yet.params) if each.not_yet else "",
        )


def _proposal(case: OpenCase, file: RewardFile, code: str, each: ProposedReward) -> ProposalSeen:
    kinds = case.file.law.rewards.kinds
    proposed = next((fact for fact in case.facts if isinstance(fact, RewardProposed) and fact.proposal == code), None)
    return ProposalSeen(
        code=code,
        whose=each.collective or (case.called(each.person) if each.person else case.agency(each.agency)),
        label=case.label("reward_kinds", each.reward),
        status=case.label("reward_statuses", each.status),
        achievement=proposed.achievement if proposed else "",
        basis=case.cited(kinds[each.reward].basis) if each.reward in kinds else "",
        steps=tuple(
            Step(said.sentence, rendering.moment(said.at, case.language), said.citation)
            for said, fact in zip(case.timeline, case.facts, strict=True)
            if isinstance(fact, OF_A_PROPOSAL) and fact.proposal == code
        ),
        waits_for=tuple(case.label("offices", office) for clock in file.clocks if clock.item == code for office in file.waited_for(clock)),
        training=each if each.reward is RewardKind.TRAINING else None,
    )


def _years(case: OpenCase) -> Iterator[YearOfTraining]:
    money: dict[int, list[int]] = {}
    for fact in case.facts:
        if isinstance(fact, TrainingCommitted | TrainingPaid):
            year = money.setdefault(case.file.law.calendar.local_day(fact.at).year, [0, 0])
            year[isinstance(fact, TrainingPaid)] += fact.amount_dong
    for number, (committed, paid) in sorted(money.items()):
        yield YearOfTraining(str(number), committed, paid)
