"""Thinning the log: entries up to a horizon go, what later entries and later merges need of them stays."""

from sqlalchemy import Connection

# The first entry after the horizon takes over what stood before it.
_KEEP_OLD = """UPDATE change_cells AS e SET old = (
      SELECT p.value FROM change_cells p
      WHERE p.hlc = e.previous_hlc AND p.actor = e.previous_actor AND p.column_no = e.column_no)
    WHERE e.hlc > ?1 AND e.previous_hlc <= ?1 AND EXISTS (
      SELECT 1 FROM change_cells p
      WHERE p.hlc = e.previous_hlc AND p.actor = e.previous_actor AND p.column_no = e.column_no)"""
# What a cell ended with stays (several ends are a conflict that waits for a choice): an entry that comes from somebody
# who did not know it must be told apart from one that replaces it, else a value would be lost.
_IS_END = """NOT EXISTS (SELECT 1 FROM change_cells n WHERE n.row = e.row AND n.column_no = e.column_no
      AND n.previous_hlc = e.hlc AND n.previous_actor = e.actor)"""
# What was purged keeps all its entries: copies that come late must learn of it, and of what came after.
_PURGED = """SELECT q.row, q.column_no FROM change_steps s
      JOIN change_cells q ON q.actor = s.actor AND q.hlc > s.hlc AND q.hlc <= s.last_hlc WHERE s.kind = 'purge'"""
_THIN_CELLS = f"""DELETE FROM change_cells AS e
    WHERE e.hlc <= ?1 AND (e.row, e.column_no) NOT IN ({_PURGED}) AND NOT {_IS_END}"""
_GONE = (
    "DELETE FROM change_inserts WHERE hlc <= ?1",
    "DELETE FROM change_arrivals WHERE step_hlc <= ?1",
    "DELETE FROM change_steps WHERE last_hlc <= ?1 AND kind <> 'purge'",
    "UPDATE change_clock SET horizon = max(horizon, ?1)",
)


def count_thinned(connection: Connection, horizon: int) -> int:
    """Count the entries that thinning up to a value of the clock would take away (open conflicts included)."""
    count: int = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM change_cells WHERE hlc <= ?1) + "
        "(SELECT count(*) FROM change_inserts WHERE hlc <= ?1)",
        (horizon,),
    ).scalar_one()
    return count


def thin_log(connection: Connection, horizon: int) -> int:
    """Take away the entries up to a value of the clock, and note the horizon; tell how many went."""
    before = count_thinned(connection, horizon)
    for statement in (_KEEP_OLD, _THIN_CELLS, *_GONE):
        connection.exec_driver_sql(statement, (horizon,))
    return before - count_thinned(connection, horizon)
