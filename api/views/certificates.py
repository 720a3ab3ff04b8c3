"""Certificates of silence as people get them."""

from datetime import datetime

from domain.vocabulary import ClockKind
from store.reading.certificates import Checked
from store.reading.views import View


class WaitingView(View):
    """Something of which the reader may take a certificate."""

    clock: ClockKind
    item: str
    label: str


class CertificateView(View):
    """One that was issued. `code`: the hash of what it says; `file`: sha256 of the PDF; `sentences`: what it says."""

    number: str
    code: str
    file: str
    case: str
    label: str
    issued_at: datetime
    sentences: tuple[str, ...]


class CertificatesView(View):
    """Of one case, for the reader: of what a certificate may be taken, and those taken before, the latest first."""

    waiting: tuple[WaitingView, ...]
    issued: tuple[CertificateView, ...]


class CheckedView(View):
    """What one is worth that somebody shows, in a sentence; `since`: what came of it, for whoever reads the case."""

    checked: Checked
    sentence: str
    since: str
