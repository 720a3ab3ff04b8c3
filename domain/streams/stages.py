"""What each stage of an initiative brings, as one value a stage: whoever goes back to a stage replaces it whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.facts import Plan
from domain.vocabulary import Appraisal, Ballot, ClockKind, Impartial, Position, Relation, Result, Stage, Tier, Verdict


class OfStage:
    """State that one stage brings and that is open again when the initiative returns to that stage or to an earlier one.

    It is replaced as a whole, so that a field added to it is reset with it (`Initiative.returned_to`).
    """

    stage: ClassVar[Stage]


@dataclass(frozen=True, kw_only=True)
class Examination(OfStage):
    """`missing`: what the receiving office found missing in the dossier it returned."""

    stage = Stage.REGISTERED

    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seats:
    """What is known of those who sit on the council. `left`: who stood aside, or was successfully challenged. `declares_first`: whether it concludes
    nothing while one of them has said nothing of themselves."""

    left: tuple[str, ...] = ()
    challenged: tuple[str, ...] = ()
    related: Mapping[str, Relation] = field(default_factory=dict)
    impartial: Mapping[str, Impartial] = field(default_factory=dict)
    declares_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Deliberation(OfStage):
    """How the agency's leadership came to its answer. `council_met`: the meeting in which the council came to a vote, where it met."""

    stage = Stage.AGENCY_REVIEW

    council: tuple[str, ...] = ()
    council_favourable: bool | None = None
    council_met: str = ""
    seats: Seats = Seats()
    ballots: Mapping[str, Ballot] = field(default_factory=dict)
    carried: bool | None = None
    overridden: bool = False


@dataclass(frozen=True, kw_only=True)
class CityRound(OfStage):
    """The round of consultation and the appraisal at the city's stage. A department that has said nothing yet stands with None."""

    stage = Stage.CITY_APPRAISAL

    consultations: Mapping[str, Position | None] = field(default_factory=dict)
    appraisal: Appraisal | None = None


@dataclass(frozen=True, kw_only=True)
class Approval(OfStage):
    """What was approved: by the agency, or by the city where the case goes there."""

    stage = Stage.CITY_APPRAISAL

    scope: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft(OfStage):
    """A plan that somebody has submitted. `sha256` is "" while nothing waits."""

    stage = Stage.PLANNING

    plan: Plan | None = None
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More time that somebody has asked for and nobody has answered. `clock`: the sequence of the fact that set the day it is to move."""

    evaluate_by: date
    clock: int


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """The work is held. `pauses`: the clocks that stand still meanwhile."""

    pauses: tuple[ClockKind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Work(OfStage):
    """The work under way: what each item was found to be, what is asked of its plan, and whether it is held."""

    stage = Stage.IMPLEMENTING

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    amendment: Draft = Draft()
    extensions: Mapping[str, Extension] = field(default_factory=dict)
    suspension: Suspension | None = None

    @property
    def over(self) -> "Work":
        """What is left of it once it is finished or stopped: the verdicts. Nothing asked of a plan outlives its work."""
        return Work(verdicts=self.verdicts)


@dataclass(frozen=True, kw_only=True)
class Ending(OfStage):
    """How the work ended, and what was reported of it."""

    stage = Stage.IMPLEMENTING

    finished_on: date | None = None
    stopped: bool = False
    report_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Evaluation(OfStage):
    """The result as the leadership evaluated it. `awaits`: of whom it has not been concluded yet that they are not handled."""

    stage = Stage.FINAL_EVALUATION

    result: Result | None = None
    tier: Tier | None = None
    awaits: tuple[str, ...] = ()
