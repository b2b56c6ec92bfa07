"""The sheet 党组织: a tree whose rows may stand in any order."""

from models.enums import OrganizationKind
from models.keys import Key
from services.workbooks import wording
from services.workbooks.importing.context import ImportContext, check_order, for_each_row, note_change, set_fields
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import ReadSheet, Row, RowRefusedError
from services.workbooks.importing.organization_lookup import split_path
from services.workbooks.sheets.people_sheets import ORGANIZATIONS

_FIELDS = ("kind", "founded_on", "dissolved_on", "term_ends_on", "note")


def import_organizations(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Take the rows, those above before those below."""
    handler = _OrganizationRows(context, [row for sheet in sheets for row in sheet.rows])
    for_each_row([ReadSheet("", ORGANIZATIONS, handler.parents_first())], handler.handle)


class _OrganizationRows:
    def __init__(self, context: ImportContext, rows: list[Row]) -> None:
        self._context = context
        self._lookup = context.organizations
        self._rows = rows
        self._rows_by_name: dict[str, list[Row]] = {}
        for row in rows:
            self._rows_by_name.setdefault(_name(row), []).append(row)

    def parents_first(self) -> list[Row]:
        """Order rows so that each follows the rows that can be its parent."""
        ordered: list[Row] = []
        placed: set[int] = set()
        waiting = self._rows
        while waiting:
            ready = [row for row in waiting if self._parent_is_placed(row, placed)]
            if not ready:
                return ordered + waiting
            placed.update(id(row) for row in ready)
            ordered += ready
            waiting = [row for row in waiting if id(row) not in placed]
        return ordered

    def _parent_is_placed(self, row: Row, placed: set[int]) -> bool:
        path = _parent_path(row)
        if not path:
            return True
        return all(id(other) in placed or other is row for other in self._rows_by_name.get(path[-1], ()))

    def handle(self, row: Row) -> None:
        """Make or change one organisation."""
        name, parent = _name(row), self._parent(row)
        record = self._find(row, name, parent)
        if record is None:
            above = parent or self._lookup.top()
            kind = OrganizationKind(row.text("kind"))
            record = self._lookup.add(name, kind, None if above is None else above.key)
            record.made_by = row
            row.is_new = True
        if not self._context.claim(ORGANIZATIONS, record.key, row):
            return
        row.key = record.key
        if parent is not None:
            self._move(row, record, parent.key)
        set_fields(row, record, ORGANIZATIONS, _FIELDS)
        check_order(record.values["founded_on"], record.values["dissolved_on"], "撤销日期")

    def _parent(self, row: Row) -> Record | None:
        path = _parent_path(row)
        return self._lookup.resolve("/".join(path), "上级组织") if path else None

    def _find(self, row: Row, name: str, parent: Record | None) -> Record | None:
        found = self._lookup.named(name)
        if parent is not None:
            below = [record for record in found if record.values["parent_id"] == parent.key]
            repeated = len(self._rows_by_name[name]) > 1 or row.text("kind") == OrganizationKind.GROUP.value
            found = below if below or repeated else found
        if len(found) > 1:
            raise RowRefusedError(
                "组织名称", name, wording.ORGANIZATION_AMBIGUOUS, wording.ORGANIZATION_AMBIGUOUS_REMEDY
            )
        return found[0] if found else None

    def _move(self, row: Row, record: Record, parent: Key) -> None:
        old = record.values["parent_id"]
        if old == parent:
            return
        if record.key in self._lookup.lineage(parent):
            raise RowRefusedError(
                "上级组织", row.text("parent"), wording.ORGANIZATION_CYCLE, wording.ORGANIZATION_CYCLE_REMEDY
            )
        record.put("parent_id", parent)
        self._lookup.renamed()
        before = "" if old is None else self._lookup.by_key(old).values["name"]
        note_change(row, record, ORGANIZATIONS.by_field["parent"], before, self._lookup.by_key(parent).values["name"])


def _name(row: Row) -> str:
    path = split_path(row.text("name"))
    return path[-1] if path else ""


def _parent_path(row: Row) -> tuple[str, ...]:
    return split_path(row.text("parent")) or split_path(row.text("name"))[:-1]
