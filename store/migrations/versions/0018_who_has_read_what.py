"""The reading ledger: who opened which part of which case, chained by the day, and how far the registrar found each day."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

from store.tables import UTCDateTime

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_SAID = "the reading ledger is never altered"
_DROPPED = 'SELECT 1 FROM sighting_days WHERE "day" = OLD."day" AND dropped_at IS NOT NULL'


def upgrade() -> None:
    op.create_table(
        "sightings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("person", "offices", "case", "part")),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("head", "seen", "texts", "about", "previous_hash", "hash")),
        *(sa.Column(name, _TEXT(), nullable=True) for name in ("seal_key", "seal")),
        sa.PrimaryKeyConstraint("day", "place", name=op.f("pk_sightings")),
    )
    op.create_index("ix_sightings_case_person", "sightings", ["case", "person"])
    op.create_index("ix_sightings_person", "sightings", ["person", "at"])
    op.create_index("ix_sightings_at", "sightings", ["at", "hash"])
    op.create_table(
        "sighting_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", _TEXT(), nullable=False),
        sa.Column("rooted_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", UTCDateTime(timezone=True), nullable=True),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("seal_key", "seal")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_sighting_days")),
    )
    json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
    op.add_column("filings", sa.Column("read", json, nullable=True))
    _refuse_changes()


def _refuse_changes() -> None:
    """Nothing is altered; a day goes as a whole, once the registrar has noted that its time is over."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"""CREATE FUNCTION sightings_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' AND EXISTS ({_DROPPED}) THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{_SAID}'; END $$"""
        )
        op.execute(
            "CREATE FUNCTION sightings_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '" + _SAID + "'; END $$"
        )
        op.execute("CREATE TRIGGER sightings_stay BEFORE UPDATE OR DELETE ON sightings FOR EACH ROW EXECUTE FUNCTION sightings_stay()")
        op.execute(
            "CREATE TRIGGER sightings_are_kept BEFORE TRUNCATE ON sightings FOR EACH STATEMENT EXECUTE FUNCTION sightings_are_kept()"
        )
    else:
        op.execute(f"CREATE TRIGGER sightings_no_update BEFORE UPDATE ON sightings BEGIN SELECT RAISE(ABORT, '{_SAID}'); END")
        op.execute(
            f"CREATE TRIGGER sightings_no_delete BEFORE DELETE ON sightings WHEN NOT EXISTS ({_DROPPED}) BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
