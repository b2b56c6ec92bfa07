"""Triggers made from the tables' metadata, so that no service can forget what they keep."""

from sqlalchemy import Connection

from models.change_log.cells import logged_tables
from models.change_log.triggers import install_log_triggers

_ATTENDANCE_YEAR = (
    """CREATE TRIGGER attendance_year_inserted AFTER INSERT ON attendance
    WHEN new.year IS NOT (SELECT CAST(substr(starts_on, 1, 4) AS INTEGER) FROM sessions WHERE id = new.session_id)
    BEGIN
      UPDATE attendance
      SET year = (SELECT CAST(substr(starts_on, 1, 4) AS INTEGER) FROM sessions WHERE id = new.session_id)
      WHERE session_id = new.session_id AND person_id = new.person_id;
    END""",
    """CREATE TRIGGER attendance_year_moved AFTER UPDATE OF starts_on ON sessions
    WHEN substr(new.starts_on, 1, 4) IS NOT substr(old.starts_on, 1, 4)
    BEGIN
      UPDATE attendance SET year = CAST(substr(new.starts_on, 1, 4) AS INTEGER) WHERE session_id = new.id;
    END""",
)


def drop_triggers(connection: Connection) -> None:
    """Drop all triggers: before a migration, whose changes are no one's and would be logged half."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def install_triggers(connection: Connection) -> None:
    """Drop all triggers and make them anew: after a migration, whose batch mode drops some."""
    drop_triggers(connection)
    for table in logged_tables():
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table.name}_never_deleted BEFORE DELETE ON {table.name} "
            "BEGIN SELECT RAISE(ABORT, 'rows are marked as deleted, never removed'); END"
        )
    install_log_triggers(connection)
    for statement in _ATTENDANCE_YEAR:
        connection.exec_driver_sql(statement)
