"""What the issuing service gives and takes."""

from dataclasses import dataclass
from datetime import date

from models.keys import Key
from services.attachments.names import safe_name


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """How a document is issued; an empty `number` is given.

    `corrects` is the number of an issued document that this one takes the place of, as its next revision. `with_gaps`
    issues it although something is still marked as to be filled in. A correction says its reason in `note`.
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
    """An issued document; `replaced` where a later revision stands, `differences` against today's data.

    These are None where nobody compared; `scope` is the organisation that it is about.
    """

    key: Key
    number: str
    revision: int
    kind: str
    kind_name: str
    format: str
    title: str
    year: int
    to_year: int | None
    scope: Key | None
    organization_name: str
    about: str
    issued_on: date
    note: str
    figures: int
    replaced: bool
    differences: tuple[FigureDifference, ...] | None

    @property
    def period(self) -> tuple[int, int | None, Key | None]:
        """Give what its figures are of: documents that share it are compared with today at one go."""
        return self.year, self.to_year, self.scope

    @property
    def name(self) -> str:
        """Give the number with the revision, where it is not the first."""
        return self.number if self.revision == 1 else f"{self.number}（第{self.revision}版）"

    @property
    def file_name(self) -> str:
        """Give the file a name: what it is called and its number."""
        words = f"{self.title or self.kind_name}（{self.name.replace('（', ' ').replace('）', '')}）"
        return safe_name(f"{words.replace('/', '-')}.{self.format}", (f".{self.format}",))
