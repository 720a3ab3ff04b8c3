"""The hidden entry leaves no trace: whom it names reads, files and receives by mail what they would if it were not there, to the letter.

Two houses live the same life, in one of them with a report of obstruction about somebody. Only what is drawn by chance differs: receipts, addresses of
feeds, and what a notice is known by.
"""

import hashlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from activities.notices import Mailbox, letter
from domain.acts import ACTS, Register, SubmitPlan
from store import directory
from store.record import effects
from store.record.filings import RECORDED
from store.record.ledger import GENESIS
from store.tables import EffectRow, LedgerRow
from tests.door.standing import Standing, standing_at

CASE, CAMPAIGN = "SK-2026-26743-1", "CD-1"
NAMED = "head"
BOX = Mailbox("127.0.0.1", 25, "Khiên <khien@demo.khien.invalid>", "http://khien")
# Receipts, addresses of feeds, and what a notice or a calendar entry is known by: each is told by where it first stood.
BY_CHANCE = re.compile(r"TN-\d{8}-[0-9A-F]{10}|feed/[\w-]{43}|[0-9a-f]{32}@")
PARTS = ("", "/timeline", "/deadlines", "/acts")
ADDRESSES = (
    *(f"/initiatives/{CASE}{part}" for part in PARTS),
    *(f"/rewards/{CASE}-K{part}" for part in PARTS),
    *(f"/reviews/{CASE}-R1{part}" for part in (*PARTS, "/again", "/assessment", "/in-favour")),
    *(f"/campaigns/{CAMPAIGN}{part}" for part in PARTS),
    *(f"/initiatives?sort={by}" for by in ("number", "-updated", "due", "-due", "registered")),
    *(f"/initiatives?waiting_for={office}" for office in ("inspectorate", "home_affairs", "leadership")),
    "/initiatives?due_before=2030-01-01",
    "/campaigns",
    "/worklist",
    "/deadlines",
    "/deadlines?mine=true",
    "/deadlines?clock=obstruction",
    "/deadlines?escalated=true",
    "/silence",
    "/departures",
    "/reviews",
    "/rewards",
)


@dataclass
class Life:
    """One of the two houses. `told`: all that the named person was ever told, in order; `letters`: all they were sent."""

    house: Standing
    reported: bool
    told: list[Any] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    def acts(self, who: str, act: str, number: str = CASE, **body: Any) -> Any:
        """Filed and answered; an hour goes by."""
        receipt = self.house.counter.file(who, act, number, **body)
        assert receipt.status == RECORDED, (act, receipt.refusal)
        return receipt

    def hush(self, who: str, act: str, **body: Any) -> None:
        """The same where there is something to hide, and nothing at all where there is not: no time goes by."""
        counter = self.house.counter
        if self.reported:
            now = counter.moment
            if act == "answer_obstruction":
                body["report"] = counter.case(CASE).obstructions[0].report
            self.acts(who, act, **body)
            counter.moment = now

    async def files(self, act: str, number: str = CASE, **body: Any) -> None:
        """The named person files it at the door, and asks again for the answer."""
        await self.reads(f"{'initiatives' if number == CASE else 'reviews'}/{number}/acts/{act}", body, act)

    async def reads(self, address: str, body: Any = None, key: str = "") -> None:
        told = await self.house.asked(NAMED, "POST" if body is not None else "GET", f"/{address.lstrip('/')}", "", body, key or "a key")
        if told[0] == 202:
            filing = json.loads(told[2])["filing"]
            self.house.counter.examine(filing, key, json.loads(told[2])["case"])
            self.told.append(told[:2])
            told = await self.house.asked(NAMED, "GET", f"/filings/{filing}", "")
        self.told.append((address, *told))

    async def looks_at_everything(self) -> None:
        for address in ADDRESSES:
            await self.reads(address)
        await self.reads("/initiatives/similar", {"title": Register.example["title"]})
        assert self.told[-1][1] == 200
        await self.house.client.http.delete("/deadlines/feed", headers={"Authorization": f"Bearer {self.house.client.token(NAMED)}"})
        made = await self.house.asked(NAMED, "POST", "/deadlines/feed", "")
        self.told.append(made)
        await self.reads(json.loads(made[2])["address"].removeprefix(self.house.client.config.public_url))
        assert self.told[-1][1] == 200

    def mail(self) -> list[str]:
        """Every letter they receive, whole, in the order in which it is owed."""
        store = self.house.counter.store
        with store.reading() as session:
            to = directory.person(NAMED, session)
            query = select(EffectRow).where(EffectRow.addressee == NAMED).order_by(EffectRow.case, EffectRow.sequence)  # type: ignore[arg-type]
            owed = [row.id for row in session.exec(query)]
        assert to
        claimed = [effects.claim(each, self.house.counter.moment, store) for each in owed]
        return [letter(each, to, BOX).as_string() for each in claimed if each]

    def normal(self) -> str:
        """All of it as one text, what was drawn by chance replaced by where it first stood."""
        text, places = json.dumps([self.told, self.letters], ensure_ascii=False, default=str), dict[str, str]()
        return BY_CHANCE.sub(lambda found: places.setdefault(found[0], f"<{len(places)}>"), text)

    async def lives(self) -> None:
        counter = self.house.counter
        self.acts(
            "focal",
            "open_campaign",
            CAMPAIGN,
            **{**ACTS["open_campaign"].example, "kinds": [], "agencies": ["26743"], "closes_on": "2026-12-20"},
        )
        self.acts("lan", "register", **{**Register.example, "implementers": ["tam"], "campaign": CAMPAIGN})
        self.acts("clerk", "accept_dossier")
        await self.looks_at_everything()
        self.hush(
            "lan",
            "report_obstruction",
            about=NAMED,
            what="Giữ hồ sơ ba tuần không nêu lý do.",
            evidence=["E1"],
            reported_as="reflection",
            no_secrets=True,
        )
        await self.looks_at_everything()
        counter.wait(8)
        counter.tick(CASE)
        self.acts("secretary", "record_party_opinion", **{**ACTS["record_party_opinion"].example, "before": "approval"})
        await self.files("vote", ballot="for")
        await self.files("report_obstruction", about="deputy2", what="Không trả lời.", reported_as="reflection", no_secrets=True)
        await self.files("correct", **{**ACTS["correct"].example, "entry": 3})
        await self.files("correct", **{**ACTS["correct"].example, "entry": 99})
        self.acts("deputy", "vote", ballot="for")
        self.acts("deputy2", "vote", ballot="for")
        self.hush("inspector", "answer_obstruction", answer="Đã chấn chỉnh.")
        await self.files("answer_obstruction", report="O1", answer="Không có gì.")
        await self.files("conclude_vote", **{**ACTS["conclude_vote"].example, "on_paper": None})
        await self.files("approve", **{**ACTS["approve"].example, "on_paper": None})
        self.acts("lan", "submit_plan", **SubmitPlan.example)
        await self.files("approve_plan", plan_sha256=counter.case(CASE).draft.sha256)
        self.acts("tam", "report_incident", **{**ACTS["report_incident"].example, "happened_on": counter.moment.date().isoformat()})
        counter.wait(40)
        for number in (CASE, f"{CASE}-R1", CAMPAIGN):
            counter.tick(number)
        await self.looks_at_everything()
        self.letters = self.mail()


