"""Which entry names which file, so that a search for what files say need not read every ledger. No ledger before this names any."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table(
        "enclosed_files",
        sa.Column("case", _TEXT(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("sha256", _TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("case", "sequence", "sha256", name=op.f("pk_enclosed_files")),
    )
    op.create_index(op.f("ix_enclosed_files_sha256"), "enclosed_files", ["sha256"])


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
