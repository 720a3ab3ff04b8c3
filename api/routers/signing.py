"""Who signs for the head of an agency and when that head is away: in force, to come and over."""

from fastapi import APIRouter, Request

import words
from api.answers import READING
from api.problems import language_of
from api.signed_in import SignedIn, TheHouse
from api.views.signing import AwayView, LeaveView
from domain.facts import OnBehalf, Signatory
from store.reading.views import AwaySeen, LeaveSeen


def in_words(leave: LeaveSeen, language: str) -> LeaveView:
    behalf = OnBehalf(capacity=leave.capacity, held=leave.held, agency_kind=leave.agency_kind, person=leave.given_by)
    signs = Signatory(person=leave.person, name=leave.person_name, office=leave.held, on_behalf=behalf)
    return LeaveView(
        **leave.model_dump(), label=words.label("leave_states", leave.state, language), signature=words.signature(signs, language)
    )


def who_signs(agency: str, house: TheHouse, caller: SignedIn, request: Request) -> list[LeaveView]:
    """Raises Refused (404)."""
    return [in_words(each, language_of(request)) for each in house.readings.who_signs(agency, caller)]


def away_in_words(away: AwaySeen, language: str) -> AwayView:
    return AwayView(**away.model_dump(), label=words.label("leave_states", away.state, language))


def who_is_away(agency: str, house: TheHouse, caller: SignedIn, request: Request) -> list[AwayView]:
    """Raises Refused (404)."""
    return [away_in_words(each, language_of(request)) for each in house.readings.who_is_away(agency, caller)]


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: rules"], responses=READING)
    router.get("/agencies/{agency}/delegations", summary="Who signs for its head: in force, to come and over, the newest first")(who_signs)
    router.get(
        "/agencies/{agency}/absences", summary="When its head is away and who takes the work: in force, to come and over, the newest first"
    )(who_is_away)
    return router
