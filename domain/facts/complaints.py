"""What is recorded of complaints against a decision on discipline."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FOCAL, HEAD, Fact
from domain.vocabulary import ComplaintFinding, Office

CONCERNED = (Office.PERSON_REVIEWED, HEAD, Office.COMPLAINT_AUTHORITY)


class ComplaintFiled(Fact):
    """`instance`: 1 or 2. `to`: the agency whose head answers it."""

    kind = "complaint_filed"
    tells = CONCERNED

    discipline: str
    instance: int
    to: str
    received_on: date
    grounds: str
    evidence: tuple[str, ...] = ()
    hindered_by: str = ""
    names: Mapping[str, str] = {}


class ComplaintDecided(Fact):
    """`under`: the law that gives the days of the announcement, where the decision was wrong; "" where the set does for everybody."""

    kind = "complaint_decided"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    instance: int
    finding: ComplaintFinding
    reasons: str
    under: str = ""


class DisciplineAnnulled(Fact):
    """`anew`: it is handled again from the first step."""

    kind = "discipline_annulled"
    tells = (*CONCERNED, FOCAL)

    discipline: str
    reasons: str
    anew: bool


class CorrectionAnnounced(Fact):
    kind = "correction_announced"
    tells = CONCERNED

    discipline: str
    announced_on: date
    where: str


class CourtCaseRecorded(Fact):
    kind = "court_case_recorded"
    tells = CONCERNED

    discipline: str
    court: str
    filed_on: date
    ruling: str = ""
