"""What an initiative keeps of what hangs on it: its reviews, its reward file, the flags that stand, and reports of obstruction."""

from dataclasses import dataclass

from domain.vocabulary import ReviewStage, RewardStage


@dataclass(frozen=True, kw_only=True)
class IntegrityFlag:
    """The integrity flags that stand: whom they name, and whether the inspectorate raised one of them."""

    persons: tuple[str, ...] = ()
    by_inspectorate: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewSummary:
    """What an initiative knows of one of its reviews: what that review has told it."""

    stage: ReviewStage = ReviewStage.REPORTED
    panel: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    item: str = ""
    barred: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RewardsSummary:
    """What an initiative knows of its reward file. `pending`: something proposed has no answer yet."""

    number: str
    stage: RewardStage = RewardStage.PROPOSED
    pending: bool = False


@dataclass(frozen=True, kw_only=True)
class Obstruction:
    """A report of obstruction: the number it came in by, whom it names, and whether it has been answered."""

    report: str
    about: str
    answered: bool = False
