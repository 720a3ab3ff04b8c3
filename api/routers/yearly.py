"""The yearly campaign: how it is set up, when it next opens, and its pause. Home Affairs sets it up; the Schedule follows."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Depends
from pydantic import Field

from api.answers import READING
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Problem, Refusal
from api.signed_in import SignedIn, TheHouse, signed_in
from api.views.campaigns import YearlyView
from domain.campaigns.yearly import YearlyCampaign
from domain.values import Asked, OptionalText
from domain.vocabulary import Office
from store.reading.readings import Caller
from store.yearly import Definition

REFUSALS: dict[int | str, dict[str, object]] = {403: {"model": Problem}, 404: {"model": Problem}, 422: {"model": Problem}}
NEXT = 5


class Note(Asked):
    note: OptionalText = Field(default="", description="Why")


router = APIRouter(prefix="/campaigns/yearly", tags=["campaigns: the yearly one"], responses={**READING, **REFUSALS})


@router.get("", summary="How the yearly campaign is set up, and when it next opens", dependencies=[Depends(signed_in)])
async def definition(house: TheHouse) -> YearlyView:
    found = await asyncio.to_thread(_found, house)
    return _shown(house, found, await house.door.firings())


@router.put("", summary="Set it up, or change it: from its next opening on")
async def define(body: YearlyCampaign, house: TheHouse, caller: SignedIn) -> YearlyView:
    def defined() -> Definition:
        now = house.readings.yearly()
        _refuse_unless_sound(body, house)
        return house.readings.define_yearly(body, bool(now and now.paused), now.note if now else "", caller, house.now())

    return await _kept(house, caller, defined)


@router.post("/pause", summary="Nothing opens by itself until it is resumed")
async def pause(body: Note, house: TheHouse, caller: SignedIn) -> YearlyView:
    return await _kept(house, caller, lambda: house.readings.define_yearly(_found(house).campaign, True, body.note, caller, house.now()))


@router.post("/resume", summary="It opens by itself again")
async def resume(body: Note, house: TheHouse, caller: SignedIn) -> YearlyView:
    return await _kept(house, caller, lambda: house.readings.define_yearly(_found(house).campaign, False, body.note, caller, house.now()))


def _found(house: House) -> Definition:
    found = house.readings.yearly()
    if found is None:
        raise Refusal(404, DoorReason.NO_YEARLY_CAMPAIGN)
    return found


def _refuse_unless_sound(campaign: YearlyCampaign, house: House) -> None:
    if campaign.fault:
        raise Refusal(422, DoorReason(campaign.fault))
    standing = {agency.code: agency for agency in house.readings.agencies(house.readings.today(house.now()))}
    for n, code in enumerate((campaign.agency, *campaign.agencies)):
        if code not in standing:
            raise Refusal(422, DoorReason.UNKNOWN_AGENCY, agency=code)
        if standing[code].ended:
            raise Refusal(422, DoorReason.ENDED_AGENCY, agency=code, successor=standing[code].successor)
        if n and code in campaign.agencies[: n - 1]:
            raise Refusal(422, DoorReason.AGENCY_TWICE, agency=code)


async def _kept(house: House, caller: Caller, change: Callable[[], Definition]) -> YearlyView:
    """Written down, and the Schedule brought into step: at once if Temporal is there, else by a worker within minutes."""
    if not any(term.office is Office.HOME_AFFAIRS for term in caller.terms):
        raise Refusal(403, DoorReason.HOME_AFFAIRS_ONLY)
    found = await asyncio.to_thread(change)
    return _shown(house, found, await house.door.schedule(found))


def _shown(house: House, found: Definition, scheduled: tuple[datetime, ...] | None) -> YearlyView:
    return YearlyView(
        definition=found.id,
        campaign=found.campaign,
        paused=found.paused,
        note=found.note,
        defined_by=found.by,
        defined_at=found.at,
        opens_next=() if found.paused else found.campaign.next_openings(house.now(), NEXT),
        scheduled=scheduled,
    )
