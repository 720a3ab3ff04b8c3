"""`python -m commands.truth_tables`: docs/liability/, every combination of facts each liability table answers, and how. `make procedure` writes it."""

from collections.abc import Iterator
from pathlib import Path

from domain.law.liability_table import Answers, LiabilityRow, LiabilityTable
from domain.vocabulary import Answer
from settings import ROOT
from store.policies import read

FOLDER = ROOT / "docs" / "liability"
SHOWN = {Answer.YES: "x", Answer.NO: "", Answer.UNKNOWN: "*"}


def tables(policies: Path) -> dict[str, LiabilityTable]:
    """By file name: set and table. Of a table that two sets say alike the name of the first is enough."""
    found: dict[str, LiabilityTable] = {}
    for path in sorted(policies.glob("*.toml")):
        if path.name.startswith("calendar"):
            continue
        policy = read(path)
        for name, table in policy.liability.items():
            if table not in found.values():
                found[f"{policy.id}-{name}.csv"] = table
    return found


def truth_table(table: LiabilityTable) -> str:
    """A line for each combination of yes (x) and no: the facts, the row that answers, the outcomes it leaves open, whether it binds, its basis.

    Beside a row that binds what it does not ask counts for nothing (*), so that it has one line.
    """

    def lines() -> Iterator[str]:
        yield ",".join((*table.asks, "row", "outcomes", "binds", "basis"))
        for row in table.rows:
            if row.binds:
                yield line(row.when, row)
        for answers in table.combinations():
            row_of = table.assess(answers).fired
            assert row_of is not None, "a set with a hole is refused when it is read"
            if not row_of.binds:
                yield line(answers, row_of)

    def line(answers: Answers, row: LiabilityRow) -> str:
        outcomes = " ".join((*row.outcomes, *(["(referred)"] if row.refer else [])))
        facts = (SHOWN[answers.get(question, Answer.UNKNOWN)] for question in table.asks)
        return ",".join((*facts, row.id, outcomes, "binds" if row.binds else "", row.basis))

    return "\n".join(lines()) + "\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, table in tables(ROOT / "policies").items():
        (FOLDER / name).write_text(truth_table(table), encoding="utf-8")


if __name__ == "__main__":
    main()
