"""A record that was set up once in this process, copied for every test that begins with one: setting it up takes longer than most tests."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, Settings, settings
from store.directory_file import load_directory
from store.engine import Store
from store.record.seals import Seals
from store.setup import setup


def furnish(store: Store, seals: Seals) -> None:
    """The law, the keys and the demo's people. On SQLite, where nothing is there yet, they are copied."""
    if store.dialect != "sqlite" or not copied(Path(store.engine.url.database or ""), seals.door_folder, seals.own):
        _make(store, seals)


def furnish_home(config: Settings) -> None:
    """Where an installation on SQLite is about to be set up: setting up keeps what is there."""
    if config.database.startswith("sqlite:///"):
        copied(Path(config.database.removeprefix("sqlite:///")), config.seal_keys, config.registrar_folder)


def copied(database: Path, door_keys: Path, registrar: Path) -> bool:
    """Whether there was room for it."""
    if any(each.exists() for each in (database, door_keys, registrar)):
        return False
    made = _made_once()
    shutil.copyfile(made / "khien.db", database)
    shutil.copytree(made / "keys", door_keys)
    shutil.copytree(made / "registrar", registrar)
    return True


def _make(store: Store, seals: Seals) -> None:
    setup(store, seals, ROOT / "policies")
    load_directory(DEMO_DIRECTORY, store, seals.sealer())


@cache
def _made_once() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="khien-furnished-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(f"sqlite:///{folder / 'khien.db'}")
    _make(store, Seals(folder / "keys", folder / "registrar", settings().release))
    store.close()
    return folder
