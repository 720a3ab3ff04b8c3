"""Certificates of silence: what each said, its file, and the door's seal."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

from store.tables import UTCDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_SAID = "a certificate is never altered"


def upgrade() -> None:
    json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
    op.create_table(
        "certificates",
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("number", "case", "person")),
        sa.Column("issued_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("head", _TEXT(), nullable=False),
        sa.Column("told", json, nullable=False),
        sa.Column("digest", _TEXT(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, _TEXT(), nullable=False) for name in ("file", "seal_key", "seal")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_certificates")),
    )
    for column in ("case", "person", "file"):
        op.create_index(op.f(f"ix_certificates_{column}"), "certificates", [column])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE FUNCTION certificates_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$")
        op.execute(
            "CREATE TRIGGER certificates_stay BEFORE UPDATE OR DELETE ON certificates FOR EACH ROW EXECUTE FUNCTION certificates_stay()"
        )
        op.execute(
            "CREATE TRIGGER certificates_are_kept BEFORE TRUNCATE ON certificates FOR EACH STATEMENT EXECUTE FUNCTION certificates_stay()"
        )
    else:
        for order in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER certificates_no_{order.lower()} BEFORE {order} ON certificates BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )


def downgrade() -> None:
    raise NotImplementedError("the record only goes forward; restore a backup instead")
