"""Whether what people were told is what is on record. It reads by SQL of its own and counts hashes of its own: nothing of the product judges itself.

Lost: told, and not on record; or received, and not answered when all is quiet. Doubled: one key, one filing or one moment of a clock on record
twice. Changed: on record otherwise than told, or a chain that does not hold. Broken: a defect of ours, as the operator's list would show it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import rfc8785
from sqlalchemy import Engine, text

from commands.chaos.senders import Journal

GENESIS = "0" * 64
_HASHED = ("case", "sequence", "filing", "kind", "fact", "policy", "policy_hash", "release", "previous_hash")


@dataclass(frozen=True)
class Findings:
    """Each a list of sentences. All are empty where nothing went wrong."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.changed, *self.broken]


@dataclass(frozen=True)
class Record:
    """The tables, as rows."""

    ledger: list[dict[str, Any]]
    filings: list[dict[str, Any]]
    effects: list[dict[str, Any]]
    cases: list[dict[str, Any]]


def read(engine: Engine) -> Record:
    with engine.connect() as connection:
        rows = {name: [dict(row) for row in connection.execute(text(query)).mappings()] for name, query in _TABLES.items()}
    for row in rows["ledger"]:
        row["fact"] = _json(row["fact"])
        row["legal_time"], row["recorded_at"] = _moment(row["legal_time"]), _moment(row["recorded_at"])
    for row in rows["filings"]:
        row["refusal"] = _json(row["refusal"])
    return Record(**rows)


_TABLES = {
    "ledger": 'SELECT * FROM ledger ORDER BY "case", sequence',
    "filings": "SELECT * FROM filings ORDER BY id",
    "effects": "SELECT * FROM effects ORDER BY id",
    "cases": "SELECT number, sequence, head_hash FROM cases",
}


def check(record: Record, journal: Journal, letters: Mapping[str, int]) -> Findings:
    """`letters`: how often each Message-ID reached the mail server."""
    return Findings(
        lost=[*_lost(record, journal), *_notices_lost(record, letters)],
        doubled=[*_doubled(record)],
        changed=[*journal.changed, *_changed(record, journal), *_chains(record)],
        broken=[*_broken(record, journal)],
    )


def _lost(record: Record, journal: Journal) -> Iterator[str]:
    entries = {entry["filing"] for entry in record.ledger}
    received = {filing["number"]: filing for filing in record.filings}
    for told in journal.told:
        if told.status == 201 and told.filing not in entries:
            yield f"{told.filing}: {told.who} was told {told.act} is recorded, and no entry has it"
    for who, receipt in journal.receipts:
        if receipt not in received:
            yield f"{receipt}: {who} has its receipt, and it is not in the register"
    for filing in record.filings:
        if filing["status"] == "waiting":
            yield f"{filing['number']}: {filing['act']} of {filing['sender']} waits, and nobody answers it"
        if filing["status"] == "recorded" and filing["number"] not in entries:
            yield f"{filing['number']}: answered as recorded, and no entry has it"
    kept = {case["number"]: case for case in record.cases}
    for number, last in {entry["case"]: entry for entry in record.ledger}.items():
        snapshot = kept.get(number, {})
        if (snapshot.get("sequence"), snapshot.get("head_hash")) != (last["sequence"], last["hash"]):
            yield f"{number}: its snapshot ends elsewhere than its ledger, or is gone"
    for effect in record.effects:
        if effect["status"] == "owed":
            yield f"{effect['id']}: owed, and nobody carries it out"


def _notices_lost(record: Record, letters: Mapping[str, int]) -> Iterator[str]:
    sent = sum(effect["kind"] == "notice" and effect["status"] == "done" for effect in record.effects)
    if sent != len(letters):
        yield f"{sent} notices were sent by the record, and {len(letters)} different letters arrived"


def _doubled(record: Record) -> Iterator[str]:
    yield from _twice("the key", (f"{filing['sender']} {filing['key']}" for filing in record.filings))
    yield from _twice("the filing", (entry["filing"] for entry in record.ledger))
    yield from _twice("the place", (f"{entry['case']} {entry['sequence']}" for entry in record.ledger))
    clock = (entry for entry in record.ledger if entry["fact"].get("clock") and entry["fact"].get("by") is None)
    yield from _twice(
        "what the clock said",
        (" ".join(map(str, (e["case"], e["kind"], e["fact"]["clock"], e["fact"].get("item", ""), e["legal_time"]))) for e in clock),
    )


def _twice(what: str, each: Iterator[str]) -> Iterator[str]:
    for name, times in Counter(each).items():
        if times > 1:
            yield f"{what} {name} is on record {times} times"


def _changed(record: Record, journal: Journal) -> Iterator[str]:
    entries = {entry["filing"]: entry for entry in record.ledger}
    received = {filing["number"]: filing for filing in record.filings}
    for told in journal.told:
        if told.status == 201 and (entry := entries.get(told.filing)):
            was = (told.case, told.answer["sequence"], told.answer["fact"])
            now = (entry["case"], entry["sequence"], entry["fact"])
            if was != now:
                yield f"{told.filing}: {told.who} was told {was}, and the ledger says {now}"
        elif told.status < 500 and told.filing and (filing := received.get(told.filing)):
            reason = (filing["refusal"] or {}).get("reason")
            if (filing["status"], reason) != ("refused", told.answer.get("reason")):
                yield f"{told.filing}: {told.who} was refused ({told.answer.get('reason')}), and the register says {filing['status']} ({reason})"


def _chains(record: Record) -> Iterator[str]:
    heads: dict[str, tuple[int, str]] = {}
    for entry in record.ledger:
        before, head = heads.get(entry["case"], (0, GENESIS))
        if (entry["sequence"], entry["previous_hash"]) != (before + 1, head):
            yield f"{entry['case']}: entry {entry['sequence']} does not follow entry {before}"
        content = {name: entry[name] for name in _HASHED}
        content |= {"legal_time": entry["legal_time"].isoformat(), "recorded_at": entry["recorded_at"].isoformat()}
        if sha256(rfc8785.dumps(content)).hexdigest() != entry["hash"]:
            yield f"{entry['case']}: entry {entry['sequence']} is not what was hashed"
        heads[entry["case"]] = (entry["sequence"], entry["hash"])


def _broken(record: Record, journal: Journal) -> Iterator[str]:
    yield from (f"{filing['number']}: broken ({filing['error']})" for filing in record.filings if filing["status"] == "broken")
    yield from (f"{effect['id']}: failed ({effect['error']})" for effect in record.effects if effect["status"] == "failed")
    yield from (f"{told.filing}: {told.who} was told {told.status}" for told in journal.told if told.status >= 500)
    yield from journal.failed


def _json(value: Any) -> Any:
    """SQLite gives JSON as text, PostgreSQL as what it says."""
    return json.loads(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(moment, datetime)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
