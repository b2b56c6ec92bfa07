"""Numbers of exchange packages."""

from models.migrations.statements import run_statements

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables."""
    run_statements(__file__)
