"""What any release stored, today's code reads: nothing is lost, no seal and no chain breaks, and an old ledger tells the same case."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sqlmodel import col, select

from api.views.initiative import InitiativeView
from domain.acts import ACTS
from domain.facts import FACTS
from domain.filing import Filing
from domain.numbers import kind_of
from domain.procedure.chapters import after
from domain.standing import Standing
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank, dumped, loaded
from domain.streams.stream import Stream
from domain.vocabulary import AnyStage, CampaignStage, DeclarationStage, ReviewStage, RewardStage, Stage, StreamKind, YearlyStage
from store.engine import Store
from store.record import ledger
from store.record.filings import RECORDED, REFUSED, WAITING
from store.record.keyring import Ring
from store.record.numbers import recorded_numbers
from store.record.refusal import StoredRefusal
from store.tables import FilingRow, LedgerRow
from tests.record.store_examples import STORED, stage_of, store_examples

RELEASES = sorted(path for path in STORED.iterdir() if path.is_dir())
TIMES = ("received_at", "answered_at", "legal_time", "recorded_at")

each_release = pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)


def stored(release: Path, name: str) -> Any:
    return json.loads((release / f"{name}.json").read_text(encoding="utf-8"))


def lost(kept: Any, today: Any, at: str = "") -> Iterator[str]:
    """What was stored and is not found again: today's value may hold more, never less or other."""
    if isinstance(kept, dict) and isinstance(today, dict):
        for name, value in kept.items():
            yield from lost(value, today[name], f"{at}.{name}") if name in today else [f"{at}.{name}"]
    elif isinstance(kept, list) and isinstance(today, list) and len(kept) == len(today):
        for n, (one, other) in enumerate(zip(kept, today, strict=True)):
            yield from lost(one, other, f"{at}[{n}]")
    elif kept != today:
        yield f"{at}: {kept!r} is now {today!r}"


def read_again(kind: type[BaseModel], kept: dict[str, Any]) -> list[str]:
    return list(lost(kept, kind.model_validate(kept).model_dump(mode="json")))


def as_people_read_it(stream: Stream) -> dict[str, Any]:
    """Its state under the names that the first release gave it, which its readers still get."""
    if isinstance(stream, Initiative):
        return InitiativeView.of(stream, needs_to_know=True).model_dump(mode="json", by_alias=True)
    return dumped(stream)


def as_kept(stream: Stream, kept: dict[str, Any]) -> dict[str, Any]:
    """The state in the shape of what was kept. Before 0.5.0 a stage that was reached twice was named twice, which nothing asked for."""
    if loaded(kind_of(stream.number), kept) is not None:
        return dumped(stream)
    return as_people_read_it(stream)


def row_of(kind: type[FilingRow | LedgerRow], kept: dict[str, Any]) -> Any:
    """The row as the database would give it back."""
    gone = kept.keys() - kind.model_fields.keys()
    assert not gone, f"{kind.__name__} has lost {gone}"
    values: dict[str, Any] = {name: datetime.fromisoformat(value) if name in TIMES and value else value for name, value in kept.items()}
    return kind(**values)


def test_some_release_has_stored_something() -> None:
    assert RELEASES


@pytest.mark.parametrize("kind", FACTS)
def test_every_kind_of_fact_has_a_stored_example(kind: str) -> None:
    found = {row["kind"] for release in RELEASES for row in stored(release, "ledger")}
    assert kind in found, (
        f"let a story of tests/record/whole_families.py leave {kind!r} behind, and run python -m tests.record.store_examples"
    )


STAGES: list[tuple[StreamKind, AnyStage]] = [
    *((StreamKind.INITIATIVE, stage) for stage in Stage),
    *((StreamKind.REVIEW, stage) for stage in ReviewStage),
    *((StreamKind.REWARD_FILE, stage) for stage in RewardStage),
    *((StreamKind.CAMPAIGN, stage) for stage in CampaignStage),
    *((StreamKind.YEARLY, stage) for stage in YearlyStage),
    *((StreamKind.DECLARATION, stage) for stage in DeclarationStage),
]


