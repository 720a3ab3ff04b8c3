"""Which notices were read, what each person has chosen, the letter of each day, and what a provider calls a session."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from store.tables import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.add_column("effects", sa.Column("read_at", UTCDateTime(timezone=True), nullable=True))
    op.create_index("ix_effects_addressee_owed_since", "effects", ["addressee", "owed_since"])
    op.add_column("sessions", sa.Column("sid", _TEXT(), nullable=False, server_default=""))
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "logout_tokens",
        sa.Column("jti", _TEXT(), nullable=False),
        sa.Column("until", UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_logout_tokens")),
    )
    op.create_table(
        "choices",
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("notices", _TEXT(), nullable=False),
        sa.Column("language", _TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_choices")),
    )
    op.create_table(
        "digests",
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("token", _TEXT(), nullable=False),
        sa.Column("status", _TEXT(), nullable=False),
        sa.Column("covers_until", UTCDateTime(timezone=True), nullable=False),
        sa.Column("lease_until", UTCDateTime(timezone=True), nullable=True),
        sa.Column("done_at", UTCDateTime(timezone=True), nullable=True),
        sa.Column("error", _TEXT(), nullable=True),
        sa.PrimaryKeyConstraint("person", "day", name=op.f("pk_digests")),
    )
