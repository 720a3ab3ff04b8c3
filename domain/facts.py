"""What became true, in the past tense. A fact is the ledger's JSON, the 201 answer, the timeline entry and the notice, all at once.

Durable: a fact only gains fields with defaults; it is never renamed, retyped or removed, and a wrong one is answered by a new one.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from domain.values import Durable, Moment
from domain.vocabulary import (
    Ballot,
    ClockKind,
    LiabilityOutcome,
    Office,
    OpinionFor,
    PartyOpinion,
    Regime,
    Result,
    Stage,
    Tier,
    Verdict,
)

PROPOSER, IMPLEMENTER, HEAD, OFFICER = Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_HEAD, Office.AGENCY_OFFICER
LEADERSHIP, SUPERIOR, FOCAL = Office.LEADERSHIP, Office.SUPERIOR_HEAD, Office.HOME_AFFAIRS


class Hand(Durable):
    """Who did it, by what office of which agency, under the name borne that day: a record for years must not depend on today's directory."""

    person: str
    name: str
    office: Office
    agency: str = ""


class Paper(Durable):
    """The paper a clerk entered something from: what it says it is, and the hash that tells whether it was changed since."""

    number: str
    issued_on: date
    sha256: str


class Dossier(Durable):
    """The proposal as filed: the contents ND73 Art. 7.2 asks for."""

    title: str
    purpose: str
    bottleneck: str
    solution: str
    scope: str
    timetable: str
    resources: str
    feasibility: str
    expected_effect: str
    impact: str = ""


class ForeseenRisk(Durable):
    """A risk somebody saw in time. After approval the list is frozen: what is added later was not foreseen for what came before."""

    code: str
    cause: str
    likelihood: str
    effect: str
    measure: str
    owner: str


class WorkItem(Durable):
    """The unit that is evaluated, objectively and one by one."""

    code: str
    title: str
    measure_of_success: str
    implementer: str
    evaluate_by: date
    evaluator: str = ""
    budget_dong: int = 0


class Plan(Durable):
    items: tuple[WorkItem, ...]
    risks: tuple[ForeseenRisk, ...] = ()
    no_risks_because: str = ""


class Fact(Durable):
    """`at`: legal time, when the door received the act, or when the clock's rung was due. `by`: nobody, when the clock noted it."""

    kind: ClassVar[str]
    tells: ClassVar[tuple[Office, ...]] = (PROPOSER,)

    at: Moment
    by: Hand | None = None

    @property
    def told(self) -> tuple[Office, ...]:
        """Who must hear of it. Everybody concerned by an act; of a reminder, those whose turn it is."""
        return self.tells

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        FACTS[cls.kind] = cls


FACTS: dict[str, type[Fact]] = {}


class Registered(Fact):
    """`names`: of the persons and agencies in it, as they were called that day."""

    kind = "registered"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    implementers: tuple[str, ...]
    dossier: Dossier
    dossier_sha256: str
    names: Mapping[str, str] = {}


class DossierAccepted(Fact):
    kind = "dossier_accepted"
    tells = (PROPOSER, LEADERSHIP)


class DossierReturned(Fact):
    kind = "dossier_returned"

    missing: tuple[str, ...]
    advice: str = ""


class DossierResubmitted(Fact):
    kind = "dossier_resubmitted"
    tells = (PROPOSER, HEAD)

    dossier: Dossier
    dossier_sha256: str


class PartyOpinionRecorded(Fact):
    kind = "party_opinion_recorded"
    tells = (HEAD,)

    before: OpinionFor
    opinion: PartyOpinion
    summary: str = ""
    absence_reason: str = ""
    paper: Paper | None = None


class BallotCast(Fact):
    kind = "ballot_cast"
    tells = ()

    ballot: Ballot
    opinion: str = ""


class VoteConcluded(Fact):
    kind = "vote_concluded"

    entitled: int
    votes_for: int
    against: int
    abstained: int
    tie: bool
    carried: bool
    minutes: str = ""


class VoteOverridden(Fact):
    kind = "vote_overridden"
    tells = (PROPOSER, LEADERSHIP, SUPERIOR)

    need: str
    feasibility: str


class Approved(Fact):
    kind = "approved"
    tells = (PROPOSER, IMPLEMENTER)

    scope: str
    conditions: tuple[str, ...] = ()
    dossier_sha256: str


class ProposalRefused(Fact):
    kind = "proposal_refused"

    reasons: str


class PlanSubmitted(Fact):
    kind = "plan_submitted"
    tells = (HEAD,)

    plan: Plan
    plan_sha256: str


class PlanReturned(Fact):
    kind = "plan_returned"
    tells = (PROPOSER, IMPLEMENTER)

    reasons: str


class PlanApproved(Fact):
    kind = "plan_approved"
    tells = (PROPOSER, IMPLEMENTER)

    baseline_sha256: str
    conditions: tuple[str, ...] = ()


class WorkItemEvaluated(Fact):
    kind = "work_item_evaluated"
    tells = (PROPOSER, IMPLEMENTER)

    item: str
    verdict: Verdict
    findings: str
    evidence: tuple[str, ...] = ()
    next_by: date | None = None


class ImplementationFinished(Fact):
    kind = "implementation_finished"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    finished_on: date


class ResultReported(Fact):
    kind = "result_reported"
    tells = (HEAD,)

    report: str
    report_sha256: str


class ResultEvaluated(Fact):
    kind = "result_evaluated"
    tells = (PROPOSER, IMPLEMENTER)

    result: Result
    tier: Tier | None = None
    findings: str
    present: tuple[str, ...] = ()
    causes: str = ""
    liability: LiabilityOutcome | None = None


class Withdrawn(Fact):
    kind = "withdrawn"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str


class Closed(Fact):
    kind = "closed"
    tells = (PROPOSER, IMPLEMENTER)

    result: Result


class Reopened(Fact):
    kind = "reopened"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str
    back_to: Stage


class Reminded(Fact):
    """The clock's, before the day: whose turn it is, by when, for what. It decides nothing."""

    kind = "reminded"

    clock: ClockKind
    item: str = ""
    due: datetime
    waiting_for: tuple[Office, ...]

    @property
    def told(self) -> tuple[Office, ...]:
        return self.waiting_for


class Escalated(Fact):
    """The clock's, once the day has passed in silence: the superior and the focal point now know. It decides nothing."""

    kind = "escalated"
    tells = (SUPERIOR, FOCAL)

    clock: ClockKind
    item: str = ""
    due: datetime
    waiting_for: tuple[Office, ...]
