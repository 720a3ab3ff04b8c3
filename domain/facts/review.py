"""A liability review: opened by a fact of the initiative, told in a ledger of its own."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FIRST_CALENDAR, FOCAL, HEAD, SUPERIOR, Fact
from domain.facts.work import PlanVersion
from domain.values import Durable
from domain.vocabulary import Answer, Cause, Finding, LiabilityOutcome, Office, PersonnelKind, Regime, Relation, Result, ReviewAbout

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class Outcome(Durable):
    """What is recommended, decided or proposed for one person, and why."""

    person: str
    outcome: LiabilityOutcome
    reasons: str


class Assessed(Durable):
    """What a liability table said of one person and one act of his at that moment, with all it looked at: enough to compute it again.

    `row`: the one that fired, "" where several may yet; then `asks_for` names the evidence wanted. `followed`: whether what people concluded is among
    what the table leaves open.
    """

    person: str
    deed: str = ""
    personnel: PersonnelKind | None = None
    handled_on: date
    table: str
    row: str = ""
    basis: str
    outcomes: tuple[LiabilityOutcome, ...]
    refer: bool = False
    final: bool = False
    asks_for: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = {}
    followed: bool = True


class Dissent(Durable):
    member: str
    view: str


class ReviewOpened(Fact):
    """Everything of the initiative that the review must know, as it stood then: it never looks into another ledger.

    `register`: the version in force on the day it happened, if a plan was approved by then. `result`: of the initiative, once known.
    """

    kind = "review_opened"
    tells = (HEAD, SUPERIOR, FOCAL)

    about: ReviewAbout
    what: str
    happened_on: date
    item: str = ""
    damage_dong: int = 0
    evidence: tuple[str, ...] = ()
    reporter: str = ""
    title: str = ""
    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    implementers: tuple[str, ...]
    set_aside: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    register_version: PlanVersion | None = None
    result: Result | None = None
    none_will_come: bool = False
    supersedes: str = ""
    calendar: str = FIRST_CALENDAR


class ReviewTriaged(Fact):
    kind = "review_triaged"
    tells = (REVIEWED, FOCAL)

    to_review: bool
    reasons: str
    persons: tuple[str, ...] = ()
    names: Mapping[str, str] = {}


class CauseDetermined(Fact):
    """`foreseen`: mapped, with reasons, to one frozen risk of the register version in force when it happened.

    `must_establish`, `waits_for_result`: what the pinned set asks for before the panel may recommend.
    """

    kind = "cause_determined"
    tells = (REVIEWED, HEAD)

    system_causes: str
    cause: Cause
    findings: str
    foreseen: bool
    risk: str = ""
    mapping_reasons: str = ""
    evidence: tuple[str, ...] = ()
    must_establish: tuple[Finding, ...] = ()
    waits_for_result: bool = False


class PanelAppointed(Fact):
    """`at_least`: how many must sit, by the pinned set."""

    kind = "panel_appointed"
    tells = (REVIEWED, PANEL)

    chair: str
    members: tuple[str, ...]
    names: Mapping[str, str] = {}
    at_least: int = 0


class MemberRecused(Fact):
    kind = "member_recused"
    tells = (HEAD, Office.PANEL_CHAIR)

    reason: str


class MemberChallenged(Fact):
    kind = "member_challenged"
    tells = (HEAD, Office.PANEL_CHAIR)

    member: str
    reason: str
    relation: Relation | None = None


class ChallengeDecided(Fact):
    kind = "challenge_decided"
    tells = (REVIEWED, PANEL)

    member: str
    upheld: bool
    reasons: str
    evidence: tuple[str, ...] = ()


class StatementGiven(Fact):
    """In the person's own words, or why there are none."""

    kind = "statement_given"
    tells = (PANEL,)

    about: str
    statement: str = ""
    absence_reason: str = ""


class FactEstablished(Fact):
    """One fact about one person and one act: yes, no or unknown, on what evidence, and by whom."""

    kind = "fact_established"
    tells = (REVIEWED,)

    about: str
    deed: str
    fact: Finding
    value: Answer
    evidence: tuple[str, ...] = ()
    reasons: str = ""


class Recommended(Fact):
    kind = "recommended"
    tells = (REVIEWED, HEAD)

    outcomes: tuple[Outcome, ...]
    minutes: str
    present: tuple[str, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    assessed: tuple[Assessed, ...] = ()


class ReviewDecided(Fact):
    """`departs`: whether it is not what the panel recommended; then the reason stands with it."""

    kind = "review_decided"
    tells = (REVIEWED, PANEL, FOCAL)

    outcomes: tuple[Outcome, ...]
    departs: bool = False
    departure_reason: str = ""
    assessed: tuple[Assessed, ...] = ()


class ProposedUpward(Fact):
    """`asked_for`: the persons for whom it is asked; what stands there for the others is the head's own decision."""

    kind = "proposed_upward"
    tells = (REVIEWED, FOCAL)

    to: str
    outcomes: tuple[Outcome, ...]
    departs: bool = False
    departure_reason: str = ""
    assessed: tuple[Assessed, ...] = ()
    asked_for: tuple[str, ...] = ()


class AnswerRecorded(Fact):
    kind = "answer_recorded"
    tells = (REVIEWED, HEAD, FOCAL)

    outcomes: tuple[Outcome, ...]


class ReviewAppealed(Fact):
    kind = "review_appealed"
    tells = (HEAD, SUPERIOR, FOCAL)

    grounds: str
    evidence: tuple[str, ...] = ()


class AppealDecided(Fact):
    kind = "appeal_decided"
    tells = (REVIEWED, HEAD, FOCAL)

    person: str
    upheld: bool
    outcome: LiabilityOutcome | None = None
    reasons: str


class ReviewSuperseded(Fact):
    """`review`: the new one that takes its place."""

    kind = "review_superseded"
    tells = (REVIEWED, HEAD, FOCAL)

    reason: str
    evidence: tuple[str, ...] = ()
    review: str


class ResultNoted(Fact):
    """How the initiative came out, that its result is to be evaluated anew, or that none will come: it follows from a fact of the initiative."""

    kind = "result_noted"
    tells = ()

    result: Result | None = None
    none_will_come: bool = False
