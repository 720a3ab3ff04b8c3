"""`make setup`: everything an installation needs before it can start. Idempotent: what is there is kept."""

from pathlib import Path
from typing import Annotated

import typer

from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, OnlyInADemo, Settings, keep_private, settings
from store.directory_file import BadDirectory, load_directory
from store.engine import Store
from store.record.seals import Seals
from store.setup import setup


def set_up(config: Settings, directory_file: Path | None = None, *, demo: bool = False) -> None:
    """`demo`: with the fictional people, and an issuer of its own. Raises OnlyInADemo, BadDirectory."""
    if demo and not config.demo:
        raise OnlyInADemo("Fictional people and an issuer of their own are for a demo. If this is one, set KHIEN_DEMO=true")
    keep_private(config.home)
    store = Store(config.database)
    seals = Seals.at(config)
    setup(store, seals, ROOT / "policies")
    if directory_file:
        load_directory(directory_file, store, seals.sealer())
    if demo:
        load_directory(DEMO_DIRECTORY, store, seals.sealer())
        make_issuer(config.issuer_keys)


def main(demo: bool = False, directory_file: Annotated[Path | None, typer.Option("--directory")] = None) -> None:
    """`--directory FILE` loads agencies, people and offices, in the form of reference/directory-demo.toml, all or none (exit 2, each
    mistake by its line); `--demo` the fictional ones."""
    try:
        set_up(settings(), directory_file, demo=demo)
    except OnlyInADemo as why:
        typer.echo(f"{why}.", err=True)
        raise typer.Exit(1) from why
    except BadDirectory as bad:
        typer.echo(str(bad), err=True)
        raise typer.Exit(2) from bad


if __name__ == "__main__":
    typer.run(main)
