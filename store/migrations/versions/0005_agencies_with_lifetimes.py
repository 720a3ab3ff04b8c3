"""Agencies from a day to a day, with who took over (what was known before has stood as long as any record here goes back); campaigns"""

from datetime import date

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

import store.tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_BEGINNING = date(1900, 1, 1)


def upgrade() -> None:
    versions = op.create_table(
        "agency_versions",
        sa.Column("code", _TEXT(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name", _TEXT(), nullable=False),
        sa.Column("kind", _TEXT(), nullable=True),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("superior", "appointed_by", "successor", "split_from", "source")),
        sa.Column("left_at", store.tables.UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_agency_versions")),
    )
    for column in ("superior", "successor"):
        op.create_index(op.f(f"ix_agency_versions_{column}"), "agency_versions", [column])
    known = op.get_bind().execute(sa.text("SELECT code, name, superior FROM agencies"))
    blank = dict.fromkeys(("appointed_by", "successor", "split_from", "source"), "")
    rows = [{**row._mapping, **blank, "valid_from": _BEGINNING} for row in known]
    if rows:
        op.bulk_insert(versions, rows)
    op.drop_table("agencies")
    op.create_table(
        "yearly_definitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "content",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("paused", sa.Boolean(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("note", "defined_by")),
        sa.Column("defined_at", store.tables.UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_definitions")),
    )
    json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
    op.create_table(
        "imports",
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("number", "campaign", "sender")),
        sa.Column("received_at", store.tables.UTCDateTime(timezone=True), nullable=False),
        *(sa.Column(name, json, nullable=False) for name in ("row_keys", "wrong")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_sender"), "imports", ["sender"])
    op.create_index(op.f("ix_filings_key"), "filings", ["key"])
    for name in ("asked", "campaign", "folded"):
        op.add_column("cases", sa.Column(name, _TEXT(), nullable=False, server_default=""))
    with op.batch_alter_table("cases") as batch:
        for name in ("asked", "campaign", "folded"):
            batch.alter_column(name, server_default=None)
        batch.create_index(batch.f("ix_cases_campaign"), ["campaign"])
    for statement in _TEXT_INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


# A table that is made anew (batch_alter_table) loses its triggers: whichever revision does so to `cases` must make these again, and rebuild the index.
_TEXT_INDEX = {
    "postgresql": ("CREATE INDEX similar_titles ON cases USING gin (to_tsvector('simple', folded))",),
    "sqlite": (
        "CREATE VIRTUAL TABLE similar_titles USING fts5(folded, content='cases', tokenize='ascii')",
        "CREATE TRIGGER similar_titles_new AFTER INSERT ON cases BEGIN "
        "INSERT INTO similar_titles (rowid, folded) VALUES (new.rowid, new.folded); END",
        "CREATE TRIGGER similar_titles_gone AFTER DELETE ON cases BEGIN "
        "INSERT INTO similar_titles (similar_titles, rowid, folded) VALUES ('delete', old.rowid, old.folded); END",
        "CREATE TRIGGER similar_titles_changed AFTER UPDATE OF folded ON cases WHEN old.folded <> new.folded BEGIN "
        "INSERT INTO similar_titles (similar_titles, rowid, folded) VALUES ('delete', old.rowid, old.folded); "
        "INSERT INTO similar_titles (rowid, folded) VALUES (new.rowid, new.folded); END",
        "INSERT INTO similar_titles (similar_titles) VALUES ('rebuild')",
    ),
}
