"""`make chaos`: what its checker notices, and a short run of the whole."""

import copy
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from temporalio.testing import WorkflowEnvironment

from commands.chaos.__main__ import chaos, report
from commands.chaos.checker import Findings, Record, check, read
from commands.chaos.lives import REFUSED, WITHDRAWN
from commands.chaos.senders import Journal, Senders, Told
from tests.houses import House

pytestmark = pytest.mark.server


@dataclass
class Lived:
    """A record, what was told of it, and what came by mail: to be tampered with."""

    record: Record
    journal: Journal
    letters: dict[str, int]

    @property
    def findings(self) -> Findings:
        return check(self.record, self.journal, self.letters)

    def told(self, status: int) -> Told:
        return next(told for told in self.journal.told if told.status == status and told.filing)

    def tell(self, told: Told, otherwise: Told) -> None:
        self.journal.told[self.journal.told.index(told)] = otherwise


@pytest.fixture(scope="module")
async def lived(temporal: WorkflowEnvironment, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lived]:
    place = tmp_path_factory.mktemp("chaos")
    async with House.opened(temporal, place, url := f"sqlite:///{place / 'khien.db'}", smtp_port=1) as house:
        people = ("lan", "tam", "clerk", "head", "deputy", "deputy2", "secretary", "stranger")
        senders = Senders([house.http], {who: house.token(who) for who in people}, random.Random(1), thinks_for=0)
        for life in (REFUSED, WITHDRAWN):
            await senders.live(life)
        engine = create_engine(url)
        record = replace(read(engine), effects=[])  # nobody takes mail here
        engine.dispose()
        yield Lived(record, senders.journal, {})


@pytest.fixture
def tampered(lived: Lived) -> Lived:
    return copy.deepcopy(lived)


def test_a_record_nobody_touched_has_no_findings(lived: Lived) -> None:
    assert len(lived.journal.told) == 16
    assert lived.findings.all == []


def an_entry_goes(lived: Lived) -> None:
    lived.record.ledger.pop()


def a_receipt_goes(lived: Lived) -> None:
    lived.journal.receipts.append(("lan", "TN-20260101-0000000000"))


def a_filing_waits_for_ever(lived: Lived) -> None:
    lived.record.filings[-1]["status"] = "waiting"


def a_snapshot_stays_behind(lived: Lived) -> None:
    lived.record.cases[0]["sequence"] -= 1


def a_snapshot_goes(lived: Lived) -> None:
    lived.record.cases.pop()


def a_notice_is_owed_for_ever(lived: Lived) -> None:
    lived.record.effects.append({"id": "SK-1-notice-1", "kind": "notice", "status": "owed"})


def a_letter_never_came(lived: Lived) -> None:
    lived.record.effects.append({"id": "SK-1-notice-1", "kind": "notice", "status": "done"})


def a_key_is_used_twice(lived: Lived) -> None:
    lived.record.filings.append({**lived.record.filings[0], "number": "TN-20260101-0000000000"})


def a_filing_is_recorded_twice(lived: Lived) -> None:
    lived.record.ledger.append({**lived.record.ledger[0], "sequence": 99})


def a_fact_says_otherwise(lived: Lived) -> None:
    lived.record.ledger[0]["fact"]["title"] = "Khác"


def somebody_was_told_otherwise(lived: Lived) -> None:
    told = lived.told(201)
    lived.tell(told, replace(told, answer={**told.answer, "sequence": 99}))


def a_refusal_becomes_another(lived: Lived) -> None:
    told = next(told for told in lived.journal.told if 400 <= told.status < 500 and told.filing)
    lived.tell(told, replace(told, answer={**told.answer, "reason": "other"}))


def a_filing_breaks(lived: Lived) -> None:
    lived.record.filings[-1] |= {"status": "broken", "error": "KeyError"}


def somebody_is_told_of_a_defect(lived: Lived) -> None:
    lived.journal.told.append(Told("lan", "vote", "key", 500, {"filing": "", "case": ""}))


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        (an_entry_goes, "lost"),
        (a_receipt_goes, "lost"),
        (a_filing_waits_for_ever, "lost"),
        (a_snapshot_stays_behind, "lost"),
        (a_snapshot_goes, "lost"),
        (a_notice_is_owed_for_ever, "lost"),
        (a_letter_never_came, "lost"),
        (a_key_is_used_twice, "doubled"),
        (a_filing_is_recorded_twice, "doubled"),
        (a_fact_says_otherwise, "changed"),
        (somebody_was_told_otherwise, "changed"),
        (a_refusal_becomes_another, "changed"),
        (a_filing_breaks, "broken"),
        (somebody_is_told_of_a_defect, "broken"),
    ],
)
def test_the_checker_notices_when(tampered: Lived, tamper: Callable[[Lived], None], kind: str) -> None:
    tamper(tampered)
    assert getattr(tampered.findings, kind)


@pytest.mark.timeout(400)
async def test_five_lives_go_through_three_kills_and_a_pause_unharmed(tmp_path: Path) -> None:
    outcome = await chaos(tmp_path, seed=3, how_many=5, kills=3, of_each=1, pauses=(3.0,))
    assert outcome.is_well, report(outcome, 0)
    assert (outcome.havoc.killed.total(), outcome.havoc.paused.total()) == (3, 1)
    assert sum(told.status == 201 for told in outcome.journal.told) > 50
