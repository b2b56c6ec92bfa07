"""Rows with random values for any table, with the records that they hang on."""

from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Integer, LargeBinary

from models.change_log.cells import LoggedTable, logged_table
from models.types import KeyType, Thousandths

KEYS = count(1)
HASHES = count(100)
NEW_CONTENT = 0.5


def insert_row(connection: Any, table: LoggedTable, chance: Random) -> bytes:
    """Insert a row with random values; a natural key that is there already is left."""
    values = {
        column.name: reference(connection, column, chance) if column.foreign_keys else written(column, chance)
        for column in table.table.columns
        if column.name not in {"deleted", "united_into"}
    }
    fit(table.name, values, chance)
    names = ", ".join(f'"{name}"' for name in values)
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )
    return bytes(next(iter(values.values())) or b"")


def fit(name: str, values: dict[str, Any], chance: Random) -> None:
    """Keep what the CHECK of these tables asks for."""
    if name == "sessions":
        values["ends_on"] = None
    if name == "targets":
        values["to_year"] = values["from_year"]
    if name == "attachments":
        values["kept_at"] = "档案柜"
        values.update(person_id=None, expense_id=None)
    if name == "attachment_contents":
        # The same picture is taken in on several PCs: a hash and what it stands for.
        content = next(HASHES) if chance.random() < NEW_CONTENT else chance.randint(1, 3)
        values["sha256"] = values["content"] = content.to_bytes(32, "big")
        values.update(size=32, media_type="image/png", thumbnail=None)


def reference(connection: Any, column: Any, chance: Random) -> bytes | None:
    """Give the key of a live row that the column can name, made first if there is none."""
    (key,) = column.foreign_keys
    target = key.column.table
    if column.nullable and (chance.random() < 0.5 or target is column.table):
        return None
    rows = connection.exec_driver_sql(f"SELECT {key.column.name} FROM {target.name} WHERE deleted = 0").scalars().all()
    if rows and chance.random() < 0.7:
        return bytes(chance.choice(rows))
    return insert_row(connection, logged_table(target.name), chance)


def written(column: Any, chance: Random) -> Any:
    """Give a random value as the column stores it."""
    kind = column.type
    if column.nullable and chance.random() < 0.3:
        return None
    if isinstance(kind, KeyType | LargeBinary):
        return next(KEYS).to_bytes(16, "big")
    if isinstance(kind, Enum):
        return chance.choice(kind.enums)
    if isinstance(kind, Date):
        return f"20{chance.randint(10, 30)}-{chance.randint(1, 12):02d}-01"
    if isinstance(kind, Integer | Thousandths | Boolean):
        return chance.randint(0, 1 if isinstance(kind, Boolean) else 3000)
    return chance.choice(["", "甲", "乙", "丙"])
