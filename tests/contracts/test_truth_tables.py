"""docs/liability/ is what the published tables answer, line by line."""

import pytest

from commands.truth_tables import FOLDER, tables, truth_table
from domain.law.liability_table import LiabilityTable
from settings import ROOT

TABLES = tables(ROOT / "policies")


@pytest.mark.parametrize(("name", "table"), TABLES.items(), ids=TABLES)
def test_the_committed_truth_table_is_the_tables_own(name: str, table: LiabilityTable) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == truth_table(table), "a table changed: run `make procedure`, read, commit"


def test_no_truth_table_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(TABLES)
