"""Packages of changes: what was sent, what partners showed to know, what a file of changes builds on."""

from models.migrations.statements import run_statements

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the tables, and the digest of what arrived."""
    run_statements(__file__)
