"""`make setup`: everything an installation needs before it can start. Idempotent: what is there is kept."""

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from commands.issuer import make_issuer
from domain.people import Agency, Person, Term
from settings import ROOT, settings
from store import directory
from store.clock import now
from store.engine import Store
from store.policies import lawbook
from store.record.keyring import ensure_key
from store.record.replay import rebuild
from store.upkeep.migrate import migrate

DEMO_DIRECTORY = ROOT / "reference" / "directory-demo.toml"


def load_directory(path: Path, store: Store) -> None:
    """Agencies, people and their terms from a file. Raises ValidationError, ValueError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    agencies = [Agency.model_validate(row) for row in data["agencies"]]
    people = [Person.model_validate(row) for row in data["people"]]
    terms = [Term.model_validate({"person": row["id"], **term}) for row in data["people"] for term in row.get("terms", ())]
    with store.writing() as session:
        directory.load(agencies, people, terms, session, now())


def setup(store: Store, seal_keys: Path) -> None:
    """Schema, seal key and published law: what production needs too. After a change of shape what is derived is told again from the ledger."""
    changed = migrate(store)
    ensure_key(seal_keys)
    laws = lawbook(ROOT / "policies", store)
    if changed:
        rebuild(store, laws, laws.calendar.local_day(now()), repair=True)


def main(demo: bool = False, directory_file: Annotated[Path | None, typer.Option("--directory")] = None) -> None:
    """`--directory FILE` loads agencies, people and offices, in the form of reference/directory-demo.toml; `--demo` the fictional ones."""
    config = settings()
    config.home.mkdir(parents=True, exist_ok=True)
    store = Store(config.database)
    setup(store, config.seal_keys)
    if directory_file:
        load_directory(directory_file, store)
    if demo:
        load_directory(DEMO_DIRECTORY, store)
        make_issuer(config.issuer_keys)


if __name__ == "__main__":
    typer.run(main)
