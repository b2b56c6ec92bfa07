"""What the issuing service gives and takes."""

from dataclasses import dataclass
from datetime import date

from models.keys import Key


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """How a document is issued; an empty `number` is given.

    `corrects` is the number of an issued document that this one takes the place of, as its next revision. `with_gaps`
    issues it although something is still marked as to be filled in.
    """

    number: str = ""
    corrects: str = ""
    note: str = ""
    with_gaps: bool = False


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure that is another today: its key, its Chinese label, what was issued and what is so now, as shown."""

    key: str
    label: str
    issued: str
    today: str


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """An issued document; `replaced` where a later revision stands, `differences` against today's data."""

    key: Key
    number: str
    revision: int
    kind: str
    kind_name: str
    format: str
    title: str
    year: int
    to_year: int | None
    organization_name: str
    about: str
    issued_on: date
    note: str
    figures: int
    replaced: bool
    differences: tuple[FigureDifference, ...]

    @property
    def name(self) -> str:
        """Give the number with the revision, where it is not the first."""
        return self.number if self.revision == 1 else f"{self.number}（第{self.revision}版）"
