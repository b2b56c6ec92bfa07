"""Tables, columns, values and records in the words that people read."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Date
from sqlalchemy import Enum as Code

from models.change_log.cells import Cell, LoggedTable, logged_table, quoted
from models.enums import LabelledEnum
from models.types import Thousandths, from_thousandths
from services.documents.kinds import KINDS
from services.masking import MASKED_COLUMNS, masked
from services.money.amounts import format_yuan
from services.resources import load_json

EMPTY: Final = "（空）"
_LONGEST: Final = 40
_TEMPLATES: Final = frozenset({("document_templates", "content"), ("issued_documents", "template_text")})


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = load_json("field_names.json")
    return names


@cache
def _rule_names() -> dict[str, str]:
    listed = load_json("rule_names.json")
    return {entry["key"]: entry["name"] for entry in listed["rules"]}


def table_label(table: str) -> str:
    """Give a table's Chinese name; KeyError if it has none."""
    return str(_names()["tables"][table]["label"])


def column_label(table: str, column: str) -> str:
    """Give a column's Chinese name; KeyError if it has none."""
    return str(_names()["tables"][table]["columns"].get(column) or _names()["columns"][column])


def cell_label(table: str, cell: Cell) -> str:
    """Give a cell's Chinese name, its columns joined."""
    return "、".join(column_label(table, column.name) for column in cell.columns)


class Words:
    """Values and records in words, read from one connection; names that were looked up are kept."""

    def __init__(self, connection: Connection, *, full: bool = False, sides: Sequence[str] = ("main",)) -> None:
        """Take the connection that names are read from; `full`: identity and telephone numbers are not masked.

        `sides`: the files attached in which a record is looked for, one after the other.
        """
        self._full = full
        self._sides = sides
        self.connection = connection
        self._records: dict[tuple[str, bytes], str] = {}

    def value(self, column: Column[Any], raw: Any) -> str:
        """Write a stored value for people: labels, days, yuan, decimals, the names behind keys."""
        if raw is None or raw == "":
            return EMPTY
        if isinstance(raw, bytes | bytearray):
            return self._behind(column, bytes(raw))
        if column.name in MASKED_COLUMNS and not self._full:
            return masked(str(raw))
        return _written(column, raw)

    def record(self, table: str, row: bytes) -> str:
        """Name a record by what tells it from others (张伟 D00012); its key is the log's."""
        known = self._records.get((table, row))
        if known is None:
            known = self._records[table, row] = self._read(logged_table(table), row)
        return known

    def _behind(self, column: Column[Any], raw: bytes) -> str:
        for key in column.foreign_keys:
            return self.record(key.column.table.name, raw)
        return raw.hex()[:12]

    def _read(self, table: LoggedTable, row: bytes) -> str:
        columns = [table.table.columns[name] for name in _names()["tables"][table.name]["subject"]]
        listed = ", ".join(f"t.{quoted(column.name)}" for column in columns)
        found = None
        for side in self._sides:
            found = (
                found
                or self.connection.exec_driver_sql(
                    f"SELECT {listed} FROM {side}.{table.name} t WHERE {table.is_row('t', '?1')}", (bytearray(row),)
                ).one_or_none()
            )
        if found is None:
            return EMPTY
        words = (self.value(column, raw) for column, raw in zip(columns, found, strict=True) if raw not in (None, ""))
        return " ".join(word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…" for word in words) or EMPTY


def _written(column: Column[Any], raw: Any) -> str:
    kind = column.type
    if isinstance(kind, Code):
        return _label(kind, raw)
    if isinstance(kind, Boolean):
        return "是" if raw else "否"
    if isinstance(kind, Thousandths):
        return f"{from_thousandths(int(raw)):f}"
    if isinstance(kind, Date):
        day = date.fromisoformat(raw)
        return f"{day.year}年{day.month}月{day.day}日"
    return format_yuan(int(raw)) if column.name.endswith("_fen") else _named(column, str(raw))


def _named(column: Column[Any], raw: str) -> str:
    """Put the name in the place of a code that is not an enum's: of a rule, of a kind of document."""
    if column.table.name == "rules" and column.name == "key":
        return _rule_names().get(raw, raw)
    if column.name == "document_kind":
        return next((kind.name for kind in KINDS if kind.key == raw), raw)
    return _gist(raw) if (column.table.name, column.name) in _TEMPLATES else raw


def _gist(text: str) -> str:
    """Tell a template, which is pages long, by its first line and its length."""
    first, *further = text.splitlines() or [""]
    return f"{first[:_LONGEST]}…（共 {len(further) + 1} 行、{len(text)} 字）" if further else text


def _label(kind: Code, raw: str) -> str:
    enumeration = kind.enum_class
    if enumeration is None or not issubclass(enumeration, Enum):
        return raw
    member = enumeration(raw)
    return member.label if isinstance(member, LabelledEnum) else raw
