"""The first tables, as plain SQL frozen beside this file."""

from models.migrations.statements import run_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table and index."""
    run_statements(__file__)
