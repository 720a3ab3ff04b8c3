"""Alembic's entry: the same revisions on SQLite and PostgreSQL."""

from alembic import context
from sqlmodel import SQLModel

import store.tables  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
