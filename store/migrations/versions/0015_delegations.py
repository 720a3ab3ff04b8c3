"""Who signs for the head of an agency."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from store.tables import Json, UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_OF_TEXT = ("agency", "person", "held", "held_at", "capacity", "office", "given_by", "number", "source")


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in _OF_TEXT),
        *(sa.Column(name, Json, nullable=False) for name in ("acts", "cases", "fields")),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("ended_at", UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    for name in ("agency", "person"):
        op.create_index(op.f(f"ix_delegations_{name}"), "delegations", [name])
