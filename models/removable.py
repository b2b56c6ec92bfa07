"""A file on a medium that can be pulled out: each transaction first makes sure that it is there, and the same."""

import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from models import driver
from models.change_log.steps import SILENT, Opening
from models.database import Attached, Database, Guard, Refusals, free_to_write
from models.file_key import FileKey
from models.typing_override import override


class Standing(NamedTuple):
    """Which ledger it is (its origin), and how far it has come: the clock, and whose last step that was."""

    origin: int
    clock: int
    actor: int


class Losses(NamedTuple):
    """What is raised where the file is gone, and where what came back is not what went.

    `got_through`, once, where the last write was refused while the medium went and is in the file after all.
    """

    gone: Callable[[Path], Exception]
    changed: Callable[[Path], Exception]
    got_through: Callable[[Path], Exception]


class RemovableDatabase(Database):
    """An open file that may go and come back; connections to what went are never written through again.

    `returned` is asked whenever the file is opened anew, and raises where that must not be. `got_through` tells that
    the write that was refused when the medium went is in the file; whoever has told of it sets it back.
    """

    def __init__(  # noqa: PLR0913 - as for every file, and what is told of its going
        self,
        path: Path,
        refusals: Refusals,
        losses: Losses,
        key: FileKey | None = None,
        opening: Opening = SILENT,
        *,
        guard: Guard = free_to_write,
        returned: Guard = free_to_write,
    ) -> None:
        """Keep the whole of a transaction in memory until it is committed: best on a stick (measured)."""
        super().__init__(path, refusals, key, opening, guard=guard, keep_in_memory=True)
        self._losses = losses
        self._returned = returned
        self._mark: tuple[int, int] | None = None
        self._standing: Standing | None = None
        self._looking = threading.RLock()
        self.got_through = False

    @override
    def look(self) -> None:
        """Raise where the file is gone or is another one; open it anew where it is back."""
        with self._looking:
            mark = _mark(self.path)
            if mark is None:
                self._let_go()
                raise self._losses.gone(self.path)
            if mark != self._mark or not self._answers():
                self._open_anew(mark)

    def move(self, path: Path) -> None:
        """Go on with the file in another place; the next transaction makes sure that it is the same."""
        with self._looking:
            self._let_go()
            self.path = path

    @property
    def origin(self) -> int:
        """Tell which ledger it is; 0 before it was looked at."""
        return self._standing.origin if self._standing else 0

    @override
    @contextmanager
    def _connection(self, *, immediate: bool, attached: Attached | None = None) -> Iterator[Connection]:
        self.look()
        if immediate and self.got_through:  # else the same would be entered twice
            self.got_through = False
            raise self._losses.got_through(self.path)
        written: Standing | None = None
        try:
            with super()._connection(immediate=immediate, attached=attached) as connection:
                yield connection
                if immediate:
                    written = _standing(connection)
        except (DBAPIError, driver.DatabaseError) as error:
            self._refuse(error)
            raise
        self._standing = written or self._standing

    @override
    def _refuse(self, error: Exception) -> None:
        """Look first whether the file is there: what the driver says when it goes has many words."""
        if _mark(self.path) is None:
            self._let_go()
            raise self._losses.gone(self.path) from error
        if isinstance(getattr(error, "orig", error), driver.OperationalError):
            self._let_go()  # the next transaction looks afresh
        super()._refuse(error)

    @override
    def close(self) -> None:
        """Close what is open; the journal of a file that is gone goes with it."""
        if self._mark is not None and _mark(self.path) == self._mark:
            super().close()
        else:
            self._let_go()

    def _let_go(self) -> None:
        self._mark = None
        self._engine.dispose()

    def _answers(self) -> bool:
        """Tell whether the open connections still reach the file: on Windows they do not after it was away."""
        try:
            with self._engine.connect() as connection:
                _standing(connection)
        except (DBAPIError, driver.DatabaseError):
            return False
        return True

    def _open_anew(self, mark: tuple[int, int]) -> None:
        self._let_go()
        self._returned()
        try:
            with self._engine.connect() as connection:
                there = _standing(connection)
        except (DBAPIError, driver.DatabaseError) as error:
            self._refuse(error)
            raise self._losses.changed(self.path) from error
        known = self._standing
        if known is not None and there != known:
            ahead_by_us = there.clock > known.clock and self._steps.wrote(there.actor)
            if there.origin != known.origin or not ahead_by_us:
                self._let_go()
                raise self._losses.changed(self.path)
            self.got_through = True
        self._standing, self._mark = there, mark


def _standing(connection: Connection) -> Standing:
    found = connection.exec_driver_sql("SELECT origin, hlc, actor FROM change_clock").one()
    return Standing(*(int(value or 0) for value in found))


def _mark(path: Path) -> tuple[int, int] | None:
    """Tell a file from what lies in its place later: its volume and number there; None where there is none."""
    with suppress(OSError):
        # The system remembers a file for a while after its medium went, its folder it has to ask for. The file itself
        # is not opened: closing it would end SQLite's own locks on it.
        with os.scandir(path.parent):
            status = path.stat()
        return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
    return None
