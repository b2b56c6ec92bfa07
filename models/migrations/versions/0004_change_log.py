"""The change log, which begins at this moment, and the references of records that were united."""

from models.migrations.statements import run_statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables of the log and their one clock row, and the two columns."""
    run_statements(__file__)
