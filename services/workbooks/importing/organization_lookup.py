"""Finding organisations by name or path, and making those that are missing where that is wanted."""

from typing import Final

from models.enums import OrganizationKind
from models.keys import Key
from services.workbooks import wording
from services.workbooks.importing.image import Record, TableImage
from services.workbooks.importing.journal import RowRefusedError
from services.workbooks.reading import cells

_SEPARATORS: Final = str.maketrans("／＼\\", "///")


def split_path(text: str) -> tuple[str, ...]:
    """Split 上级/名称 into its names."""
    return tuple(part for part in (cells.plain_text(piece) for piece in text.translate(_SEPARATORS).split("/")) if part)


class OrganizationLookup:
    """All organisations by name; a name that stands more than once needs its path."""

    def __init__(self, table: TableImage, *, create_missing: bool) -> None:
        self._table = table
        self._create_missing = create_missing
        self._by_name: dict[str, list[Record]] = {}
        self._resolved: dict[str, Record] = {}
        self.missing: dict[str, None] = {}
        self.made: list[str] = []
        for record in table.live():
            self._by_name.setdefault(record.values["name"], []).append(record)

    def top(self) -> Record | None:
        """Find the organisation at the top: the oldest one without a parent."""
        roots = [record for record in self._table.live() if record.values["parent_id"] is None]
        return min(roots, key=lambda record: record.key, default=None)

    def named(self, name: str) -> list[Record]:
        """List the organisations of that name."""
        return self._by_name.get(name, [])

    def parent(self, record: Record) -> Record | None:
        """Give the organisation above."""
        key = record.values["parent_id"]
        return None if key is None else self._table.records.get(key)

    def by_key(self, key: Key) -> Record:
        """Give an organisation by its key."""
        return self._table.records[key]

    def branch(self, key: Key) -> Record:
        """Give the branch of an organisation: a group's parent, else itself."""
        record = self.by_key(key)
        if record.values["kind"] == OrganizationKind.GROUP.value:
            return self.parent(record) or record
        return record

    def lineage(self, key: Key) -> set[Key]:
        """Collect an organisation and all above it."""
        found: set[Key] = set()
        record: Record | None = self.by_key(key)
        while record is not None and record.key not in found:
            found.add(record.key)
            record = self.parent(record)
        return found

    def add(self, name: str, kind: OrganizationKind, parent: Key | None) -> Record:
        """Make an organisation."""
        record = self._table.add(name=name, kind=kind.value, parent_id=parent)
        self._by_name.setdefault(name, []).append(record)
        self._resolved.clear()
        return record

    def matching(self, text: str) -> list[Record]:
        """List the organisations that a name or path can mean."""
        exact = self.named(cells.plain_text(text))
        if exact:
            return exact
        path = split_path(text)
        if not path:
            return []
        return [record for record in self.named(path[-1]) if self._above_is(record, path[:-1])]

    def _above_is(self, record: Record, path: tuple[str, ...]) -> bool:
        if not path:
            return True
        above = self.parent(record)
        return above is not None and above.values["name"] == path[-1] and self._above_is(above, path[:-1])

    def resolve(self, text: str, column: str) -> Record:
        """Find the one organisation meant, or make it where that is wanted; RowRefusedError otherwise."""
        if text in self._resolved:
            return self._resolved[text]
        found = self.matching(text)
        if len(found) > 1:
            raise RowRefusedError(column, text, wording.ORGANIZATION_AMBIGUOUS, wording.ORGANIZATION_AMBIGUOUS_REMEDY)
        record = found[0] if found else self._make(text, column)
        self._resolved[text] = record
        return record

    def _make(self, text: str, column: str) -> Record:
        path = split_path(text)
        if not path:
            raise RowRefusedError(column, text, wording.ORGANIZATION_NAME_FORM, wording.ORGANIZATION_UNKNOWN_REMEDY)
        if not self._create_missing:
            self.missing[text] = None
            raise RowRefusedError(column, text, wording.ORGANIZATION_UNKNOWN, wording.ORGANIZATION_UNKNOWN_REMEDY)
        above = self.resolve("/".join(path[:-1]), column) if path[:-1] else self.top()
        self.made.append(path[-1])
        return self.add(path[-1], OrganizationKind.BRANCH, None if above is None else above.key)

    def resolve_group(self, text: str, branch: Record, column: str) -> Record:
        """Find a group of a branch, or make it where that is wanted."""
        name = cells.plain_text(text)
        for record in self.named(name):
            if record.values["parent_id"] == branch.key:
                return record
        path = split_path(text)
        if len(path) > 1:
            return self.resolve(text, column)
        if not self._create_missing:
            self.missing[f"{branch.values['name']}/{name}"] = None
            raise RowRefusedError(column, text, wording.ORGANIZATION_UNKNOWN, wording.ORGANIZATION_UNKNOWN_REMEDY)
        self.made.append(f"{branch.values['name']}/{name}")
        return self.add(name, OrganizationKind.GROUP, branch.key)

    def reference(self, key: Key) -> str:
        """Write an organisation as a file should name it: its name, with so much of its path as tells it apart."""
        record = self.by_key(key)
        text: str = record.values["name"]
        above = self.parent(record)
        while len(self.matching(text)) > 1 and above is not None:
            text = f"{above.values['name']}/{text}"
            above = self.parent(above)
        return text

    def renamed(self) -> None:
        """Forget what texts meant: a parent changed."""
        self._resolved.clear()
