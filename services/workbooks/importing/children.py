"""Lists inside a cell: further kinds, topics, study items, measures; kept as rows of their own."""

from typing import Any

from services.workbooks.importing.image import Record, TableImage


class LinkRows:
    """Codes linked to a record by rows with natural keys (further kinds, topics)."""

    def __init__(self, table: TableImage, owner: str, code: str) -> None:
        self._table = table
        self._owner = owner
        self._code = code
        self._codes: dict[bytes, set[str]] = {}
        for record in table.live():
            self._codes.setdefault(record.values[owner], set()).add(record.values[code])

    def of(self, key: bytes) -> frozenset[str]:
        """List the codes of a record."""
        return frozenset(self._codes.get(key, ()))

    def put(self, key: bytes, codes: frozenset[str]) -> None:
        """Make these the codes of a record."""
        there = self._codes.setdefault(key, set())
        for code in sorted(codes - there):
            self._table.add(**{self._owner: key, self._code: code})
        for code in there - codes:
            self._table.records[self._table.identity({self._owner: key, self._code: code})].put("deleted", 1)
        self._codes[key] = set(codes)


class ListedTexts:
    """Texts listed under a record, in order (study items, measures)."""

    def __init__(self, table: TableImage, owner: str, text: str) -> None:
        self._table = table
        self._owner = owner
        self._text = text
        self._records: dict[bytes, list[Record]] = {}
        for record in table.live():
            self._records.setdefault(record.values[owner], []).append(record)
        for records in self._records.values():
            records.sort(key=lambda record: (record.values["position"], record.key))

    def of(self, key: bytes) -> tuple[str, ...]:
        """List the texts of a record."""
        return tuple(record.values[self._text] for record in self._records.get(key, ()))

    def put(self, key: bytes, texts: tuple[str, ...]) -> None:
        """Make these the texts of a record; a text that stays keeps its row and whatever else is known of it."""
        former = list(self._records.get(key, ()))
        kept: list[Record] = []
        for position, text in enumerate(texts, start=1):
            same = next((record for record in former if record.values[self._text] == text), None)
            if same is None:
                values: dict[str, Any] = {self._owner: key, self._text: text, "position": position}
                same = self._table.add(**values)
            else:
                former.remove(same)
                same.put("position", position)
            kept.append(same)
        for record in former:
            record.put("deleted", 1)
        self._records[key] = kept