@asynccontextmanager
async def twins(folder: Path) -> AsyncIterator[tuple[Life, Life]]:
    async with AsyncExitStack() as stack:
        lives = list[Life]()
        for name, reported in (("case", True), ("twin", False)):
            (folder / name).mkdir()
            house = await stack.enter_async_context(standing_at(folder / name))
            lives.append(Life(house, reported))
            await lives[-1].lives()
        yield lives[0], lives[1]


@pytest.fixture(scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Life, Life]]:
    async with twins(tmp_path_factory.mktemp("twins")) as lives:
        yield lives


async def test_whom_it_names_is_told_and_sent_the_same_as_in_the_house_where_nothing_was_reported(lived: tuple[Life, Life]) -> None:
    case, twin = lived
    hidden = len(case.house.counter.kinds(CASE)) - len(twin.house.counter.kinds(CASE))
    assert hidden == 5, "the report, its answer, and three times the clock"
    assert case.normal() == twin.normal()
    statuses = [status for _, status, *_ in (each for each in case.told if len(each) == 4)]
    assert statuses.count(200) > 80, "they read what there is"
    assert {"ballot_cast", "obstruction_reported", "plan_approved", "incident_reported"} <= {*re.findall(r"[a-z_]{8,}", case.normal())}
    assert len(case.letters) == len(twin.letters) >= 3


async def test_no_chain_can_be_recomputed_from_what_they_read(lived: tuple[Life, Life]) -> None:
    """The entries' hashes, and those of everybody else's, stand nowhere in what anybody is told."""
    case, _ = lived
    with case.house.counter.store.reading() as session:
        hashes = [row.hash for row in session.exec(select(LedgerRow))]
    told = json.dumps(case.told, default=str)
    for who in ("lan", "auditor"):
        told += (await case.house.asked(who, "GET", f"/initiatives/{CASE}/timeline", ""))[2]
    assert hashes
    assert GENESIS not in told
    assert not [each for each in hashes if each in told]


async def test_a_letter_is_known_by_what_says_nothing_and_stays(lived: tuple[Life, Life]) -> None:
    case, _ = lived
    store, moment = case.house.counter.store, case.house.counter.moment
    with store.reading() as session:
        rows = session.exec(select(EffectRow).where(EffectRow.kind == effects.NOTICE)).all()
        to = directory.person("lan", session)
    assert to
    assert len({row.token for row in rows}) == len(rows) > 10
    guesses = {f"{row.case}-{n}-notice-{m}" for row in rows for n in range(40) for m in range(4)}
    told = {row.token or "" for row in rows}
    assert not told & {*guesses, *(hashlib.sha256(each.encode()).hexdigest()[:32] for each in guesses)}
    owed = next(row for row in rows if row.addressee == "lan" and row.status == effects.OWED)
    ids = []
    for attempt in range(2):
        claimed = effects.claim(owed.id, moment + (attempt + 1) * 2 * effects.LEASE, store)
        assert claimed
        ids.append(letter(claimed, to, BOX)["Message-ID"])
    assert ids == [f"<{owed.token}@demo.khien.invalid>"] * 2
