"""The demo's mail server: it sends nothing on, keeps what arrives under KHIEN_HOME/mail, and shows it on a page. One port above SMTP's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from html import escape
from pathlib import Path

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse

from settings import keep_private, settings

HOST = "127.0.0.1"
COPIES = "X-Khien-Copies"
# Nothing a letter holds may run or be fetched, escaped or not.
_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_STYLE = "body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}"


def page_port(smtp_port: int) -> int:
    return smtp_port + 1


class Sink:
    """A folder with one .eml per Message-ID. A second copy takes the place of the first, and is counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes) -> Path:
        message_id = message_from_bytes(content)["Message-ID"]
        name = sha256(str(message_id).encode() if message_id else content).hexdigest()[:24]
        file = self._folder / f"{name}.eml"
        copies = int(_read(file.read_bytes())[COPIES]) + 1 if file.exists() else 1
        draft = file.with_suffix(".draft")
        draft.write_bytes(f"{COPIES}: {copies}\r\n".encode() + content)
        draft.replace(file)
        return file

    def letters(self) -> list[tuple[str, EmailMessage]]:
        """(name, letter), the latest first."""
        files = sorted(self._folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return [(file.stem, _read(file.read_bytes())) for file in files]

    def letter(self, name: str) -> EmailMessage | None:
        return dict(self.letters()).get(name)

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        content = envelope.content
        self.keep(content if isinstance(content, bytes) else (content or "").encode())
        return "250 OK, kept"


@asynccontextmanager
async def receiving(sink: Sink, port: int = 0) -> AsyncIterator[int]:
    """The mail server, for as long as it is wanted: its port."""
    async with await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, hostname=HOST, enable_SMTPUTF8=True), HOST, port
    ) as server:
        yield int(server.sockets[0].getsockname()[1])


def _read(content: bytes) -> EmailMessage:
    letter = message_from_bytes(content, EmailMessage, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def _header(letter: EmailMessage, name: str) -> str:
    return _shown(lambda: letter[name] or "")


def _text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    return _shown(part.get_content) if part else "(no text)"


def _shown(read: Callable[[], object]) -> str:
    try:
        return escape(str(read()))
    except Exception:  # Python's own parser fails on some headers, and on a charset it does not know
        return "(unreadable)"


def _page(title: str, body: str) -> HTMLResponse:
    """`title` and `body` are escaped already."""
    head = f"<!doctype html><meta charset=utf-8><title>{title}</title><style>{_STYLE}</style>"
    return HTMLResponse(f"{head}<h1>{title}</h1>{body}", headers=_HEADERS)


def _line(name: str, letter: EmailMessage) -> str:
    cells = "".join(f"<td>{_header(letter, header)}" for header in ("Date", "To"))
    return f"<tr>{cells}<td><a href='/{name}'>{_header(letter, 'Subject') or '(no subject)'}</a><td>{_header(letter, COPIES)}"


def make_sink(folder: Path, smtp_port: int) -> FastAPI:
    """The page, with the mail server beside it for as long as it is served."""
    sink = Sink(folder)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        async with await loop.create_server(lambda: SMTP(sink, hostname=HOST, enable_SMTPUTF8=True), HOST, smtp_port):
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/")
    def letters() -> HTMLResponse:
        rows = "".join(_line(name, letter) for name, letter in sink.letters())
        return _page("Khiên: mail that was not sent (DEMO)", f"<table><tr><th>Date<th>To<th>Subject<th>Copies{rows}</table>")

    @app.get("/{name}")
    def letter(name: str) -> HTMLResponse:
        found = sink.letter(name)
        if found is None:
            raise HTTPException(404)
        headers = "".join(f"<tr><th>{escape(header)}<td>{_header(found, header)}" for header in found.keys())  # noqa: SIM118
        parts = f"<table>{headers}</table><pre>{_text(found)}</pre><a href='/'>all</a>"
        return _page(_header(found, "Subject") or "(no subject)", parts)

    return app


if __name__ == "__main__":
    config = settings()
    keep_private(config.home)
    page = make_sink(config.home / "mail", config.smtp_port)
    uvicorn.run(page, host=HOST, port=page_port(config.smtp_port), access_log=False, server_header=False)
