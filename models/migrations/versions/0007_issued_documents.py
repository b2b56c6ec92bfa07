"""Documents as they were issued, with their figures."""

from models.migrations.statements import run_statements

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    run_statements(__file__)
