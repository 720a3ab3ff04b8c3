"""An office that ran 0.1.0: its database is brought to this release's shape, and its cases go on under the set they pinned."""

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from sqlmodel import Session, SQLModel, select

from commands.verify import verify
from domain import acts
from domain.facts import FACTS
from domain.procedure.chapters import after
from domain.streams.kinds import blank
from domain.vocabulary import Flag, Outcome, ReviewStage, Stage
from settings import ROOT
from store.engine import Store
from store.record import streams
from store.record.filings import RECORDED
from store.record.keyring import ensure_key
from store.record.streams import Snapshot
from store.setup import setup
from store.tables import CaseRow, FilingRow, LedgerRow
from store.upkeep.audit import Audit
from store.upkeep.migrate import _config, drift
from store.upkeep.rebuild import rebuild
from tests.families import Step
from tests.record.counter import Counter
from tests.record.store_examples import STORED
from tests.record.test_stored_values import as_people_read_it, row_of, stored
from tests.record.whole_families import follow
from tests.record.whole_story import GIVEN_UP, LONG, SHORT

BEFORE = STORED / "0.1.0"
PINNED, PLAN_APPROVED, FINISHED, EVALUATED, ALL = "nd73-2023.1", 17, 19, 22, 27


def as_it_was(store: Store, keys: Path, *, until: int = ALL) -> None:
    """The database of that release, with its stories; of the long one no more than so many entries."""
    config = _config()
    with store.writing() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "0001")
    entries = [row for row in stored(BEFORE, "ledger") if row["case"] != LONG or row["sequence"] <= until]
    recorded = {row["filing"] for row in entries}
    received = [row for row in stored(BEFORE, "filings") if row["number"] in recorded or (row["status"] != RECORDED and until == ALL)]
    with store.writing() as session:
        for table, rows in ((LedgerRow, entries), (FilingRow, received)):
            kept = [{name: getattr(row_of(table, row), name) for name in row if name != "id"} for row in rows]
            session.connection().execute(SQLModel.metadata.tables[table.__tablename__].insert(), kept)
        for number in (LONG, SHORT, GIVEN_UP):
            _keep_the_snapshot(number, until if number == LONG else ALL, session)
    keys.mkdir()
    for key in BEFORE.glob("*.public.pem"):
        (keys / key.name).write_bytes(key.read_bytes())
    ensure_key(keys)


def _keep_the_snapshot(number: str, until: int, session: Session) -> None:
    """As that release kept it: the fields and the columns it knew."""
    entries = [row for row in stored(BEFORE, "ledger") if row["case"] == number and row["sequence"] <= until]
    told = Snapshot(blank(number))
    for row in entries:
        fact = FACTS[row["kind"]].model_validate(row["fact"])
        told = Snapshot(after(fact, told.stream), row["hash"], streams.remember(told.recent, fact.kind, fact.at))
    knew = next(iter(stored(BEFORE, "snapshots").values()))
    snapshot = {name: value for name, value in as_people_read_it(told.stream).items() if name in knew}
    kept = {
        **{name: snapshot[name] for name in ("number", "sequence", "stage", "regime", "agency", "addressed_to")},
        "outcome": told.stream.ended,
        "title": told.stream.title,
        "snapshot": snapshot,
        "head_hash": told.head_hash,
        "recent": list(told.recent),
        "registered_at": told.stream.opened_at,
        "updated_at": datetime.fromisoformat(entries[-1]["recorded_at"]),
        "nonsense": 0,
    }
    session.connection().execute(SQLModel.metadata.tables[CaseRow.__tablename__].insert().values(kept))


def upgraded(empty: Store, keys: Path, *, until: int = ALL, told_again: bool = True) -> Counter:
    """Migrated, with this release's law and people, and unless somebody forgot it told again; a day after the last entry."""
    as_it_was(empty, keys, until=until)
    counter = Counter(empty, keys, _numbers=count(1000))
    counter.moment = max(datetime.fromisoformat(row["legal_time"]) for row in stored(BEFORE, "ledger")) + timedelta(days=1)
    if told_again:
        rebuilt(counter)
    return counter


def rebuilt(counter: Counter) -> tuple[int, list[str]]:
    return rebuild(counter.store, Audit(counter.seals), counter.laws, counter.laws.calendar.local_day(counter.moment), repair=True)


def test_its_record_is_whole_after_the_upgrade_and_what_waited_is_answered(empty: Store, tmp_path: Path) -> None:
    counter = upgraded(empty, tmp_path / "keys")
    assert drift(counter.store) == ""
    assert rebuilt(counter) == (3, [])
    assert verify(counter.store, counter.seals) == (3, [])
    assert {number: counter.case(number).outcome for number in (LONG, SHORT, GIVEN_UP)} == {
        LONG: Outcome.NOT_COMPLETED,
        SHORT: Outcome.REFUSED,
        GIVEN_UP: Outcome.WITHDRAWN,
    }
    counter.tick(LONG)
    assert counter.kinds(LONG)[-1] == "reopened", "the chair had asked for it when the release was replaced"
    assert counter.case(LONG).stage is Stage.FINAL_EVALUATION


