"""Composition root of the front door. `uvicorn --factory api.app:make_app` serves it; nothing is built by importing it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import structlog
from fastapi import APIRouter, FastAPI
from temporalio.client import Client

from api.documentation import describe, document
from api.door import Door
from api.edge import Edge
from api.handing_in import HandingIn
from api.house import House
from api.intake import Intake
from api.limits import Limits
from api.noting import Noting
from api.pages.counter import open_counter
from api.printing_apart import Press
from api.problems import HANDLERS
from api.rates import Rates
from api.reading_apart import Examiner, ReadingRoom
from api.routers import (
    acts,
    agencies,
    assessments,
    calendar,
    candidates,
    certificates,
    deadlines,
    files,
    filings,
    health,
    imports,
    in_favour,
    papers,
    policies,
    readers,
    recognition,
    reports,
    signing,
    similar,
    streams,
    whole,
    yearly,
)
from api.tokens import Verifier
from logs import configure_logs
from settings import ROOT, OnlyInADemo, Settings, keep_private, settings
from store.beside.drafts import Drafts
from store.clock import Now, now
from store.directory import has_fictional_people
from store.engine import Store
from store.files.cabinet import Cabinet
from store.files.shelf import Shelf
from store.policies import lawbook
from store.reading.certificates import Certificates
from store.reading.namebook import Namebooks
from store.reading.papers import Papers
from store.reading.readers import Readers
from store.reading.readings import Readings
from store.record.keyring import Ring
from store.record.sightings import ReadingLedger
from workflows.plugin import khien_plugin

log = structlog.get_logger()

DESCRIPTION = """Tiếp nhận, theo dõi và lưu giữ lâu dài hồ sơ của chương trình khuyến khích, bảo vệ cán bộ dám nghĩ, dám làm vì lợi ích chung.

Every act is a POST with your token and an `Idempotency-Key`; the answer is 201 (on the record), 202 (received, being examined) or a problem
with its reason and legal basis. Ask for English with `Accept-Language: en`."""


async def receive_at(config: Settings, clock: Now) -> House:
    """Put together what stands behind the door. Temporal may be away: the door receives all the same."""
    store = Store(config.database)
    laws = lawbook(ROOT / "policies", store)
    readings = Readings(store, laws)
    client = await Client.connect(config.temporal_address, namespace=config.temporal_namespace, plugins=[khien_plugin()], lazy=True)
    ring, zone = Ring(config.seal_keys), laws.calendar.zone
    reading_ledger = ReadingLedger(store, ring)
    who_has_read = Readers(store, reading_ledger, readings)
    cabinet, room = Cabinet(store, ring, Shelf.at(config), config.scanner, clock), ReadingRoom()
    examiner = Examiner(room, config.kinds_taken, config.trust_roots, clock)
    return House(
        store=store,
        readings=readings,
        readers=who_has_read,
        certificates=Certificates(store, laws, ring),
        papers=Papers(store, laws, readings),
        namebooks=Namebooks(store),
        drafts=Drafts(store, ring, config.draft_days),
        reading_ledger=reading_ledger,
        door=Door(
            client,
            store,
            readings,
            who_has_read,
            cabinet,
            ring,
            task_queue=config.task_queue,
            zone=zone,
            clock=clock,
            within=config.answer_within_seconds,
        ),
        intake=Intake(client, store, laws, ring, room, task_queue=config.task_queue, zone=zone),
        cabinet=cabinet,
        handing_in=HandingIn(cabinet, config.home / "coming-in", examiner, clock, largest=config.largest_file, a_day=config.files_a_day),
        press=Press(),
        verifier=Verifier(
            issuer=config.issuer, audience=config.audience, jwks_source=config.jwks_source, skew_seconds=config.clock_skew_seconds
        ),
        rates=Rates(config.acts_per_minute, config.reads_per_minute, config.searches_per_minute),
        now=clock,
        public_url=config.public_url,
        operators=config.operating,
    )


def say_what_only_a_demo_may_have(config: Settings, store: Store) -> None:
    """Raises OnlyInADemo, with its sentence in the log: whoever serves us ends then, and its own line would not tell why."""
    try:
        with store.reading() as session:
            config.refuse_unless_demo(has_fictional_people(session))
    except OnlyInADemo as why:
        log.error("door.does_not_start", why=str(why))
        raise


@cache
def _in_order() -> tuple[APIRouter, ...]:
    """Of two addresses that match, the first one answers: what has a fixed word where others have `{number}` stands above them.

    Built by the first door of a process, for all of them: a route has its handler and what it takes, and finds its house in the request.
    """
    fixed = (yearly.yearly(), similar.routes())  # /campaigns/yearly, /initiatives/similar
    by_number = (
        reports.routes(),
        files.routes(),
        recognition.routes(),
        imports.routes(),
        acts.routes(),
        streams.routes(),
        assessments.routes(),
        in_favour.routes(),
        candidates.routes(),
        papers.routes(),
    )
    others = (
        certificates.routes(),
        whole.routes(),
        deadlines.routes(),
        policies.routes(),
        calendar.routes(),
        agencies.routes(),
        signing.routes(),
        filings.routes(),
        readers.routes(),
        health.routes(),
    )
    return (*fixed, *by_number, *others)


def make_app(config: Settings | None = None, clock: Now = now) -> FastAPI:
    """The whole front door; without a configuration, that of the environment."""
    if config is None:  # a program of its own
        config = settings()
        keep_private(config.home)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs(config.log_level)
        app.state.house = house = await receive_at(config, clock)
        beside = [asyncio.create_task(each) for each in (house.reading_ledger.go_on_writing(), house.handing_in.go_on_scanning())]
        try:
            say_what_only_a_demo_may_have(config, house.store)
            yield
        finally:
            for task in beside:
                task.cancel()
            await asyncio.to_thread(house.reading_ledger.write_if_there_is_any)
            await asyncio.to_thread(house.intake.close)
            house.store.close()

    app = FastAPI(
        title="Khiên", version=config.release, description=DESCRIPTION, lifespan=lifespan, openapi_url=None, redirect_slashes=False
    )
    app.add_middleware(Noting)
    app.add_middleware(Limits)
    app.add_middleware(Edge, behind_tls=config.public_url.startswith("https://"))
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    for router in _in_order():
        # What FastAPI keeps of an included router it builds a second time at the first request, and looks through twice at each (0.165): seconds
        # of everybody's day, for prefixes and dependencies of a whole inclusion, of which there are none.
        app.router.routes.extend(router.routes)
    describe(app)
    if config.client_id:
        open_counter(app, config)
    if config.demo:
        document(app)
    return app
