"""The yearly campaign: how it is set up, when it next opens, and its pause. Each change is an act like any other; the Schedule follows it.

These addresses are the short way. The same acts are taken at /yearly-campaigns, and the ledger of the campaign is read there.
"""

import asyncio
from datetime import datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import Field

from api import answers
from api.answers import READING, REFUSALS
from api.bodies import each_key_once
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal, language_of
from api.routers.acts import checked_key
from api.signed_in import SignedIn, TheHouse
from api.views.campaigns import YearlyView
from domain.acts import Act, ChangeYearlyCampaign, PauseYearlyCampaign, ResumeYearlyCampaign, SetUpYearlyCampaign
from domain.facts import YearlyDefinition
from domain.numbers import YEARLY
from domain.people.rights import READ_EVERY_STREAM
from domain.streams.yearly import YearlyCampaign
from domain.values import Asked, OptionalText
from store.reading.caller import Caller
from store.record.filings import RECORDED

NEXT = 5
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="The same key again gives the same answer; without one, each call is an act of its own",
    ),
]


class Note(Asked):
    note: OptionalText = Field(default="", description="Why")


def yearly() -> APIRouter:
    router = APIRouter(
        prefix="/campaigns/yearly",
        tags=["campaigns: the yearly one"],
        responses={**READING, **REFUSALS},
        dependencies=[Depends(each_key_once)],
    )

    @router.get("", summary="How the yearly campaign is set up, and when it next opens")
    async def definition(house: TheHouse, caller: SignedIn) -> YearlyView:
        """To whoever may not read its ledger, no person is named and no reason told."""
        shown = _shown(house, await asyncio.to_thread(_set_up, house), await house.door.firings())
        return shown if await _reads(house, caller) else shown.model_copy(update={"defined_by": "", "note": ""})

    @router.put("", response_model=YearlyView, summary="Set it up, or change it: from its next opening on")
    async def define(
        body: SetUpYearlyCampaign, house: TheHouse, caller: SignedIn, request: Request, key: Key = None
    ) -> Response | YearlyView:
        campaign = await asyncio.to_thread(house.readings.yearly)
        if campaign is None or not campaign.sequence:
            return await _filed(body, house, caller.id, request, key)
        said = {name: value for name in YearlyDefinition.model_fields if (value := getattr(body, name)) is not None}
        same = campaign.definition and campaign.definition.model_copy(update=said) == campaign.definition
        if same and await _reads(house, caller):
            return _shown(house, campaign, await house.door.schedule(campaign))  # the same again is nothing new
        return await _filed(ChangeYearlyCampaign.model_validate(body.model_dump()), house, caller.id, request, key)

    @router.post("/pause", response_model=YearlyView, summary="Nothing opens by itself until it is resumed")
    async def pause(body: Note, house: TheHouse, caller: SignedIn, request: Request, key: Key = None) -> Response | YearlyView:
        await asyncio.to_thread(_begun, house)
        return await _filed(PauseYearlyCampaign(note=body.note), house, caller.id, request, key)

    @router.post("/resume", response_model=YearlyView, summary="It opens by itself again")
    async def resume(body: Note, house: TheHouse, caller: SignedIn, request: Request, key: Key = None) -> Response | YearlyView:
        await asyncio.to_thread(_begun, house)
        return await _filed(ResumeYearlyCampaign(note=body.note), house, caller.id, request, key)

    return router


async def _reads(house: House, caller: Caller) -> bool:
    """Whether the caller reads the ledger of the yearly campaign, and may file in it."""
    if READ_EVERY_STREAM.is_held(caller.terms):
        return True
    return await asyncio.to_thread(house.readings.may_file, YEARLY, caller.id, house.now())


async def _filed(act: Act, house: House, sender: str, request: Request, key: str | None) -> Response | YearlyView:
    """What became of the act. Once it is recorded, the Schedule is brought into step: at once if Temporal is there, else by a worker within minutes."""
    receipt = await house.door.submit(
        act, None if act.opens_stream else YEARLY, sender, f"yearly-{uuid4()}" if key is None else checked_key(key)
    )
    if receipt.status != RECORDED:
        return answers.of(receipt, language_of(request), house)
    campaign = await asyncio.to_thread(_set_up, house)
    return _shown(house, campaign, await house.door.schedule(campaign))


def _set_up(house: House) -> YearlyCampaign:
    campaign = house.readings.yearly()
    if campaign is None:
        raise Refusal(404, DoorReason.NO_YEARLY_CAMPAIGN)
    return campaign


def _begun(house: House) -> None:
    """Refused where it was set up by the register of an earlier release: no act can follow what no act began."""
    if not _set_up(house).sequence:
        raise Refusal(409, DoorReason.YEARLY_CAMPAIGN_OF_AN_EARLIER_RELEASE)


def _shown(house: House, campaign: YearlyCampaign, scheduled: tuple[datetime, ...] | None) -> YearlyView:
    assert campaign.definition, "it has been set up"
    assert campaign.changed_at, "by somebody, at some time"
    return YearlyView(
        definition=campaign.entry,
        campaign=campaign.definition,
        paused=not campaign.opens_by_itself,
        note=campaign.note,
        defined_by=campaign.changed_by,
        defined_at=campaign.changed_at,
        opens_next=campaign.definition.next_openings(house.now(), NEXT) if campaign.opens_by_itself else (),
        scheduled=scheduled if campaign.opens_by_itself else (),  # Temporal goes on naming the days on which a pause holds
    )
