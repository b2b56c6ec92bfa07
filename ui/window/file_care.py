"""Care for the file of an open ledger: what a restore would change, faults, what can be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings SQLAlchemy
    from pathlib import Path

    from models.database import Database
    from services.backups.rows import RestorePreview
    from services.checking.rows import CheckReport, Recovery
    from services.ledger_file import LedgerFiles


@dataclass(frozen=True, slots=True)
class FileCare:
    """Every method is for the worker thread; the services are imported at first use."""

    database: Database
    files: LedgerFiles

    def preview_restore(self, backup: Path) -> RestorePreview | None:
        """Compare the ledger with a backup; None where the ledger cannot be read."""
        from services.backups.restoring import RestoreService  # noqa: PLC0415 - at first use

        return RestoreService(self.files).preview_if_readable(backup, self.database.path)

    def check(self) -> CheckReport:
        """Look for faults in the ledger's file."""
        from services.checking.service import CheckService  # noqa: PLC0415 - at first use

        return CheckService(self.files).check(self.database.path)

    def recover(self, target: Path) -> Recovery:
        """Save what can be read of the ledger into a new file."""
        from services.checking.recovery import RecoveryService  # noqa: PLC0415 - at first use

        return RecoveryService(self.files).recover(self.database.path, target)
