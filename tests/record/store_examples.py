"""`python -m tests.record.store_examples`: keep what this release stores, so that every later one is asked to read it.

What a release has stored is never written again once it is out. Until then: remove the release's folder, and run this anew.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python
from sqlmodel import col, select

from domain.numbers import kind_of
from domain.vocabulary import StreamKind
from settings import settings
from store.engine import Store
from store.tables import CaseRow, FilingRow, LedgerRow
from tests.record.counter import Counter
from tests.record.whole_families import play_families
from tests.record.whole_story import LONG, play

STORED = Path(__file__).parent / "stored"
WITH_EVIDENCE = "SK-2026-26743-77"


def stage_of(kind: StreamKind, stage: str) -> str:
    """What its example is called: "final_evaluation", "review appealed"."""
    return stage if kind is StreamKind.INITIATIVE else f"{kind} {stage}"


def examples(counter: Counter) -> dict[str, Any]:
    """Whole stories: every row of the register and the ledger, and a snapshot and a Standing of each stage as it was first reached.

    Under the stage's own name, and for a stream that is no initiative after its kind.
    """
    snapshots, standings = dict[str, Any](), dict[str, Any]()

    def look(case: str) -> None:
        standing = counter.registrar.look_up(case)
        reached = stage_of(kind_of(case), standing.stage)
        with counter.store.reading() as session:
            snapshots.setdefault(reached, session.get_one(CaseRow, case).snapshot)
        standings.setdefault(reached, standing.model_dump(mode="json"))

    play(counter, look)
    play_families(counter, look)
    counter.register(WITH_EVIDENCE)
    counter.file("clerk", "accept_dossier", WITH_EVIDENCE, enclosed=[counter.keep("clerk", b"%PDF-1.7")])
    counter.hand_in("chair", "reopen", LONG, reason="Có chứng cứ mới.")  # waiting still when the release is replaced
    with counter.store.reading() as session:
        return {
            "filings": [row.model_dump() for row in session.exec(select(FilingRow).order_by(col(FilingRow.id)))],
            "ledger": [row.model_dump() for row in session.exec(select(LedgerRow).order_by(col(LedgerRow.id)))],
            "snapshots": snapshots,
            "standings": standings,
        }


def _a_line_each(content: list[Any] | dict[str, Any]) -> str:
    """JSON with a line for each row or value."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    if isinstance(content, list):
        return "[\n" + ",\n".join(line(each) for each in content) + "\n]"
    return "{\n" + ",\n".join(f"{line(name)}:{line(value)}" for name, value in sorted(content.items())) + "\n}"


def store_examples(folder: Path) -> None:
    """Raises FileExistsError: what was stored stays as it was."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        counter = Counter(Store(f"sqlite:///{scratch}/khien.db"), Path(scratch) / "keys", states=True)
        for name, content in examples(counter).items():
            (folder / f"{name}.json").write_text(_a_line_each(to_jsonable_python(content)) + "\n", encoding="utf-8")
        for key in counter.keys.glob("*.public.pem"):  # the seals must verify for ever too; the private half is forgotten
            (folder / key.name).write_bytes(key.read_bytes())
        counter.store.close()


if __name__ == "__main__":
    store_examples(STORED / settings().release)
