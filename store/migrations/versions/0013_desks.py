"""What people note for themselves: who looks after a case at a desk, when each has last opened one, and lists kept under a name."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from store.tables import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "desk_notes",
        sa.Column("case", _TEXT(), nullable=False),
        sa.Column("agency", _TEXT(), nullable=False),
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("noted_by", _TEXT(), nullable=False),
        sa.Column("noted_at", UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case", "agency", name=op.f("pk_desk_notes")),
    )
    op.create_index("ix_desk_notes_person", "desk_notes", ["person"])
    op.create_table(
        "looks",
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("case", _TEXT(), nullable=False),
        sa.Column("looked_at", UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "case", name=op.f("pk_looks")),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", _TEXT(), nullable=False),
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("name", _TEXT(), nullable=False),
        sa.Column("kind", _TEXT(), nullable=False),
        sa.Column("query", _TEXT(), nullable=False),
        sa.Column("agency", _TEXT(), nullable=False),
        sa.Column("saved_at", UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    for column in ("person", "agency"):
        op.create_index(f"ix_saved_searches_{column}", "saved_searches", [column])
