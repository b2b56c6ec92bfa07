"""Records that may be the same, and what uniting them would mean; all in words."""

from dataclasses import dataclass

from models.keys import Key


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records differ; `record` names what hangs on them, empty for the records themselves."""

    record: str
    field: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records of a table that may be the same, the older first; `reasons` say why, `hanging` what is on each.

    `can_unite` is false for organisations, which are only told.
    """

    table: str
    label: str
    first: Key
    second: Key
    first_name: str
    second_name: str
    reasons: tuple[str, ...]
    differences: tuple[Difference, ...]
    first_hanging: str
    second_hanging: str
    can_unite: bool = True
