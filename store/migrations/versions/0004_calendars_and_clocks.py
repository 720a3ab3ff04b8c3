"""Working calendars, kept as published; and every running clock and every silence as rows, to be listed across cases"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

import store.tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_MOMENT = store.tables.UTCDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", _TEXT(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("hash", _TEXT(), nullable=False),
        sa.Column(
            "content",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("place", name=op.f("uq_calendars_place")),
    )
    op.create_table(
        "feeds",
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("secret_hash", _TEXT(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_feeds")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_feeds_secret_hash")),
    )
    op.create_table(
        "clocks",
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("case", "kind", "item", "place")),
        *(sa.Column(name, _MOMENT, nullable=False) for name in ("since", "due")),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("waiting_for", _TEXT(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("reminded", "escalated", "paused", "provisional")),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("basis", "hidden_from")),
        sa.PrimaryKeyConstraint("case", "kind", "item", name=op.f("pk_clocks")),
    )
    op.create_index("ix_clocks_due", "clocks", ["due", "place"])
    desk = ("case", "kind", "item", "office", "agency", "person")
    op.create_table(
        "clock_desks",
        *(sa.Column(name, _TEXT(), nullable=False) for name in desk),
        sa.PrimaryKeyConstraint(*desk, name=op.f("pk_clock_desks")),
    )
    op.create_index(op.f("ix_clock_desks_agency"), "clock_desks", ["agency"])
    op.create_index(op.f("ix_clock_desks_person"), "clock_desks", ["person"])
    op.create_table(
        "silences",
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("case", "kind", "item")),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("office", "agency", "person")),
        *(sa.Column(name, _MOMENT, nullable=False) for name in ("since", "due", "noted_at")),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("hidden_from", _TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("case", "kind", "item", "opened_by", "office", "agency", "person", name=op.f("pk_silences")),
    )
    op.create_index(op.f("ix_silences_agency"), "silences", ["agency"])


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
