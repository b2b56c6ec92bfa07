"""Reading needs with what was done for them: sessions of the year with their topic, plan items that name them."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, select

from models.enums import Topic
from models.keys import Key
from models.plans import Plan, PlanItem
from models.study_resources import TrainingNeed
from services.needs.rows import NeedDraft, NeedRow, NeedTally
from services.needs.tally import asked_subjects, vote_sums
from services.organizations.tree import OrganizationTree, load_tree
from services.sessions.held import load_held_sessions

_FIELDS = tuple(NeedDraft.__dataclass_fields__)


def load_needs(connection: Connection, tree: OrganizationTree, year: int, scope: Key | None) -> tuple[NeedRow, ...]:
    """List the needs of a year, most asked first, of an organisation and everything below it."""
    table = TrainingNeed.__table__.c
    query = select(TrainingNeed.__table__).where(table.deleted == false(), table.year == year)
    root = tree.root(scope)
    inside = tree.subtree(root)
    rows = connection.execute(query.order_by(table.votes.desc(), table.subject, table.id))
    return tuple(_row(row, tree) for row in rows if (row.organization_id or tree.top) in inside)


def _row(row: Any, tree: OrganizationTree) -> NeedRow:
    draft = NeedDraft(**{field: getattr(row, field) for field in _FIELDS})
    return NeedRow(row.id, draft, tree.name(draft.organization_id or tree.root(None)))


def load_tally(connection: Connection, year: int, scope: Key | None, asof: date) -> NeedTally:
    """Add up the survey of a year; RecordMissingError if there is no such organisation."""
    tree = load_tree(connection)
    root = tree.root(scope)
    rows = load_needs(connection, tree, year, root)
    return NeedTally(
        year,
        tree.name(root),
        rows,
        asked_subjects(rows, _served(connection, year, tree.subtree(root), asof), _planned(connection, year)),
        vote_sums(rows, lambda row: row.draft.topic.label if row.draft.topic else ""),
        vote_sums(rows, lambda row: row.draft.audience.label if row.draft.audience else ""),
        vote_sums(rows, lambda row: row.organization_name),
    )


def _served(connection: Connection, year: int, inside: frozenset[Key], asof: date) -> Counter[Topic]:
    sessions = load_held_sessions(connection, date(year, 1, 1), min(asof, date(year, 12, 31))).values()
    return Counter(topic for session in sessions if session.organization in inside for topic in session.topics)


def _planned(connection: Connection, year: int) -> frozenset[str]:
    query = (
        select(PlanItem.title)
        .join(Plan, Plan.id == PlanItem.plan_id)
        .where(Plan.year.in_((year, year + 1)), Plan.deleted == false(), PlanItem.deleted == false())
    )
    return frozenset(connection.execute(query).scalars())
