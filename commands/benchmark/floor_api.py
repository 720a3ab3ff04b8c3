"""The floor of the front door: a route that looks at a token and says that it has, a page with nothing on it, and a stream in and
out of which nothing is kept. Everything above them is what an act, a page and a file cost."""

from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import HTMLResponse, StreamingResponse

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

    @app.post("/stream")
    async def count(request: Request) -> dict[str, int]:
        return {"read": sum([len(chunk) async for chunk in request.stream()])}

    @app.get("/stream")
    def send(size: int) -> StreamingResponse:
        piece = bytes(1 << 20)
        return StreamingResponse(piece[: min(len(piece), size - begin)] for begin in range(0, size, len(piece)))

    return app
