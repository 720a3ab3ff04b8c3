"""The letter of a day, to whoever has chosen one: what is new and what is due. On a working day, once for each person, whatever breaks on the way."""

import asyncio
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError

import words
from activities.effects import AWAY
from activities.failures import for_temporal
from activities.mail_headers import is_address
from activities.notices import LANGUAGE, Mailbox, Notices, is_for_good
from domain.letters import NoticeChoice
from logs import trail, without_words
from store.beside import choices, digests
from store.beside.digests import ClaimedDigest
from store.clock import Now, now
from store.engine import Outage, Store
from store.policies import Lawbook
from store.reading import digest
from store.reading.digest import USUAL, Digest, Reach
from store.record.effects import DONE, FAILED, OWED, InOtherHands

log = structlog.get_logger()
A_PAGE = 50  # persons; what a page has done is done, whatever happens to the next
MOST_LINES = 20  # of each part of a letter


class Digests:
    """`unless_chosen`: what whoever has not chosen gets."""

    def __init__(
        self,
        store: Store,
        notices: Notices,
        box: Mailbox,
        laws: Lawbook,
        clock: Now = now,
        unless_chosen: NoticeChoice = NoticeChoice.EACH,
        reach: Reach = USUAL,
    ) -> None:
        self._store, self._notices, self._box, self._laws, self._now = store, notices, box, laws, clock
        self._unless_chosen, self._reach = unless_chosen, reach

    @activity.defn(name="send_digests")
    async def send(self, after: str) -> str:
        """Of the persons after that one, the next page: the last of them, or "" where there is nobody left or today is a day off. Raises to be tried again:
        whoever has the letter of today gets no other.
        """
        with for_temporal("digest"):
            today, readers = await asyncio.to_thread(self._next, after)
            for person in readers:
                await self._send(person, today)
                activity.heartbeat()
            return readers[-1] if readers else ""

    def _next(self, after: str) -> tuple[date, list[str]]:
        with self._store.reading() as session:
            calendar = self._laws.newest_calendar(session)
            today = calendar.local_day(self._now())
            return today, digests.readers_after(after, A_PAGE, session) if calendar.is_working(today) else []

    async def _send(self, person: str, today: date) -> None:
        if not await asyncio.to_thread(self._wants, person):
            return
        try:
            claimed = await asyncio.to_thread(digests.claim, person, today, self._now(), self._store)
        except InOtherHands:
            raise ApplicationError("InOtherHands", type="InOtherHands") from None
        if claimed is None:
            return
        try:
            said, language = await asyncio.to_thread(self._to_say, person)
            if said:
                await self._notices.hand_in(letter(said, claimed, today, self._box, language), said.to)
        except Outage:
            raise
        except Exception as error:
            await self._could_not(person, today, error)
        else:
            await self._settle(person, today, DONE)

    def _wants(self, person: str) -> bool:
        """Whether there is a letter to write: nothing is begun for whoever has chosen otherwise, or has nothing to be told."""
        with self._store.reading() as session:
            chosen = choices.of(person, session).notices or self._unless_chosen
            if chosen is not NoticeChoice.DAILY:
                return False
            said = digest.of(person, self._now(), self._laws.newest_calendar(session), self._reach, session)
            return said is not None and is_address(said.to.email)

    def _to_say(self, person: str) -> tuple[Digest | None, str]:
        with self._store.reading() as session:
            language = choices.of(person, session).language or LANGUAGE
            return digest.of(person, self._now(), self._laws.newest_calendar(session), self._reach, session), language

    async def _could_not(self, person: str, today: date, error: Exception) -> None:
        """A mail server that is away is asked again. What is refused for good, and a defect of ours, holds up nobody else's letter: tomorrow's covers it."""
        if isinstance(error, AWAY) and not is_for_good(error):
            await self._settle(person, today, OWED, type(error).__name__)
            raise ApplicationError(f"the letter could not be handed in: {type(error).__name__}", type="MailServer") from None
        log.error("digest.failed", error=type(error).__name__, where=trail(error))
        await self._settle(person, today, FAILED, without_words(error))

    async def _settle(self, person: str, today: date, status: str, error: str | None = None) -> None:
        await asyncio.to_thread(digests.settle, person, today, status, self._now(), self._store, error)


def letter(said: Digest, claimed: ClaimedDigest, today: date, box: Mailbox, language: str) -> EmailMessage:
    """In words/: numbers of initiatives and days. Its Message-ID is the digest's token, so that a second copy is known as one."""
    name, address = parseaddr(box.sender)
    message = EmailMessage()
    message["Message-ID"] = f"<{claimed.token}@{address.partition('@')[2]}>"
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(" ".join(said.to.name.split()), addr_spec=said.to.email)
    message["Date"] = claimed.covers_until
    message["Subject"] = words.notice("digest_subject", language, day=today, new=sum(said.new.values()), due=len(said.due))
    message["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it (RFC 3834, 5)
    new = [words.notice("digest_new_line", language, number=number, count=count) for number, count in said.new.items()]
    due = [words.notice("digest_due_line", language, number=number, day=day) for number, day in said.due]
    parts = (
        words.notice("greeting", language, name=said.to.name),
        _part("digest_due", due, language),
        _part("digest_new", new, language),
        words.notice("digest_link", language, url=box.work_url),
        words.notice("foot", language),
    )
    message.set_content("\n\n".join(part for part in parts if part))
    return message


def _part(heading: str, lines: list[str], language: str) -> str:
    if not lines:
        return ""
    more = [words.notice("digest_more", language, count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
    return "\n".join((words.notice(heading, language), *lines[:MOST_LINES], *more))
