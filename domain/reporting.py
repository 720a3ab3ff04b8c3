"""What a report counts, from families of streams as they were told up to a moment. Each number is the list of the cases behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import WAS_GRANTED, RewardFile
from domain.vocabulary import LiabilityOutcome, Outcome, ReportSection, Result, ReviewAbout, RewardKind, RewardStatus, Stage

STEP = 3  # fewer than so many people may be recognised by whoever knows their office

# In these a number is a number of people, or points at them.
OF_PEOPLE = frozenset({ReportSection.REVIEWS, ReportSection.REVIEW_OUTCOMES, ReportSection.REWARDS})
CODES: dict[ReportSection, tuple[StrEnum, ...]] = {
    ReportSection.STAGES: tuple(Stage),
    ReportSection.OUTCOMES: tuple(Outcome),
    ReportSection.RESULTS: tuple(Result),
    ReportSection.REVIEWS: tuple(ReviewAbout),
    ReportSection.REVIEW_OUTCOMES: tuple(LiabilityOutcome),
    ReportSection.REWARDS: tuple(RewardKind),
    ReportSection.ENTERED_LATER: tuple(Outcome),
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
    """One number: `of`, one entry a thing counted, is the number of the stream behind it."""

    section: ReportSection
    code: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A figure as a reader is shown it: how many; or no more than between which two numbers that lies; or none of the three.

    `of`: the streams behind it, for whoever may see them.
    """

    section: ReportSection
    code: str
    count: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    of: tuple[str, ...] = ()


def figures(families: Iterable[Family]) -> tuple[Figure, ...]:
    """Every figure there is, noughts too, in an order that never changes. Of cases entered later only those there are: a report of a moment before any
    was entered stays to the letter what it was.
    """
    counted: dict[tuple[ReportSection, str], list[str]] = {(ReportSection.REGISTERED, ""): [], (ReportSection.APPROVED, ""): []}
    counted |= {(section, code): [] for section, codes in CODES.items() for code in codes}
    for family in families:
        for section, code, number in _things(family):
            counted[section, code].append(number)
    return tuple(
        Figure(section, code, tuple(sorted(numbers)))
        for (section, code), numbers in counted.items()
        if numbers or section is not ReportSection.ENTERED_LATER
    )


def _things(family: Family) -> Iterator[tuple[ReportSection, str, str]]:
    initiative = family.initiative
    if initiative.is_only_a_record:
        yield ReportSection.ENTERED_LATER, initiative.ended, initiative.number
        return
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


def in_full(counted: Iterable[Figure]) -> tuple[Told, ...]:
    """For whoever may see the cases: not to be handed on."""
    return tuple(Told(each.section, each.code, count=len(each.of), of=each.of) for each in counted)


def to_be_handed_on(counted: Iterable[Figure], *, of_a_part: bool) -> tuple[Told, ...]:
    """Without the streams behind the numbers, and so that no two tables tell of one or two people (ADR 25).

    People are told in steps, and of a year alone: a part of it (`of_a_part`, a campaign) could be taken from the whole.
    """
    return tuple(_handed_on(each, of_a_part) for each in counted)


def _handed_on(figure: Figure, of_a_part: bool) -> Told:
    if figure.section not in OF_PEOPLE:
        return Told(figure.section, figure.code, count=len(figure.of))
    if of_a_part:
        return Told(figure.section, figure.code)
    at_least = len(figure.of) // STEP * STEP
    return Told(figure.section, figure.code, at_least=at_least, at_most=at_least + STEP - 1)
