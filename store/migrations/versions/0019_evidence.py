"""Evidence: the files that came in, what was found of them, and what they say; and what the door stated of those an act names."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

from store.tables import UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_SAID = "what was known of a file is never altered"


def upgrade() -> None:
    json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
    op.create_table(
        "files",
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("sha256", "person", "name")),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("kind", "media_type")),
        sa.Column("signatures", json, nullable=False),
        sa.Column("received_at", UTCDateTime(timezone=True), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("seal_key", "seal")),
        sa.PrimaryKeyConstraint("sha256", "person", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_person"), "files", ["person"])
    op.create_table(
        "file_states",
        sa.Column("sha256", _TEXT(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", _TEXT(), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("by", "why", "seal_key", "seal")),
        sa.PrimaryKeyConstraint("sha256", "place", name=op.f("pk_file_states")),
    )
    op.create_index(op.f("ix_file_states_state"), "file_states", ["state"])
    op.create_table(
        "file_texts",
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("sha256", "text", "folded")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_texts")),
    )
    op.add_column("filings", sa.Column("enclosed", json, nullable=True))
    for table in ("files", "file_states"):
        _only_added_to(table)


def _only_added_to(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        refuse = f"CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
        op.execute(refuse)
        op.execute(f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stay()")
        op.execute(f"CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_stay()")
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END")


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
