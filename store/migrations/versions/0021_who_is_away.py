"""When the head of an agency is away, and who takes their work meanwhile."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from store.tables import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "heads_away",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("agency", "person", "substitute", "chosen", "number", "source")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("issued_on", "starts", "ends")),
        sa.Column("ended_at", UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heads_away")),
    )
    op.create_index(op.f("ix_heads_away_agency"), "heads_away", ["agency"])


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
