"""Restore: another word than merge. It shows what would change, keeps the replaced state, and swaps whole files."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from models import driver
from models.schema import metadata
from services.backups.errors import BackupFaultyError, RestoreOntoItselfError
from services.backups.rows import Occasion, Restored, RestorePreview, TableDifference
from services.backups.service import write_backup
from services.errors import (
    FileNotWritableError,
    NewerSchemaError,
    NotALedgerError,
    PasswordNeededError,
    WrongPasswordError,
)
from services.ledger_file import LedgerFiles

# A file that cannot be read is kept as it is, beside itself.
_UNREADABLE: Final = (
    BackupFaultyError,
    NewerSchemaError,
    NotALedgerError,
    PasswordNeededError,
    WrongPasswordError,
)
_JOURNALS: Final = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class RestoreService:
    """Puts a backup in a ledger's place; the ledger is not open meanwhile."""

    files: LedgerFiles

    def preview(self, backup: Path, target: Path) -> RestorePreview:
        """Compare the live rows of a backup with those of the ledger as it stands."""
        _refuse_itself(backup, target)
        then, now = self.files.check(backup), self.files.check(target)
        with closing(driver.connect(target, now)) as connection:
            literal = "" if then is None else then.literal
            connection.execute("ATTACH DATABASE ? AS past KEY ?", (str(backup), literal))
            same = connection.execute(
                "SELECT EXISTS (SELECT 1 FROM organizations n JOIN past.organizations t ON t.id = n.id "
                "WHERE n.parent_id IS NULL AND t.parent_id IS NULL)"
            ).fetchone()[0]
            return RestorePreview(backup, target, bool(same), tuple(_differences(connection)))

    def preview_if_readable(self, backup: Path, target: Path) -> RestorePreview | None:
        """Compare as `preview` does; None where the ledger that would be replaced does not open."""
        self.files.check(backup)
        try:
            return self.preview(backup, target)
        except _UNREADABLE:
            return None

    def restore(self, backup: Path, target: Path) -> Restored:
        """Write the backup over the ledger, or as a new file; what is replaced is kept first."""
        _refuse_itself(backup, target)
        key = self.files.check(backup)
        replaced = self._keep(target) if target.exists() else None
        for ending in _JOURNALS:
            # Left beside the new file, the old one's journal would be rolled back into it.
            target.with_name(target.name + ending).unlink(missing_ok=True)
        write_backup(backup, key, target)
        return Restored(target, replaced)

    def _keep(self, target: Path) -> Path:
        try:
            return self.files.backups.make(target, self.files.check(target), Occasion.RESTORE).path
        except _UNREADABLE:
            return self._move_aside(target)

    def _move_aside(self, target: Path) -> Path:
        aside = target.with_name(f"{target.stem}.{self.files.clock.now():%Y%m%d-%H%M%S}.replaced{target.suffix}")
        try:
            for ending in ("", *_JOURNALS):
                part = target.with_name(target.name + ending)
                if part.exists():
                    part.rename(aside.with_name(aside.name + ending))
        except OSError as error:
            raise FileNotWritableError(target) from error
        return aside


def _refuse_itself(backup: Path, target: Path) -> None:
    if target.exists() and backup.exists() and backup.samefile(target):
        raise RestoreOntoItselfError(backup)


def _differences(connection: Any) -> Iterator[TableDifference]:
    for table in metadata.sorted_tables:
        if "deleted" not in table.columns:
            continue
        old = {row[1] for row in connection.execute(f'PRAGMA past.table_info("{table.name}")')}
        columns = [column.name for column in table.columns if column.name in old and not column.primary_key]
        keys = [column.name for column in table.primary_key]
        found = _difference(connection, table.name, keys, columns) if old else None
        if found is not None and (found.returning or found.changed or found.vanishing):
            yield found


def _difference(connection: Any, table: str, keys: list[str], columns: list[str]) -> TableDifference:
    same = " AND ".join(f'n."{key}" = p."{key}"' for key in keys)
    other = " OR ".join(f'n."{column}" IS NOT p."{column}"' for column in columns)
    missing = f"NOT EXISTS (SELECT 1 FROM {{}} WHERE {same} AND {{}}.deleted = 0)"

    def count(statement: str) -> int:
        return int(connection.execute(statement).fetchone()[0])

    past, now = f'past."{table}" p', f'main."{table}" n'
    return TableDifference(
        table,
        returning=count(f"SELECT count(*) FROM {past} WHERE p.deleted = 0 AND {missing.format(now, 'n')}"),
        changed=count(
            f"SELECT count(*) FROM {now} JOIN {past} ON {same} WHERE n.deleted = 0 AND p.deleted = 0 AND ({other})"
        ),
        vanishing=count(f"SELECT count(*) FROM {now} WHERE n.deleted = 0 AND {missing.format(past, 'p')}"),
    )
