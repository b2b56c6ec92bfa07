"""What the service of publicity and materials gives and takes."""

from dataclasses import dataclass
from datetime import date

from models.enums import MaterialKind
from models.keys import Key


@dataclass(frozen=True, slots=True)
class MaterialDraft:
    """A book issue, brief, poster or article as entered; without an organisation it is the top organisation's own."""

    issued_on: date
    kind: MaterialKind
    name: str
    quantity: int
    reads: int | None = None
    number: str = ""
    organization_id: Key | None = None
    campaign_id: Key | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A stored record."""

    key: Key
    draft: MaterialDraft
    organization_name: str


@dataclass(frozen=True, slots=True)
class MaterialTotals:
    """A year's figures: books in sets, briefs in issues, posters and articles in pieces, reads of articles."""

    books: int
    briefs: int
    posters: int
    articles: int
    article_reads: int
