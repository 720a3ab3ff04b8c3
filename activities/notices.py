"""The notice by e-mail: the one thing that leaves the building. Sent at least once, always under the same Message-ID."""

import asyncio
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib

import words
from domain.letters import may_be_told
from domain.numbers import family_of, kind_of, path_of
from domain.people.directory import Person
from store import directory
from store.engine import Store
from store.record.effects import Claimed

LANGUAGE = "vi"
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

    async def send(self, claimed: Claimed) -> None:
        box = self._mailbox
        to = await asyncio.to_thread(self._person, claimed.addressee)
        if not to.email:
            raise NoAddress(claimed.addressee)
        await aiosmtplib.send(
            letter(claimed, to, box),
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
        if known is None:
            raise NoAddress(person)
        return known


def is_for_good(error: Exception) -> bool:
    """Whether trying again cannot help. A mail server that is only busy, or wants to be asked twice, answers below 500."""
    refused = isinstance(error, aiosmtplib.SMTPRecipientsRefused) and all(each.code >= 500 for each in error.recipients)
    return refused or isinstance(error, NoAddress)


class NoAddress(Exception):
    """The directory knows no e-mail address for this person."""


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
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Date"] = claimed.fact.at
    message["Subject"] = words.notice("subject", LANGUAGE, number=number, word=words.subject(claimed.fact, kind, LANGUAGE))
    message["X-Khien-Case"] = number
    parts = (
        words.notice("greeting", LANGUAGE, name=to.name),
        told,
        words.notice("link", LANGUAGE, url=url),
        words.notice("foot", LANGUAGE),
    )
    message.set_content("\n\n".join(parts))
    return message
