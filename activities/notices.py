"""The notice by e-mail: the one thing that leaves the building. Sent at least once, always under the same Message-ID."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib
from sqlmodel import Session

import words
from activities.mail_headers import as_sent, is_address
from domain.letters import NoticeChoice, cannot_wait, clock_may_be_named, may_be_asked, may_be_told
from domain.numbers import family_of, kind_of, path_of
from domain.people.directory import Person
from domain.vocabulary import StreamKind
from store import directory
from store.beside import choices
from store.clock import Now, now
from store.engine import Store
from store.policies import Documents, Lawbook
from store.reading.asked import NOTHING, Asked, LastDay, asked_of
from store.record import streams
from store.record.effects import Claimed

LANGUAGE = "vi"
AT_A_TIME = 10  # letters: a mail server that is back after days is owed many
NOT_LET_IN = (530, 534, 535, 538)  # sign in first, or encrypt first (RFC 4954, 6; RFC 3207, 4)
_NO_LAW: Documents = {}
LONGEST_SENDING = 60  # seconds; less than the lease, and than the activity is given


@dataclass(frozen=True)
class Mailbox:
    """Where mail is handed in, and what stands under it. `work_url`: where its reader finds whatever waits for them."""

    host: str
    port: int
    sender: str
    public_url: str
    username: str = ""
    password: str = ""
    starttls: bool = False
    work_url: str = ""


class Notices:
    """Sends what has been claimed (activities/effects.py). What is asked of its reader is asked of the record as the letter is written."""

    def __init__(
        self, store: Store, mailbox: Mailbox, laws: Lawbook, clock: Now = now, unless_chosen: NoticeChoice = NoticeChoice.EACH
    ) -> None:
        self._store, self._mailbox, self._laws, self._now, self._unless_chosen = store, mailbox, laws, clock, unless_chosen
        self._at_a_time = asyncio.Semaphore(AT_A_TIME)

    async def send(self, claimed: Claimed) -> None:
        """At once, or not at all where its reader has chosen so: then it stands in the inbox, and in the letter of the day (activities/digests.py)."""
        to, asked, documents, waits = await asyncio.to_thread(self._to_say, claimed)
        if not waits:
            await self.hand_in(letter(claimed, to, self._mailbox, asked, documents), to)

    async def hand_in(self, message: EmailMessage, to: Person) -> None:
        """To the mail server, so many at a time."""
        box = self._mailbox
        async with self._at_a_time:
            await aiosmtplib.send(
                as_sent(message),
                sender=parseaddr(box.sender)[1],
                recipients=[to.email],
                hostname=box.host,
                port=box.port,
                username=box.username or None,
                password=box.password or None,
                start_tls=box.starttls,
                timeout=20,
            )

    def _to_say(self, claimed: Claimed) -> tuple[Person, Asked, Documents, bool]:
        with self._store.reading() as session:
            known = directory.person(claimed.addressee, session)
            if known is None or not is_address(known.email):
                raise NoAddress(claimed.addressee)
            asked = asked_of(claimed.addressee, claimed.case, self._now(), self._laws, session)
            return known, asked, self._laws.documents(session), self._waits(claimed, asked, session)

    def _waits(self, claimed: Claimed, asked: Asked, session: Session) -> bool:
        """Whether its reader has chosen to get it later, or not by mail."""
        chosen = choices.of(claimed.addressee, session).notices or self._unless_chosen
        if chosen is NoticeChoice.EACH:
            return False
        about_them = claimed.addressee in streams.load(claimed.case, session).stream.parties
        last_day = asked.by.day if asked.acts and asked.by else None
        return not cannot_wait(claimed.fact, about_them, last_day, self._laws.calendar.local_day(self._now()))


def is_for_good(error: Exception) -> bool:
    """Whether this letter was refused, so that trying again cannot help. A mail server that is only busy, or wants to be asked twice, answers below 500.

    One that does not let us in (our password, our encryption) has refused no letter: that is put right here, and then all are sent.
    """
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return all(_refuses(each.code) for each in error.recipients)
        case aiosmtplib.SMTPSenderRefused() | aiosmtplib.SMTPDataError():
            return _refuses(error.code)
        case _:
            return isinstance(error, NoAddress)


def _refuses(code: int) -> bool:
    return code >= 500 and code not in NOT_LET_IN


class NoAddress(Exception):
    """The directory knows no e-mail address for this person, or none that can be one."""


def letter(claimed: Claimed, to: Person, box: Mailbox, asked: Asked = NOTHING, documents: Documents = _NO_LAW) -> EmailMessage:
    """The notice, in words/: that something happened, what is asked of this reader, and by which day. What it is about is read at the link.

    Its Message-ID is the effect's token, so that a second copy is known as one. Whatever stands outside the body names the initiative: the number of a
    review tells of a review.
    """
    kind, number = kind_of(claimed.case), family_of(claimed.case)
    name, address = parseaddr(box.sender)
    message = EmailMessage()
    message["Message-ID"] = f"<{claimed.token}@{address.partition('@')[2]}>"
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(" ".join(to.name.split()), addr_spec=to.email)
    message["Date"] = claimed.fact.at
    message["Subject"] = _subject(claimed, kind, number, asked)
    message["X-Khien-Case"] = number
    message["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it (RFC 3834, 5)
    parts = (
        words.notice("greeting", LANGUAGE, name=to.name),
        "\n".join((_happened(claimed, kind, number), *_asked(asked, kind, documents))),
        words.notice("link", LANGUAGE, url=f"{box.public_url}{path_of(claimed.case)}"),
        words.notice("foot", LANGUAGE),
    )
    message.set_content("\n\n".join(parts))
    return message


def _subject(claimed: Claimed, kind: StreamKind, number: str, asked: Asked) -> str:
    """Of one of whom something is asked: that it is, and by when. Never what."""
    if asked.acts:
        return words.notice("subject_asked", LANGUAGE, number=number, day=asked.by.day if asked.by else None)
    return words.notice("subject", LANGUAGE, number=number, word=words.subject(claimed.fact, kind, LANGUAGE))


def _happened(claimed: Claimed, kind: StreamKind, number: str) -> str:
    if may_be_told(claimed.fact, kind):
        return words.notice("happened", LANGUAGE, number=number, what=words.happened(claimed.fact, LANGUAGE))
    return words.notice("elsewhere", LANGUAGE, number=number)


def _asked(asked: Asked, kind: StreamKind, documents: Documents) -> Iterator[str]:
    if not asked.acts:
        return
    named = [act for act in asked.acts if may_be_asked(act, kind)]
    yield words.notice("asked", LANGUAGE, acts=words.one_of_acts(named, LANGUAGE)) if named else words.notice("asked_elsewhere", LANGUAGE)
    if asked.by:
        yield _by_when(asked.by, kind, documents)


def _by_when(last: LastDay, kind: StreamKind, documents: Documents) -> str:
    if not clock_may_be_named(last.clock, kind):
        return words.notice("by_elsewhere", LANGUAGE, day=last.day)
    cited = words.citation(last.basis, LANGUAGE, documents)
    return words.notice("by", LANGUAGE, clock=last.clock, day=last.day, cited=cited)
