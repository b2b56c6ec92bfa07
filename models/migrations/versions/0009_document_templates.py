"""The officer's own versions of the templates of papers."""

from models.migrations.statements import run_statements

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table."""
    run_statements(__file__)
