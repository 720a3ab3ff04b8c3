"""How a page looks: the one way in which templates, words and headers become an answer."""

from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader

import words
from api.pages.language import language_of
from api.pages.navigation import offered
from api.pages.visits import KEY, STEP, TOKEN, Visit
from words import rendering

HERE = Path(__file__).parent
STATIC = HERE / "static"
AT = "/counter"
# Files of ours alone: no script in a page, no style in an attribute, no frame, no other host.
_MAY_RUN = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "font", "connect", "manifest")),
        "img-src 'self' data:",
    )
)
HEADERS = {
    "Content-Security-Policy": f"{_MAY_RUN}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Without a referrer a browser does not say either which origin a form comes from.
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Language, Cookie",
}


@cache
def of_this_release() -> str:
    """A mark of all our files: an address with it in it may be kept for ever, and a changed file has another."""
    return sha256(b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file())).hexdigest()[:12]


def file(name: str) -> str:
    """The address of a file of ours."""
    return f"{AT}/static/{of_this_release()}/{name}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PrefixLoader({"": FileSystemLoader(HERE / "templates"), "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        auto_reload=False,  # a release does not change under our hands; asking of each file at each page costs more than the page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(file=file, AT=AT, TOKEN=TOKEN, KEY=KEY, STEP=STEP)
    environment.filters["who"] = lambda person, called: called(person)
    return environment


def page(
    request: Request,
    template: str,
    visit: Visit | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    language: str = "",
    **shown: Any,
) -> HTMLResponse:
    """In the reader's language, if no other is named. `here` among what is shown: which entry of the navigation the page belongs to."""
    language = language or (visit.language if visit else language_of(request))
    say = partial(_say, language)
    own = {
        "say": say,
        "label": lambda section, code: words.label(section, code, language),
        "day": lambda value: rendering.day(value, language),
        "moment": lambda value: rendering.moment(value, language),
        "size": lambda value: rendering.size(value, language),
        "money": lambda value: words.money(value, language),
        "language": language,
        "other_language": next(each for each in words.LANGUAGES if each != language),
        "visit": visit,
        "address": request.url.path + (f"?{request.url.query}" if request.url.query and request.method == "GET" else ""),
        "navigation": offered(visit.caller.terms, visit.operates) if visit else {},
    }
    return HTMLResponse(_templates().get_template(f"/{template}").render({**own, **shown}), status, headers={**HEADERS, **(headers or {})})


def _say(language: str, key: str, **params: object) -> str:
    return words.page(key, language, **params)
