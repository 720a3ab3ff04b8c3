"""Carrying out what is owed: what is away is owed still and tried again; a defect of ours is not, and waits for an operator."""

from pathlib import Path

import pytest
import structlog
from aiosmtplib import SMTPServerDisconnected
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities.effects import Effects, wake
from activities.notices import Mailbox, Notices
from store.engine import Store
from store.record.effects import DONE, FAILED, OWED, Claimed
from store.upkeep.migrate import migrate
from tests.record.counter import Counter

SECRET = "lan@demo.khien.invalid"
NOBODYS = Mailbox(host="127.0.0.1", port=1, sender="khien@demo.khien.invalid", public_url="http://khien")


class Fails(Notices):
    """A mail server, or our own code before it, that fails with this."""

    def __init__(self, counter: Counter, error: Exception | None) -> None:
        super().__init__(counter.store, NOBODYS, counter.laws)
        self.error = error

    async def send(self, claimed: Claimed) -> None:
        if self.error:
            raise self.error


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    store = Store(f"sqlite:///{tmp_path / 'khien.db'}")
    migrate(store)
    return Counter(store, tmp_path / "keys")


async def nobody(number: str) -> None:
    """Wakes nobody."""


async def carry_out(counter: Counter, error: Exception | None) -> tuple[str, ApplicationError | None]:
    """How a notice stands once it was tried, and what Temporal was told."""
    case = counter.register()
    notice = counter.owed(case)[0][0]
    told: ApplicationError | None = None
    try:
        effects = Effects(counter.store, Fails(counter, error), nobody, lambda: counter.moment)
        await ActivityEnvironment().run(effects.carry_out, notice)
    except ApplicationError as raised:
        told = raised
    status = dict(counter.owed(case))[notice]
    counter.store.close()
    return status, told


async def test_what_was_sent_is_done(counter: Counter) -> None:
    assert await carry_out(counter, None) == (DONE, None)


@pytest.mark.parametrize("error", [SMTPServerDisconnected(SECRET), ConnectionRefusedError(SECRET), TimeoutError()], ids=repr)
async def test_a_mail_server_that_is_away_is_tried_again(error: Exception, counter: Counter) -> None:
    status, told = await carry_out(counter, error)
    assert status == OWED
    assert told
    assert (told.type, told.non_retryable) == ("MailServer", False)
    assert SECRET not in str(told)


async def test_a_defect_is_not_tried_again_and_waits_for_an_operator(counter: Counter) -> None:
    status, told = await carry_out(counter, KeyError(SECRET))
    assert status == FAILED
    assert told
    assert (told.type, told.non_retryable, told.message, told.__cause__) == ("Defect", True, "needs an operator", None)


async def test_one_that_cannot_be_woken_keeps_none_of_the_others_asleep() -> None:
    woken = list[str]()

    async def nudge(number: str) -> None:
        if number == "away":
            raise RPCError(SECRET, RPCStatusCode.UNAVAILABLE, b"")
        if number == "a defect":
            raise KeyError(SECRET)
        woken.append(number)

    with structlog.testing.capture_logs() as logs:
        await ActivityEnvironment().run(wake, ["away", "a defect", "one", "another"], nudge)
    assert woken == ["one", "another"]
    assert [(line["event"], line["log_level"]) for line in logs] == [("workflow.not_woken", "warning"), ("wake.defect", "error")]
    assert SECRET not in str(logs)
