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
from api.pages.visits import FIRST_PAGE, KEY, STEP, TOKEN, Visit
from words import rendering

HERE = Path(__file__).parent
STATIC = HERE / "static"
AT = "/counter"
# Files of ours alone: no script in a page, no style in an attribute, no frame, no other host.
_MAY_RUN = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self'"
HEADERS = {
    "Content-Security-Policy": f"{_MAY_RUN}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Without a referrer a browser does not say either which origin a form comes from.
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Language, Cookie",
}
NAVIGATION = {
    "work": FIRST_PAGE,
    "initiatives": f"{AT}/initiatives",
    "reviews": f"{AT}/reviews",
    "rewards": f"{AT}/rewards",
    "campaigns": f"{AT}/campaigns",
    "board": f"{AT}/board",
    "reports": f"{AT}/reports",
    "rules": f"{AT}/rules",
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
        "money": lambda value: f"{rendering.whole_number(value, language)} {say('dong')}",
        "language": language,
        "other_language": next(each for each in words.LANGUAGES if each != language),
        "visit": visit,
        "address": request.url.path + (f"?{request.url.query}" if request.url.query and request.method == "GET" else ""),
        "navigation": [
            {"text": say(f"go_{name}"), "href": href, "current": shown.get("here") == name} for name, href in NAVIGATION.items()
        ],
    }
    return HTMLResponse(_templates().get_template(f"/{template}").render({**own, **shown}), status, headers={**HEADERS, **(headers or {})})


def _say(language: str, key: str, **params: object) -> str:
    return words.page(key, language, **params)
