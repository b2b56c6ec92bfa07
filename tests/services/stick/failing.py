"""A file layer that fails at the n-th call: with an error, a full disk, a torn write, a lost flush, or for good."""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final, TypeVar

from services.stick.elsewhere import Elsewhere
from services.stick.layer import DiskFiles

Result = TypeVar("Result")
WRITING: Final = frozenset({"create", "write", "flush", "close", "rename", "remove", "flush_folder"})


NOWHERE: Final = Elsewhere(lambda _path: None, list)  # a stick is where it was, or nowhere


class Cut(BaseException):
    """The power is gone: nobody cleans up."""


class Failure(Enum):
    """How the layer fails."""

    ERROR = "error"
    FULL = "full"
    READ_ONLY = "read_only"
    TORN = "torn"  # half of the piece is written, then the power is gone
    CUT = "cut"  # the power is gone before the call
    LOST_FLUSH = "lost_flush"  # the device lies: flushed pieces after this moment are gone, as zeros


NUMBERS: Final = {Failure.ERROR: errno.EIO, Failure.FULL: errno.ENOSPC, Failure.READ_ONLY: errno.EROFS}


@dataclass
class FailingFiles(DiskFiles):
    """Counts the calls and fails at number `at` (1 is the first)."""

    failure: Failure = Failure.ERROR
    at: int = 0
    calls: list[str] = field(default_factory=list)
    dead: bool = False

    def _call(self, name: str, work: Callable[[], Result]) -> Result:
        if self.dead:
            raise Cut
        self.calls.append(name)
        if len(self.calls) != self.at or self.failure in {Failure.TORN, Failure.LOST_FLUSH}:
            return work()
        if self.failure is Failure.CUT:
            self.dead = True
            raise Cut
        raise OSError(NUMBERS[self.failure], os.strerror(NUMBERS[self.failure]))

    def free(self, folder: Path) -> int:
        return self._call("free", lambda: DiskFiles.free(self, folder))

    def names(self, folder: Path) -> list[str]:
        return self._call("names", lambda: DiskFiles.names(self, folder))

    def create(self, path: Path) -> int:
        return self._call("create", lambda: DiskFiles.create(self, path))

    def write(self, handle: int, piece: bytes) -> None:
        self._call("write", lambda: self._write(handle, piece))

    def _write(self, handle: int, piece: bytes) -> None:
        reached = len(self.calls) == self.at
        if reached and self.failure is Failure.TORN:
            super().write(handle, piece[: len(piece) // 2])
            self.dead = True
            raise Cut
        lost = reached and self.failure is Failure.LOST_FLUSH
        super().write(handle, bytes(len(piece)) if lost else piece)

    def flush(self, handle: int) -> None:
        self._call("flush", lambda: DiskFiles.flush(self, handle))

    def close(self, handle: int) -> None:
        if self.dead:
            DiskFiles.close(self, handle)  # the process's end closes it too
            raise Cut
        self._call("close", lambda: DiskFiles.close(self, handle))

    def rename(self, old: Path, new: Path) -> None:
        self._call("rename", lambda: DiskFiles.rename(self, old, new))

    def pieces(self, path: Path) -> Iterator[bytes]:
        return self._call("pieces", lambda: DiskFiles.pieces(self, path))

    def remove(self, path: Path) -> None:
        self._call("remove", lambda: DiskFiles.remove(self, path))

    def flush_folder(self, folder: Path) -> None:
        self._call("flush_folder", lambda: DiskFiles.flush_folder(self, folder))
