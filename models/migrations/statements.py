"""Runs the plain SQL that lies frozen beside a migration."""

from pathlib import Path

from alembic import op


def run_statements(migration: str) -> None:
    """Execute every statement of the .sql file of the same name as a migration's module (its `__file__`)."""
    text = Path(migration).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
