"""The small street on which the procedure is walked: one ward with a station below it, a second ward, the departments asked, and the city above.

Everybody is called by what they are. Whatever act stands as an example (`Act.example`) names these people.
"""

from datetime import date

from domain.people.directory import Agency, Directory, Person, Tenure
from domain.vocabulary import AgencyKind, Office, PersonnelKind

WARD, OTHER_WARD, STATION, CITY, FOCAL, FINANCE, JUSTICE = "26743", "27475", "TYT-BT", "UBNDTP", "SNV", "STC", "STP"

_AGENCIES = (
    (CITY, "", AgencyKind.COMMITTEE),
    (FOCAL, CITY, AgencyKind.DEPARTMENT),
    (FINANCE, CITY, AgencyKind.DEPARTMENT),
    (JUSTICE, CITY, AgencyKind.DEPARTMENT),
    (WARD, CITY, AgencyKind.WARD),
    (OTHER_WARD, CITY, AgencyKind.WARD),
    (STATION, WARD, AgencyKind.SERVICE_UNIT),
)
_OFFICES = (
    ("head", Office.AGENCY_HEAD, WARD),
    ("deputy", Office.DEPUTY_HEAD, WARD),
    ("deputy2", Office.DEPUTY_HEAD, WARD),
    ("secretary", Office.PARTY_SECRETARY, WARD),
    ("clerk", Office.AGENCY_OFFICER, WARD),
    ("clerk", Office.REVIEW_OFFICER, WARD),
    ("head_th", Office.AGENCY_HEAD, OTHER_WARD),
    ("clerk_th", Office.AGENCY_OFFICER, OTHER_WARD),
    ("deputy_th", Office.DEPUTY_HEAD, OTHER_WARD),
    ("secretary_th", Office.PARTY_SECRETARY, OTHER_WARD),
    ("station_head", Office.AGENCY_HEAD, STATION),
    ("station_clerk", Office.AGENCY_OFFICER, STATION),
    ("chair", Office.AGENCY_HEAD, CITY),
    ("vicechair", Office.DEPUTY_HEAD, CITY),
    ("city_secretary", Office.PARTY_SECRETARY, CITY),
    ("city_clerk", Office.AGENCY_OFFICER, CITY),
    ("inspector", Office.INSPECTORATE, CITY),
    ("emulation", Office.EMULATION_COUNCIL, CITY),
    ("emulation2", Office.EMULATION_COUNCIL, CITY),
    ("emulation3", Office.EMULATION_COUNCIL, CITY),
    ("appointing", Office.APPOINTING_AUTHORITY, CITY),
    ("auditor", Office.AUDITOR, CITY),
    ("focal", Office.HOME_AFFAIRS, FOCAL),
    ("focal_head", Office.AGENCY_HEAD, FOCAL),
    ("finance", Office.AGENCY_HEAD, FINANCE),
    ("justice", Office.AGENCY_HEAD, JUSTICE),
)
_WITHOUT_OFFICE = ("lan", "tam", "hoa", "doctor", "stranger", "station_union")
SINCE = date(2025, 7, 1)


def the_street() -> Directory:
    """tam, who carries the work out, is a public employee: the law on discipline asks what somebody is in law."""
    people = {person: Person(id=person, name=person) for person in (*(person for person, _, _ in _OFFICES), *_WITHOUT_OFFICE)}
    people["tam"] = people["tam"].model_copy(update={"personnel": PersonnelKind.PUBLIC_EMPLOYEE})
    return Directory(
        {code: Agency(code=code, name=code, superior=superior, kind=kind) for code, superior, kind in _AGENCIES},
        people,
        tuple(Tenure(person=person, office=office, agency=agency, starts=SINCE) for person, office, agency in _OFFICES),
    )
