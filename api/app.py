"""Composition root of the front door. `uvicorn --factory api.app:make_app` serves it; nothing is built by importing it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from temporalio.client import Client

from api.bodies import each_key_once
from api.door import Door
from api.house import House
from api.intake import Intake
from api.limits import Limits
from api.problems import HANDLERS
from api.routers import (
    acts,
    agencies,
    assessments,
    calendar,
    deadlines,
    filings,
    health,
    imports,
    policies,
    reports,
    similar,
    streams,
    yearly,
)
from api.tokens import Verifier
from logs import configure_logs
from settings import ROOT, Settings, settings
from store.clock import Now, now
from store.engine import Store
from store.policies import lawbook
from store.reading.readings import Readings
from store.record.keyring import Ring
from workflows.plugin import khien_plugin

DESCRIPTION = """Quản lý bền vững hồ sơ của chương trình khuyến khích, bảo vệ cán bộ dám nghĩ, dám làm vì lợi ích chung.

Every act is a POST with your token and an `Idempotency-Key`; the answer is 201 (on the record), 202 (received, being examined) or a problem
with its reason and legal basis. Ask for English with `Accept-Language: en`."""


async def receive_at(config: Settings, clock: Now) -> House:
    """Put together what stands behind the door. Temporal may be away: the door receives all the same."""
    store = Store(config.database)
    laws = lawbook(ROOT / "policies", store)
    readings = Readings(store, laws)
    client = await Client.connect(config.temporal_address, namespace=config.temporal_namespace, plugins=[khien_plugin()], lazy=True)
    ring, zone = Ring(config.seal_keys), laws.calendar.zone
    return House(
        store=store,
        readings=readings,
        door=Door(
            client,
            store,
            readings,
            ring,
            task_queue=config.task_queue,
            zone=zone,
            clock=clock,
            within=config.answer_within_seconds,
        ),
        intake=Intake(client, store, laws, ring, task_queue=config.task_queue, zone=zone),
        verifier=Verifier(
            issuer=config.issuer, audience=config.audience, jwks_source=config.jwks_source, skew_seconds=config.clock_skew_seconds
        ),
        now=clock,
        public_url=config.public_url,
    )


def _in_order() -> tuple[APIRouter, ...]:
    """Of two addresses that match, the first one answers: what has a fixed word where others have `{number}` stands above them."""
    fixed = (yearly.yearly(), similar.router)  # /campaigns/yearly, /initiatives/similar
    by_number = (reports.router, imports.router, acts.routes(), streams.routes(), assessments.router)
    others = (deadlines.router, policies.router, calendar.router, agencies.router, filings.router, health.router)
    return (*fixed, *by_number, *others)


def make_app(config: Settings | None = None, clock: Now = now) -> FastAPI:
    """The whole front door; without a configuration, that of the environment."""
    config = config or settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs(config.log_level)
        app.state.house = house = await receive_at(config, clock)
        try:
            yield
        finally:
            house.store.close()

    app = FastAPI(title="Khiên", version=config.release, description=DESCRIPTION, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(Limits)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    for router in _in_order():
        app.include_router(router, dependencies=[Depends(each_key_once)])
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Khiên",
            swagger_js_url="/static/swagger-ui-bundle.js",
            swagger_css_url="/static/swagger-ui.css",
            swagger_favicon_url="/static/khien.svg",
        )

    @app.get("/", include_in_schema=False)
    async def home() -> RedirectResponse:
        return RedirectResponse("/docs")

    return app
