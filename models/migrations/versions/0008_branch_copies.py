"""Copies cut to one branch; numbers of packages by branch; arrivals in several ranges of one actor."""

from models.migrations.statements import run_statements

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables, and put the two that get another key in place of the old ones."""
    run_statements(__file__)