def test_work_begun_before_goes_on_with_what_the_release_brought(empty: Store, tmp_path: Path) -> None:
    """Amended, suspended, an incident and its review: the later set completes the pinned one, which stays pinned."""
    counter = upgraded(empty, tmp_path / "keys", until=PLAN_APPROVED)
    before = counter.case(LONG)
    assert (before.stage, before.policy) == (Stage.IMPLEMENTING, PINNED)
    amended: list[Step] = [("tam", "", acts.ProposeAmendment, {}), ("head", "", acts.ApproveAmendment, {}), ("head", "", acts.Suspend, {})]
    follow(counter, LONG, amended)
    assert Flag.SUSPENDED in counter.case(LONG).flags
    assert [version.version for version in counter.case(LONG).versions] == [1, 2]
    reviewed: list[Step] = [
        ("head", "", acts.Resume, {}),
        ("tam", "", acts.ReportIncident, {}),
        ("head", "-R1", acts.Triage, {"persons": ["tam"]}),
        ("head", "-R1", acts.DetermineCause, {"risk": None, "mapping_reasons": ""}),
        ("head", "-R1", acts.AppointPanel, {"chair": "hoa", "members": ["hoa", "doctor", "clerk_th"]}),
    ]
    follow(counter, LONG, reviewed)
    with counter.store.reading() as session:
        review = streams.load(f"{LONG}-R1", session).stream
    assert (review.stage, review.policy, counter.case(LONG).policy) == (ReviewStage.FINDINGS, PINNED, PINNED)
    assert rebuilt(counter) == (4, [])
    assert verify(counter.store, counter.seals) == (4, [])


def test_setting_up_replays_what_an_earlier_release_kept_in_another_shape(counter: Counter) -> None:
    counter.register()
    with counter.store.writing() as session:
        [kept] = session.exec(select(CaseRow)).all()
        kept.snapshot, before = {**kept.snapshot, "shape": "another"}, kept.snapshot
        session.add(kept)
    with counter.store.reading() as session:
        assert streams.any_of_another_shape(session)
    setup(counter.store, counter.seals, ROOT / "policies")
    with counter.store.reading() as session:
        assert not streams.any_of_another_shape(session)
        assert session.exec(select(CaseRow.snapshot)).all() == [before]


def test_if_nobody_told_it_again_nothing_wrong_is_recorded_for_that(empty: Store, tmp_path: Path) -> None:
    """A snapshot of that release knows no versions of the register: an amendment would have been recorded as the first."""
    counter = upgraded(empty, tmp_path / "keys", until=PLAN_APPROVED, told_again=False)
    follow(counter, LONG, [("tam", "", acts.ProposeAmendment, {}), ("head", "", acts.ApproveAmendment, {})])
    assert [version.version for version in counter.case(LONG).versions] == [1, 2]
    rebuilt(counter)
    assert [version.version for version in counter.case(LONG).versions] == [1, 2]
    assert rebuilt(counter) == (3, [])


@pytest.mark.parametrize(("result", "stage"), [("completed", Stage.REWARDING), ("partly_completed", Stage.FINAL_EVALUATION)])
def test_a_result_evaluated_after_the_upgrade_is_rewarded_or_reviewed(result: str, stage: Stage, empty: Store, tmp_path: Path) -> None:
    """Its work was reached in part before there were reviews: none is missing of it, and the cause is named with the result."""
    counter = upgraded(empty, tmp_path / "keys", until=FINISHED)
    evaluated: list[Step] = [
        ("tam", "", acts.SubmitResultReport, {}),
        ("secretary", "", acts.RecordPartyOpinion, {"before": "evaluation"}),
        (
            "head",
            "",
            acts.EvaluateResult,
            {"result": result, "tier": "typical" if result == "completed" else None, "causes": "Thiếu nhân sự."},
        ),
    ]
    follow(counter, LONG, evaluated)
    case = counter.case(LONG)
    assert (case.stage, case.policy) == (stage, PINNED)
    assert counter.kinds(f"{LONG}-K" if stage is Stage.REWARDING else f"{LONG}-R1")[0].endswith("opened")
    assert rebuilt(counter) == (4, [])


def test_a_result_evaluated_before_the_upgrade_is_closed_as_it_would_have_been(empty: Store, tmp_path: Path) -> None:
    counter = upgraded(empty, tmp_path / "keys", until=EVALUATED)
    follow(counter, LONG, [("head", "", acts.Close, {})])
    assert (counter.case(LONG).stage, counter.case(LONG).outcome) == (Stage.CLOSED, Outcome.COMPLETED)
    assert rebuilt(counter) == (3, [])
