"""A record that was set up once in this process, copied for every test that begins with one: setting it up takes longer than most tests."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, settings
from store.directory_file import load_directory
from store.engine import Store
from store.record.seals import Seals
from store.setup import setup


def furnish(store: Store, seals: Seals) -> None:
    """The law, the keys and the demo's people. On SQLite, where nothing is there yet, they are copied."""
    database = store.engine.url.database or ""
    if store.dialect == "sqlite" and not any(Path(each).exists() for each in (database, seals.door_folder, seals.own)):
        made = _made_once()
        shutil.copyfile(made / "khien.db", database)
        shutil.copytree(made / "keys", seals.door_folder)
        shutil.copytree(made / "registrar", seals.own)
    else:
        _make(store, seals)


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
