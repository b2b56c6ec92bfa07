"""What belongs to a branch, chosen in SQL from a ledger attached as `theirs` into temp.scope_rows (table_name, row).

Whatever ever stood in the branch belongs to it for good (the log tells), deleted or moved away: else the branch's copy
would never learn of the change. Records come with all their entries, and with every record that they refer to.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Column, Connection

from models.change_log.arriving import THEIRS
from models.change_log.cells import LoggedTable, is_blob, logged_table, logged_tables, quoted
from models.schema import metadata

# Taken whole: what every branch works with.
SHARED: Final = (
    "rules",
    "duty_rules",
    "archive_rules",
    "fund_sources",
    "study_resources",
    "campaigns",
    "campaign_texts",
    "campaign_measures",
    "document_templates",
)
_OF_ORGANIZATION: Final = (
    "memberships",
    "appointments",
    "center_group_members",
    "sessions",
    "plans",
    "budget_lines",
    "expenses",
    "materials",
    "document_texts",
    "training_needs",
    "issued_documents",
)
_DATED_ABOUT_PEOPLE: Final = (
    "stages",
    "memberships",
    "appointments",
    "exemptions",
    "exclusions",
    "certificates",
    "study_app_scores",
    "center_group_members",
)
_OF_EVERY_SESSION: Final = (
    "session_further_kinds",
    "session_topics",
    "session_audiences",
    "study_items",
    "sittings",
    "session_resources",
)
_OF_OWN_SESSION: Final = ("attendance", "lecture_pays", "follow_up_projects", "attachments")
# Belong to the organisation that they name as answering for them; what hangs on them comes along.
_NAMING_UNIT: Final = ("plan_items", "shortcomings")
_UNIT: Final = "responsible_unit"
_SETS: Final = (
    "scope_rows",
    "scope_moves",
    "branch_organizations",
    "branch_members",
    "branch_sessions",
    "branch_names",
)


def choose_scope(connection: Connection, branch: bytes, *, blind: bool = False) -> None:
    """Choose all rows that a copy for this branch needs.

    With `blind`, rows in temp.unsure_rows (table_name, row) neither are chosen nor lead to others.
    """
    forget_scope(connection)
    execute = connection.exec_driver_sql
    execute("CREATE TEMP TABLE scope_rows (table_name TEXT, row BLOB, PRIMARY KEY (table_name, row)) WITHOUT ROWID")
    for name in ("organizations", "members", "sessions"):
        execute(f"CREATE TEMP TABLE branch_{name} (key BLOB PRIMARY KEY) WITHOUT ROWID")
    if blind:
        _pass_over_unsure_rows(connection)
    _read_moves(connection)
    for name in SHARED:
        table = logged_table(name)
        execute(f"INSERT INTO temp.scope_rows SELECT '{name}', {table.row('x')} FROM {THEIRS}.{quoted(name)} x")
    _choose_organizations(connection, branch)
    _choose_members(connection)
    _choose_sessions(connection)
    _choose_people(connection)
    _choose_work(connection)
    while add_referred(connection):
        pass
    execute(
        f"""INSERT OR IGNORE INTO temp.scope_rows SELECT 'acknowledgements', k.id FROM {THEIRS}.acknowledgements k
        JOIN temp.scope_rows s ON s.table_name = k.table_name AND s.row = k.row"""
    )


def forget_scope(connection: Connection) -> None:
    """Drop the temporary tables."""
    for name in _SETS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def leading_cells() -> list[tuple[str, str]]:
    """List the cells (table, cell) whose values decide what belongs to a branch."""
    named = [("organizations", "name"), *((name, _UNIT) for name in _NAMING_UNIT)]
    references = [
        (table.name, cell.name)
        for table in logged_tables()
        for cell in table.cells
        if any(column.foreign_keys for column in cell.columns)
    ]
    return [*named, *references]


def _pass_over_unsure_rows(connection: Connection) -> None:
    """Let nothing be put into the sets that comes from such a row: every set is filled from rows chosen before."""
    for name, table, key in (
        ("scope_rows", "new.table_name", "new.row"),
        ("branch_organizations", "'organizations'", "new.key"),
        ("branch_members", "'people'", "new.key"),
        ("branch_sessions", "'sessions'", "new.key"),
    ):
        connection.exec_driver_sql(
            f"""CREATE TEMP TRIGGER pass_over_{name} BEFORE INSERT ON {name}
            WHEN EXISTS (SELECT 1 FROM unsure_rows u WHERE u.table_name = {table} AND u.row = {key})
            BEGIN SELECT RAISE(IGNORE); END"""
        )


def _read_moves(connection: Connection) -> None:
    """Read from the log what each reference ever pointed at, before and after each change."""
    execute = connection.exec_driver_sql
    execute("CREATE TEMP TABLE scope_moves (table_name TEXT, column_name TEXT, row BLOB, target BLOB)")
    for table in logged_tables():
        for cell in table.cells:
            for place, column in enumerate(cell.columns):
                if not column.foreign_keys:
                    continue
                for value in ("value", "old"):
                    part = f"e.{value}"
                    if len(cell.columns) > 1:
                        part = f"unhex(json_extract(e.{value}, '$[{place}]'))"
                    execute(
                        f"""INSERT INTO temp.scope_moves SELECT '{table.name}', '{column.name}', e.row, {part}
                        FROM {THEIRS}.change_columns n JOIN {THEIRS}.change_cells e ON e.column_no = n.no
                        WHERE n.table_name = '{table.name}' AND n.cell = '{cell.name}' AND {part} IS NOT NULL"""
                    )
    execute("CREATE INDEX temp.ix_scope_moves ON scope_moves (table_name, column_name, target)")


def _ever(table: LoggedTable, column: str, targets: str) -> str:
    """Give the SQL of the rows whose reference is, or ever was, among the targets (a SELECT of keys)."""
    return (
        f"SELECT {table.row('x')} FROM {THEIRS}.{quoted(table.name)} x WHERE x.{quoted(column)} IN ({targets}) "
        f"UNION SELECT v.row FROM temp.scope_moves v WHERE v.table_name = '{table.name}' "
        f"AND v.column_name = '{column}' AND v.target IN ({targets})"
    )


def _chosen(name: str) -> str:
    return f"SELECT row FROM temp.scope_rows WHERE table_name = '{name}'"


def _take(connection: Connection, name: str, column: str, targets: str) -> None:
    rows = _ever(logged_table(name), column, targets)
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO temp.scope_rows SELECT '{name}', r.row FROM (SELECT NULL AS row WHERE 0 UNION {rows}) r"
    )


def _grow(connection: Connection, name: str, step: Callable[[], object]) -> None:
    """Repeat a step until a temporary table grows no more."""
    size = -1
    while size != (now := connection.exec_driver_sql(f"SELECT count(*) FROM temp.{name}").scalar_one()):
        size = now
        step()


def _add(connection: Connection, name: str, query: str) -> None:
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO temp.{name} {query}")


def _choose_organizations(connection: Connection, branch: bytes) -> None:
    """Choose the branch and whatever was ever below it."""
    connection.exec_driver_sql("INSERT INTO temp.branch_organizations VALUES (?)", (bytearray(branch),))
    below = _ever(logged_table("organizations"), "parent_id", "SELECT key FROM temp.branch_organizations")
    _grow(connection, "branch_organizations", lambda: _add(connection, "branch_organizations", below))
    _add(connection, "scope_rows", "SELECT 'organizations', key FROM temp.branch_organizations")


def _choose_members(connection: Connection) -> None:
    """Choose whoever ever belonged to the branch or had a post in it, and records united with theirs."""
    for name in _OF_ORGANIZATION:
        _take(connection, name, "organization_id", "SELECT key FROM temp.branch_organizations")
    for name in ("memberships", "appointments", "center_group_members"):
        _add(
            connection,
            "branch_members",
            f"SELECT x.person_id FROM {THEIRS}.{name} x WHERE x.id IN ({_chosen(name)})",
        )
    united = _ever(logged_table("people"), "united_into", "SELECT key FROM temp.branch_members")
    _grow(connection, "branch_members", lambda: _add(connection, "branch_members", united))


def _choose_sessions(connection: Connection) -> None:
    """Choose the branch's own sessions, and bare those that its members went to elsewhere."""
    _add(connection, "branch_sessions", _chosen("sessions"))
    united = _ever(logged_table("sessions"), "united_into", "SELECT key FROM temp.branch_sessions")
    _grow(connection, "branch_sessions", lambda: _add(connection, "branch_sessions", united))
    for name in _OF_OWN_SESSION:
        _take(connection, name, "session_id", "SELECT key FROM temp.branch_sessions")
    _take(connection, "attendance", "person_id", "SELECT key FROM temp.branch_members")
    _add(
        connection,
        "scope_rows",
        f"SELECT 'sessions', x.session_id FROM {THEIRS}.attendance x "
        f"WHERE x.person_id IN (SELECT key FROM temp.branch_members) "
        f"AND {logged_table('attendance').row('x')} IN ({_chosen('attendance')}) "
        "UNION SELECT 'sessions', key FROM temp.branch_sessions",
    )
    for name in _OF_EVERY_SESSION:
        _take(connection, name, "session_id", _chosen("sessions"))
    _take(connection, "sitting_misses", "person_id", "SELECT key FROM temp.branch_members")
    own_sittings = (
        f"SELECT id FROM {THEIRS}.sittings WHERE session_id IN (SELECT key FROM temp.branch_sessions) "
        f"AND id IN ({_chosen('sittings')})"
    )
    _take(connection, "sitting_misses", "sitting_id", own_sittings)


