"""Audiences, campaign texts, resources and needs, lecture pay, carry-over, targets, attachments, archive rules."""

from models.migrations.statements import run_statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and tables; files that have rules also get the new defaults (new files are seeded later)."""
    run_statements(__file__)
