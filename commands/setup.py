"""`make setup`: everything an installation needs before it can start. Idempotent: what is there is kept."""

from pathlib import Path
from typing import Annotated

import typer

from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, settings
from store.engine import Store
from store.record.seals import Seals
from store.setup import load_directory, setup


def main(demo: bool = False, directory_file: Annotated[Path | None, typer.Option("--directory")] = None) -> None:
    """`--directory FILE` loads agencies, people and offices, in the form of reference/directory-demo.toml; `--demo` the fictional ones."""
    config = settings()
    config.home.mkdir(parents=True, exist_ok=True)
    store = Store(config.database)
    seals = Seals.at(config)
    setup(store, seals, ROOT / "policies")
    if directory_file:
        load_directory(directory_file, store, seals.sealer())
    if demo:
        load_directory(DEMO_DIRECTORY, store, seals.sealer())
        make_issuer(config.issuer_keys)


if __name__ == "__main__":
    typer.run(main)
