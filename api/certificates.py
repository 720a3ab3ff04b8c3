"""Issuing a certificate of silence, and checking one (ADR 51): the same for programs and for pages."""

import asyncio
from collections.abc import Mapping
from hashlib import sha256

import words
from api.house import House
from api.views.certificates import CertificatesView, CertificateView, CheckedView, WaitingView
from domain.canonical import digest
from domain.law.policy import Document
from domain.procedure.unanswered import Unanswered
from domain.vocabulary import ClockKind
from papers import pdf, silence
from store.reading.caller import Caller
from store.reading.certificates import Examined
from store.reading.open_file import OpenFile
from store.record import filings
from store.record.certificates import Certificate

LONGEST = 200  # characters of a number or a code that somebody types
NOT_OF_THE_CODE = " \t\r\n\u200b"  # what comes along where a line of the paper is copied


async def issue(file: OpenFile, kind: ClockKind, item: str, house: House) -> Certificate:
    """To whoever's matter waits. Asked again on the same day, while nothing has changed, it is the same one. Raises Refused, TooLargeToPrint, Outage."""
    told, earlier = await asyncio.to_thread(_told, file, kind, item, house)
    if earlier:
        return earlier
    number, code = filings.new_number(told.at.astimezone(file.law.calendar.zone), "XN"), digest(told)
    documents = await asyncio.to_thread(lambda: house.documents)
    content = await house.press.print(pdf.order(silence.certificate(told, number, code, documents)))
    return await asyncio.to_thread(house.certificates.keep, file, told, number, code, content, sha256(content).hexdigest())


def _told(file: OpenFile, kind: ClockKind, item: str, house: House) -> tuple[Unanswered, Certificate | None]:
    told = house.certificates.would_say(file, kind, item, house.now())
    return told, house.certificates.issued_before(file, told)


def checked(number: str, code: str, caller: Caller, house: House) -> Examined:
    """By what stands on the paper, as somebody has copied it."""
    return _by_now(house.certificates.check(plain(number).upper(), plain(code).lower()), caller, house)


def plain(copied: str) -> str:
    return copied.translate(dict.fromkeys(map(ord, NOT_OF_THE_CODE)))


def checked_file(content: bytes, caller: Caller, house: House) -> Examined:
    """By the file itself. It is not read: only its hash is looked for."""
    return _by_now(house.certificates.check_file(sha256(content).hexdigest()), caller, house)


def _by_now(examined: Examined, caller: Caller, house: House) -> Examined:
    if examined.certificate is None:
        return examined
    return house.certificates.by_now(examined, house.readings.open(examined.certificate.case, caller, house.now()))


def of(file: OpenFile, house: House, language: str) -> CertificatesView:
    """Of what the reader may take one, and those they have."""
    documents, titles = house.documents, file.stream.titles
    offered = house.certificates.offered(file)
    names = house.readings.called([{"items": tuple(item for _, item in offered)}])
    return CertificatesView(
        waiting=tuple(
            WaitingView(clock=kind, item=item, label=_label(kind, item, titles.get(item) or names.get(item, ""), language))
            for kind, item in offered
        ),
        issued=tuple(in_words(each, documents, language) for each in house.certificates.of(file)),
    )


def _label(kind: ClockKind, item: str, called: str, language: str) -> str:
    clock = words.label("clocks", kind, language)
    return f"{clock}: {called or item}" if item else clock


def in_words(each: Certificate, documents: Mapping[str, Document], language: str) -> CertificateView:
    told = each.told
    return CertificateView(
        number=each.number,
        code=each.digest,
        file=each.file,
        case=each.case,
        label=_label(told.clock, told.item, told.item_title or told.names.get(told.item, ""), language),
        issued_at=each.issued_at,
        sentences=tuple(silence.sentences(told, documents, language)),
    )


def worth(examined: Examined, language: str) -> CheckedView:
    certificate, since = examined.certificate, ""
    if examined.reads_it:
        what = silence.what(examined.ended_by, language) if examined.ended_by else ""
        key = "waits_no_more" if examined.ended_at else "still_waits"
        since = words.told("checked", key, language, ended_at=examined.ended_at, what=what)
    number = certificate.number if certificate else ""
    at = certificate.issued_at if certificate else None
    return CheckedView(
        checked=examined.checked, sentence=words.told("checked", examined.checked, language, number=number, at=at), since=since
    )
