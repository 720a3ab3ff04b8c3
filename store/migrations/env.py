"""Alembic's entry: the same revisions on SQLite and PostgreSQL."""

from alembic import context
from sqlmodel import SQLModel

import store.tables
import store.tables_beside
import store.tables_certificates
import store.tables_directory
import store.tables_files
import store.tables_sightings  # noqa: F401


def _ours(name: str | None, type_: str, _: object) -> bool:
    """The text index over titles is each database's own kind of thing, made by a migration and described by no table of ours."""
    return not (type_ in ("table", "index") and (name or "").startswith("similar_"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=_ours,
)
with context.begin_transaction():
    context.run_migrations()
