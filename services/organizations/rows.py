"""What the organisation service gives and takes."""

from dataclasses import dataclass
from datetime import date

from models.enums import OrganizationKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organisation in its tree; `path` is 上级/名称 from the top, `depth` 0 at the top.

    `members` counts 正式党员 and 预备党员 of it and of everything below it, on the day asked for.
    """

    key: Key
    name: str
    kind: OrganizationKind
    parent_id: Key | None
    path: str
    depth: int
    founded_on: date | None
    dissolved_on: date | None
    term_ends_on: date | None
    note: str
    members: int

    def exists(self, day: date) -> bool:
        """Tell whether it is founded and not dissolved on that day."""
        founded = self.founded_on is None or self.founded_on <= day
        return founded and (self.dissolved_on is None or day < self.dissolved_on)


@dataclass(frozen=True, slots=True)
class OrganizationDraft:
    """An organisation as entered; `dissolved_on` is the first day it exists no more."""

    name: str
    kind: OrganizationKind
    parent_id: Key | None
    founded_on: date | None = None
    dissolved_on: date | None = None
    term_ends_on: date | None = None
    note: str = ""
