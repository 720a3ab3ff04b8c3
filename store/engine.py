"""Opening the database, and telling an outage of it from a defect of ours."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from store.clock import now

# Below what a local activity gets (workflows/steps.py), so that a lock is reported by us and holds no thread after its time has run out.
BUSY_MILLISECONDS = 5_000
READ_ONLY = "25006"  # PostgreSQL, as after a failover to a server that only follows
STATEMENTS = 500  # as SQLAlchemy keeps of each engine
PROOF_HOLDS_SECONDS = 5.0  # anybody may ask whether we are ready, and none of them is to wear out a disk
_BEAT = text("INSERT INTO installation (key, value) VALUES ('written_at', :at) ON CONFLICT (key) DO UPDATE SET value = excluded.value")


class Outage(Exception):
    """The database cannot be reached or is locked: nothing happened, and trying again later is right."""


def is_outage(error: BaseException) -> bool:
    """Whether it is the database that is away. Everything else is a defect, and trying again would repeat it."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, DBAPIError) and (error.connection_invalidated or getattr(error.orig, "sqlstate", "") == READ_ONLY):
        return True
    # SQLite reports a missing table or column as OperationalError too (SQLITE_ERROR): that is ours, not an outage.
    ours = getattr(getattr(error, "orig", None), "sqlite_errorname", "") == "SQLITE_ERROR"
    return isinstance(error, OperationalError | InterfaceError) and not ours


class Store:
    """One database. Reading sees one moment; writing is one transaction, which on SQLite takes the write lock before it looks."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(immediate=True)
        self._written = -PROOF_HOLDS_SECONDS
        # SQLite's readers see one moment anyway; PostgreSQL's must ask for it.
        self._reader = self.engine if self.dialect == "sqlite" else self.engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with _outages(), Session(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with _outages(), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def ping(self) -> None:
        """Read, and at most once in a few seconds write a row of its own: a full disk can be read, and takes nothing in. Raises Outage."""
        with self.reading() as session:
            session.connection().execute(text("SELECT 1"))
        if monotonic() - self._written >= PROOF_HOLDS_SECONDS:
            with self.writing() as session:
                session.connection().execute(_BEAT, {"at": now().isoformat(timespec="seconds")})
            self._written = monotonic()

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _outages() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if is_outage(error):
            raise Outage(type(error).__name__) from None  # its text may quote what somebody wrote
        raise


# Whoever takes a turn shares this lock, before any other and to the end; `wait_for_turns` wants it alone. Two numbers are a space of their own.
_ALL_TURNS = "25, 0"
_TAKE_A_TURN = text(f"SELECT pg_advisory_xact_lock_shared({_ALL_TURNS}), pg_advisory_xact_lock(hashtextextended(:family, 0))")
_WAIT_FOR_TURNS = (text("SET LOCAL lock_timeout = 2000"), text(f"SELECT pg_advisory_xact_lock({_ALL_TURNS})"))


def lock(family: str, session: Session) -> None:
    """Take the family's turn until the transaction ends: first lock, then look. (SQLite took it with BEGIN IMMEDIATE.)"""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_TAKE_A_TURN, {"family": family})


def wait_for_turns(session: Session) -> None:
    """Until every turn taken so far has ended; the next begin when this transaction ends. It takes no other lock, so nobody waits in a circle.

    Its patience is short, for those who come meanwhile wait behind it.
    """
    if session.get_bind().dialect.name == "postgresql":
        for statement in _WAIT_FOR_TURNS:
            session.connection().execute(statement)


# What SQLAlchemy has compiled belongs to one dialect object, and each engine makes its own. A program that opens one record after another shares the
# first that has met its database, by backend, and compiles no statement twice.
_MET: dict[str, Dialect] = {}
_COMPILED: dict[str, LRUCache[Any, Any]] = defaultdict(lambda: LRUCache(STATEMENTS))


def _sharing_what_is_compiled(engine: Engine) -> Engine:
    kind = engine.dialect.name
    if kind in _MET:
        engine.dialect = _MET[kind]
    else:
        event.listen(engine, "connect", lambda *_: _MET.setdefault(kind, engine.dialect))
    engine.update_execution_options(compiled_cache=_COMPILED[kind])
    return engine


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        patience: dict[str, Any] = {"connect_timeout": 5, "options": f"-c lock_timeout={BUSY_MILLISECONDS}"}
        return _sharing_what_is_compiled(
            create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True, hide_parameters=True, connect_args=patience)
        )
    patience = {"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False}
    engine = create_engine(url, pool_size=20, max_overflow=20, hide_parameters=True, connect_args=patience)
    _sharing_what_is_compiled(engine)

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("immediate") else "BEGIN")

    return engine
