"""What is left of a stream is found by stream and status at once: with an index for each, SQLite took either, and looked at all that was owed in the city"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("filings", "effects"):
        op.drop_index(f"ix_{table}_case", table)
        op.create_index(f"ix_{table}_case_status", table, ["case", "status"])