def _choose_people(connection: Connection) -> None:
    """Choose members, guests of the branch's sessions, and all that is dated about them."""
    _add(connection, "scope_rows", "SELECT 'people', key FROM temp.branch_members")
    for name, column, kept in (
        ("attendance", "session_id", "SELECT key FROM temp.branch_sessions"),
        ("sitting_misses", "sitting_id", _chosen("sittings")),
    ):
        _add(
            connection,
            "scope_rows",
            f"SELECT 'people', x.person_id FROM {THEIRS}.{name} x WHERE x.{column} IN ({kept}) "
            f"AND {logged_table(name).row('x')} IN ({_chosen(name)})",
        )
    for name in _DATED_ABOUT_PEOPLE:
        _take(connection, name, "person_id", _chosen("people"))
    for name in ("campaign_readings", "attachments"):
        _take(connection, name, "person_id", "SELECT key FROM temp.branch_members")


def _choose_work(connection: Connection) -> None:
    """Choose what the branch answers for, and what hangs on its plans, projects, expenses and shortcomings."""
    _choose_named(connection)
    _take(connection, "shortcoming_measures", "shortcoming_id", _chosen("shortcomings"))
    _take(connection, "follow_up_measures", "project_id", _chosen("follow_up_projects"))
    _take(connection, "follow_up_progress", "measure_id", _chosen("follow_up_measures"))
    _take(connection, "plan_items", "plan_id", _chosen("plans"))
    _take(connection, "attachments", "expense_id", _chosen("expenses"))
    _take(connection, "issued_figures", "document_id", _chosen("issued_documents"))
    _add(
        connection,
        "scope_rows",
        f"""SELECT 'plan_item_sessions', {logged_table("plan_item_sessions").row("x")}
        FROM {THEIRS}.plan_item_sessions x WHERE x.plan_item_id IN ({_chosen("plan_items")})
          AND x.session_id IN ({_chosen("sessions")})""",
    )


