"""What is recorded of the decision on a review and the answer from above."""

from domain.facts.fact import FOCAL, HEAD, Fact
from domain.facts.recommendation import Assessed, PersonOutcome
from domain.vocabulary import Office

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class ReviewDecided(Fact):
    """`departs`: whether it is not what the panel recommended; then the reason stands with it. `rests_on_unknown`: who is handled as the tables leave
    open, though none of them could say anything for certain."""

    kind = "review_decided"
    tells = (REVIEWED, PANEL, FOCAL)

    outcomes: tuple[PersonOutcome, ...]
    departs: bool = False
    departure_reason: str = ""
    assessed: tuple[Assessed, ...] = ()
    rests_on_unknown: tuple[str, ...] = ()


class ProposedUpward(Fact):
    """`asked_for`: the persons for whom it is asked; what stands there for the others is the head's own decision. `to`: what the authority is called.
    `agency`: its code; "" for one the directory does not know, and in what was recorded before 0.5.0. Its head is told.
    """

    kind = "proposed_upward"
    tells = (REVIEWED, FOCAL, Office.COMPETENT_AUTHORITY)

    to: str
    outcomes: tuple[PersonOutcome, ...]
    departs: bool = False
    departure_reason: str = ""
    assessed: tuple[Assessed, ...] = ()
    asked_for: tuple[str, ...] = ()
    agency: str = ""
    rests_on_unknown: tuple[str, ...] = ()


class AnswerRecorded(Fact):
    kind = "answer_recorded"
    tells = (REVIEWED, HEAD, FOCAL)

    outcomes: tuple[PersonOutcome, ...]
