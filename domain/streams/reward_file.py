"""One reward file as its own ledger tells it so far: every proposed reward, and the money of training. Whole dong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from domain.streams.clocks import Clock
from domain.streams.meeting import MeetingStream
from domain.vocabulary import ClockKind, CommendationForm, Flag, Hold, Office, RewardKind, RewardStage, RewardStatus, Tier

ENDED = frozenset({RewardStatus.REFUSED, RewardStatus.DECLINED, RewardStatus.REVERSED})
WAS_GRANTED = frozenset({RewardStatus.GRANTED, RewardStatus.ACCEPTED, RewardStatus.DECLINED, RewardStatus.REVERSED})


@dataclass(frozen=True, kw_only=True)
class ProposedReward:
    """One reward of one kind, and how far it has come: for one person or, where that is "", for an agency or a collective of it.

    `opinion_of`, `decided_by`, `paid_by`: the offices it goes through. Money in dong, of training alone.
    """

    person: str
    agency: str = ""
    collective: str = ""
    reward: RewardKind
    status: RewardStatus = RewardStatus.PROPOSED
    favourable: bool | None = None
    cost_dong: int = 0
    approved_dong: int = 0
    committed_dong: int = 0
    paid_dong: int = 0
    training_over: bool = False
    form: CommendationForm | None = None
    opinion_of: tuple[Office, ...] = (Office.EMULATION_COUNCIL,)
    decided_by: tuple[Office, ...] = (Office.AGENCY_HEAD, Office.APPOINTING_AUTHORITY)
    paid_by: tuple[Office, ...] = (Office.AGENCY_HEAD, Office.AGENCY_OFFICER)

    @property
    def whose(self) -> tuple[str, str, str]:
        """Whom it is for: a person, an agency, or a collective of it."""
        return self.person, self.agency, self.collective

    @property
    def waits_for_acceptance(self) -> bool:
        """Granted to a person. An agency or a collective has it once it is granted."""
        return self.status is RewardStatus.GRANTED and bool(self.person)

    @property
    def alive(self) -> bool:
        """Whether it may still be, or is, a reward."""
        return self.status not in ENDED

    @property
    def to_commit_dong(self) -> int:
        return self.approved_dong - self.committed_dong if self.training_goes_on else 0

    @property
    def to_pay_dong(self) -> int:
        return self.committed_dong - self.paid_dong if self.training_goes_on else 0

    @property
    def training_goes_on(self) -> bool:
        """Accepted, neither paid in full nor ended before."""
        accepted_training = self.status is RewardStatus.ACCEPTED and self.reward is RewardKind.TRAINING
        return accepted_training and not self.training_over and self.paid_dong < self.approved_dong

    @property
    def settled(self) -> bool:
        """Nothing more is to be done about it."""
        is_had = self.status in (RewardStatus.GRANTED, RewardStatus.ACCEPTED) and not self.waits_for_acceptance
        return not self.alive or (is_had and not self.training_goes_on)


@dataclass(frozen=True, kw_only=True)
class RewardFile(MeetingStream):
    """The rewards of one initiative. `frozen_by`: why nothing is granted or paid now; it comes and goes with the initiative's flags."""

    stage: RewardStage | None = None
    reached: tuple[RewardStage, ...] = ()

    initiative_title: str = ""
    opened_on: datetime | None = None
    set_aside: tuple[str, ...] = ()
    tier: Tier | None = None
    frozen_by: Annotated[tuple[Hold, ...], Field(alias="holds")] = ()  # its name in JSON is older than this one
    barred: tuple[str, ...] = ()
    early: bool = False
    proposals: Mapping[str, ProposedReward] = field(default_factory=dict)
    wishes: Mapping[str, str] = field(default_factory=dict)

    @property
    def opened_at(self) -> datetime | None:
        return self.opened_on

    @property
    def is_over(self) -> bool:
        return self.stage is RewardStage.CLOSED

    @property
    def title(self) -> str:
        return self.initiative_title

    @property
    def flags(self) -> tuple[Flag, ...]:
        return (Flag.HELD,) if self.frozen_by else ()

    @property
    def for_the_council(self) -> tuple[str, ...]:
        """What is proposed and waits for the view of the emulation council, by number."""
        asked = ((n, each) for n, each in self.proposals.items() if each.status is RewardStatus.PROPOSED)
        return tuple(n for n, each in asked if Office.EMULATION_COUNCIL in each.opinion_of)

    @property
    def pending(self) -> bool:
        """Whether something proposed has no answer yet."""
        return any(each.status in (RewardStatus.PROPOSED, RewardStatus.CONSIDERED) for each in self.proposals.values())

    def waited_for(self, clock: Clock) -> tuple[Office, ...]:
        """Each proposal has offices of its own."""
        proposed = self.proposals.get(clock.item)
        if proposed is None:
            return super().waited_for(clock)
        return proposed.opinion_of if clock.kind is ClockKind.CONSIDERATION else proposed.decided_by

    def with_proposal(self, number: str, proposed: ProposedReward) -> Self:
        """With that proposal, in the stage its proposals put the file in."""
        proposals = {**self.proposals, number: proposed}
        return replace(self, stage=_stage(proposals), proposals=proposals)


def _stage(proposals: Mapping[str, ProposedReward]) -> RewardStage:
    """As far as the proposal that has come farthest, and closed when nothing is left to do about any of them."""
    every = proposals.values()
    if every and all(each.settled for each in every):
        return RewardStage.CLOSED
    if any(each.status in WAS_GRANTED for each in every):
        return RewardStage.GRANTING
    considered = any(each.favourable is not None or each.status is RewardStatus.CONSIDERED for each in every)
    return RewardStage.CONSIDERED if considered else RewardStage.PROPOSED
