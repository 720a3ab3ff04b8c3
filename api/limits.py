"""How large a body may be. A case is text; attachments go elsewhere."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import words
from api.problems import language_of, problem

LARGEST = 256 * 1024  # bytes


class TooLarge(Exception):
    pass


class BodyLimit:
    """Stops reading at the limit, whatever Content-Length says, and answers 413."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        read, begun = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST:
                raise TooLarge
            return message

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, counted, noting)
        except TooLarge:
            if begun:
                raise
            answer = problem(413, "too-large", words.door("too_large", language_of(Request(scope))))
            await answer(scope, receive, send)
