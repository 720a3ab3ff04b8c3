"""An initiative as its reader gets it: flat, under the names the first release gave. How the state is kept inside is not the reader's business."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Self

from domain.facts import Dossier, PastCase, Plan, PlanVersion
from domain.streams.clocks import Clock, Silence
from domain.streams.hanging import Obstruction, ReviewSummary, RewardsSummary
from domain.streams.hiding import CLOCKS_OF_CONDUCT, Hidden
from domain.streams.initiative import Initiative
from domain.streams.meeting import Meeting
from domain.streams.stages import OfStage
from domain.vocabulary import (
    Appraisal,
    Ballot,
    ClockKind,
    OpinionFor,
    Outcome,
    PartyOpinion,
    PlanForm,
    Position,
    ProposedAs,
    Regime,
    Result,
    Stage,
    Tier,
    Verdict,
)
from store.reading.views import View


class ExtensionAsked(View):
    """More time for a work item that nobody has answered yet."""

    evaluate_by: date


class InitiativeView(View):
    """`paused`: the clocks that stand still while the work is held. `flagged`: whom the standing integrity flags name. `amendment`, `extensions`: what
    waits for an answer. `awaits`: of whom it has not been concluded yet that they are not handled.
    """

    number: str
    sequence: int
    stage: Stage | None
    reached: tuple[Stage, ...]
    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    implementers: tuple[str, ...]
    opinions: Mapping[OpinionFor, PartyOpinion]
    opinions_asked: Mapping[OpinionFor, date]
    calendar: str
    clocks: tuple[Clock, ...]
    silences: tuple[Silence, ...]
    hidden: Mapping[str, Hidden]
    outcome: Outcome | None

    dossier: Dossier | None
    dossier_sha256: str
    focus_area: str
    campaign: str
    proposed_as: ProposedAs | None
    on_behalf_of: str
    past: PastCase | None
    registered_at: datetime | None
    filed_at: datetime | None
    missing: tuple[str, ...]

    council: tuple[str, ...]
    council_favourable: bool | None
    recused: tuple[str, ...]
    ballots: Mapping[str, Ballot]
    meetings: tuple[Meeting, ...]
    carried: bool | None
    overridden: bool
    consultations: Mapping[str, Position | None]
    appraisal: Appraisal | None
    scope: str
    conditions: tuple[str, ...]

    plan: Plan | None
    plan_form: PlanForm | None
    plan_sha256: str
    baseline_sha256: str
    approved_on: datetime | None
    amendment: Plan | None
    amendment_sha256: str
    extensions: Mapping[str, ExtensionAsked]
    versions: tuple[PlanVersion, ...]
    verdicts: Mapping[str, Verdict]

    finished_on: date | None
    stopped: bool
    report_sha256: str
    result: Result | None
    tier: Tier | None
    awaits: tuple[str, ...]

    suspended: bool
    paused: tuple[ClockKind, ...]
    integrity: bool
    flagged: tuple[str, ...]
    raised_by_inspectorate: bool
    referred: tuple[str, ...]
    obstructions: tuple[Obstruction, ...]
    reviews: Mapping[str, ReviewSummary]
    rewards: RewardsSummary | None

    @classmethod
    def of(cls, initiative: Initiative, needs_to_know: bool) -> Self:
        """Who needs not know reads that there are reviews and a flag, and nothing of whom they are about or of what was reported."""
        flat: dict[str, object] = {}
        for field in fields(initiative):
            value = getattr(initiative, field.name)
            flat |= {part.name: getattr(value, part.name) for part in fields(value)} if isinstance(value, OfStage) else {field.name: value}  # type: ignore[arg-type]
        work, flag = initiative.work, initiative.integrity
        flat |= {
            "plan": initiative.draft.plan,
            "plan_sha256": initiative.draft.sha256,
            "amendment": work.amendment.plan,
            "amendment_sha256": work.amendment.sha256,
            "extensions": {item: ExtensionAsked(evaluate_by=each.evaluate_by) for item, each in initiative.extensions_waiting.items()},
            "suspended": initiative.suspended,
            "paused": work.suspension.pauses if work.suspension else (),
            "integrity": flag is not None,
            "flagged": initiative.flagged,
            "raised_by_inspectorate": flag is not None and flag.by_inspectorate,
        }
        if not needs_to_know:
            unnamed = {number: replace(each, persons=(), panel=(), barred=()) for number, each in initiative.reviews.items()}
            flat |= {"flagged": (), "obstructions": (), "reviews": unnamed}
            flat |= {name: tuple(each for each in getattr(initiative, name) if not _of_conduct(each)) for name in ("clocks", "silences")}
        return cls.model_validate({name: flat[name] for name in cls.model_fields})


def _of_conduct(each: Clock | Silence) -> bool:
    return (each.kind if isinstance(each, Clock) else each.clock) in CLOCKS_OF_CONDUCT
