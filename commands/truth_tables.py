"""`python -m commands.truth_tables`: docs/liability/, every combination of facts each liability table answers, and how. `make procedure` writes it."""

from collections.abc import Iterator
from pathlib import Path

from domain.law.liability_table import LiabilityTable
from domain.vocabulary import Answer
from settings import ROOT
from store.policies import read

FOLDER = ROOT / "docs" / "liability"


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
    """A line for each combination of yes (x) and no: the facts, the row that answers, the outcomes it leaves open, its basis."""

    def lines() -> Iterator[str]:
        yield ",".join((*table.asks, "row", "outcomes", "basis"))
        for answers in table.combinations():
            row = table.assess(answers).fired
            assert row is not None, "a set with a hole is refused when it is read"
            outcomes = " ".join((*row.outcomes, *(["(referred)"] if row.refer else [])))
            yield ",".join((*("x" if answers[question] is Answer.YES else "" for question in table.asks), row.id, outcomes, row.basis))

    return "\n".join(lines()) + "\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, table in tables(ROOT / "policies").items():
        (FOLDER / name).write_text(truth_table(table), encoding="utf-8")


if __name__ == "__main__":
    main()
