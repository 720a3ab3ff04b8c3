"""Where an agency writes its papers, as Decree 30/2020, Appendix I, has it said beside the day: a ward by its own name, the city's agencies by the city."""

import re

from domain.people.directory import Agency
from domain.vocabulary import AgencyKind

_OF_ITS_OWN = (AgencyKind.WARD, AgencyKind.COMMUNE, AgencyKind.SPECIAL_ZONE)
_NAMED = re.compile(r"\b(?:phường|xã|đặc khu)\s+(?P<name>.+)$", re.IGNORECASE)


def place_of(agency: Agency, city: str) -> str:
    found = _NAMED.search(agency.name) if agency.kind in _OF_ITS_OWN else None
    return found["name"] if found else city
