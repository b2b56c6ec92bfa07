"""What every command is given: the clock, the folders, the database that was named."""

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.clock import Clock, FixedClock
from services.folders import Folders, this_pc

if TYPE_CHECKING:
    from services.ledger_file import LedgerFiles

PASSWORD_VARIABLE: Final = "STUDY_LEDGER_PASSWORD"  # noqa: S105 - the name of a variable
PACKAGE_PASSWORD_VARIABLE: Final = "STUDY_LEDGER_PACKAGE_PASSWORD"  # noqa: S105 - the name of a variable
NEW_PASSWORD_VARIABLE: Final = "STUDY_LEDGER_NEW_PASSWORD"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one command; `database` is the file that --db named."""

    clock: Clock
    folders: Folders
    database: Path

    def clock_as_of(self, day: date | None) -> Clock:
        """Give the clock that stands on the day of --asof, or the PC's own."""
        if day is None:
            return self.clock
        return FixedClock(datetime.combine(day, time(12), tzinfo=self.clock.now().tzinfo))

    @property
    def files(self) -> "LedgerFiles":
        """Give what opens ledgers; the password of a protected one comes from the environment or a prompt."""
        from services.ledger_file import LedgerFiles  # noqa: PLC0415 - SQLAlchemy only for commands with a database

        return LedgerFiles(self.folders.backups, self.clock, self._password, this_pc())

    def _password(self, path: Path) -> str:
        """Give a ledger's password; a package may have one of its own."""
        of_package = "" if path == self.database else os.environ.get(PACKAGE_PASSWORD_VARIABLE, "")
        return of_package or ask_password(PASSWORD_VARIABLE, path.name)


def ask_password(variable: str, what: str) -> str:
    """Take a password from the environment, else from the person at the console, else have none."""
    given = os.environ.get(variable, "")
    if given or not sys.stdin.isatty():
        return given
    return getpass(f"{what} 的密码：")
