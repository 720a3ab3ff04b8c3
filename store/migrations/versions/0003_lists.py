"""Lists: what they are searched and sorted by, and how a stream looks to a person from whom entries of it are hidden"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import store.tables
from domain.numbers import in_order

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
# Told from the ledger, as `make rebuild` does; until then nobody is found by them.
_NEW = {"in_order": "''", "consulted": "' '", "waiting_for": "' '"}


def upgrade() -> None:
    for name, was in _NEW.items():
        op.add_column("cases", sa.Column(name, _TEXT(), nullable=False, server_default=sa.text(was)))
    cases = sa.table("cases", sa.column("number"), sa.column("in_order"), sa.column("flags"))
    for number in op.get_bind().scalars(sa.select(cases.c.number)).all():
        op.execute(cases.update().where(cases.c.number == number).values(in_order=in_order(number)))
    op.execute("UPDATE cases SET flags = ' ' WHERE flags = ''")
    with op.batch_alter_table("cases") as batch:
        for name in _NEW:
            batch.alter_column(name, server_default=None)
        batch.create_index(batch.f("ix_cases_kind_in_order"), ["kind", "in_order"])
        for by in ("due", "updated_at", "registered_at"):
            batch.create_index(batch.f(f"ix_cases_kind_{by}"), ["kind", by, "in_order"])
    op.create_table(
        "veils",
        sa.Column("case", _TEXT(), nullable=False),
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column(
            "hidden",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("due", store.tables.UTCDateTime(timezone=True), nullable=True),
        sa.Column("updated_at", store.tables.UTCDateTime(timezone=True), nullable=False),
        sa.Column("waiting_for", _TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("case", "person", name=op.f("pk_veils")),
    )
    with op.batch_alter_table("veils") as batch:
        batch.create_index(batch.f("ix_veils_person"), ["person"])


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
