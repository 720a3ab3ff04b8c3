"""`make agencies FILE=...csv`: load the agencies of a file, all or none, with every mistake by its row.

A row adds an agency or replaces what is known of its code; an agency no row names stays as it is. The columns are those of
reference/agencies-hcmc.csv. `source` says where the row comes from: it is asked of every row, so that nobody invents one, and stays in the file.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from domain.people import Agency
from settings import settings
from store import directory
from store.engine import Store

COLUMNS = ("code", "name", "superior", "source")
REQUIRED = ("code", "name", "source")
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8, in the form of reference/agencies-hcmc.csv.")]


class BadAgencies(ValueError):
    """What is wrong with the file, a line each, with its row."""


def read(file: Path, known: Mapping[str, str] = MappingProxyType({})) -> list[Agency]:
    """The agencies of the file; `known` are those loaded before, each with its superior. Raises BadAgencies."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise BadAgencies(f"row 1: the columns must be {','.join(COLUMNS)}")
            rows = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError as error:
        raise BadAgencies("the file is not UTF-8: save it as CSV UTF-8") from error
    except csv.Error as error:
        raise BadAgencies(f"the file is not CSV: {error}") from error
    if wrong := [*_mistakes(rows, known)]:
        raise BadAgencies("\n".join(f"row {at}: {what}" for at, what in wrong))
    return [Agency(**{name: " ".join(row[name].split()) for name in ("code", "name", "superior")}) for _, row in rows]


def _mistakes(rows: list[tuple[int, dict[str, str]]], known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    superiors = {**known, **{row["code"]: row["superior"] for _, row in rows}}
    for at, row in rows:
        if None in row or None in row.values():
            yield at, f"must have {len(COLUMNS)} cells"
            continue
        for name in REQUIRED:
            if not row[name].strip():
                yield at, f"{name} is empty"
        code, superior = row["code"], row["superior"]
        if code in seen:
            yield at, f"the code {code} stands in row {seen[code]} already"
        seen.setdefault(code, at)
        if superior and superior not in superiors:
            yield at, f"the superior {superior} is neither in the file nor known"
        elif code and code in _above(code, superiors):
            yield at, f"{code} would be above itself"


def _above(code: str, superiors: Mapping[str, str]) -> set[str]:
    above: set[str] = set()
    while (code := superiors.get(code) or "") and code not in above:
        above.add(code)
    return above


def main(file: File) -> None:
    """Exit 2, with every mistake by its row, where the file must not be used; then nothing is loaded."""
    store = Store(settings().database)
    try:
        with store.writing() as session:
            agencies = read(file, directory.superiors(session))
            directory.load(agencies, (), (), session)
    except BadAgencies as bad:
        typer.echo(str(bad), err=True)
        raise typer.Exit(2) from bad
    typer.echo(f"{len(agencies)} agencies are loaded. Worklists follow the directory: run make rebuild.")


if __name__ == "__main__":
    typer.run(main)
