"""A record that was set up once in this process, copied for every test that begins with one: setting it up takes longer than most tests."""

import atexit
import secrets
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect, make_url, text

from domain.law.working_days import Calendar
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, Settings, settings
from store.directory_file import load_directory
from store.engine import Store
from store.policies import Lawbook, calendars_in
from store.record.seals import Seals
from store.setup import setup
from store.upkeep.migrate import migrate

Making = Callable[[Store, Seals], None]


def furnish(store: Store, seals: Seals) -> None:
    """The law, the keys and the demo's people. Where nothing is there yet, they are copied."""
    if not _copied(store.engine.url, seals.door_folder, seals.own):
        _make(store, seals)


def shape(store: Store) -> None:
    """The tables of this release and nothing in them: migrated once in this process, and copied."""
    _copy_of(_tables, store.engine.url)


def the_book() -> Lawbook:
    """Of a record that is furnished: every set is published there already."""
    return Lawbook(_newest_calendar())


def furnish_home(config: Settings) -> None:
    """Where an installation is about to be set up: setting up keeps what is there."""
    _copied(make_url(config.database), config.seal_keys, config.registrar_folder)


def _copied(url: URL, door_keys: Path, registrar: Path) -> bool:
    """Whether there was room for it."""
    if door_keys.exists() or registrar.exists():
        return False
    if made := _copy_of(_make, url):
        shutil.copytree(made / "keys", door_keys)
        shutil.copytree(made / "registrar", registrar)
    return made is not None


def _copy_of(make: Making, url: URL) -> Path | None:
    """The folder of its keys, or None where a database is already."""
    return (_copied_file if url.get_backend_name() == "sqlite" else _copied_database)(make, url)


def _copied_file(make: Making, url: URL) -> Path | None:
    database = Path(url.database or "")
    if database.exists():
        return None
    made = _made_once(make)
    shutil.copyfile(made / "khien.db", database)
    return made


def _copied_database(make: Making, url: URL) -> Path | None:
    """On PostgreSQL an empty database gives way to a copy."""
    if _has_tables(url):
        return None
    server = url.set(database="postgres")
    made, template = _made_on(make, server)
    _order(server, f"DROP DATABASE {url.database}", f"CREATE DATABASE {url.database} TEMPLATE {template}")
    return made


def _has_tables(url: URL) -> bool:
    engine = create_engine(url)
    found = inspect(engine).get_table_names()
    engine.dispose()
    return bool(found)


def _order(server: URL, *orders: str) -> None:
    """What no transaction may hold."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for order in orders:
            connection.execute(text(order))
    engine.dispose()


def _make(store: Store, seals: Seals) -> None:
    setup(store, seals, ROOT / "policies")
    load_directory(DEMO_DIRECTORY, store, seals.sealer())


def _tables(store: Store, _: Seals) -> None:
    migrate(store)


def _make_in(make: Making, folder: Path, database: str) -> None:
    store = Store(database)
    make(store, Seals(folder / "keys", folder / "registrar", settings().release))
    store.close()


def _a_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="khien-furnished-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _made_once(make: Making) -> Path:
    folder = _a_folder()
    _make_in(make, folder, f"sqlite:///{folder / 'khien.db'}")
    return folder


@cache
def _made_on(make: Making, server: URL) -> tuple[Path, str]:
    """Its keys, and the name of the database."""
    folder, name = _a_folder(), f"khien_furnished_{secrets.token_hex(6)}"
    _order(server, f"CREATE DATABASE {name}")
    _make_in(make, folder, server.set(database=name).render_as_string(hide_password=False))
    return folder, name


@cache
def _newest_calendar() -> Calendar:
    return calendars_in(ROOT / "policies")[-1]
