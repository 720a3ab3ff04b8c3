"""Streams: reviews and reward files beside the initiatives, and effects that are not notices"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
# What the read model says of an initiative recorded before there were other streams; `make rebuild` tells the rest from the ledger.
_OF_AN_INITIATIVE = {"kind": "'initiative'", "family": "''", "flags": "''", "focus_area": "''"}


def upgrade() -> None:
    for name, was in _OF_AN_INITIATIVE.items():
        op.add_column("cases", sa.Column(name, _TEXT(), nullable=False, server_default=sa.text(was)))
    op.add_column("cases", sa.Column("at_rest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE cases SET family = number, at_rest = (stage = 'closed')")
    with op.batch_alter_table("cases") as batch:
        for name in _OF_AN_INITIATIVE:
            batch.alter_column(name, server_default=None)
        batch.alter_column("at_rest", server_default=None)
        batch.create_index(batch.f("ix_cases_kind"), ["kind"])
        batch.create_index(batch.f("ix_cases_family"), ["family"])
    with op.batch_alter_table("effects") as batch:
        batch.alter_column("person", new_column_name="addressee")
    op.add_column("people", sa.Column("personnel", _TEXT(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
