"""`make agencies FILE=...`: load the agencies of a CSV or Excel file, all or none, with every mistake by its row.

The columns are those of reference/agencies-hcmc.csv. The rows of a code replace all that was known of it; a code no row names stays as it is. An agency
that changes its name, superior or kind goes on in another row under its code, from the day after; one that ends names its successor, who takes over what
runs there. `source` is asked of every row, so that nobody invents one.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from domain.people.directory import Agency
from settings import settings
from store import directory
from store.clock import now
from store.engine import Store
from store.record.seals import Seals
from words.sheets import BadSheet, read_table

COLUMNS = ("code", "name", "kind", "superior", "appointed_by", "valid_from", "valid_to", "successor", "split_from", "source")
REQUIRED = ("code", "name", "source")
File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8 or .xlsx, in the form of reference/agencies-hcmc.csv.")
]


class BadAgencies(ValueError):
    """What is wrong with the file, a line each, with its row."""


def read(file: Path, known: Sequence[Agency] = ()) -> list[Agency]:
    """The agencies of the file; `known` are those loaded before, which its rows may name. Raises BadAgencies."""
    try:
        rows = read_table(file.read_bytes(), COLUMNS)
    except BadSheet as bad:
        raise BadAgencies(str(bad)) from bad
    wrong: list[tuple[int, str]] = []
    agencies: dict[int, Agency] = {}
    for at, row in rows:
        wrong += [(at, f"{name} is empty") for name in REQUIRED if not row[name]]
        try:
            agencies[at] = Agency.model_validate({name: " ".join(cell.split()) for name, cell in row.items() if cell or name in REQUIRED})
        except ValidationError as error:
            wrong += [(at, f"{each['loc'][0]} {row[str(each['loc'][0])]!r}: {each['msg']}") for each in error.errors()]
    codes = {agency.code for agency in agencies.values()}
    everything = [*(agency for agency in known if agency.code not in codes), *agencies.values()]
    if wrong := sorted([*wrong, *((at, what) for at, agency in agencies.items() for what in _mistakes(agency, everything))]):
        raise BadAgencies("\n".join(f"row {at}: {what}" for at, what in wrong))
    return [*agencies.values()]


def _mistakes(agency: Agency, everything: list[Agency]) -> Iterator[str]:
    code, codes = agency.code, {each.code for each in everything}
    versions = [each for each in everything if each.code == code and each is not agency]
    if any(each.valid_from == agency.valid_from for each in versions):
        yield f"the code {code} stands there twice from {agency.valid_from} on"
    if agency.valid_to and agency.valid_to < agency.valid_from:
        yield f"it ends on {agency.valid_to}, before it begins"
    if any(agency.valid_from < each.valid_from and (not agency.valid_to or agency.valid_to >= each.valid_from) for each in versions):
        yield f"{code} has two versions on one day: the earlier must end before the later begins"
    for name in ("superior", "appointed_by", "split_from", "successor"):
        if (other := getattr(agency, name)) and other not in codes:
            yield f"the {name} {other} is neither in the file nor known"
    yield from _mistakes_at_the_end(agency, versions, everything)
    if code in _beyond(code, {each.code: each.superior for each in everything}):
        yield f"{code} would be above itself"
    if code in _beyond(code, {each.code: each.successor for each in everything if each.successor}):
        yield f"{code} would take over from itself"


def _mistakes_at_the_end(agency: Agency, versions: list[Agency], everything: list[Agency]) -> Iterator[str]:
    if not agency.valid_to:
        if agency.successor:
            yield f"it has the successor {agency.successor} and no day on which it ends"
        return
    after = agency.valid_to + timedelta(days=1)
    goes_on = any(each.valid_from == after for each in versions)
    if not agency.successor and not goes_on:
        yield f"it ends on {agency.valid_to} and nobody takes over what runs there: name one successor"
    if agency.successor and any(each.valid_from >= after for each in versions):
        yield "it has a successor and goes on under its own code"
    stands = (
        each.valid_from <= after and (not each.valid_to or each.valid_to >= after) for each in everything if each.code == agency.successor
    )
    if any(each.code == agency.successor for each in everything) and not any(stands):
        yield f"the successor {agency.successor} does not stand on {after}"


def _beyond(code: str, to: dict[str, str]) -> set[str]:
    """All one comes to from there."""
    beyond: set[str] = set()
    while (code := to.get(code) or "") and code not in beyond:
        beyond.add(code)
    return beyond


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
