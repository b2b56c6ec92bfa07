"""What the hours service hands out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import AttendanceStatus, HoursState, MemberClass, SessionKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A person's hours in a year.

    `target` and `met` are None for who is exempt. The branch is that of 31 December, of those who left their last.
    """

    person: Key
    name: str
    number: str
    branch: Key
    branch_name: str
    member_class: MemberClass
    target: Decimal | None
    earned: Decimal
    met: bool | None
    state: HoursState


@dataclass(frozen=True, slots=True)
class HoursTable:
    """The hours list of a year: by branch in the order of the tree, then by name."""

    year: int
    scope: Key
    scope_name: str
    rows: tuple[HoursRow, ...]


@dataclass(frozen=True, slots=True)
class HoursSource:
    """One row that an earned total comes from; the hours of all of a person's rows sum to the total."""

    session: Key
    number: str
    title: str
    held_on: date
    kinds: tuple[SessionKind, ...]
    status: AttendanceStatus
    hours: Decimal
