"""A lock that one process holds at a time; the system frees it when the process ends, however it ends."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from installer.notice import refuse, say

_PAUSE = 0.2  # seconds between two attempts


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Hold the lock file for the length of the block; wait, saying so, while another process holds it."""
    try:
        file = path.open("a+b")
    except OSError as error:
        refuse(
            f"无法写入 {path.parent}（{error.strerror}），请把程序放到可以写入的文件夹后重试。",
            f"Cannot write to {path.parent} ({error.strerror}): move the program to a folder that can be written.",
        )
    with file:
        if not _try_lock(file):
            say("另一个窗口正在准备运行环境，请稍候……", "Another run is setting up: waiting for it ...")
            while not _try_lock(file):
                time.sleep(_PAUSE)
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # exists on Windows only

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # exists on POSIX only

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
