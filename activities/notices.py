"""The notice by e-mail: the one thing that leaves the building. Sent at least once, always under the same Message-ID."""

import asyncio
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib
import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError

import words
from domain.people import Person
from store import directory, effects
from store.clock import Now, now
from store.effects import DONE, FAILED, OWED, Claimed, InOtherHands
from store.engine import Outage, Store

log = structlog.get_logger()

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
    """Carries out owed notices: claim, send, mark done."""

    # With the pauses of workflows/steps.py this is most of a day; then a person must look.
    ATTEMPTS = 30

    def __init__(self, store: Store, mailbox: Mailbox, clock: Now = now) -> None:
        self._store, self._mailbox, self._now = store, mailbox, clock

    @activity.defn
    async def carry_out(self, effect: str) -> None:
        """Raises to be tried again; on the last attempt, or where trying again cannot help, it marks the effect as failed instead."""
        try:
            claimed = await asyncio.to_thread(effects.claim, effect, self._now(), self._store)
            if claimed is None:
                return
            async with asyncio.timeout(LONGEST_SENDING):
                await self._send(claimed)
            await self._settle(effect, DONE)
            log.info("notice.sent", effect=effect, case=claimed.case)
        except (InOtherHands, Outage) as later:
            raise ApplicationError(type(later).__name__, type=type(later).__name__) from None
        except Exception as error:
            if _for_good(error) or activity.info().attempt >= self.ATTEMPTS:
                log.error("notice.failed", effect=effect, error=type(error).__name__)
                await self._settle(effect, FAILED, f"{type(error).__name__}: {error}"[:300])
                return
            await self._settle(effect, OWED, type(error).__name__)
            # `from None`: a cause would be kept in Temporal, and a mail server's answer may quote an address.
            raise ApplicationError(f"the notice could not be sent: {type(error).__name__}", type="MailServer") from None

    async def _settle(self, effect: str, status: str, error: str | None = None) -> None:
        await asyncio.to_thread(effects.settle, effect, status, self._now(), self._store, error)

    async def _send(self, claimed: Claimed) -> None:
        box = self._mailbox
        to = await asyncio.to_thread(self._person, claimed.person)
        if not to.email:
            raise NoAddress(claimed.person)
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


def _for_good(error: Exception) -> bool:
    """Whether trying again cannot help. A mail server that is only busy, or wants to be asked twice, answers below 500."""
    refused = isinstance(error, aiosmtplib.SMTPRecipientsRefused) and all(each.code >= 500 for each in error.recipients)
    return refused or isinstance(error, NoAddress)


class NoAddress(Exception):
    """The directory knows no e-mail address for this person."""


def letter(claimed: Claimed, to: Person, box: Mailbox) -> EmailMessage:
    """The notice, in words/. Its Message-ID is the effect's, so that a second copy is known as one."""
    sentence = words.sentence(claimed.fact, LANGUAGE)
    url = f"{box.public_url}/initiatives/{claimed.case}"
    name, address = parseaddr(box.sender)
    message = EmailMessage()
    message["Message-ID"] = f"<{claimed.id}@{address.partition('@')[2]}>"
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(to.name, addr_spec=to.email)
    message["Date"] = claimed.fact.at
    message["Subject"] = words.notice("subject", LANGUAGE, number=claimed.case, sentence=sentence)
    message["X-Khien-Case"] = claimed.case
    parts = (
        words.notice("greeting", LANGUAGE, name=to.name),
        f"{claimed.case}: {sentence}",
        words.notice("link", LANGUAGE, url=url),
        words.notice("foot", LANGUAGE),
    )
    message.set_content("\n\n".join(parts))
    return message