@pytest.mark.parametrize(("kind", "stage"), STAGES)
def test_every_stage_of_every_stream_has_a_stored_snapshot_and_standing(kind: StreamKind, stage: AnyStage) -> None:
    called = stage_of(kind, stage)
    assert any(called in stored(release, "snapshots") and called in stored(release, "standings") for release in RELEASES)


@each_release
def test_nothing_lies_there_that_no_test_reads(release: Path) -> None:
    assert {path.stem for path in release.glob("*.json")} == {"filings", "ledger", "snapshots", "standings"}


@each_release
def test_its_facts_are_read_again_whole(release: Path) -> None:
    for row in stored(release, "ledger"):
        assert read_again(FACTS[row["kind"]], row["fact"]) == [], row["kind"]


@each_release
def test_its_snapshots_are_read_as_they_were_kept_or_not_at_all(release: Path) -> None:
    """A state of another shape is never half read: its ledger is replayed, which the test of the chains below compares with the snapshot."""
    for stage, kept in stored(release, "snapshots").items():
        state = loaded(kind_of(kept["number"]), kept)
        assert state is None or dumped(state) == kept, stage


@each_release
def test_its_standings_are_read_again_whole(release: Path) -> None:
    for stage, kept in stored(release, "standings").items():
        assert read_again(Standing, kept) == [], stage


def test_a_filing_of_every_answer_has_a_stored_example() -> None:
    assert {row["status"] for release in RELEASES for row in stored(release, "filings")} >= {WAITING, RECORDED, REFUSED}


@each_release
def test_its_filings_are_read_again_and_their_seals_verify(release: Path) -> None:
    ring = Ring(release)
    for kept in stored(release, "filings"):
        filing = Filing.model_validate(row_of(FilingRow, kept).model_dump())
        assert ring.verifies(filing), kept["number"]
        assert filing.content_digest == kept["digest"]
        assert filing.act not in ACTS or filing.opened(), "what waited when the release was replaced must still be examined"


@each_release
def test_its_refusals_are_read_again_whole(release: Path) -> None:
    refusals = [kept["refusal"] for kept in stored(release, "filings") if kept["refusal"]]
    assert refusals
    for refusal in refusals:
        assert read_again(StoredRefusal, refusal) == [], refusal


@each_release
def test_its_chains_hold_and_its_ledger_tells_the_same_streams(release: Path, store: Store) -> None:
    rows, told = stored(release, "ledger"), dict[tuple[str, int], Stream]()
    with store.writing() as session:
        session.add_all(row_of(LedgerRow, kept) for kept in rows)
    with store.reading() as session:
        for number in recorded_numbers(store):
            assert (
                list(
                    ledger.broken_links(
                        number, session.exec(select(LedgerRow).where(LedgerRow.case == number).order_by(col(LedgerRow.sequence)))
                    )
                )
                == []
            )
            case = blank(number)
            for entry in ledger.entries(number, session):
                case = told[number, entry.sequence] = after(entry.fact, case)
    assert len(told) == len(rows)
    for kept in stored(release, "snapshots").values():
        then = {name: value for name, value in kept.items() if name != "shape"} | {"reached": list(dict.fromkeys(kept["reached"]))}
        assert list(lost(then, as_kept(told[kept["number"], kept["sequence"]], kept))) == []


def test_what_a_release_has_stored_is_not_written_again(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        store_examples(tmp_path)


@pytest.mark.parametrize(
    ("kept", "today"),
    [({"a": 1}, {}), ({"a": 1}, {"a": 2}), ({"a": [1, 2]}, {"a": [1]}), ({"a": {"b": 1}}, {"a": {}}), ([{"a": 1}], [{}]), ("1", 1)],
)
def test_a_loss_is_noticed(kept: Any, today: Any) -> None:
    assert list(lost(kept, today))
    assert not list(lost(kept, kept))


def test_more_is_no_loss() -> None:
    assert not list(lost({"a": {"b": [1]}}, {"a": {"b": [1], "c": 2}, "d": 3}))
