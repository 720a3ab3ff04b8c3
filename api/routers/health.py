"""Whether this process lives, and whether everything behind it is there."""

import asyncio

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.signed_in import TheHouse
from store.engine import Outage


class Ready(BaseModel):
    """With the database there, acts are received; with a worker polling they are answered at once. `readings_lost`: what this process has served and could
    not note in the reading ledger; `readings_waiting`: what it has noted and not written yet.
    """

    database: bool
    temporal: bool
    worker: bool
    readings_lost: int
    readings_waiting: int


async def health() -> dict[str, str]:
    return {"status": "live"}


async def ready(house: TheHouse, response: Response) -> Ready:
    temporal, worker = await house.door.is_there()
    try:
        await asyncio.to_thread(house.store.ping)
        database = True
    except Outage:
        database = False
    ledger = house.reading_ledger
    found = Ready(database=database, temporal=temporal, worker=worker, readings_lost=ledger.lost, readings_waiting=ledger.waiting)
    response.status_code = 200 if database and temporal and worker else 503
    return found


def routes() -> APIRouter:
    router = APIRouter(tags=["health"])
    router.get("/health", summary="This process lives")(health)
    router.get("/ready", summary="Database, Temporal, a worker polling", responses={503: {"model": Ready}})(ready)
    return router
