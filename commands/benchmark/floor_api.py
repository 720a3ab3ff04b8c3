"""The floor of the front door: a route that looks at a token and says that it has, and a page with nothing on it. Everything above them is what an act
and a page cost."""

from typing import Annotated

from fastapi import Depends, FastAPI, Header
from fastapi.responses import HTMLResponse

from api.tokens import Verifier
from settings import settings


def make_app() -> FastAPI:
    """`uvicorn --factory commands.benchmark.floor_api:make_app` serves it."""
    config = settings()
    verifier = Verifier(
        issuer=config.issuer, audience=config.audience, jwks_source=config.jwks_source, skew_seconds=config.clock_skew_seconds
    )
    app = FastAPI(openapi_url=None)

    def subject(authorization: Annotated[str | None, Header()] = None) -> str:
        return verifier.subject(authorization)

    @app.post("/")
    async def take(who: Annotated[str, Depends(subject)]) -> dict[str, str]:
        return {"who": who}

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse("<!DOCTYPE html><title>-</title>")

    return app
