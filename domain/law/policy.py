"""The numbers a decision stands on: one dated set per regime, each number with its basis. The sets are data, in policies/."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from domain.law.conflict_law import AS_BEFORE, ConflictRule
from domain.law.discipline_law import ComplaintRule, DisciplineRule
from domain.law.evidence_law import EvidenceRule
from domain.law.ladder import Ladder
from domain.law.liability_table import LiabilityTable
from domain.law.meeting_law import MeetingRule
from domain.law.parameter import Data, Parameter, Period
from domain.law.published import Published
from domain.law.registration_law import CampaignRule, Coverage, DossierRule, FocusArea, PastRule, RoutingRule, ScopeBasis, Validity
from domain.law.review_law import ReviewRule
from domain.law.working_days import Calendar
from domain.vocabulary import (
    Beneficiary,
    BodyKind,
    ClockKind,
    CommendationForm,
    Conflict,
    Office,
    Regime,
    Relation,
    RewardKind,
    Role,
    ScopeGround,
    StandInRule,
    Tier,
)


class Document(Data):
    """A legal text as it must always be cited: type and number, date, issuer: numbers are used again."""

    number: str
    issued_on: date | None = None
    issuer: str
    title_vi: str
    title_en: str


class Voting(Data):
    """ND73 Art. 8.1: what carries a vote of the leadership, counted over those entitled."""

    more_than_percent: Parameter[int]
    quorum_more_than_percent: Parameter[int]
    tie_follows_head: Parameter[bool]


class Caps(Data):
    """How long a text may be, in characters; how far ahead a day may be named, in years."""

    title: Parameter[int]
    text: Parameter[int]
    years_ahead: Parameter[int]


class PartyOpinionRule(Data):
    """What must be on record before it is recorded that the Party committee gave no opinion."""

    absence_once_asked: Parameter[bool]


class Suspension(Data):
    """Which clocks stand still while a case is suspended."""

    pauses: Parameter[tuple[ClockKind, ...]]


# The parts of a proposed reward that only some kinds ask for, by their names in the act.
RewardPart = Literal["commendation_form", "rule_exceeded", "urgent_or_key", "place"]


class TrainingRule(Data):
    """How much of the cost of training is covered, and which offices commit and pay it."""

    percent: Parameter[Annotated[int, Field(gt=0, le=100)]]
    paid_by: Parameter[tuple[Office, ...]]


class RewardRule(Data):
    """Which rewards there are, for which tiers of success each may be proposed, and the way each goes.

    `opinions`, `decisions`: by office, the kinds it is asked about before, and those it decides; a kind nobody is asked about goes straight to whoever
    decides. The first sets name only the kinds `by_appointing_authority`: the head decides the others, after the emulation council's view of each.
    `forms`: who may sign a commendation of that form. `asks`: what a proposal of that kind says beside what all say. `commendations`: of these one
    achievement earns one. `beneficiaries`: who may have which kinds beside those who proposed and carried out. `from_start`: those that may be
    considered while the work is still under way, before there is a result.
    """

    kinds: Mapping[RewardKind, Parameter[tuple[Tier, ...]]]
    by_appointing_authority: Parameter[tuple[RewardKind, ...]] | None = None
    opinions: Mapping[Office, Parameter[tuple[RewardKind, ...]]] = {}
    decisions: Mapping[Office, Parameter[tuple[RewardKind, ...]]] = {}
    forms: Mapping[CommendationForm, Parameter[tuple[Office, ...]]] = {}
    asks: Mapping[RewardKind, Parameter[tuple[RewardPart, ...]]] = {}
    commendations: Parameter[tuple[RewardKind, ...]] | None = None
    beneficiaries: Mapping[Beneficiary, Parameter[tuple[RewardKind, ...]]] = {}
    training: TrainingRule | None = None
    from_start: Parameter[tuple[RewardKind, ...]] | None = None

    @model_validator(mode="after")
    def _somebody_decides(self) -> Self:
        if (self.by_appointing_authority is None) == (not self.decisions):
            raise ValueError("a set says who decides each kind, or which are the appointing authority's: one of the two")
        if undecided := [kind for kind in self.kinds if not self.deciders(kind)]:
            raise ValueError(f"nobody decides: {', '.join(undecided)}")
        return self

    def asked(self, kind: RewardKind) -> tuple[Office, ...]:
        """Whose opinion it needs before it is decided: of one of these offices."""
        if self.by_appointing_authority:
            return (Office.EMULATION_COUNCIL,)
        return tuple(office for office, kinds in self.opinions.items() if kind in kinds.value)

    def deciders(self, kind: RewardKind, form: CommendationForm | None = None) -> tuple[Office, ...]:
        """The offices that may decide that kind and sign that form."""
        if self.by_appointing_authority:
            return (Office.APPOINTING_AUTHORITY if kind in self.by_appointing_authority.value else Office.AGENCY_HEAD,)
        signs = self.forms[form].value if form and form in self.forms else tuple(self.decisions)
        return tuple(office for office, kinds in self.decisions.items() if kind in kinds.value and office in signs)

    def basis_of_deciding(self, kind: RewardKind) -> str:
        """On what it rests who decides that kind."""
        said = self.by_appointing_authority or next(kinds for kinds in self.decisions.values() if kind in kinds.value)
        return said.basis


# Never read from a later set: when a set ends, what it completes, forms that its cases were not asked for, and what no rule asks.
STAYS_SILENT = ("valid_to", "completes", "written", "minuted", "meetings", "party_opinion", "tells_reports_apart", "conflicts", "stands_in")


class Policy(Published):
    """One rule set. A case pins the set of its registration for life.

    `completes`: the earlier set of the same regime whose silences this one fills, for cases that have pinned that one. What a set says itself
    stands as published. `written`: by their names, the acts that are nothing without a document; `minuted`: those of a body, without the minutes of its
    meeting. `meetings`: the rules of a meeting, of each body that may hold one. `tells_reports_apart`: whether a report of obstruction says what it is.
    `conflicts`: what keeps somebody from a body; the earlier sets name nothing. `stands_in`: who takes the work of a head who is away and names nobody.
    """

    id: str
    regime: Regime
    valid_from: date
    valid_to: date | None = None
    documents: Mapping[str, Document]
    terms: Mapping[ClockKind, Period]
    voting: Voting
    ladder: Ladder
    caps: Caps
    completes: str = ""
    coverage: Coverage | None = None
    dossier: DossierRule | None = None
    focus_areas: Mapping[str, FocusArea] = {}
    scope: Mapping[ScopeGround, ScopeBasis] = {}
    routing: RoutingRule | None = None
    campaigns: CampaignRule | None = None
    past: PastRule | None = None
    validity: Validity | None = None
    suspension: Suspension | None = None
    review: ReviewRule | None = None
    rewards: RewardRule | None = None
    discipline: DisciplineRule | None = None
    complaints: ComplaintRule | None = None
    liability: Mapping[str, LiabilityTable] = {}
    written: Mapping[str, Parameter[bool]] = {}
    minuted: Mapping[str, Parameter[bool]] = {}
    meetings: Mapping[BodyKind, MeetingRule] = {}
    conflicts: ConflictRule | None = None
    stands_in: Parameter[StandInRule] | None = None
    party_opinion: PartyOpinionRule | None = None
    tells_reports_apart: Parameter[bool] | None = None
    evidence: EvidenceRule | None = None

    @model_validator(mode="after")
    def _parts_are_of_something(self) -> Self:
        for code, area in self.focus_areas.items():
            if area.part_of and area.part_of not in self.focus_areas:
                raise ValueError(f"focus_areas.{code}: is part of {area.part_of}, which is no focus area here")
        return self

    @model_validator(mode="after")
    def _a_tie_that_follows_the_head_is_voted_by_name(self) -> Self:
        if (meets := self.meetings.get(BodyKind.LEADERSHIP)) and meets.may_be_secret:
            raise ValueError("meetings.leadership.secret: its tie follows the head, whose vote must be known")
        return self

    def areas_open_on(self, day: date) -> tuple[str, ...]:
        """The focus areas one may name on that day, by code."""
        return tuple(code for code, area in self.focus_areas.items() if area.open_on(day))

    def completed_by(self, later: "Policy") -> "Policy":
        """With what this set is silent on read from a later one; what it was published as does not change."""
        silent = {name: getattr(later, name) for name in type(self).model_fields if name not in self.model_fields_set}
        filled = {name: value for name, value in silent.items() if name not in STAYS_SILENT}
        return self.model_copy(
            update={**filled, "terms": {**later.terms, **self.terms}, "documents": {**later.documents, **self.documents}}
        )

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


R = TypeVar("R")


@dataclass(frozen=True)
class Law:
    """What a decision looks up, all of it: the case's pinned set as published, and the working calendar. `completing` fills what that set is silent on.

    `calendar_since`: when that calendar took the place of another here.
    """

    published: Policy
    calendar: Calendar
    completing: Policy | None = None
    calendar_since: datetime | None = None

    @cached_property
    def policy(self) -> Policy:
        return self.published.completed_by(self.completing) if self.completing else self.published

    @property
    def id(self) -> str:
        return self.policy.id

    @property
    def regime(self) -> Regime:
        return self.policy.regime

    @property
    def terms(self) -> Mapping[ClockKind, Period]:
        return self.policy.terms

    def term(self, kind: ClockKind, under: str = "") -> Period | None:
        """How long that may take; None where no text gives days. `under`: the law of the person it is about, where it is counted by that."""
        return self.discipline.laws[under].terms[kind] if under else self.terms.get(kind)

    @property
    def ladder(self) -> Ladder:
        return self.policy.ladder

    @property
    def voting(self) -> Voting:
        return self.policy.voting

    @property
    def caps(self) -> Caps:
        return self.policy.caps

    @property
    def focus_areas(self) -> Mapping[str, FocusArea]:
        return self.policy.focus_areas

    @property
    def scope(self) -> Mapping[ScopeGround, ScopeBasis]:
        return self.policy.scope

    @property
    def liability(self) -> Mapping[str, LiabilityTable]:
        return self.policy.liability

    @property
    def party_opinion(self) -> PartyOpinionRule | None:
        return self.policy.party_opinion

    @property
    def written(self) -> Mapping[str, Parameter[bool]]:
        return self.policy.written

    @property
    def without_what_must_be_written(self) -> "Law":
        """The same while its document is still being drafted."""
        return replace(self, published=self.published.model_copy(update={"written": {}}))

    @property
    def tells_reports_apart(self) -> Parameter[bool] | None:
        return self.policy.tells_reports_apart

    @property
    def meetings(self) -> Mapping[BodyKind, MeetingRule]:
        return self.policy.meetings

    @property
    def minuted(self) -> Mapping[str, Parameter[bool]]:
        return self.policy.minuted

    @property
    def conflicts(self) -> ConflictRule | None:
        return self.policy.conflicts

    @property
    def stands_in(self) -> StandInRule:
        """Whom the rules name for a head who is away and names nobody; the earlier sets name none."""
        return self.policy.stands_in.value if self.policy.stands_in else StandInRule.NOBODY

    @property
    def declared_first(self) -> bool:
        """Whether a body waits until each of its members has said that nothing ties them."""
        return self.conflicts is not None and self.conflicts.declared_first.value

    @property
    def kinship(self) -> tuple[Relation, ...]:
        """The relations that keep somebody from judging another."""
        return self.discipline.relations.value

    def keeps_from(self, role: Role) -> tuple[Conflict, ...]:
        """The rules of conflict by which the case's set keeps somebody from that role."""
        return self.conflicts.bars[role].value if self.conflicts else AS_BEFORE.get(role, ())

    def in_force(self, day: date) -> bool:
        return self.policy.in_force(day)

    @property
    def coverage(self) -> Coverage:
        return self._said(self.policy.coverage)

    @property
    def dossier(self) -> DossierRule:
        return self._said(self.policy.dossier)

    @property
    def campaigns(self) -> CampaignRule:
        return self._said(self.policy.campaigns)

    @property
    def past(self) -> PastRule:
        return self._said(self.policy.past)

    @property
    def evidence(self) -> EvidenceRule:
        return self._said(self.policy.evidence)

    @property
    def suspension(self) -> Suspension:
        return self._said(self.policy.suspension)

    @property
    def review(self) -> ReviewRule:
        return self._said(self.policy.review)

    @property
    def rewards(self) -> RewardRule:
        return self._said(self.policy.rewards)

    @property
    def discipline(self) -> DisciplineRule:
        return self._said(self.policy.discipline)

    @property
    def complaints(self) -> ComplaintRule:
        return self._said(self.policy.complaints)

    def _said(self, rule: R | None) -> R:
        if rule is None:
            raise LookupError(f"{self.published.id} is silent on what a decision needs, and no later set completes it")
        return rule
