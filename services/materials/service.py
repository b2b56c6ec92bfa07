"""Use cases of publicity and materials: what was issued, put up and published in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, false, func, or_, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import MaterialKind, StepKind
from models.keys import Key, new_key
from models.materials import Material
from models.organizations import Organization, subtree, top_organization
from models.sessions import Campaign
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, require_number
from services.errors import DuplicateError
from services.figures.ledger import Ledger
from services.figures.materials import material_figures
from services.materials.rows import MaterialDraft, MaterialRow, MaterialTotals

_WHAT: Final = "宣传与资料"
_FIELDS: Final = tuple(MaterialDraft.__dataclass_fields__)
_CHANGES: Final = frozenset({Material.__tablename__})


@dataclass(frozen=True, slots=True)
class MaterialService:
    """Reads and writes books issued, briefs, posters and articles."""

    database: Database
    clock: Clock

    def years(self) -> tuple[int, ...]:
        """List the years that have records, and this year, the newest first."""
        with self.database.reading() as connection:
            query = select(func.strftime("%Y", Material.issued_on)).where(Material.deleted == false()).distinct()
            found = {int(year) for year in connection.execute(query).scalars()}
        return tuple(sorted(found | {self.clock.today().year}, reverse=True))

    def materials(
        self, year: int, organization_id: Key | None = None, kind: MaterialKind | None = None
    ) -> tuple[MaterialRow, ...]:
        """List the records of a year, the newest first, of an organisation and everything below it (empty: all)."""
        with self.database.reading() as connection:
            wanted = [*_in_scope(connection, organization_id)]
            if kind is not None:
                wanted.append(Material.kind == kind)
            return _list(connection, year, wanted)

    def totals(self, year: int, organization_id: Key | None = None) -> MaterialTotals:
        """Give the catalogue's figures of a year; RecordMissingError if there is no such organisation."""
        with self.database.reading() as connection:
            ledger = Ledger(connection, range(year, year + 1), organization_id, self.clock.today())
            figures = {key: int(measure.value or 0) for key, measure in material_figures(ledger).items()}
        return MaterialTotals(
            figures["materials.books"],
            figures["materials.briefs"],
            figures["materials.posters"],
            figures["materials.articles"],
            figures["materials.article_reads"],
        )

    def add(self, draft: MaterialDraft) -> Changes:
        """Add a record."""
        with self.database.transaction(StepKind.MATERIAL) as session:
            _check(session, draft, own_key=None)
            material = Material(id=new_key(), **field_values(draft))
            session.add(material)
            return Changes(_CHANGES, material.id)

    def change(self, key: Key, draft: MaterialDraft) -> Changes:
        """Change a record."""
        with self.database.transaction(StepKind.MATERIAL) as session:
            material = live(session, Material, key, _WHAT)
            _check(session, draft, own_key=key)
            fill(material, field_values(draft))
            return Changes(_CHANGES, key)

    def delete(self, key: Key) -> Changes:
        """Delete a record."""
        with self.database.transaction(StepKind.MATERIAL) as session:
            live(session, Material, key, _WHAT).deleted = True
            return Changes(_CHANGES, key)


def _check(session: Session, draft: MaterialDraft, own_key: Key | None) -> None:
    require_number(_WHAT, "数量", draft.quantity)
    require_number(_WHAT, "阅读量", draft.reads)
    if draft.organization_id is not None:
        live(session, Organization, draft.organization_id, "单位")
    if draft.campaign_id is not None:
        live(session, Campaign, draft.campaign_id, "专题教育")
    number = draft.number.strip()
    same = select(Material.id).where(Material.number == number, Material.deleted == false())
    if number and any(other != own_key for other in session.scalars(same)):
        raise DuplicateError(what=_WHAT, field="编号", value=number)


def _in_scope(connection: Connection, organization_id: Key | None) -> Sequence[ColumnElement[bool]]:
    """Restrict to an organisation and everything below it; what names none belongs to the top organisation."""
    if organization_id is None:
        return ()
    below: ColumnElement[bool] = Material.organization_id.in_(subtree(connection, organization_id))
    if organization_id == top_organization(connection):
        return (or_(below, Material.organization_id.is_(None)),)
    return (below,)


def _list(connection: Connection, year: int, wanted: Sequence[ColumnElement[bool]]) -> tuple[MaterialRow, ...]:
    table = Material.__table__
    rows = connection.execute(
        select(table, Organization.name.label("organization_name"))
        .outerjoin(Organization, Organization.id == table.c.organization_id)
        .where(table.c.deleted == false(), table.c.issued_on.between(date(year, 1, 1), date(year, 12, 31)), *wanted)
        .order_by(table.c.issued_on.desc(), table.c.id.desc())
    )
    return tuple(MaterialRow(row.id, _draft(row), row.organization_name or "") for row in rows)


def _draft(row: Any) -> MaterialDraft:
    return MaterialDraft(*(getattr(row, field) for field in _FIELDS))
