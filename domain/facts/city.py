"""What is recorded of the way through the city under the plan of 2022."""

from collections.abc import Mapping

from domain.facts.fact import FOCAL, HEAD, PROPOSER, Fact
from domain.vocabulary import Appraisal, Office, Position


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


class ReturnedToAgency(Fact):
    kind = "returned_to_agency"
    tells = (PROPOSER, HEAD)

    reasons: str