def _choose_named(connection: Connection) -> None:
    """Choose what names, or ever named, the branch or something below it by a name that this has, or ever had."""
    connection.exec_driver_sql("CREATE TEMP TABLE branch_names (name TEXT PRIMARY KEY) WITHOUT ROWID")
    own = "SELECT key FROM temp.branch_organizations"
    _add(connection, "branch_names", f"SELECT name FROM {THEIRS}.organizations WHERE id IN ({own})")
    for value in ("value", "old"):
        _add(
            connection,
            "branch_names",
            f"""SELECT e.{value} FROM {_entries_of("organizations", "name")}
            AND e.row IN ({own}) AND e.{value} IS NOT NULL""",
        )
    for name in _NAMING_UNIT:
        _add(
            connection,
            "scope_rows",
            f"""SELECT '{name}', x.id FROM {THEIRS}.{name} x WHERE x.{_UNIT} IN (SELECT name FROM temp.branch_names)
            UNION SELECT '{name}', e.row FROM {_entries_of(name, _UNIT)}
              AND (e.value IN (SELECT name FROM temp.branch_names) OR e.old IN (SELECT name FROM temp.branch_names))""",
        )


def _entries_of(table: str, cell: str) -> str:
    return (
        f"{THEIRS}.change_columns n JOIN {THEIRS}.change_cells e ON e.column_no = n.no "
        f"WHERE n.table_name = '{table}' AND n.cell = '{cell}'"
    )


def add_referred(connection: Connection) -> bool:
    """Add the rows that chosen ones refer to, or ever did; tell whether there were any."""
    added = 0
    for table in logged_tables():
        for column in table.table.columns:
            for key in column.foreign_keys:
                added += _add_referred_by(connection, table, column, key.column.table.name)
    return added > 0


def _add_referred_by(connection: Connection, table: LoggedTable, column: Column[Any], parent: str) -> int:
    assert is_blob(column)  # noqa: S101 - every reference is a key or a hash
    return connection.exec_driver_sql(
        f"""INSERT OR IGNORE INTO temp.scope_rows
        SELECT '{parent}', x.{quoted(column.name)} FROM temp.scope_rows s
        JOIN {THEIRS}.{quoted(table.name)} x ON {table.is_row("x", "s.row")}
        WHERE s.table_name = '{table.name}' AND x.{quoted(column.name)} IS NOT NULL
        UNION SELECT '{parent}', v.target FROM temp.scope_moves v
        JOIN temp.scope_rows s ON s.table_name = v.table_name AND s.row = v.row
        WHERE v.table_name = '{table.name}' AND v.column_name = '{column.name}'
          AND EXISTS (SELECT 1 FROM {THEIRS}.{quoted(parent)} p
                      WHERE p.{quoted(metadata.tables[parent].primary_key.columns[0].name)} = v.target)"""
    ).rowcount
