"""The floor of the front door: one route that looks at a token and says that it has. Everything above it is what receiving an act costs."""

from typing import Annotated

from fastapi import Depends, FastAPI, Header

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

    return app
