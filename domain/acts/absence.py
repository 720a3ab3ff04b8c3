"""What may be asked about the absence of the head of an agency."""

from domain import facts
from domain.acts.act import Decision, PaperDecision
from domain.acts.signing import PAPER
from domain.values import Code, Day, Text
from domain.vocabulary import Capacity, StreamKind


class AnnounceAbsence(Decision):
    """The head will be away from a day to a day, the last one included. By a paper (`on_paper`).

    `person`: who takes the open work meanwhile. Whoever holds leave to sign for all of that time signs by it; anybody else is given it here, for all of
    the head's work, in that `capacity`. Where nobody is named, the rules say who.
    """

    signed_for = False
    opens_stream = StreamKind.SIGNING
    begins_at = "/absence"
    becomes = facts.AbsenceAnnounced
    example = {"agency": "26743", "starts": "2026-11-23", "ends": "2026-11-27", "person": "deputy", "on_paper": PAPER}

    on_paper: PaperDecision
    agency: Code
    starts: Day
    ends: Day
    person: Code | None = None
    capacity: Capacity = Capacity.KT

    def mentions(self) -> tuple[str, ...]:
        return (self.person,) if self.person else ()

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)


class EndAbsence(Decision):
    """They are back from the moment this is received, and the leave to sign that was given for the absence is over."""

    signed_for = False
    becomes = facts.AbsenceEnded
    example = {"reason": "Kết thúc chuyến công tác sớm."}

    reason: Text
