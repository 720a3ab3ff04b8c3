"""What is said of the directory by whoever loads it: held to what is asked of an act, and to what must be true of agencies, people and offices together.

Every mistake is a short English sentence for an operator. Nothing is loaded of a file that has one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from domain.people.delegation import fault_of, unknown_in_scope
from domain.people.directory import BEGINNING, Agency, Delegation, Person, Tenure
from domain.people.standpoint import HELD
from domain.refusals import Reason
from domain.values import Asked, Code, Day, OptionalText, clean
from domain.vocabulary import AgencyKind, Capacity, Office, PersonnelKind

LAST_DAY = date(8000, 1, 1)  # that can be asked for (api/routers/agencies.py); the calendar itself ends on 9999-12-31
CODE = "letters A to Z, figures, '.', '_' and '-', at most 40, a letter or a figure first"
_SAID = {"extra_forbidden": "is not known here", "missing": "is missing", "string_pattern_mismatch": f"a code is made of {CODE}"}


def _on_one_line(value: object) -> object:
    return " ".join(clean(value).split()) if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_on_one_line), StringConstraints(min_length=1, max_length=300)]
OptionalCode = Annotated[str, BeforeValidator(_on_one_line), StringConstraints(max_length=40, pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$")]


class AgencyGiven(Asked):
    """One version of an agency (`Agency` says what its fields are)."""

    code: Code
    name: Line
    superior: OptionalCode = ""
    kind: AgencyKind | None = None
    appointed_by: OptionalCode = ""
    valid_from: Day = BEGINNING
    valid_to: Day | None = None
    successor: OptionalCode = ""
    split_from: OptionalCode = ""
    source: OptionalText = ""

    def as_agency(self) -> Agency:
        return Agency(**self.model_dump())


class TenureGiven(Asked):
    office: Office
    agency: Code
    starts: Day
    ends: Day | None = None


class PersonGiven(Asked):
    """Their `terms` are all they have: whoever is named without an office holds none."""

    id: Code
    name: Line
    email: Annotated[str, BeforeValidator(_on_one_line), StringConstraints(max_length=254, pattern=r"^([^\s@<>,;]+@[^\s@<>,;]+)?$")] = ""
    personnel: PersonnelKind | None = None
    managed_by: OptionalCode = ""
    terms: tuple[TenureGiven, ...] = ()

    def as_person(self) -> Person:
        return Person(**self.model_dump(exclude={"terms"}))

    def tenures(self) -> list[Tenure]:
        return [Tenure(person=self.id, **term.model_dump()) for term in self.terms]


class DelegationGiven(Asked):
    """Leave to sign for the head of `agency` (`Delegation` says what its fields are). `held_at`: that agency, where nothing is said."""

    person: Code
    held: Office
    held_at: OptionalCode = ""
    capacity: Capacity
    agency: Code
    given_by: OptionalCode = ""
    number: Line
    issued_on: Day
    starts: Day
    ends: Day | None = None
    acts: tuple[Code, ...] = ()
    cases: tuple[Code, ...] = ()
    fields: tuple[Code, ...] = ()

    def as_delegation(self) -> Delegation:
        return Delegation(**{**self.model_dump(), "held_at": self.held_at or self.agency})


def said_of(error: ValidationError) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Each mistake with its place."""
    for each in error.errors(include_url=False):
        yield each["loc"], _in_short(each)


def _in_short(error: ErrorDetails) -> str:
    told = _SAID.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    return told if error["type"] in ("extra_forbidden", "missing") else f"{_shown(error['input'])}: {told}"


def _shown(value: Any) -> str:
    return ascii(value)[:80] if not str(value).isprintable() else repr(value)[:80]


