"""Reading study resources with their uses, and the lecturers and places that sessions name without a link."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import ResourceKind, SessionKind, SessionState
from models.keys import Key
from models.people import Person
from models.sessions import Sitting, StudySession
from models.study_resources import SessionResource, StudyResource
from services.organizations.tree import load_tree
from services.sessions.held import counts_between
from services.study_resources.rows import ResourceDraft, ResourceRow, ResourceUse, SuggestedResource

_FIELDS = tuple(ResourceDraft.__dataclass_fields__)
_NAMES_APART = "、"

Links = set[tuple[Key, Key]]


def list_resources(connection: Connection, kind: ResourceKind | None, asof: date) -> tuple[ResourceRow, ...]:
    """List the resources, of one kind or of all in their order; those used most come first."""
    table = StudyResource.__table__.c
    query = select(StudyResource.__table__).where(table.deleted == false())
    if kind is not None:
        query = query.where(table.kind == kind)
    days = _days_of_use(connection, asof)
    rows = [_row(row, days[row.id]) for row in connection.execute(query)]
    order = list(ResourceKind)
    return tuple(sorted(rows, key=lambda row: (order.index(row.draft.kind), -row.uses, row.draft.name, row.key)))


def _row(row: Any, days: list[date]) -> ResourceRow:
    draft = ResourceDraft(**{field: getattr(row, field) for field in _FIELDS})
    years = Counter(day.year for day in days)
    return ResourceRow(row.id, draft, len(days), max(days, default=None), tuple(sorted(years.items(), reverse=True)))


def _days_of_use(connection: Connection, asof: date) -> dict[Key, list[date]]:
    query = (
        select(SessionResource.resource_id, StudySession.starts_on)
        .join(StudySession, StudySession.id == SessionResource.session_id)
        .where(SessionResource.deleted == false(), counts_between(date.min, asof))
    )
    days: dict[Key, list[date]] = defaultdict(list)
    for resource, day in connection.execute(query):
        days[resource].append(day)
    return days


def list_uses(connection: Connection, resource: Key, asof: date) -> tuple[ResourceUse, ...]:
    """List the sessions linked to a resource, the newest first, also those that are still to come."""
    tree = load_tree(connection)
    table = StudySession.__table__.c
    query = (
        select(table.id, table.starts_on, table.title, table.kind, table.organization_id, table.state)
        .join(SessionResource.__table__, SessionResource.session_id == table.id)
        .where(SessionResource.resource_id == resource, SessionResource.deleted == false(), table.deleted == false())
        .order_by(table.starts_on.desc(), table.id.desc())
    )
    return tuple(
        ResourceUse(
            row.id,
            row.starts_on,
            row.title,
            row.kind.label,
            tree.name(row.organization_id),
            held=row.state is SessionState.HELD and row.starts_on <= asof,
        )
        for row in connection.execute(query)
    )


def suggest(connection: Connection, asof: date) -> tuple[SuggestedResource, ...]:
    """Collect what held sessions name without a link: people outside and places of site visits first, most named."""
    named = _named(connection, asof)
    known = _known(connection)
    links: Links = {(row.session_id, row.resource_id) for row in connection.execute(_links())}
    people = set(connection.execute(select(Person.name).where(Person.deleted == false())).scalars())
    found = []
    for (kind, name), sessions in named.items():
        alike = known[kind, name]
        if len(alike) > 1:  # nobody can tell which of them is meant
            continue
        resource = alike[0] if alike else None
        left = {key: use for key, use in sessions.items() if resource is None or (key, resource) not in links}
        if left:
            visits = sum(is_visit for _, is_visit in left.values())
            last = max(day for day, _ in left.values())
            is_person = kind is ResourceKind.TEACHER and name in people
            found.append(SuggestedResource(kind, name, resource, tuple(left), last, is_person, visits))
    return tuple(sorted(found, key=_rank))


def _rank(one: SuggestedResource) -> tuple[object, ...]:
    is_unlikely = one.is_person or (one.kind is ResourceKind.PLACE and not one.site_visits)
    return (is_unlikely, one.kind is ResourceKind.PLACE, -len(one.sessions), one.name)


Named = dict[tuple[ResourceKind, str], dict[Key, tuple[date, bool]]]


def _named(connection: Connection, asof: date) -> Named:
    """Give the sessions that name each lecturer and each place, with their day and whether they are site visits."""
    found: Named = defaultdict(dict)
    columns = (StudySession.id, StudySession.starts_on, StudySession.kind)
    sessions = select(*columns, StudySession.lecturer, StudySession.place).where(counts_between(date.min, asof))
    for key, day, kind, lecturers, place in connection.execute(sessions.order_by(StudySession.starts_on)):
        use = (day, kind is SessionKind.SITE_VISIT)
        if place.strip():
            found[ResourceKind.PLACE, place.strip()][key] = use
        for name in _names(lecturers):
            found[ResourceKind.TEACHER, name][key] = use
    sittings = select(*columns, Sitting.lecturer).join(StudySession, StudySession.id == Sitting.session_id)
    for key, day, kind, lecturers in connection.execute(
        sittings.where(Sitting.deleted == false(), Sitting.lecturer != "", counts_between(date.min, asof))
    ):
        for name in _names(lecturers):
            found[ResourceKind.TEACHER, name][key] = (day, kind is SessionKind.SITE_VISIT)
    return found


def _names(text: str) -> list[str]:
    return [name for one in text.split(_NAMES_APART) if (name := one.strip())]


def _known(connection: Connection) -> dict[tuple[ResourceKind, str], list[Key]]:
    query = select(StudyResource.kind, StudyResource.name, StudyResource.id).where(StudyResource.deleted == false())
    found: dict[tuple[ResourceKind, str], list[Key]] = defaultdict(list)
    for kind, name, key in connection.execute(query):
        found[kind, name].append(key)
    return found


def _links() -> Any:
    return select(SessionResource.session_id, SessionResource.resource_id).where(SessionResource.deleted == false())
