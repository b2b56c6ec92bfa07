"""Purged cells: a purge is a step whose entries blank cells for good, here and in every copy that learns of it.

What a cell held before its newest purge, and what was written anywhere without knowing of that one, takes on the
purge's value in the log and in the table. What was written on top of the purge stays. Every copy with the same entries
comes to the same.
"""

from typing import Final

from sqlalchemy import Connection

from models.change_log.cells import logged_table, quoted
from models.change_log.steps import StepKey
from models.enums import StepKind

_TEMPORARY: Final = ("purge_entries", "purged_cells", "purged_kept")
_KEPT: Final = (
    "EXISTS (SELECT 1 FROM temp.purged_kept k WHERE k.hlc = e.hlc AND k.actor = e.actor AND k.column_no = e.column_no)"
)
_NEWEST: Final = (
    "NOT EXISTS (SELECT 1 FROM main.change_cells z WHERE z.row = e.row AND z.column_no = e.column_no "
    "AND (z.hlc, z.actor) > (e.hlc, e.actor))"
)
_NAMING: Final = tuple(
    kind.value
    for kind in (
        StepKind.ADD_PERSON,
        StepKind.CHANGE_PERSON,
        StepKind.DELETE_PERSON,
        StepKind.PERSON_RECORD,
        StepKind.TRANSFER,
        StepKind.RECYCLE,
        StepKind.UNITE,
        StepKind.UNDO,
        StepKind.REDO,
    )
)


def apply_purges(connection: Connection, current: StepKey | None = None) -> None:
    """Blank what the purges in the log ask for; `current` is the purge that is being written.

    The triggers must be silent. Nothing is done where there never was a purge.
    """
    forget_purges(connection)
    if current is None and not count_purges(connection):
        return
    _find(connection, current or StepKey(0, 0))
    _blank_log(connection)
    _blank_rows(connection)
    _blank_contents(connection)
    _blank_names_of_steps(connection)


def _find(connection: Connection, current: StepKey) -> None:
    execute = connection.exec_driver_sql
    execute(
        """CREATE TEMP TABLE purge_entries AS SELECT e.hlc, e.actor, e.column_no, e.row, e.value
        FROM (SELECT actor, hlc, last_hlc FROM main.change_steps WHERE kind = 'purge'
              UNION ALL SELECT ?1, ?2, 9223372036854775807) s
        JOIN main.change_cells e ON e.actor = s.actor AND e.hlc > s.hlc AND e.hlc <= s.last_hlc""",
        (current.actor, current.hlc),
    )
    execute(
        """CREATE TEMP TABLE purged_cells AS SELECT e.hlc, e.actor, e.row, e.column_no, e.value, n.table_name, n.cell
        FROM temp.purge_entries e JOIN main.change_columns n ON n.no = e.column_no
        WHERE NOT EXISTS (SELECT 1 FROM temp.purge_entries z WHERE z.row = e.row AND z.column_no = e.column_no
                          AND (z.hlc, z.actor) > (e.hlc, e.actor))"""
    )
    # What names the purge's entry as the one it replaced, and what names that one, was written on top of it.
    execute(
        """CREATE TEMP TABLE purged_kept AS
        WITH RECURSIVE kept(hlc, actor, column_no, row) AS (
          SELECT hlc, actor, column_no, row FROM temp.purged_cells
          UNION SELECT e.hlc, e.actor, e.column_no, e.row FROM kept k JOIN main.change_cells e
            ON e.row = k.row AND e.column_no = k.column_no AND e.previous_hlc = k.hlc AND e.previous_actor = k.actor)
        SELECT hlc, actor, column_no FROM kept"""
    )


def reassert_purges(connection: Connection) -> None:
    """Put an entry on top of what was blanked with a newer clock than its purge: what is written now follows that.

    For the end of a merge, when the clock stands behind nothing that arrived.
    """
    execute = connection.exec_driver_sql
    if not count_purges(connection):
        return
    made = execute(
        f"""INSERT INTO main.change_cells (hlc, actor, column_no, row, value, previous_hlc, previous_actor)
        SELECT k.hlc + row_number() OVER (), k.actor, p.column_no, p.row, p.value, p.hlc, p.actor
        FROM temp.purged_cells p CROSS JOIN main.change_clock k
        JOIN main.change_cells e ON e.row = p.row AND e.column_no = p.column_no WHERE {_NEWEST} AND NOT {_KEPT}"""
    ).rowcount
    execute("UPDATE main.change_clock SET hlc = hlc + ?", (made,))
    forget_purges(connection)


def count_purges(connection: Connection) -> int:
    """Count the purges that this copy knows of."""
    count: int = connection.exec_driver_sql("SELECT count(*) FROM change_steps WHERE kind = 'purge'").scalar_one()
    return count


def _blank_log(connection: Connection) -> None:
    arriving = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM temp.sqlite_master WHERE name = 'arriving_cells')"
    ).scalar()
    for entries in ("main.change_cells", *(("temp.arriving_cells",) if arriving else ())):
        connection.exec_driver_sql(
            f"""UPDATE {entries} AS e SET value = CASE WHEN {_KEPT} THEN e.value ELSE p.value END,
                old = CASE WHEN e.old IS NULL THEN NULL ELSE p.value END
            FROM temp.purged_cells p WHERE e.row = p.row AND e.column_no = p.column_no
              AND ((NOT {_KEPT} AND e.value IS NOT p.value) OR (e.old IS NOT NULL AND e.old IS NOT p.value))"""
        )


def _blank_rows(connection: Connection) -> None:
    """Let each purged cell hold what its newest entry says now."""
    found = connection.exec_driver_sql("SELECT DISTINCT table_name, cell FROM temp.purged_cells").all()
    for table_name, cell_name in found:
        table = logged_table(table_name)
        cell = table.cell(cell_name)
        connection.exec_driver_sql(
            f"""UPDATE main.{quoted(table.name)} AS x SET {cell.assignment("w.value")}
            FROM (SELECT e.row, e.value FROM temp.purged_cells p JOIN main.change_cells e
                    ON e.row = p.row AND e.column_no = p.column_no
                  WHERE p.table_name = '{table.name}' AND p.cell = '{cell.name}' AND {_NEWEST}) w
            WHERE {table.is_row("x", "w.row")} AND {cell.value("x")} IS NOT w.value"""
        )


def _blank_contents(connection: Connection) -> None:
    """Take the bytes out of attachments whose content a purge deleted and that nothing else holds."""
    connection.exec_driver_sql(
        """UPDATE main.attachment_contents AS x SET content = NULL, thumbnail = NULL
        WHERE x.content IS NOT NULL AND x.deleted = 1 AND x.sha256 IN (
          SELECT row FROM temp.purged_cells WHERE table_name = 'attachment_contents' AND cell = 'deleted')"""
    )


def _blank_names_of_steps(connection: Connection) -> None:
    """Take the name out of the steps that worked on a person whose name was purged."""
    kinds = ", ".join(f"'{kind}'" for kind in _NAMING)
    for entries in ("change_cells", "change_inserts"):
        connection.exec_driver_sql(
            f"""UPDATE main.change_steps AS s SET detail = '' WHERE s.detail <> '' AND s.kind IN ({kinds})
              AND EXISTS (SELECT 1 FROM temp.purged_cells p JOIN main.{entries} e ON e.row = p.row
                          WHERE p.table_name = 'people' AND p.cell = 'name'
                            AND e.actor = s.actor AND e.hlc > s.hlc AND e.hlc <= s.last_hlc)"""
        )


def forget_purges(connection: Connection) -> None:
    """Drop the temporary tables."""
    for name in _TEMPORARY:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