def mistakes_of_agency(agency: Agency, everything: Sequence[Agency]) -> Iterator[str]:
    """What cannot be of this version of an agency beside all others there are."""
    code, codes = agency.code, {each.code for each in everything}
    versions = [each for each in everything if each.code == code and each is not agency]
    if any(each.valid_from == agency.valid_from for each in versions):
        yield f"the code {code} stands there twice from {agency.valid_from} on"
    if not BEGINNING <= agency.valid_from <= LAST_DAY:
        yield f"valid_from {agency.valid_from}: leave it empty where no beginning is known"
    if agency.valid_to and agency.valid_to < agency.valid_from:
        yield f"it ends on {agency.valid_to}, before it begins"
    if any(agency.valid_from < each.valid_from and (not agency.valid_to or agency.valid_to >= each.valid_from) for each in versions):
        yield f"{code} has two versions on one day: the earlier must end before the later begins"
    for name in ("superior", "appointed_by", "split_from", "successor"):
        if (other := getattr(agency, name)) and other not in codes:
            yield f"the {name} {other} is neither in the file nor known"
    if agency.valid_to and agency.valid_to > LAST_DAY:
        yield f"valid_to {agency.valid_to}: leave it empty where no end is known"
    else:
        yield from _mistakes_at_the_end(agency, versions, everything)
    if code in _beyond(code, {each.code: each.superior for each in everything}):
        yield f"{code} would be above itself"
    if code in _beyond(code, {each.code: each.successor for each in everything if each.successor}):
        yield f"{code} would take over from itself"


def _mistakes_at_the_end(agency: Agency, versions: Sequence[Agency], everything: Sequence[Agency]) -> Iterator[str]:
    if not agency.valid_to:
        if agency.successor:
            yield f"it has the successor {agency.successor} and no day on which it ends"
        return
    after = agency.valid_to + timedelta(days=1)
    goes_on = any(each.valid_from == after for each in versions)
    if not agency.successor and not goes_on:
        yield f"it ends on {agency.valid_to} and nobody takes over what runs there: name one successor"
    if agency.successor and any(each.valid_from >= after for each in versions):
        yield "it has a successor and goes on under its own code"
    stands = (
        each.valid_from <= after and (not each.valid_to or each.valid_to >= after) for each in everything if each.code == agency.successor
    )
    if any(each.code == agency.successor for each in everything) and not any(stands):
        yield f"the successor {agency.successor} does not stand on {after}"


def _beyond(code: str, to: dict[str, str]) -> set[str]:
    """All one comes to from there."""
    beyond: set[str] = set()
    while (code := to.get(code) or "") and code not in beyond:
        beyond.add(code)
    return beyond


def mistakes_of_term(term: Tenure, everything: Sequence[Tenure], agencies: set[str]) -> Iterator[str]:
    """What cannot be of this office beside all others that are held."""
    if term.office not in HELD:
        yield f"{term.office} follows from a case and is not held in the directory"
    if term.agency not in agencies:
        yield f"{term.office} at {term.agency}, which is neither in the file nor known"
    if not BEGINNING <= term.starts <= LAST_DAY:
        yield f"{term.office} at {term.agency} starts on {term.starts}, a day nobody can ask for"
    if term.ends and term.ends > LAST_DAY:
        yield f"{term.office} at {term.agency} ends on {term.ends}: leave ends out where no end is known"
    if term.ends and term.ends < term.starts:
        yield f"{term.office} at {term.agency} ends on {term.ends}, before it begins"
    elif term.office is Office.AGENCY_HEAD:
        for other in everything:
            if other.office is term.office and other.agency == term.agency and other.person != term.person and (day := _both(term, other)):
                yield f"heads {term.agency} on {day}, and so does {other.person}"


_WRONG: Mapping[Reason, str] = {
    Reason.DELEGATION_BEFORE_ITS_PAPER: "begins before its paper",
    Reason.DELEGATION_ENDS_FIRST: "ends before it begins",
    Reason.CAPACITY_DOES_NOT_FIT: "is of a capacity that does not fit that office, that agency or that scope",
    Reason.DELEGATE_WITHOUT_OFFICE: "names an office that person does not hold on that day",
    Reason.POST_NOT_VACANT: "stands in for a post that is not vacant",
    Reason.DELEGATION_CHAINED: "is given by somebody who does not head the agency on that day",
    Reason.DELEGATION_OVERLAPS: "overlaps with another one",
}


def mistakes_of_delegation(given: Delegation, others: Sequence[Delegation], terms: Sequence[Tenure], superior: str) -> Iterator[str]:
    """What cannot be of this leave to sign, by the rule that an act is held to."""
    named = f"{given.capacity} from {given.starts} for the head of {given.agency}"
    if why := fault_of(given, others, terms, superior):
        yield f"{named} {_WRONG[why]}"
    if unsigned := unknown_in_scope(given.acts):
        yield f"{named} names {unsigned}, an act that nobody does for another"


def _both(one: Tenure, other: Tenure) -> date | None:
    """The first day on which both are held."""
    first = max(one.starts, other.starts)
    return first if one.covers(first) and other.covers(first) else None
