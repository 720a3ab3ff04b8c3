"""`python -m tests.record.store_examples`: keep what this release stores, so that every later one is asked to read it.

What a release has stored is never written again once it is out. Until then: remove the release's folder, and run this anew.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python
from sqlmodel import col, select

from settings import settings
from store.engine import Store
from store.tables import CaseRow, FilingRow, LedgerRow
from tests.record.counter import Counter
from tests.record.whole_story import LONG, play

STORED = Path(__file__).parent / "stored"


def examples(counter: Counter) -> dict[str, Any]:
    """Three whole stories: every row of the register and the ledger, and a snapshot and a Standing of each stage as it was first reached."""
    snapshots, standings = dict[str, Any](), dict[str, Any]()

    def look(case: str) -> None:
        standing = counter.registrar.stand(case)
        with counter.store.reading() as session:
            snapshots.setdefault(standing.stage, session.get_one(CaseRow, case).snapshot)
        standings.setdefault(standing.stage, standing.model_dump(mode="json"))

    play(counter, look)
    counter.hand_in("chair", "reopen", LONG, reason="Có chứng cứ mới.")  # waiting still when the release is replaced
    with counter.store.reading() as session:
        return {
            "filings": [row.model_dump() for row in session.exec(select(FilingRow).order_by(col(FilingRow.id)))],
            "ledger": [row.model_dump() for row in session.exec(select(LedgerRow).order_by(col(LedgerRow.id)))],
            "snapshots": snapshots,
            "standings": standings,
        }


def store_examples(folder: Path) -> None:
    """Raises FileExistsError: what was stored stays as it was."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        counter = Counter(Store(f"sqlite:///{scratch}/khien.db"), Path(scratch) / "keys")
        for name, content in examples(counter).items():
            text = json.dumps(to_jsonable_python(content), ensure_ascii=False, indent=1, sort_keys=True)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        for key in counter.keys.glob("*.public.pem"):  # the seals must verify for ever too; the private half is forgotten
            (folder / key.name).write_bytes(key.read_bytes())
        counter.store.close()


if __name__ == "__main__":
    store_examples(STORED / settings().release)
