"""What is recorded of registering a proposal, completing its dossier, taking it back."""

from collections.abc import Mapping

from pydantic import Field

from domain.facts.fact import FIRST_CALENDAR, HEAD, IMPLEMENTER, LEADERSHIP, PROPOSER, Fact
from domain.values import Durable, unsaid
from domain.vocabulary import (
    Gap,
    Office,
    ProposedAs,
    Regime,
)


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
    grounding: str = Field(default="", exclude_if=unsaid)
    gap: Gap | None = Field(default=None, exclude_if=unsaid)
    component: str = Field(default="", exclude_if=unsaid)
    legal_issue: str = Field(default="", exclude_if=unsaid)


class Registered(Fact):
    """`names`: of the persons and agencies in it, as they were called that day. `unverified`: that day nobody had verified that its rules still stand."""

    kind = "registered"
    tells = (PROPOSER, IMPLEMENTER, HEAD)
    asks = (Office.RECEIVING_OFFICE,)

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
    proposed_as: ProposedAs | None = None
    on_behalf_of: str = ""
    unverified: bool = False


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
    asks = (Office.RECEIVING_OFFICE,)

    dossier: Dossier
    dossier_sha256: str


class Withdrawn(Fact):
    kind = "withdrawn"
    tells = (PROPOSER, IMPLEMENTER, HEAD)

    reason: str
