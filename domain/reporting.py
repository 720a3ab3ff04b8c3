"""What a report counts, from families of streams as they were told up to a moment. Each number is the list of the cases behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import WAS_GRANTED, RewardFile
from domain.vocabulary import LiabilityOutcome, Outcome, ReportSection, Result, ReviewAbout, RewardKind, RewardStatus, Stage

SMALL = 3  # fewer than so many people may be recognised by whoever knows their office


# In these a number is a number of people, or points at them.
OF_PEOPLE = frozenset({ReportSection.REVIEWS, ReportSection.REVIEW_OUTCOMES, ReportSection.REWARDS})
CODES: dict[ReportSection, tuple[StrEnum, ...]] = {
    ReportSection.STAGES: tuple(Stage),
    ReportSection.OUTCOMES: tuple(Outcome),
    ReportSection.RESULTS: tuple(Result),
    ReportSection.REVIEWS: tuple(ReviewAbout),
    ReportSection.REVIEW_OUTCOMES: tuple(LiabilityOutcome),
    ReportSection.REWARDS: tuple(RewardKind),
}


@dataclass(frozen=True)
class Family:
    """An initiative with what belongs to it. `refused_because`: what its proposers were told, if it was refused."""

    initiative: Initiative
    reviews: tuple[Review, ...] = ()
    rewards: RewardFile | None = None
    refused_because: str = ""


@dataclass(frozen=True)
class Figure:
    """One number: `of`, one entry a thing counted, is the number of the stream behind it. `suppressed`: too small a group to be told."""

    section: ReportSection
    code: str
    of: tuple[str, ...] = ()
    suppressed: bool = field(default=False)

    @property
    def count(self) -> int | None:
        return None if self.suppressed else len(self.of)


def figures(families: Iterable[Family]) -> tuple[Figure, ...]:
    """Every figure there is, noughts too, in an order that never changes."""
    counted: dict[tuple[ReportSection, str], list[str]] = {(ReportSection.REGISTERED, ""): [], (ReportSection.APPROVED, ""): []}
    counted |= {(section, code): [] for section, codes in CODES.items() for code in codes}
    for family in families:
        for section, code, number in _things(family):
            counted[section, code].append(number)
    return tuple(Figure(section, code, tuple(sorted(numbers))) for (section, code), numbers in counted.items())


def _things(family: Family) -> Iterator[tuple[ReportSection, str, str]]:
    initiative = family.initiative
    yield ReportSection.REGISTERED, "", initiative.number
    if Stage.PLANNING in initiative.reached:
        yield ReportSection.APPROVED, "", initiative.number
    if initiative.stage:
        yield ReportSection.STAGES, initiative.stage, initiative.number
    if initiative.outcome:
        yield ReportSection.OUTCOMES, initiative.outcome, initiative.number
    if initiative.result:
        yield ReportSection.RESULTS, initiative.result, initiative.number
    for review in family.reviews:
        if review.about:
            yield ReportSection.REVIEWS, review.about, review.number
        yield from ((ReportSection.REVIEW_OUTCOMES, each.outcome, review.number) for each in review.decided if not review.superseded_by)
    for proposed in family.rewards.proposals.values() if family.rewards else ():
        if proposed.status in WAS_GRANTED and proposed.status is not RewardStatus.REVERSED and family.rewards:
            yield ReportSection.REWARDS, proposed.reward, family.rewards.number


def to_be_handed_on(told: Iterable[Figure]) -> tuple[Figure, ...]:
    """Without the streams behind the numbers, and without numbers so small that people could be recognised."""
    return tuple(
        Figure(each.section, each.code, ("",) * len(each.of), each.section in OF_PEOPLE and 0 < len(each.of) < SMALL) for each in told
    )
