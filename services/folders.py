"""This PC: what it is called, and where the program keeps its own data (never the officer's ledger itself)."""

import getpass
import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

DATA_VARIABLE: Final = "STUDY_LEDGER_DATA"  # an environment variable that moves the folder, for tests and support


class Folders(NamedTuple):
    """The program's folders, all below `data`; they are made by whoever writes into them first."""

    data: Path

    @classmethod
    def of_this_pc(cls, environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> "Folders":
        """Choose the folder that is usual on this system, or the one the environment names."""
        if chosen := environment.get(DATA_VARIABLE):
            return cls(Path(chosen))
        if system == "win32":
            local = environment.get("LOCALAPPDATA")
            return cls((Path(local) if local else Path.home() / "AppData" / "Local") / "StudyLedger")
        share = environment.get("XDG_DATA_HOME")
        return cls((Path(share) if share else Path.home() / ".local" / "share") / "study-ledger")

    @property
    def backups(self) -> Path:
        """Give the folder of the copies made before a file is opened for work."""
        return self.data / "backups"

    @property
    def working(self) -> Path:
        """Give the folder of the copies that ledgers on sticks are worked on in."""
        return self.data / "working"

    @property
    def log_file(self) -> Path:
        """Give the file that unexpected errors are written to."""
        return self.data / "logs" / "study-ledger.log"


class Seat(NamedTuple):
    """Who is at which PC."""

    person: str
    pc: str


def this_seat(person: str = "") -> Seat:
    """Name this PC and who is at it, else the account (empty for one without a name, as services have)."""
    try:
        return Seat(person or getpass.getuser(), platform.node())
    except (OSError, KeyError, ImportError):
        return Seat("", platform.node())


def this_pc(person: str = "") -> str:
    """Name this PC and who is at it, as the change log shows it: 张三@DESKTOP-1."""
    return "@".join(this_seat(person)).strip("@")
