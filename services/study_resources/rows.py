"""What the service of study resources gives and takes: teachers, places, courses, texts and where they were used."""

from dataclasses import dataclass
from datetime import date

from models.enums import ResourceKind, TeacherTitle, Topic
from models.keys import Key


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """A resource as entered; `title` is a teacher's, `origin` the unit of a teacher, the address or publisher."""

    kind: ResourceKind
    name: str
    title: TeacherTitle | None = None
    topic: Topic | None = None
    origin: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A stored resource; `uses` counts the held sessions linked to it, `by_year` the same by year, newest first."""

    key: Key
    draft: ResourceDraft
    uses: int
    last_used: date | None
    by_year: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ResourceUse:
    """A session linked to a resource; `held`: it counts."""

    session: Key
    held_on: date
    title: str
    kind: str
    organization_name: str
    held: bool


@dataclass(frozen=True, slots=True)
class SuggestedResource:
    """A lecturer or place named by held sessions that are not linked to it: the officer decides.

    `resource` is the one that has this name already; `is_person`: a person of the roster is called so; `site_visits`
    counts those of the sessions that are site visits.
    """

    kind: ResourceKind
    name: str
    resource: Key | None
    sessions: tuple[Key, ...]
    last_used: date
    is_person: bool
    site_visits: int
