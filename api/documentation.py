"""The page with a form for every act, and the description it is drawn from."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from api.addresses import STATIC
from api.answers import Received
from api.problems import Problem

_PAGE = get_swagger_ui_html(
    openapi_url="/openapi.json",
    title="Khiên",
    swagger_js_url=f"{STATIC}/swagger-ui-bundle.js",
    swagger_css_url=f"{STATIC}/swagger-ui.css",
    swagger_favicon_url=f"{STATIC}/khien.svg",
)


def policy_for(page: bytes) -> str:
    """What may run on this page: files of ours, and the scripts that stand in it to the letter (Content Security Policy 3, 6.7.3.2)."""
    scripts = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    hashes = "".join(f" 'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)
    own = f"script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; connect-src 'self'"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def with_named_models(described: dict[str, Any]) -> dict[str, Any]:
    """With the models that `documented` names."""
    described["components"]["schemas"] |= {model.__name__: model.model_json_schema() for model in (Problem, Received)}
    return described


def describe(app: FastAPI) -> None:
    """What the door promises, in OpenAPI, made once."""
    told = app.openapi

    @cache
    def openapi() -> dict[str, Any]:
        return with_named_models(told())

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way (Extending OpenAPI)


def document(app: FastAPI) -> None:
    """Show it to whoever comes by."""
    app.mount(STATIC, StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    headers = {"Content-Security-Policy": policy_for(bytes(_PAGE.body))}

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(_PAGE.body, headers=headers)

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> JSONResponse:
        return JSONResponse(app.openapi())

    @app.get("/", include_in_schema=False)
    async def home() -> RedirectResponse:
        return RedirectResponse("/docs")
