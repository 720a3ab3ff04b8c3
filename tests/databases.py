"""Databases for tests: SQLite files, and a real PostgreSQL."""

from pathlib import Path

import pytest

from rehearsal.postgresql import PostgreSQL


def fresh_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'khien.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.fresh()
