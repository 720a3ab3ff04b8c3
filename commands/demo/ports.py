"""Which ports the demo needs, which variable changes each, and whether they are free: asked before anything is started."""

import errno
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from rehearsal.mail_sink import page_port
from rehearsal.provider import sign_in_port
from rehearsal.scanner import scanner_port
from settings import Settings

HOST = "127.0.0.1"


class NotFree(Exception):
    """Why the demo cannot have a port, in a sentence."""


@dataclass(frozen=True)
class Ports:
    api: int
    temporal: int
    ui: int
    smtp: int
    mail: int
    sign_in: int
    scanner: int


def ports_of(config: Settings) -> Ports:
    """Raises NotFree where an address names no port."""
    temporal = _named(f"//{config.temporal_address}", "KHIEN_TEMPORAL_ADDRESS")
    ui = _named(config.temporal_ui_url, "KHIEN_TEMPORAL_UI_URL")
    beside_mail = (page_port(config.smtp_port), sign_in_port(config.smtp_port), scanner_port(config.smtp_port))
    return Ports(config.api_port, temporal, ui, config.smtp_port, *beside_mail)


def check(ports: Ports, api_host: str) -> None:
    """Raises NotFree for the first port that somebody else has, or that is named twice."""
    wanted = [
        (ports.api, api_host, "the API", "KHIEN_API_PORT"),
        (ports.temporal, HOST, "Temporal", "KHIEN_TEMPORAL_ADDRESS"),
        (ports.ui, HOST, "the Temporal UI", "KHIEN_TEMPORAL_UI_URL"),
        (ports.smtp, HOST, "the mail server", "KHIEN_SMTP_PORT"),
        (ports.mail, HOST, "the mail page (one above the mail server's)", "KHIEN_SMTP_PORT"),
        (ports.sign_in, HOST, "the page people sign in at (two above the mail server's)", "KHIEN_SMTP_PORT"),
        (ports.scanner, HOST, "the scanner of files (three above the mail server's)", "KHIEN_SMTP_PORT"),
    ]
    taken_by: dict[int, str] = {}
    for port, host, purpose, variable in wanted:
        if port in taken_by:
            raise NotFree(f"Port {port} is named twice, for {taken_by[port]} and for {purpose}: change {variable}.")
        taken_by[port] = purpose
        if why := _not_free(host, port):
            raise NotFree(f"Port {port}, for {purpose}, {why}: free it, or set {variable} to another.")


def _named(address: str, variable: str) -> int:
    try:
        port = urlsplit(address).port
    except ValueError:
        port = None
    if port is None:
        raise NotFree(f"{variable} must name a port, as in its default; it is {address.removeprefix('//')!r}.")
    return port


def _not_free(host: str, port: int) -> str:
    """Why nobody could listen there, or ""."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a stopped demo left half closed is free
        try:
            probe.bind((host, port))
        except OverflowError:
            return "is no port (0 to 65535)"
        except OSError as error:
            return "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had ({os.strerror(error.errno or 0)})"
    return ""
