"""Bringing a database to this release's shape. Revisions only go forward."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError

from store.engine import Store, lock


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    return config


def migrate(store: Store) -> bool:
    """Whether the shape changed. Idempotent; two at once wait for each other on PostgreSQL and on SQLite alike. Raises Outage."""
    config = _config()
    with store.writing() as session:
        lock("migration", session)
        config.attributes["connection"] = connection = session.connection()
        before = MigrationContext.configure(connection).get_current_revision()
        command.upgrade(config, "head")
        return MigrationContext.configure(connection).get_current_revision() != before


def drift(store: Store) -> str:
    """What the tables say and the database lacks, or "" when they agree. Raises Outage."""
    config = _config()
    with store.reading() as session:
        config.attributes["connection"] = session.connection()
        try:
            command.check(config)
        except CommandError as error:
            return str(error)
    return ""
