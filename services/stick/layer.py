"""The file layer under the generations: the system's own calls, in a small protocol that tests make fail."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from services import windows

PIECE: Final = 1 << 20  # bytes written and read at a time
_NOT_FOR_FOLDERS: Final = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}


class FileLayer(Protocol):
    """What writing a generation asks of the system; every call may raise OSError."""

    def free(self, folder: Path) -> int:
        """Count the free bytes."""

    def names(self, folder: Path) -> list[str]:
        """Name the files in a folder."""

    def create(self, path: Path) -> int:
        """Make a file that is not there and open it for writing."""

    def write(self, handle: int, piece: bytes) -> None:
        """Write all of a piece."""

    def flush(self, handle: int) -> None:
        """Have what was written last through a power cut."""

    def close(self, handle: int) -> None:
        """Close the file."""

    def rename(self, old: Path, new: Path) -> None:
        """Give a file its name."""

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Read a file, from the stick itself where the system can be asked to."""

    def remove(self, path: Path) -> None:
        """Remove a file."""

    def flush_folder(self, folder: Path) -> None:
        """Have the names in a folder last through a power cut, where the system can."""


class DiskFiles:
    """The system's own files."""

    def free(self, folder: Path) -> int:
        """Count the free bytes."""
        return shutil.disk_usage(folder).free

    def names(self, folder: Path) -> list[str]:
        """Name the files in a folder."""
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted

    def create(self, path: Path) -> int:
        """Make a file that is not there and open it for writing."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, handle: int, piece: bytes) -> None:
        """Write all of a piece; the system may take it in parts."""
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def flush(self, handle: int) -> None:
        """Have what was written last through a power cut."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close the file."""
        os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file its name; on Windows the call returns when the name is on the disk."""
        if windows.is_here():
            windows.rename_through(old, new)
        else:
            old.rename(new)

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Read a file; what the system still holds of it in memory is let go first, so that the stick is read."""
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while piece := file.read(PIECE):
                yield piece

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def flush_folder(self, folder: Path) -> None:
        """Have the names in a folder last through a power cut; not every file system can be asked to."""
        if windows.is_here():
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NOT_FOR_FOLDERS:
                raise
        finally:
            os.close(handle)


DISK: Final = DiskFiles()
