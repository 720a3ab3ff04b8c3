"""What tells of a person's conduct is read by those who need to, and not by every colleague of the person, nor by the whole line above."""

from dataclasses import replace

import pytest

from domain.people.standpoint import Standpoint
from domain.streams.review import Discipline, Review
from domain.vocabulary import Office, ReviewStage
from tests.builders import CITY, THAT_DAY, WARD, a_directory, a_term

REVIEW = Review(
    number="SK-2026-26743-1-R1",
    sequence=1,
    stage=ReviewStage.FINDINGS,
    agency=WARD,
    addressed_to=WARD,
    proposers=("lan",),
    implementers=("tam",),
    persons=("tam",),
    panel=("hoa",),
)


def reads(person: str, office: Office, agency: str, review: Review = REVIEW) -> bool:
    return Standpoint(review, a_directory(a_term(person, office, agency))).may_read(person)


@pytest.mark.parametrize("person", ["lan", "tam", "hoa"])
def test_whoever_is_in_it_by_name_reads_it(person: str) -> None:
    assert Standpoint(REVIEW, a_directory()).may_read(person)


@pytest.mark.parametrize(
    ("office", "agency", "may"),
    [
        (Office.AGENCY_HEAD, WARD, True),
        (Office.PARTY_SECRETARY, WARD, True),
        (Office.REVIEW_OFFICER, WARD, True),
        (Office.AGENCY_OFFICER, WARD, False),
        (Office.DEPUTY_HEAD, WARD, False),
        (Office.AGENCY_HEAD, CITY, True),
        (Office.DEPUTY_HEAD, CITY, True),
        (Office.AGENCY_OFFICER, CITY, False),
        (Office.EMULATION_COUNCIL, CITY, False),
        (Office.APPOINTING_AUTHORITY, CITY, False),
        (Office.HOME_AFFAIRS, CITY, True),
        (Office.INSPECTORATE, CITY, True),
        (Office.AUDITOR, CITY, True),
        (Office.AGENCY_HEAD, "27475", False),
        (Office.REVIEW_OFFICER, "27475", False),
    ],
)
def test_of_the_offices_those_read_it_that_act_in_it(office: Office, agency: str, may: bool) -> None:
    assert reads("somebody", office, agency) is may


def test_an_agency_that_took_a_proceeding_over_reads_it_by_the_same_offices() -> None:
    taken = replace(REVIEW, disciplines={"D1": Discipline(person="tam", discovered_on=THAT_DAY, handled_by="27475")})
    assert reads("somebody", Office.AGENCY_HEAD, "27475", taken)
    assert reads("somebody", Office.REVIEW_OFFICER, "27475", taken)
    assert not reads("somebody", Office.AGENCY_OFFICER, "27475", taken)
