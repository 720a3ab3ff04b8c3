"""`make setup`: everything an installation needs before it can start. Idempotent: what is there is kept."""

from pathlib import Path
from typing import Annotated

import typer

from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, settings
from store.directory_file import BadDirectory, load_directory
from store.engine import Store
from store.setup import setup


def main(demo: bool = False, directory_file: Annotated[Path | None, typer.Option("--directory")] = None) -> None:
    """`--directory FILE` loads agencies, people and offices, in the form of reference/directory-demo.toml, all or none (exit 2, each
    mistake by its line); `--demo` the fictional ones."""
    config = settings()
    config.home.mkdir(parents=True, exist_ok=True)
    store = Store(config.database)
    setup(store, config.seal_keys, ROOT / "policies")
    if directory_file:
        try:
            load_directory(directory_file, store)
        except BadDirectory as bad:
            typer.echo(str(bad), err=True)
            raise typer.Exit(2) from bad
    if demo:
        load_directory(DEMO_DIRECTORY, store)
        make_issuer(config.issuer_keys)


if __name__ == "__main__":
    typer.run(main)
