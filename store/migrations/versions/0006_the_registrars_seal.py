"""The registrar's seal: on entries, answers and publications; and every load of the directory, chained"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

import store.tables

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    for table, columns in {
        "ledger": ("seal_key", "seal"),
        "filings": ("answer_key", "answer_seal"),
        "policies": ("seal_key", "seal"),
        "calendars": ("seal_key", "seal"),
    }.items():
        for name in columns:  # what earlier releases wrote has none (store/record/earlier.py)
            op.add_column(table, sa.Column(name, _TEXT(), nullable=True))
    op.create_table(
        "directory_loads",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "content",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("after_entry", sa.Integer(), nullable=False),
        sa.Column("loaded_at", store.tables.UTCDateTime(timezone=True), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("previous_hash", "hash")),
        *(sa.Column(name, _TEXT(), nullable=True) for name in ("seal_key", "seal")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_directory_loads")),
    )
