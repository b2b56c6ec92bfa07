"""Organisations offered as a tree in a choice."""

from collections.abc import Iterable
from typing import Final

from models.keys import Key
from services.organizations.rows import OrganizationRow

INDENT: Final = "　"


def organization_options(rows: Iterable[OrganizationRow]) -> list[tuple[str, Key]]:
    """List organisations for a Choice, each indented by its depth."""
    return [(INDENT * row.depth + row.name, row.key) for row in rows]
