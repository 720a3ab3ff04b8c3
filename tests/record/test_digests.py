"""The letter of a day: once for each person, on working days, whatever breaks; and it says numbers and days alone."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import text
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.digests import Digests
from activities.effects import Effects
from activities.notices import Mailbox, Notices
from domain.acts import Register
from domain.facts import FACTS
from domain.letters import DECISIONS, NoticeChoice
from store.beside import choices, read_notices
from store.engine import Store
from store.reading import digest
from store.reading.digest import Reach
from store.record.effects import DONE
from store.record.ledger import entries
from tests.record.counter import Counter
from tests.record.test_mail_away import HOST, Server, nobody, serving
from tests.record.whole_families import play_ill

CASE = "SK-2026-26743-1"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(Store(f"sqlite:///{tmp_path / 'khien.db'}"), tmp_path / "keys")


class Post:
    """The hands that write, at one mail server."""

    def __init__(self, counter: Counter, port: int, unless_chosen: NoticeChoice) -> None:
        box = Mailbox(HOST, port, "Khiên <khien@demo.khien.invalid>", "http://khien/counter", work_url="http://khien/counter/work")
        notices = Notices(counter.store, box, counter.laws, lambda: counter.moment, unless_chosen)
        self.counter, self._effects = counter, Effects(counter.store, notices, nobody, lambda: counter.moment)
        self._digests = Digests(counter.store, notices, box, counter.laws, lambda: counter.moment, unless_chosen)

    async def morning(self) -> None:
        after = ""
        while after := await ActivityEnvironment().run(self._digests.send, after):
            pass

    async def carry_out_all(self, case: str) -> None:
        for effect, _ in self.counter.owed(case):
            await ActivityEnvironment().run(self._effects.carry_out, effect)


def letters(server: Server) -> dict[str, EmailMessage]:
    """By the person they went to; nobody may have two."""
    read = [message_from_bytes(content, EmailMessage, policy=policy.default) for content in server.kept]
    by = {str(each["To"]).partition("<")[2].partition("@")[0]: each for each in read}
    assert len(by) == len(read), [str(each["To"]) for each in read]
    return by


async def test_once_a_working_day_each_is_told_what_is_new_and_due_and_no_more(counter: Counter) -> None:
    counter.register(CASE)
    counter.moment = counter.moment.replace(hour=0, minute=30) + timedelta(days=1)
    async with serving(server := Server()) as port:
        post = Post(counter, port, NoticeChoice.DAILY)
        await post.carry_out_all(CASE)
        assert not server.kept, "nothing of it cannot wait"
        assert {status for _, status in counter.owed(CASE)} == {DONE}
        await post.morning()
        first = letters(server)
        assert {"head", "clerk"} <= first.keys()
        told = str(first["clerk"].get_content())
        assert CASE in told
        assert "http://khien/counter/work" in told
        assert Register.example["title"] not in told
        server.kept.clear()
        await post.morning()
        assert not server.kept, "a second firing writes to nobody"
        counter.moment += timedelta(days=3)
        for _ in range(2):
            await post.morning()
        friday = letters(server)
        assert "clerk" not in friday, "nothing is new, and what is due within five working days is the head's"
        assert "Đến hạn" in str(friday["head"].get_content())
        assert "Thông báo mới" not in str(friday["head"].get_content())
        server.kept.clear()
        counter.moment += timedelta(days=1)
        assert counter.moment.strftime("%A") == "Saturday"
        await post.morning()
        assert not server.kept


async def test_a_mail_server_that_is_away_in_the_middle_costs_nobody_a_letter_and_gives_nobody_two(counter: Counter) -> None:
    counter.register(CASE)
    async with serving(server := Server()) as port:
        post, server.data = Post(counter, port, NoticeChoice.DAILY), "451 try again later"
        with pytest.raises(ApplicationError) as told:
            await post.morning()
        assert (told.value.type, told.value.non_retryable) == ("MailServer", False)
        server.data = "250 OK"
        await post.morning()
        ids = [message_from_bytes(content)["Message-ID"] for content in server.kept]
        assert len({*ids}) == len(ids)
        assert {"head", "clerk"} <= letters(server).keys()


async def test_a_worker_that_died_with_a_letter_in_hand_is_waited_for_and_the_letter_goes_out_under_its_own_token(counter: Counter) -> None:
    counter.register(CASE)
    async with serving(server := Server()) as port:
        post = Post(counter, port, NoticeChoice.DAILY)
        with counter.store.writing() as session:
            today, lease = counter.laws.calendar.local_day(counter.moment), counter.moment + timedelta(minutes=2)
            session.connection().execute(
                text(
                    "INSERT INTO digests (person, day, token, status, covers_until, lease_until) "
                    "VALUES ('clerk', :day, 'in-hand', 'owed', :lease, :lease)"
                ),
                {"day": today.isoformat(), "lease": lease.replace(tzinfo=None).isoformat(" ")},
            )
        with pytest.raises(ApplicationError, match="InOtherHands"):
            await post.morning()
        counter.moment += timedelta(minutes=3)
        await post.morning()
        assert str(letters(server)["clerk"]["Message-ID"]).startswith("<in-hand@")


async def test_what_was_read_at_the_counter_is_not_new_and_whoever_chose_otherwise_gets_none(counter: Counter) -> None:
    counter.register(CASE)
    choices.keep_notices("head", NoticeChoice.URGENT, counter.store)
    choices.keep_language("clerk", "en", counter.store)
    read_notices.read("lan", counter.moment, counter.moment, counter.store)
    async with serving(server := Server()) as port:
        await Post(counter, port, NoticeChoice.DAILY).morning()
        got = letters(server)
        assert "head" not in got
        assert "lan" not in got
        assert "new notices" in str(got["clerk"]["Subject"])


def test_a_letter_looks_as_far_ahead_and_the_first_one_as_far_back_as_the_operator_says(counter: Counter) -> None:
    counter.register(CASE)
    counter.wait(1)

    def said(reach: Reach) -> tuple[int, int]:
        """How much is new, and how much is due."""
        with counter.store.reading() as session:
            found = digest.of("head", counter.moment, counter.laws.newest_calendar(session), reach, session)
        return (sum(found.new.values()), len(found.due)) if found else (0, 0)

    assert [said(Reach(ahead, back)) for ahead, back in ((0, 1), (0, 2), (60, 1))] == [(0, 0), (1, 0), (0, 1)]


async def test_no_letter_of_the_day_says_more_than_numbers_and_days(counter: Counter) -> None:
    """A whole family with an incident, reviews and discipline: no name, no title, and no number of a review."""
    play_ill(counter, lambda _: None)
    async with serving(server := Server()) as port:
        await Post(counter, port, NoticeChoice.DAILY).morning()
        assert server.kept
        for person, message in letters(server).items():
            own = str(message["To"]).partition("<")[0].strip(' "')
            said = f"{message['Subject']}\n{message.get_content()}".replace(own, "")
            for telling in ("-R1", "-R2", "-K", "(DEMO)", Register.example["title"], "xem xét", "kỷ luật", "trách nhiệm"):
                assert telling not in said, (person, telling)


@pytest.mark.parametrize("choice", NoticeChoice)
async def test_a_decision_about_me_comes_at_once_whatever_i_chose(counter: Counter, choice: NoticeChoice) -> None:
    counter.register(CASE)
    counter.file("clerk", "return_dossier", CASE, missing=["nguồn lực"])
    async with serving(server := Server()) as port:
        await Post(counter, port, choice).carry_out_all(CASE)
        assert any("lan@" in str(message_from_bytes(each)["To"]) for each in server.kept)


async def test_what_is_due_today_comes_at_once(counter: Counter) -> None:
    counter.register(CASE)
    counter.wait(60)
    counter.tick(CASE)
    with counter.store.reading() as session:
        assert any(entry.fact.kind == "reminded" for entry in entries(CASE, session))
    async with serving(server := Server()) as port:
        await Post(counter, port, NoticeChoice.DAILY).carry_out_all(CASE)
        assert server.kept


def test_every_decision_is_a_fact() -> None:
    assert FACTS.keys() >= DECISIONS
