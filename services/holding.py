"""Who holds a ledger: a small file beside it tells others by whom, since when, and by its heartbeat that he is there.

holding = take(path, seat, now)              # HeldError tells who has it
holding.release()
take_over(path, seen, ...)                  # on the officer's word, once the heartbeat of `seen` stood still

Two PCs' clocks are never compared: whoever waits sees for himself that the heartbeat's counter does not move.
"""

import json
import os
import secrets
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from services.errors import AppError, HeldError, HoldLostError
from services.folders import Seat
from services.processes import is_running, machine_mark, process_mark
from services.stick.generations import generations, without_number

BEAT_SECONDS: Final = 10.0
STILL_SECONDS: Final = 35.0  # three beats missed, and room for a slow share
_LENGTH: Final = 1024  # bytes: written in one go, always the same length, so that nobody reads half of two
_ATTEMPTS: Final = 3
_PATIENCE_SECONDS: Final = 2.0  # for a heartbeat that hangs on a dead share


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a ledger open; `beat` counts up while the program runs."""

    token: str
    person: str = ""
    pc: str = ""
    since: str = ""  # as people read it
    machine: str = ""
    process: int = 0
    process_mark: str = ""
    beat: int = 0

    @property
    def is_here(self) -> bool:
        """Tell whether the holder is, or was, a program on this PC."""
        return bool(self.machine) and self.machine == machine_mark()

    @property
    def is_dead(self) -> bool:
        """Tell whether the holder is known to be gone: a program of this PC that does not run any more."""
        return self.is_here and not is_running(self.process, self.process_mark)


class Holding:
    """A ledger held by this program until `release`; a thread of its own keeps the heartbeat going."""

    def __init__(self, path: Path, holder: Holder, *, written: bool) -> None:
        """Begin the heartbeat; where the folder cannot be written (`written` false) there is none, and no file."""
        self.path = path
        self.holder = holder
        self.lost = False
        self._written = written
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="heartbeat", daemon=True)
        if written:
            self._thread.start()

    def require(self) -> None:
        """Refuse to write where somebody has taken the ledger over meanwhile."""
        if self.lost:
            raise HoldLostError(self.path)

    def hold(self, path: Path) -> None:
        """Go on holding the ledger where it lies now, or at last; HeldError where somebody else has it there."""
        if self._written and path == self.path:
            self.require()
            return
        self._written = _claimed(path, self.holder)
        self.path = path
        if self._written and not self._thread.is_alive():
            self._thread.start()

    def look(self) -> None:
        """Refuse as `require` does, by what the holder's file says now: the stick was away."""
        if self._written:
            self.beat()
        self.require()

    def beat(self) -> None:
        """Count the heartbeat up; through one open file, so that it never gets into that of whoever took over."""
        self.holder = replace(self.holder, beat=self.holder.beat + 1)
        try:
            with holder_file(self.path).open("r+b") as file:
                if _parsed(file.read()).token != self.holder.token:
                    self.lost = True
                    return
                file.seek(0)
                file.write(_written_out(self.holder))
        except FileNotFoundError:
            with suppress(OSError, AppError):  # the stick may be out, or another one in its place
                if generations(without_number(self.path)):
                    _make(holder_file(self.path), self.holder)
        except OSError:
            pass  # tried again at the next beat

    def release(self) -> None:
        """Give the ledger free."""
        self._ended.set()
        if not self._written:
            return
        if self._thread.is_alive():
            self._thread.join(_PATIENCE_SECONDS)
        with suppress(OSError):
            if read_holder(self.path, self.holder.token) is not None:
                holder_file(self.path).unlink()

    def _go_on(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            self.beat()


def holder_file(path: Path) -> Path:
    """Name the file that says who holds a ledger: one for all its generations."""
    return path.with_name(f"{without_number(path).name}.lock")


def read_holder(path: Path, token: str = "") -> Holder | None:
    """Read who holds a ledger (only that holder, where a token is given); None where nobody does."""
    try:
        holder = _parsed(holder_file(path).read_bytes())
    except OSError:
        return None
    return None if token and holder.token != token else holder


def take(path: Path, seat: Seat, now: datetime) -> Holding:
    """Hold a ledger; HeldError where another program does. What a dead program of this PC left is cleared away."""
    holder = _own(seat, now)
    return Holding(path, holder, written=_claimed(path, holder))


def _claimed(path: Path, holder: Holder) -> bool:
    """Make the holder's file; False where the folder takes none: opening the ledger then says what is wrong."""
    for _ in range(_ATTEMPTS):
        try:
            _make(holder_file(path), holder)
        except FileExistsError:
            there = read_holder(path)
        except OSError:
            return False
        else:
            return True
        if there is None:
            continue  # it was given free this moment
        if there.token == holder.token:
            return True  # its stick has another place now
        if not there.is_dead:
            raise _held(path, there)
        _put_aside(path, there)
    raise _held(path, _UNKNOWN)


def take_over(path: Path, seen: Holder, seat: Seat, now: datetime) -> Holding:
    """Take a ledger from a holder whose heartbeat stood still since `seen`; HeldError where it moved."""
    there = read_holder(path)
    if there is not None:
        if there != seen or (there.is_here and not there.is_dead):
            raise _held(path, there)
        _put_aside(path, there)
    return take(path, seat, now)


def _held(path: Path, by: Holder) -> HeldError:
    return HeldError(path, by.person or "别人", by.pc or "未知", by.since or "时间不明")


def _own(seat: Seat, now: datetime) -> Holder:
    process = os.getpid()
    since = f"{now:%Y-%m-%d %H:%M}"
    return Holder(secrets.token_hex(8), *seat, since, machine_mark(), process, process_mark(process))


def _make(file: Path, holder: Holder) -> None:
    """Make the file, which must not be there; an empty one is not left behind: it would keep everybody out."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(handle, _written_out(holder))
    except OSError:
        os.close(handle)
        file.unlink(missing_ok=True)
        raise
    os.close(handle)


def _put_aside(path: Path, dead: Holder) -> None:
    """Clear a dead holder's file away: by renaming, so that of two who do it only one has it, and it is that one."""
    file = holder_file(path)
    aside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        file.rename(aside)
        if _parsed(aside.read_bytes()).token != dead.token:
            aside.rename(file)  # somebody was quicker, and this is his
        else:
            aside.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _held(path, dead) from error


def _written_out(holder: Holder) -> bytes:
    return json.dumps(asdict(holder), ensure_ascii=False).encode().ljust(_LENGTH)


def _parsed(content: bytes) -> Holder:
    """Read what is there; what cannot be read (just being written, or cut off) is a holder of whom nothing is known."""
    try:
        values = json.loads(content)
        return Holder(**{name: type(getattr(_UNKNOWN, name))(values[name]) for name in asdict(_UNKNOWN)})
    except (ValueError, KeyError, TypeError):
        return _UNKNOWN


_UNKNOWN: Final = Holder("")
