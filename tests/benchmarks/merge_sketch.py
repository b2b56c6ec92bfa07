"""The bare design of the merge that the measurements were made with: the other side of the benchmark `merge`.

Triggers log insertions and changed cells, version vectors tell what is new, the newest entry wins. It knows one schema,
no steps, no previews, no revival, no whole comparison and no conflicts in words.
"""

import secrets
import time
from typing import Any, Final

_TABLES: Final = """
CREATE TABLE _actor (id INTEGER PRIMARY KEY, seen INTEGER NOT NULL, first INTEGER NOT NULL);
CREATE TABLE _clock (one INTEGER PRIMARY KEY, actor INTEGER NOT NULL, hlc INTEGER NOT NULL, applying INTEGER NOT NULL);
CREATE TABLE _column (no INTEGER PRIMARY KEY, tbl TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (tbl, name));
CREATE TABLE _inserted (hlc INTEGER, actor INTEGER, tbl INTEGER, row BLOB, PRIMARY KEY (hlc, actor)) WITHOUT ROWID;
CREATE TABLE _changed (hlc INTEGER, actor INTEGER, col INTEGER, row BLOB, val, old, phlc INTEGER, pactor INTEGER,
  PRIMARY KEY (hlc, actor, col)) WITHOUT ROWID;
CREATE INDEX _changed_cell ON _changed (row, col, hlc, actor);
INSERT INTO _clock VALUES (1, 0, 0, 0)"""
TABLE: Final = "attendance"
COLUMNS: Final = ("status", "minutes", "note", "deleted")


def install(connection: Any) -> None:
    """Make the log's tables and the triggers of the attendance table."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    for name in ("", *COLUMNS):
        connection.execute("INSERT INTO _column (tbl, name) VALUES (?, ?)", (TABLE, name))
    numbers = {name: number for number, name in connection.execute("SELECT no, name FROM _column")}
    row = "CAST(new.session_id || new.person_id AS BLOB)"
    live = "(SELECT applying FROM _clock) = 0"
    connection.execute(
        f"""CREATE TRIGGER sketch_inserted AFTER INSERT ON {TABLE} WHEN {live} BEGIN
        UPDATE _clock SET hlc = hlc + 1;
        INSERT INTO _inserted SELECT hlc, actor, {numbers[""]}, {row} FROM _clock; END"""
    )
    differs = " OR ".join(f"new.{name} IS NOT old.{name}" for name in COLUMNS)
    parts = " UNION ALL ".join(
        f"SELECT {numbers[name]} c, new.{name} v, old.{name} o WHERE new.{name} IS NOT old.{name}" for name in COLUMNS
    )
    connection.execute(
        f"""CREATE TRIGGER sketch_changed AFTER UPDATE ON {TABLE} WHEN {live} AND ({differs}) BEGIN
        UPDATE _clock SET hlc = hlc + 1;
        INSERT INTO _changed
        SELECT k.hlc, k.actor, x.c, {row}, x.v, CASE WHEN p.hlc IS NULL THEN x.o END, p.hlc, p.actor
        FROM _clock k CROSS JOIN ({parts}) x LEFT JOIN _changed p ON p.row = {row} AND p.col = x.c
          AND NOT EXISTS (SELECT 1 FROM _changed z WHERE z.row = p.row AND z.col = p.col
                          AND (z.hlc, z.actor) > (p.hlc, p.actor));
        END"""
    )


def open_for_writing(connection: Any) -> None:
    """Draw an actor for this opening."""
    before, hlc = connection.execute("SELECT actor, hlc FROM _clock").fetchone()
    connection.execute("UPDATE _actor SET seen = max(seen, ?) WHERE id = ?", (hlc, before))
    first, actor = max(hlc, int(time.time() * 1000) << 16), secrets.randbits(62) | 1
    connection.execute("INSERT INTO _actor VALUES (?, ?, ?)", (actor, first, first))
    connection.execute("UPDATE _clock SET actor = ?, hlc = ?, applying = 0", (actor, first))


def merge(connection: Any) -> None:
    """Merge what is attached as `t`; inside a transaction of the caller."""
    execute = connection.execute
    execute("UPDATE _clock SET applying = 1")
    execute("UPDATE _actor SET seen = max(seen, (SELECT hlc FROM _clock)) WHERE id = (SELECT actor FROM _clock)")
    for name in ("_want", "_rows", "_cells", "_won"):
        execute(f"DROP TABLE IF EXISTS temp.{name}")
    execute(
        """CREATE TEMP TABLE _want AS SELECT o.id actor, max(coalesce(a.seen, 0), o.first) lo FROM t._actor o
        LEFT JOIN main._actor a ON a.id = o.id
        WHERE o.seen > coalesce(a.seen, 0) OR o.id = (SELECT actor FROM t._clock)"""
    )
    execute(
        "CREATE TEMP TABLE _rows AS SELECT l.hlc, l.actor, l.tbl, l.row FROM t._inserted l "
        "JOIN _want w ON w.actor = l.actor WHERE l.hlc > w.lo"
    )
    execute(
        "CREATE TEMP TABLE _cells AS SELECT l.* FROM t._changed l JOIN _want w ON w.actor = l.actor WHERE l.hlc > w.lo"
    )
    names = ", ".join(("session_id", "person_id", "year", *COLUMNS))
    listed = ", ".join(f"x.{name}" for name in ("session_id", "person_id", "year", *COLUMNS))
    same = "{0}.session_id = substr({1}, 1, 16) AND {0}.person_id = substr({1}, 17, 16)"
    execute(
        f"INSERT OR IGNORE INTO main.{TABLE} ({names}) SELECT {listed} FROM _rows i "
        f"JOIN t.{TABLE} x ON {same.format('x', 'i.row')}"
    )
    execute("INSERT OR IGNORE INTO main._inserted SELECT hlc, actor, tbl, row FROM _rows")
    execute("INSERT OR IGNORE INTO main._changed SELECT * FROM _cells")
    execute(
        """CREATE TEMP TABLE _won AS SELECT k.name, l.row, l.val FROM _cells l JOIN main._column k ON k.no = l.col
        WHERE NOT EXISTS (SELECT 1 FROM main._changed z WHERE z.row = l.row AND z.col = l.col
                          AND (z.hlc, z.actor) > (l.hlc, l.actor))"""
    )
    execute("CREATE INDEX temp._won_by ON _won (name, row)")
    for (name,) in execute("SELECT DISTINCT name FROM _won").fetchall():
        execute(
            f"UPDATE main.{TABLE} SET {name} = w.val FROM temp._won w "
            f"WHERE w.name = ? AND {same.format(TABLE, 'w.row')} AND {TABLE}.{name} IS NOT w.val",
            (name,),
        )
    execute(
        "INSERT INTO main._actor SELECT id, seen, first FROM t._actor WHERE true "
        "ON CONFLICT (id) DO UPDATE SET seen = max(seen, excluded.seen)"
    )
    execute("UPDATE _clock SET hlc = max(hlc, (SELECT hlc FROM t._clock)), applying = 0")
