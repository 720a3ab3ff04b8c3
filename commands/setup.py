"""`make setup`: everything an installation needs before it can start. Idempotent: what is there is kept."""

from pathlib import Path
from typing import Annotated

import typer

from rehearsal.issuer import make_issuer
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, keep_private, settings
from store.engine import Store
from store.setup import load_directory, setup


def main(demo: bool = False, directory_file: Annotated[Path | None, typer.Option("--directory")] = None) -> None:
    """`--directory FILE` loads agencies, people and offices, in the form of reference/directory-demo.toml; `--demo` the fictional ones."""
    config = settings()
    keep_private(config.home)
    store = Store(config.database)
    setup(store, config.seal_keys, ROOT / "policies")
    if directory_file:
        load_directory(directory_file, store)
    if demo:
        load_directory(DEMO_DIRECTORY, store)
        make_issuer(config.issuer_keys)


if __name__ == "__main__":
    typer.run(main)
