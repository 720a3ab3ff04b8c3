"""What may be asked about who signs for the head of an agency."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision, PaperDecision
from domain.values import Code, Day, Text
from domain.vocabulary import Capacity, StreamKind

MOST = 50  # acts, cases or fields of work that one paper names
PAPER = {"number": "5/QĐ-UBND", "issued_on": "2026-11-02"}


class GiveLeaveToSign(Decision):
    """Somebody signs for the head of the agency from a day to a day, the last one included; of all their work, or of what is named. By a paper (`on_paper`)."""

    signed_for = False
    opens_stream = StreamKind.SIGNING
    becomes = facts.LeaveToSignGiven
    example = {"agency": "26743", "person": "deputy", "capacity": "kt", "starts": "2026-11-02", "ends": "2027-06-30", "on_paper": PAPER}

    on_paper: PaperDecision
    agency: Code
    person: Code
    capacity: Capacity
    starts: Day
    ends: Day | None = None
    acts: tuple[Code, ...] = Field(default=(), max_length=MOST)
    cases: tuple[Code, ...] = Field(default=(), max_length=MOST)
    focus_areas: tuple[Code, ...] = Field(default=(), max_length=MOST)

    def mentions(self) -> tuple[str, ...]:
        return (self.person,)

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.agency,)


class EndLeaveToSign(Decision):
    """It is over from the moment this is received."""

    signed_for = False
    becomes = facts.LeaveToSignEnded
    example = {"reason": "Phân công lại lãnh đạo Ủy ban."}

    reason: Text
