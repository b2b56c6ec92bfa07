"""Where a person's name stands besides the person's own records: texts that only the officer can judge."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, Enum, String

from models.change_log.cells import LoggedTable, logged_tables, quoted
from models.keys import Key
from services.history.words import table_label
from services.purging.rows import Mention

_SHORTEST_NAME: Final = 2  # characters; a single one stands in half of all texts


def names_of(connection: Connection, people: Sequence[Key]) -> frozenset[str]:
    """Give the names of these people that are long enough to be looked for."""
    names = (
        str(connection.exec_driver_sql("SELECT name FROM people WHERE id = ?", (bytearray(key),)).scalar_one()).strip()
        for key in people
    )
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME)


def mentions(connection: Connection, names: Collection[str], people: Sequence[Key]) -> tuple[Mention, ...]:
    """Count, by table, the live records of others that hold one of the names in a text."""
    found = []
    for table in logged_tables():
        count = _count(connection, table, names, people) if names else 0
        if count:
            found.append(Mention(table_label(table.name), count))
    return tuple(found)


def issued_documents(connection: Connection) -> int:
    """Count the issued documents, which stay as they were issued."""
    statement = (
        "SELECT count(*) FROM issued_documents i JOIN attachment_contents c ON c.sha256 = i.sha256 "
        "WHERE i.deleted = 0 AND c.content IS NOT NULL"
    )
    return int(connection.exec_driver_sql(statement).scalar_one())


def _count(connection: Connection, table: LoggedTable, names: Collection[str], people: Sequence[Key]) -> int:
    texts = [
        quoted(column.name)
        for column in table.table.columns
        if isinstance(column.type, String) and not isinstance(column.type, Enum)
    ]
    if not texts:
        return 0
    named = " OR ".join(f"instr({text}, ?)" for text in texts for _ in names)
    own = {"people": "id"}.get(table.name, "person_id" if "person_id" in table.table.columns else "")
    others = f" AND coalesce({own}, x'') NOT IN ({', '.join('?' for _ in people)})" if own else ""
    values = [*(name for _ in texts for name in names), *(bytearray(key) for key in people if own)]
    statement = f"SELECT count(*) FROM {quoted(table.name)} WHERE deleted = 0 AND ({named}){others}"
    return int(connection.exec_driver_sql(statement, tuple(values)).scalar_one())
