"""History and result of follow-up projects, kinds of plan, the centre group's plan and members."""

from models.migrations.statements import run_statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables."""
    run_statements(__file__)
