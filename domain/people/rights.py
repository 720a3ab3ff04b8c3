"""What a person may read or send outside the procedure of any one stream, each right with its basis. Every list and report asks here.

What a person may do in a stream is the procedure's (domain/procedure/), and who may read one stream is the stream's (Standpoint.may_read). Both are
printed into docs/procedure.md.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from domain.people.directory import LEADERS, Tenure
from domain.people.standpoint import SEES_EVERYTHING, SEES_OF_KIND
from domain.refusals import Reason, Refused
from domain.vocabulary import Office, StreamKind


@dataclass(frozen=True)
class Right:
    """`name`: its key in words/ [rights]. `offices`: who has it, wherever they hold the office. `leaders_of_the_city`: the heads and deputies of an
    agency at the top of a line have it as well. `reason`: what everybody else is told; None where to them the thing is not there.
    """

    name: str
    offices: tuple[Office, ...]
    basis: str
    leaders_of_the_city: bool = False
    reason: Reason | None = None

    def is_held(self, tenures: Iterable[Tenure], tops: Collection[str] = ()) -> bool:
        """`tenures`: the offices the person holds today; `tops`: the agencies at the top of a line."""
        return any(
            held.office in self.offices or (self.leaders_of_the_city and held.office in LEADERS and held.agency in tops) for held in tenures
        )

    def refuse_unless_held(self, tenures: Iterable[Tenure], tops: Collection[str] = ()) -> None:
        if not self.is_held(tenures, tops):
            raise Refused(self.reason or Reason.NO_SUCH_CASE, self.basis)


READ_EVERY_STREAM = Right("read_every_stream", SEES_EVERYTHING, "house: reading")
READ_DECLARATIONS = Right("read_declarations", SEES_OF_KIND[StreamKind.DECLARATION], "house: conflicts")
READ_REPORTS = Right("read_reports", SEES_EVERYTHING, "house: reading", leaders_of_the_city=True, reason=Reason.REPORTS_FOR_LEADERS)
READ_EVERY_LIST = Right("read_every_list", SEES_EVERYTHING, "house: reading")
SEND_LISTS = Right("send_lists", (Office.AGENCY_OFFICER,), "house: campaigns", reason=Reason.LISTS_FOR_OFFICERS)
# Over all agencies. Who else has it over some of them is told below.
READ_TALENT = Right("read_talent", (Office.HOME_AFFAIRS,), "house: reading", reason=Reason.TALENT_FOR_APPOINTING)
READ_HEADS = Right("read_heads", (Office.HOME_AFFAIRS,), "house: reading", reason=Reason.HEADS_FOR_SUPERIORS)
READ_READERS = Right("read_readers", (Office.INSPECTORATE, Office.AUDITOR), "house: reading")
RIGHTS = (READ_EVERY_STREAM, READ_DECLARATIONS, READ_REPORTS, READ_EVERY_LIST, SEND_LISTS, READ_TALENT, READ_HEADS, READ_READERS)


class Managed(Protocol):
    """An agency, as far as it says whose people these are."""

    @property
    def appointed_by(self) -> str: ...


def appoints_in(agency: Managed, tenures: Iterable[Tenure]) -> bool:
    """Whether it is theirs to read who has recognised initiatives there: the heads and officers of the agency that manages its people, and the
    appointing authority, there or where the directory names none."""
    return any(
        held.agency == agency.appointed_by and held.office in (Office.AGENCY_HEAD, Office.AGENCY_OFFICER, Office.APPOINTING_AUTHORITY)
        if agency.appointed_by
        else held.office is Office.APPOINTING_AUTHORITY
        for held in tenures
    )


def heads_above(above: Collection[str], tenures: Iterable[Tenure]) -> bool:
    """Whether they head one of the agencies above."""
    return any(held.office is Office.AGENCY_HEAD and held.agency in above for held in tenures)


def may_ask_of_heads(tenures: Collection[Tenure]) -> bool:
    """Whether there is a head of whose answers they may read: of all, of those below, or of themselves."""
    return READ_HEADS.is_held(tenures) or any(held.office is Office.AGENCY_HEAD for held in tenures)


def may_ask_for_talent(agencies: Iterable[Managed], tenures: Collection[Tenure]) -> bool:
    """Whether there is an agency whose talent they may read."""
    return READ_TALENT.is_held(tenures) or any(appoints_in(each, tenures) for each in agencies)


def may_read_who_signs(line: Collection[str], tenures: Collection[Tenure]) -> bool:
    """Whether they read who signs for the head of an agency: who serves there or above it. `line`: that agency and all above it."""
    return READ_EVERY_STREAM.is_held(tenures) or any(held.agency in line for held in tenures)


def may_enter_papers(tenures: Iterable[Tenure]) -> bool:
    """Whether there is anybody whose signed papers they may enter: the clerk serves where the decider does (domain/procedure/decide.py)."""
    return any(held.office is Office.AGENCY_OFFICER for held in tenures)


def steers(tenures: Iterable[Tenure]) -> bool:
    """Whether it is their business to look over many cases at once. What they find there is what they may read: this grants nothing."""
    return any(held.office in (*LEADERS, Office.PARTY_SECRETARY, *SEES_EVERYTHING) for held in tenures)


def may_see_list(person: str, sender: str, tenures: Iterable[Tenure]) -> bool:
    """A list that came in as a workbook: whoever sent it sees it, and whoever reads every list."""
    return person == sender or READ_EVERY_LIST.is_held(tenures)


def may_see_readers(person: str, concerned: Collection[str], tenures: Iterable[Tenure]) -> bool:
    """Who has read a case: whoever it is about sees it, and whoever reads the whole reading ledger."""
    return person in concerned or READ_READERS.is_held(tenures)
