"""Which tables a write touched, so that the pages that show them reload."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of a write: the names of the tables touched, and the key of the record made or changed, if one."""

    tables: frozenset[str]
    key: bytes | None = None
