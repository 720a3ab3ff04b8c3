"""From the registration to the answer."""

from collections.abc import Mapping

from domain.facts.fact import FIRST_CALENDAR, FOCAL, HEAD, IMPLEMENTER, LEADERSHIP, PROPOSER, SUPERIOR, Fact
from domain.values import Durable
from domain.vocabulary import Appraisal, Ballot, Office, OpinionFor, PartyOpinion, Position, Regime, Route, ScopeGround


class Dossier(Durable):
    """The proposal as filed: the contents ND73 Art. 7.2 asks for, and what the city's plan of 2022 asks beside them."""

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
    worst_case: str = ""
    remedy: str = ""
    commitment: str = ""


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
    focus_area: str = ""
    campaign: str = ""
    calendar: str = FIRST_CALENDAR


class DossierAccepted(Fact):
    kind = "dossier_accepted"
    tells = (PROPOSER, LEADERSHIP)


class DossierReturned(Fact):
    kind = "dossier_returned"

    missing: tuple[str, ...]
    advice: str = ""


class DeclaredOutOfScope(Fact):
    """`routes`: the ways that are left, worked out from the grounds and the rules in force."""

    kind = "declared_out_of_scope"

    grounds: tuple[ScopeGround, ...]
    reasons: str
    routes: tuple[Route, ...] = ()


class Forwarded(Fact):
    kind = "forwarded"

    to: str
    reasons: str
    names: Mapping[str, str] = {}


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


class CouncilConvened(Fact):
    kind = "council_convened"

    members: tuple[str, ...]
    reasons: str
    names: Mapping[str, str] = {}


class CouncilConcluded(Fact):
    kind = "council_concluded"

    favourable: bool
    conclusion: str
    minutes: str = ""


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


class SubmittedToCity(Fact):
    kind = "submitted_to_city"
    tells = (PROPOSER, FOCAL)

    submission: str


class Consulted(Fact):
    kind = "consulted"
    tells = (Office.CONSULTED_DEPARTMENT,)

    departments: tuple[str, ...]
    question: str
    names: Mapping[str, str] = {}


class ConsultationAnswered(Fact):
    kind = "consultation_answered"
    tells = (FOCAL,)

    department: str
    position: Position
    answer: str
    names: Mapping[str, str] = {}


class Appraised(Fact):
    kind = "appraised"
    tells = (Office.CITY_CHAIR,)

    recommendation: Appraisal
    report: str


class Approved(Fact):
    kind = "approved"
    tells = (PROPOSER, IMPLEMENTER)

    scope: str
    conditions: tuple[str, ...] = ()
    dossier_sha256: str
    departure_reason: str = ""


class ReturnedToAgency(Fact):
    kind = "returned_to_agency"
    tells = (PROPOSER, HEAD)

    reasons: str


class ProposalRefused(Fact):
    kind = "proposal_refused"

    reasons: str
    departure_reason: str = ""
