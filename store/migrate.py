"""Bringing a database to this release's shape. Revisions only go forward."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from store.engine import Store


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def migrate(store: Store) -> None:
    """Idempotent; two at once wait for each other on PostgreSQL and on SQLite alike."""
    config = _config()
    with store.engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def drift(store: Store) -> str:
    """What the tables say and the database lacks, or "" when they agree."""
    config = _config()
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        try:
            command.check(config)
        except CommandError as error:
            return str(error)
    return ""
