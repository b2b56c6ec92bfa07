"""What another copy of the same branch has and this one lacks: entry by entry, for vectors do not tell it.

A record that enters the branch brings entries older than the vector, so the two logs are compared as sets; a copy has
all entries of its rows, so the union is right in any order, however often, with copies lost on the way. The temporary
tables are those of `arriving`; arriving_actors has a range for each run of clock values, so that a merge is undone
exactly, and arriving_inserts has rows that are older than the log without a clock value.
"""

from sqlalchemy import Connection

from models.change_log.arriving import THEIRS, forget, spell_out_doubled_rows
from models.change_log.cells import logged_tables, quoted

# Taken away here by thinning, after it was known: it does not come back.
_THINNED_HERE = (
    "({0}.hlc <= (SELECT horizon FROM main.change_clock) AND EXISTS "
    "(SELECT 1 FROM main.change_actors a WHERE a.id = {0}.actor AND a.seen_hlc >= {0}.hlc))"
)
_INSERTS = f"""SELECT i.hlc, i.actor, n.table_name, i.row FROM {THEIRS}.change_inserts i
    JOIN {THEIRS}.change_columns n ON n.no = i.table_no
    WHERE NOT EXISTS (SELECT 1 FROM main.change_inserts m WHERE m.hlc = i.hlc AND m.actor = i.actor)
      AND NOT {_THINNED_HERE.format("i")}"""
_CELLS = f"""SELECT e.hlc, e.actor, m.no AS column_no, n.table_name, n.cell, e.row, e.value, e.old,
           e.previous_hlc, e.previous_actor
    FROM {THEIRS}.change_cells e
    JOIN {THEIRS}.change_columns n ON n.no = e.column_no
    JOIN main.change_columns m ON m.table_name = n.table_name AND m.cell = n.cell
    WHERE NOT EXISTS (SELECT 1 FROM main.change_cells k
                      WHERE k.hlc = e.hlc AND k.actor = e.actor AND k.column_no = m.no)
      AND NOT {_THINNED_HERE.format("e")}"""


def knows_nothing_new(connection: Connection) -> bool:
    """Tell whether this copy has every entry and every row of theirs."""
    queries = [_INSERTS, _CELLS, *(_lacking_rows(table.name) for table in logged_tables())]
    return not any(connection.exec_driver_sql(f"SELECT EXISTS ({query})").scalar_one() for query in queries)


def thinned_too_far(connection: Connection) -> bool:
    """Tell whether theirs has thinned away entries that this copy never got."""
    return bool(
        connection.exec_driver_sql(
            f"""SELECT EXISTS (SELECT 1 FROM {THEIRS}.change_actors t
            LEFT JOIN main.change_actors m ON m.id = t.id
            WHERE t.seen_hlc > coalesce(m.seen_hlc, t.first_hlc)
              AND coalesce(m.seen_hlc, t.first_hlc) < (SELECT horizon FROM {THEIRS}.change_clock))"""
        ).scalar_one()
    )


def gather(connection: Connection) -> None:
    """Fill the temporary tables with what is new."""
    forget(connection)
    execute = connection.exec_driver_sql
    execute(f"CREATE TEMP TABLE arriving_inserts AS {_INSERTS}")
    execute("CREATE INDEX temp.ix_arriving_inserts ON arriving_inserts (table_name, row)")
    execute(f"CREATE TEMP TABLE arriving_cells AS {_CELLS}")
    execute(
        """CREATE TEMP TABLE arriving_actors AS
        SELECT actor, min(hlc) - 1 AS after_hlc, max(hlc) AS until_hlc FROM (
          SELECT actor, hlc, hlc - row_number() OVER (PARTITION BY actor ORDER BY hlc) AS run
          FROM (SELECT actor, hlc FROM temp.arriving_inserts UNION SELECT actor, hlc FROM temp.arriving_cells))
        GROUP BY actor, run"""
    )
    for table in logged_tables():
        execute(
            f"INSERT INTO temp.arriving_inserts (hlc, actor, table_name, row) {_lacking_rows(table.name)} "
            f"AND NOT EXISTS (SELECT 1 FROM temp.arriving_inserts i "
            f"WHERE i.table_name = '{table.name}' AND i.row = {table.row('x')})"
        )
    spell_out_doubled_rows(connection)


def take_over_strangers(connection: Connection) -> None:
    """Know whose entries are not ours to pass on: what one of the two copies wrote itself, both have whole now.

    Before the vectors are taken over.
    """
    execute = connection.exec_driver_sql
    execute(
        f"""INSERT OR IGNORE INTO main.foreign_actors SELECT actor FROM {THEIRS}.foreign_actors
        WHERE actor NOT IN (SELECT id FROM main.change_actors)"""
    )
    execute(
        f"""DELETE FROM main.foreign_actors WHERE actor IN (SELECT id FROM {THEIRS}.change_actors)
        AND actor NOT IN (SELECT actor FROM {THEIRS}.foreign_actors)"""
    )


def join_steps(connection: Connection) -> None:
    """Take over the steps that theirs has: of a branch copy's steps each has something in the branch."""
    connection.exec_driver_sql(
        f"""INSERT INTO main.change_steps (hlc, actor, last_hlc, kind, detail, taken_at, undoes_hlc, undoes_actor)
        SELECT hlc, actor, last_hlc, kind, detail, taken_at, undoes_hlc, undoes_actor FROM {THEIRS}.change_steps s
        WHERE s.last_hlc > (SELECT horizon FROM main.change_clock) ON CONFLICT DO NOTHING"""
    )


def _lacking_rows(name: str) -> str:
    table = next(table for table in logged_tables() if table.name == name)
    return (
        f"SELECT NULL, NULL, '{name}', {table.row('x')} FROM {THEIRS}.{quoted(name)} x WHERE NOT EXISTS "
        f"(SELECT 1 FROM main.{quoted(name)} m WHERE {table.is_row('m', table.row('x'))})"
    )
