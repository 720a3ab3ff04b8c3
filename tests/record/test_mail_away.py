"""The mail server away over a whole Tết, or refusing: what nobody could be reached for is tried as long as it takes, and a refusal is told apart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from aiosmtplib import SMTPDataError, SMTPRecipientRefused, SMTPRecipientsRefused, SMTPSenderRefused
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.effects import Effects
from activities.notices import AT_A_TIME, Mailbox, NoAddress, Notices, is_for_good
from activities.sweep import Sweep
from domain.people.directory import Person
from logs import without_words
from store import directory
from store.engine import Store
from store.record.effects import DONE, FAILED, OWED
from store.tables import EffectRow
from store.upkeep.operator import LONGEST_PAUSE, REFUSALS, retry_notices, stuck
from tests.record.counter import Counter

HOST = "127.0.0.1"
TET = timedelta(days=9)
ATTEMPTS_A_DAY = 40  # some ten in the first hour of a round, then one an hour


class Server:
    """A mail server that answers each command as it is told to, and keeps what it takes."""

    def __init__(self) -> None:
        self.mail = self.rcpt = self.data = "250 OK"
        self.kept, self.at_once, self.most_at_once = list[bytes](), 0, 0

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:
        envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.02)
        self.at_once -= 1
        assert isinstance(envelope.content, bytes)
        if self.data.startswith("250"):
            self.kept.append(envelope.content)
        return self.data


@asynccontextmanager
async def serving(server: Server, port: int = 0) -> AsyncIterator[int]:
    async with await asyncio.get_running_loop().create_server(lambda: SMTP(server, hostname=HOST), HOST, port) as listening:
        yield int(listening.sockets[0].getsockname()[1])


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(Store(f"sqlite:///{tmp_path / 'khien.db'}"), tmp_path / "keys")


async def nobody(number: str) -> None:
    """Wakes nobody."""


def effects_at(port: int, counter: Counter) -> Effects:
    mailbox = Mailbox(host=HOST, port=port, sender="Khiên <khien@demo.khien.invalid>", public_url="http://khien")
    return Effects(counter.store, Notices(counter.store, mailbox, counter.laws, lambda: counter.moment), nobody, lambda: counter.moment)


async def tried(effects: Effects, notice: str, attempt: int = 1) -> str:
    """What Temporal was told of this attempt, or "" where it was told that all is well."""
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, attempt=attempt)
    try:
        await environment.run(effects.carry_out, notice)
    except ApplicationError as told:
        return str(told.type)
    return ""


def owed(case: str, counter: Counter) -> dict[str, str]:
    return dict(counter.owed(case))


async def test_nine_days_without_a_mail_server_lose_nothing_and_flood_nobody(counter: Counter) -> None:
    """Each try as workflows/steps.py spaces them; once the workflow lets go, the sweep has it tried again; and then the server is back."""
    case = counter.register()
    notices, woken, tries = list(owed(case, counter)), list[str](), 0
    away = effects_at(1, counter)

    async def nudge(number: str) -> None:
        woken.append(number)

    sweep, until = Sweep(counter.store, nudge, clock=lambda: counter.moment), counter.moment + TET
    while counter.moment < until:
        for attempt in range(1, Effects.ATTEMPTS + 1):
            told = {await tried(away, notice, attempt) for notice in notices}
            tries += 1
            assert told == ({"MailServer"} if attempt < Effects.ATTEMPTS else {""}), attempt
            counter.moment += min(timedelta(seconds=2**attempt), timedelta(hours=1))
        assert set(owed(case, counter).values()) == {OWED}
        counter.moment += LONGEST_PAUSE
        woken.clear()
        await ActivityEnvironment().run(sweep.sweep)
        assert woken == [case], "whoever let go of it is woken again"
    assert tries <= ATTEMPTS_A_DAY * (TET.days + 1)
    assert stuck(counter.store) == []
    async with serving(server := Server()) as port:
        back = effects_at(port, counter)
        assert [await tried(back, notice) for notice in notices] == [""] * len(notices)
    assert set(owed(case, counter).values()) == {DONE}
    assert len(server.kept) == len(notices)


@pytest.mark.parametrize(
    ("command", "answer", "status"),
    [
        ("rcpt", "550 5.1.1 no such user", FAILED),
        ("rcpt", "450 4.2.1 busy", OWED),
        ("mail", "550 5.7.1 sender refused", FAILED),
        ("mail", "530 5.7.0 Must issue a STARTTLS command first", OWED),
        ("data", "554 5.6.0 refused", FAILED),
        ("data", "452 4.3.1 no room", OWED),
    ],
)
async def test_a_refusal_for_good_is_told_apart_from_a_server_that_cannot_now(
    command: str, answer: str, status: str, counter: Counter
) -> None:
    [notice, *_] = owed(case := counter.register(), counter)
    server = Server()
    setattr(server, command, answer)
    async with serving(server) as port:
        told = await tried(effects_at(port, counter), notice)
    assert (told, owed(case, counter)[notice]) == ("MailServer" if status == OWED else "", status)


@pytest.mark.parametrize("address", ["lan", "lan@", "lân@demo.khien.invalid", "lan@demo.khien.invalid\r\nRCPT TO:<x@y>"])
async def test_an_address_that_is_none_fails_at_once_and_is_no_defect(address: str, counter: Counter) -> None:
    [notice, *_] = owed(case := counter.register(), counter)
    with counter.store.writing() as session:
        known = directory.person("lan", session)
        assert known
        directory.load(
            (), [Person(**{**known.model_dump(), "email": address})], directory.terms_of("lan", counter.moment.date(), session), session
        )
    async with serving(server := Server()) as port:
        assert await tried(effects_at(port, counter), notice) == ""
    assert (owed(case, counter)[notice], server.kept) == (FAILED, [])


async def test_all_that_failed_is_put_back_at_once_and_counted(counter: Counter) -> None:
    case = counter.register()
    notices = list(owed(case, counter))
    with counter.store.writing() as session:
        for notice, error in zip(
            notices, ("SMTPRecipientsRefused: [...]", "TimeoutError: ", "NoAddress: lan", "NoAddress: clerk"), strict=True
        ):
            row = session.get_one(EffectRow, notice)
            row.status, row.error, row.tried_at = FAILED, error, counter.moment
    assert retry_notices(counter.store) == (4, 3)
    assert set(owed(case, counter).values()) == {OWED}
    assert retry_notices(counter.store) == (0, 0)
    woken = list[str]()

    async def nudge(number: str) -> None:
        woken.append(number)

    counter.moment += timedelta(minutes=3)
    await ActivityEnvironment().run(Sweep(counter.store, nudge, clock=lambda: counter.moment).sweep)
    assert woken == [case]


async def test_a_server_that_is_back_is_not_stormed_and_each_letter_says_that_no_human_sent_it(counter: Counter) -> None:
    notices = [notice for n in range(1, 9) for notice in owed(counter.register(f"SK-2026-26743-{n}"), counter)]
    async with serving(server := Server()) as port:
        effects = effects_at(port, counter)
        told = await asyncio.gather(*(tried(effects, notice) for notice in notices))
    assert (set(told), len(server.kept)) == ({""}, len(notices))
    assert 1 < server.most_at_once <= AT_A_TIME < len(notices)
    letters = [message_from_bytes(content, policy=policy.default) for content in server.kept]
    assert {letter["Auto-Submitted"] for letter in letters} == {"auto-generated"}
    assert all(content.isascii() for content in server.kept)


@pytest.mark.parametrize(
    "error",
    [
        SMTPRecipientsRefused([SMTPRecipientRefused(550, "no such mailbox", "lan@demo.khien.invalid")]),
        SMTPSenderRefused(550, "no", "khien@demo.khien.invalid"),
        SMTPDataError(554, "no"),
        NoAddress("lan"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_is_refused_for_good_is_counted_as_refused_when_notices_are_put_back(error: Exception) -> None:
    assert is_for_good(error)
    assert without_words(error).startswith(REFUSALS)
