"""The notice by e-mail: the one thing that leaves the building. Sent at least once, always under the same Message-ID."""

import asyncio
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib

import words
from activities.mail_headers import as_sent, is_address
from domain.letters import may_be_told
from domain.numbers import family_of, kind_of, path_of
from domain.people.directory import Person
from store import directory
from store.engine import Store
from store.record.effects import Claimed

LANGUAGE = "vi"
AT_A_TIME = 10  # letters: a mail server that is back after days is owed many
NOT_LET_IN = (530, 534, 535, 538)  # sign in first, or encrypt first (RFC 4954, 6; RFC 3207, 4)
LONGEST_SENDING = 60  # seconds; less than the lease, and than the activity is given


@dataclass(frozen=True)
class Mailbox:
    """Where mail is handed in, and what stands under it."""

    host: str
    port: int
    sender: str
    public_url: str
    username: str = ""
    password: str = ""
    starttls: bool = False


class Notices:
    """Sends what has been claimed (activities/effects.py)."""

    def __init__(self, store: Store, mailbox: Mailbox) -> None:
        self._store, self._mailbox = store, mailbox
        self._at_a_time = asyncio.Semaphore(AT_A_TIME)

    async def send(self, claimed: Claimed) -> None:
        box = self._mailbox
        to = await asyncio.to_thread(self._person, claimed.addressee)
        async with self._at_a_time:
            await aiosmtplib.send(
                as_sent(letter(claimed, to, box)),
                sender=parseaddr(box.sender)[1],
                recipients=[to.email],
                hostname=box.host,
                port=box.port,
                username=box.username or None,
                password=box.password or None,
                start_tls=box.starttls,
                timeout=20,
            )

    def _person(self, person: str) -> Person:
        with self._store.reading() as session:
            known = directory.person(person, session)
        if known is None or not is_address(known.email):
            raise NoAddress(person)
        return known


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


def letter(claimed: Claimed, to: Person, box: Mailbox) -> EmailMessage:
    """The notice, in words/. Its Message-ID is the effect's token, so that a second copy is known as one. What may not be told in mail is read at the link.

    Whatever stands outside the body names the initiative: the number of a review tells of a review.
    """
    kind, number = kind_of(claimed.case), family_of(claimed.case)
    sentence = words.sentence(claimed.fact, LANGUAGE, claimed.names)
    told = f"{claimed.case}: {sentence}" if may_be_told(claimed.fact, kind) else words.notice("elsewhere", LANGUAGE, number=number)
    url = f"{box.public_url}{path_of(claimed.case)}"
    name, address = parseaddr(box.sender)
    message = EmailMessage()
    message["Message-ID"] = f"<{claimed.token}@{address.partition('@')[2]}>"
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(" ".join(to.name.split()), addr_spec=to.email)
    message["Date"] = claimed.fact.at
    message["Subject"] = words.notice("subject", LANGUAGE, number=number, word=words.subject(claimed.fact, kind, LANGUAGE))
    message["X-Khien-Case"] = number
    message["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it (RFC 3834, 5)
    parts = (
        words.notice("greeting", LANGUAGE, name=to.name),
        told,
        words.notice("link", LANGUAGE, url=url),
        words.notice("foot", LANGUAGE),
    )
    message.set_content("\n\n".join(parts))
    return message
