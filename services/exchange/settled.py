"""What moved at the end of a merge because people or sessions were united: in a temporary table, for the preview."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from models.change_log.cells import INSERTION
from services.exchange.rows import SettledOutcome

# What was written since: the clock stands in front of it.
_NOTED: Final = f"""CREATE TEMP TABLE settled_cells AS
    SELECT n.table_name, e.row, '{INSERTION}' AS cell, NULL AS before, NULL AS after
    FROM main.change_inserts e JOIN main.change_columns n ON n.no = e.table_no WHERE e.hlc > ?1
    UNION ALL
    SELECT n.table_name, e.row, n.cell, CASE WHEN e.previous_hlc IS NULL THEN e.old ELSE p.value END, e.value
    FROM main.change_cells e JOIN main.change_columns n ON n.no = e.column_no
    LEFT JOIN main.change_cells p ON p.hlc = e.previous_hlc AND p.actor = e.previous_actor
      AND p.column_no = e.column_no
    WHERE e.hlc > ?1 ORDER BY 1, 2, 3"""


class SettledCell(NamedTuple):
    """A cell that moved, with both values; `cell` is empty where the record was made."""

    cell: str
    before: Any
    after: Any


@contextmanager
def noting(connection: Connection) -> Iterator[None]:
    """Remember what the block writes."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.settled_cells")
    stands: int = connection.exec_driver_sql("SELECT hlc FROM main.change_clock").scalar_one()
    yield
    connection.exec_driver_sql(_NOTED, (stands,))


def counts(connection: Connection) -> Mapping[str, int]:
    """Count the records that moved, by table."""
    found = connection.exec_driver_sql(
        "SELECT table_name, count(DISTINCT row) FROM temp.settled_cells GROUP BY table_name ORDER BY table_name"
    )
    return {str(row[0]): int(row[1]) for row in found}


def first_rows(connection: Connection, table: str, most: int) -> Iterator[tuple[bytes, list[SettledCell]]]:
    """List the first records of a table that moved, each with its cells."""
    rows: dict[bytes, list[SettledCell]] = {}
    found = connection.exec_driver_sql(
        """SELECT row, cell, before, after FROM temp.settled_cells WHERE table_name = ?1 AND row IN (
        SELECT DISTINCT row FROM temp.settled_cells WHERE table_name = ?1 ORDER BY row LIMIT ?2) ORDER BY row, cell""",
        (table, most),
    )
    for row, *cell in found:
        rows.setdefault(bytes(row), []).append(SettledCell(*cell))
    yield from rows.items()


def outcome_of(cells: list[SettledCell], deletion: str) -> SettledOutcome:
    """Tell what became of a record."""
    if any(cell.cell == INSERTION for cell in cells):
        return SettledOutcome.MADE
    dropped = any(cell.cell == deletion and cell.after for cell in cells)
    return SettledOutcome.DROPPED if dropped else SettledOutcome.CHANGED
