"""`make agencies FILE=...`: load the agencies of a CSV or Excel file, all or none, with every mistake by its row.

The columns are those of reference/agencies-hcmc.csv. The rows of a code replace all that was known of it; a code no row names stays as it is. An agency
that changes its name, superior or kind goes on in another row under its code, from the day after; one that ends names its successor, who takes over what
runs there. `source` is asked of every row, so that nobody invents one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from domain.people.directory import Agency
from domain.people.given import AgencyGiven, mistakes_of_agency, said_of
from settings import settings
from store import directory
from store.clock import now
from store.engine import Store
from store.record.seals import Seals
from words.bad_sheet import BadSheet, SheetProblem
from words.sheets import read_table

COLUMNS = ("code", "name", "kind", "superior", "appointed_by", "valid_from", "valid_to", "successor", "split_from", "source")
REQUIRED = ("code", "name", "source")
DAYS = ("valid_from", "valid_to")
_ODD = {
    SheetProblem.ERRORS: "{} is an error of Excel",
    SheetProblem.FORMULAS: "there is a formula{}; paste its value instead",
    SheetProblem.NOT_TEXT: "{} shows something else than it is; write it as text",
}
File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8 or .xlsx, in the form of reference/agencies-hcmc.csv.")
]


class BadAgencies(ValueError):
    """What is wrong with the file, a line each, with its row."""


def read(file: Path, known: Sequence[Agency] = ()) -> list[Agency]:
    """The agencies of the file; `known` are those loaded before, which its rows may name. Raises BadAgencies."""
    rows = _rows(file.read_bytes())
    wrong: list[tuple[int, str]] = []
    agencies: dict[int, Agency] = {}
    for at, row in rows:
        wrong += [(at, f"{name} is empty") for name in REQUIRED if not row[name]]
        try:
            agencies[at] = AgencyGiven.model_validate({name: cell for name, cell in row.items() if cell}).as_agency()
        except ValidationError as error:
            wrong += [(at, f"{place[0]}: {said}") for place, said in said_of(error) if row[str(place[0])]]
    codes = {agency.code for agency in agencies.values()}
    everything = [*(agency for agency in known if agency.code not in codes), *agencies.values()]
    if wrong := sorted([*wrong, *((at, what) for at, agency in agencies.items() for what in mistakes_of_agency(agency, everything))]):
        raise BadAgencies("\n".join(f"row {at}: {what}" for at, what in wrong))
    return [*agencies.values()]


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    try:
        return read_table(content, COLUMNS, days=DAYS)
    except BadSheet as bad:
        cells = (f"row {cell.row}: {COLUMNS[cell.column - 1]}: {_ODD[bad.problem].format(cell.text)}" for cell in bad.cells)
        raise BadAgencies("\n".join(cells) or str(bad)) from bad


def main(file: File) -> None:
    """Exit 2, with every mistake by its row, where the file must not be used; then nothing is loaded."""
    config = settings()
    store, sealer = Store(config.database), Seals.at(config).sealer()
    try:
        with sealer.writing(store) as session:
            agencies = read(file, directory.all_agencies(session))
            directory.load(agencies, (), (), session, now(), sealer)
    except BadAgencies as bad:
        typer.echo(str(bad), err=True)
        raise typer.Exit(2) from bad
    typer.echo(f"{len(agencies)} rows are loaded. What runs at an agency that has ended passes to its successor at the next sweep.")
    typer.echo("Worklists follow the directory: run make rebuild.")


if __name__ == "__main__":
    typer.run(main)
