"""What the template service gives: versions of a kind's template, and the names that a template may use."""

from dataclasses import dataclass
from datetime import date

from models.keys import Key


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A version of the template of a kind; without a key it is the program's own.

    `name` tells it from the kind's others. `chosen`: documents are made from it. `outdated`: the program's default has
    changed since this version was made from it.
    """

    key: Key | None
    kind: str
    kind_name: str
    name: str
    chosen: bool
    outdated: bool = False
    created_on: date | None = None
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name that a template may use: what it is (数, 文字, 是或否, 列表), what it says, its value at present.

    `insertion` is what a template writes for it; `value` is empty where the document has none.
    """

    name: str
    kind: str
    label: str
    insertion: str
    value: str = ""
