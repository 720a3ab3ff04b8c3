"""In what situations the procedure is walked: who proposes, whose post is vacant, who has stepped aside, which agency has ended meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.facts import Move, Rehomed
from domain.people.directory import Delegation, Directory
from domain.procedure.chapters import after
from domain.proof.street import CITY, OTHER_WARD, SINCE, WARD, the_street
from domain.proof.walk import FIRST_DAY
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.vocabulary import Capacity, Office


@dataclass(frozen=True)
class Situation:
    """`name`: its key in words/ [situations]. `proposers`, `implementers`, `agency`: of the case. `vacant`: posts nobody holds, as (office, agency); ""
    for wherever it is. `marked`: what has happened to a stream since it began. `signing`: who signs for whom.
    """

    name: str
    proposers: tuple[str, ...] = ("lan",)
    implementers: tuple[str, ...] = ("tam",)
    agency: str = WARD
    vacant: tuple[tuple[Office, str], ...] = ()
    marked: Callable[[Stream], Stream] | None = None
    merged: bool = False
    signing: tuple[Delegation, ...] = ()

    def directory(self) -> Directory:
        street = the_street()
        terms = tuple(
            held
            for held in street.terms
            if not any(held.office is office and agency in ("", held.agency) for office, agency in self.vacant)
        )
        if not self.merged:
            return replace(street, terms=terms, delegations=self.signing)
        ended = street.agencies[WARD].model_copy(update={"successor": OTHER_WARD, "left_at": FIRST_DAY})
        return replace(street, agencies={**street.agencies, WARD: ended}, terms=tuple(held for held in terms if held.agency != WARD))


def _head_aside(stream: Stream) -> Stream:
    """The head has stepped aside, or is flagged: what an initiative notes of them, every stream of its family is opened with."""
    return replace(stream, recused=("head",)) if isinstance(stream, Initiative) else stream


def _rehomed(stream: Stream) -> Stream:
    return after(Rehomed(at=FIRST_DAY, moves=(Move(was=WARD, now=OTHER_WARD),)), stream)


def _a_deputy(capacity: Capacity, agency: str, person: str, given_by: str = "") -> Delegation:
    """Leave to sign for the head of that agency: all of it, from a paper."""
    seat = {"held": Office.DEPUTY_HEAD, "held_at": agency, "agency": agency, "starts": SINCE, "issued_on": SINCE, "number": "5/QĐ-UBND"}
    return Delegation(person=person, capacity=capacity, given_by=given_by, **seat)


def _without(name: str, *vacant: tuple[Office, str]) -> Situation:
    return Situation(name, vacant=vacant)


ORDINARY = Situation("ordinary")
SITUATIONS: tuple[Situation, ...] = (
    ORDINARY,
    Situation("head_proposes", proposers=("head",)),
    Situation("head_aside", marked=_head_aside),
    Situation("chair_carries_out", implementers=("chair",)),
    Situation("city_proposes", proposers=("city_clerk",), agency=CITY),
    Situation("appointing_is_party", implementers=("appointing",)),
    Situation("merged", merged=True, marked=_rehomed),
    _without("no_head", (Office.AGENCY_HEAD, WARD)),
    Situation("head_proposes_no_chair", proposers=("head",), vacant=((Office.AGENCY_HEAD, CITY),)),
    _without("no_chair", (Office.AGENCY_HEAD, CITY)),
    Situation("deputy_signs", signing=(_a_deputy(Capacity.KT, WARD, "deputy", "head"),)),
    Situation("deputy_stands_in", vacant=((Office.AGENCY_HEAD, WARD),), signing=(_a_deputy(Capacity.Q, WARD, "deputy"),)),
    Situation("vice_chair_stands_in", vacant=((Office.AGENCY_HEAD, CITY),), signing=(_a_deputy(Capacity.Q, CITY, "vicechair"),)),
    _without("no_deputies", (Office.DEPUTY_HEAD, WARD)),
    _without("no_secretary", (Office.PARTY_SECRETARY, WARD)),
    _without("no_officer", (Office.AGENCY_OFFICER, WARD)),
    _without("no_focal_point", (Office.HOME_AFFAIRS, "")),
    _without("no_inspectorate", (Office.INSPECTORATE, "")),
    _without("no_emulation_council", (Office.EMULATION_COUNCIL, "")),
    _without("no_appointing_authority", (Office.APPOINTING_AUTHORITY, "")),
)
