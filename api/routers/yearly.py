"""The yearly campaign: how it is set up, when it next opens, and its pause. Home Affairs sets it up; the Schedule follows."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Depends
from pydantic import Field

from api.answers import READING
from api.problems import Problem, Refusal
from api.reception import Reception
from api.signed_in import At, SignedIn, signed_in
from domain.values import Asked, OptionalText
from domain.vocabulary import Office
from domain.yearly import YearlyCampaign
from store import yearly
from store.reading.readings import Caller
from store.reading.views import View
from store.yearly import Definition

REFUSALS: dict[int | str, dict[str, object]] = {403: {"model": Problem}, 404: {"model": Problem}, 422: {"model": Problem}}
NEXT = 5


class YearlyView(View):
    """The definition that holds. `opens_next`: by the definition; `scheduled`: what Temporal has in hand, or None while it cannot be asked."""

    definition: int
    campaign: YearlyCampaign
    paused: bool
    note: str
    defined_by: str
    defined_at: datetime
    opens_next: tuple[datetime, ...]
    scheduled: tuple[datetime, ...] | None


class Note(Asked):
    note: OptionalText = Field(default="", description="Why")


router = APIRouter(prefix="/campaigns/yearly", tags=["campaigns: the yearly one"], responses={**READING, **REFUSALS})


@router.get("", summary="How the yearly campaign is set up, and when it next opens", dependencies=[Depends(signed_in)])
async def definition(at: At) -> YearlyView:
    found = await asyncio.to_thread(_found, at)
    return _shown(at, found, await at.door.firings())


@router.put("", summary="Set it up, or change it: from its next opening on")
async def define(body: YearlyCampaign, at: At, caller: SignedIn) -> YearlyView:
    def defined() -> Definition:
        now = at.readings.yearly()
        _refuse_unless_sound(body, at)
        return yearly.define(body, bool(now and now.paused), now.note if now else "", caller.id, at.now(), at.store)

    return await _kept(at, caller, defined)


@router.post("/pause", summary="Nothing opens by itself until it is resumed")
async def pause(body: Note, at: At, caller: SignedIn) -> YearlyView:
    return await _kept(at, caller, lambda: yearly.define(_found(at).campaign, True, body.note, caller.id, at.now(), at.store))


@router.post("/resume", summary="It opens by itself again")
async def resume(body: Note, at: At, caller: SignedIn) -> YearlyView:
    return await _kept(at, caller, lambda: yearly.define(_found(at).campaign, False, body.note, caller.id, at.now(), at.store))


def _found(at: Reception) -> Definition:
    found = at.readings.yearly()
    if found is None:
        raise Refusal(404, "no_yearly_campaign")
    return found


def _refuse_unless_sound(campaign: YearlyCampaign, at: Reception) -> None:
    if campaign.fault:
        raise Refusal(422, campaign.fault)
    standing = {agency.code: agency for agency in at.readings.agencies(at.readings.today(at.now()))}
    for n, code in enumerate((campaign.agency, *campaign.agencies)):
        if code not in standing:
            raise Refusal(422, "unknown_agency", agency=code)
        if standing[code].ended:
            raise Refusal(422, "ended_agency", agency=code, successor=standing[code].successor)
        if n and code in campaign.agencies[: n - 1]:
            raise Refusal(422, "agency_twice", agency=code)


async def _kept(at: Reception, caller: Caller, change: Callable[[], Definition]) -> YearlyView:
    """Written down, and the Schedule brought into step: at once if Temporal is there, else by a worker within minutes."""
    if not any(term.office is Office.HOME_AFFAIRS for term in caller.terms):
        raise Refusal(403, "home_affairs_only")
    found = await asyncio.to_thread(change)
    return _shown(at, found, await at.door.schedule(found))


def _shown(at: Reception, found: Definition, scheduled: tuple[datetime, ...] | None) -> YearlyView:
    return YearlyView(
        definition=found.id,
        campaign=found.campaign,
        paused=found.paused,
        note=found.note,
        defined_by=found.by,
        defined_at=found.at,
        opens_next=() if found.paused else found.campaign.next_openings(at.now(), NEXT),
        scheduled=scheduled,
    )
