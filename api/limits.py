"""What may come in at all: how large a body may be, and no NUL in an address. A case is text; files go their own way (api/handing_in.py)."""

import math

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_for

LARGEST = 256 * 1024  # bytes
LARGEST_LIST = 10 * 1024 * 1024  # a workbook of the 5,000 rows a list may have lies well below it
# Megabytes of address space, for a process that reads what somebody sent: 5,000 rows of a list need a tenth, a PDF of 50 MB less than 384.
READING_MEMORY = 512
LONGEST_READING = 10  # seconds of the processor; 5,000 rows need one
LONGEST_EXAMINING = 20  # seconds of the processor
LONGEST_WAIT_FOR_A_READING = 120  # seconds by the clock, on a machine that is busy elsewhere
PRINTING_MEMORY = 1024  # megabytes of address space, for the process that lays out a paper; some hundred pages need half of it
LONGEST_PRINTING = 30  # seconds of the processor; a hundred pages need one
LONGEST_WAIT_FOR_A_PRINTING = 60  # seconds by the clock
PRINTINGS_AT_A_TIME = 2
MOST_PAGES_UNASKED = 200  # of a print; whoever wants more is asked once more
READINGS_AT_A_TIME = LISTS_AT_A_TIME = 2
MOST_FAULTS = 200  # of one list, that are kept and told
LONGEST_KEY = 200  # characters of an Idempotency-Key
LONGEST_IDEA = 2_000  # characters of a title or a purpose that others are looked for by


class Limits:
    """Stops reading at the limit, whatever Content-Length says; and an address holding NUL, on which PostgreSQL would choke, names nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            await answer_for(Request(scope), 404)(scope, receive, send)
            return
        read, most = 0, _most(scope)

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413)  # the one kind of exception that FastAPI lets through while it reads a body
            return message

        await self.app(scope, counted, send)


def _most(scope: Scope) -> float:
    """Two who take in files count for themselves, and hold none whole: the address for programs (api/handing_in.py), and a form with files of the counter
    (api/pages/multipart.py). Whatever else is sent to an address that ends so is a body like any other.
    """
    path, content_type = scope["path"], Headers(scope=scope).get("content-type", "")
    form_with_files = path.startswith("/counter/") and path.endswith("/files") and content_type.startswith("multipart/form-data")
    return math.inf if path == "/files" or form_with_files else LARGEST_LIST if path.endswith("/imports") else LARGEST
