"""What every answer of the door has in common, whoever made it: its headers, HEAD beside GET, one line in the log, and a last word."""

import time
from collections.abc import Mapping

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.addresses import STATIC, template_of
from api.door_reasons import DoorReason
from api.problems import answer

log = structlog.get_logger()

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BODILESS = "khien.bodiless"  # in the scope of what is asked as GET and answered without its body
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'"
_ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# What is told concerns persons, in the language they asked for: it is kept by nobody on the way, and shown in nobody's frame.
_TOLD = {"Cache-Control": "private, no-store", "Content-Security-Policy": NOTHING_RUNS, "Vary": "Accept-Language"}
_BEHIND_TLS = {"Strict-Transport-Security": "max-age=31536000"}


def headers_for(path: str, status: int, behind_tls: bool) -> Mapping[str, str]:
    """What an answer says besides, unless it says otherwise itself. Only the files of /docs, which are the same for all, may be kept."""
    told = {} if path.startswith(f"{STATIC}/") and status < 400 else _TOLD
    return {**_ALWAYS, **told, **(_BEHIND_TLS if behind_tls else {})}


class Edge:
    """Outermost of ours. HEAD is asked as GET and answered without its body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp, *, behind_tls: bool) -> None:
        self.app, self._behind_tls = app, behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, began, status = scope["method"], time.monotonic(), 0
        asked = {**scope, "method": "GET", BODILESS: True} if method == "HEAD" else scope

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in headers_for(scope["path"], status, self._behind_tls).items():
                    headers.setdefault(name, value)
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self.app(asked, receive, tell)
        except Exception:  # a defect of ours: the sender is told so in words, and whoever serves us logs where it is
            if not status:
                await answer(Request(asked), 500, DoorReason.DEFECT)(asked, receive, tell)
            raise
        finally:
            taken = round((time.monotonic() - began) * 1000)
            log.info("door.answered", method=method if method in METHODS else "other", route=template_of(asked), status=status, ms=taken)
