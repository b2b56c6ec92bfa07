"""Work on a ledger that lies on a stick: on a copy on this PC, handed back to the stick as new generations.

copies = WorkingCopies(folders.data / "working", files)
copy = copies.open(path)            # copy.path is the file to work on, copy.base the family on the stick
copy.hand_back(database)            # on save and on closing; None where nothing is new
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from glob import escape
from pathlib import Path
from typing import Final, NamedTuple

from models import driver
from models.database import Database
from models.file_key import FileKey
from services.errors import FileNotWritableError, NotALedgerError, WrongPasswordError
from services.files import write_whole
from services.ledger_file import LedgerFiles
from services.stick.errors import NewerOnStickError, NoSoundGenerationError, StickGoneError
from services.stick.generations import digest_of, generations, is_there, newest_sound, without_number, write_generation
from services.stick.homes import LEDGER, home_of
from services.stick.layer import DISK, FileLayer
from services.stick.refusals import refusal
from services.stick.rows import Begun, Generation, HandedBack, Taken, WriteStep

_STATE: Final = "state.json"
_INCOMING: Final = "incoming.db"
_OUTGOING: Final = "outgoing.db"
_NO_STATE: Final = "old"  # of a file from before the change log


class Start(NamedTuple):
    """What an opening found: the family on the stick, how things stood, the torn generations passed over.

    `set_aside` is our copy from before, where it has another password than the stick has now.
    """

    base: Path
    begun: Begun
    passed_over: tuple[Path, ...] = ()
    set_aside: Path | None = None


@dataclass(frozen=True, slots=True)
class WorkingCopies:
    """Keeps a folder for each ledger on a stick below `folder`."""

    folder: Path
    files: LedgerFiles
    layer: FileLayer = DISK

    def open(self, path: Path) -> "WorkingCopy":
        """Take the newest sound generation, or go on with what was not handed back the last time."""
        base = without_number(path)
        home = home_of(self.folder, base)
        kept = _read_state(home)
        if kept is not None and not is_there(base, self.layer):
            return WorkingCopy(home, kept, Start(base, Begun.WITHOUT_STICK), self.layer)
        self.path_of(path)
        found, digest, passed_over = self._newest(base, home)
        kept, set_aside = self._openable(kept or self._adopted(base, home), base, home)
        same = kept is not None and (kept.number, kept.digest) == (found.number, digest)
        if kept is not None and self._state(home / LEDGER, base) != kept.state:
            begun = Begun.CONTINUED if same else Begun.APART
            copy = WorkingCopy(home, kept, Start(base, begun, passed_over), self.layer)
            copy.move(base)
            return copy
        with _on_this_pc(home):
            (home / f"{LEDGER}-journal").unlink(missing_ok=True)  # it belongs to what is replaced
            (home / _INCOMING).replace(home / LEDGER)
        taken = Taken(
            str(base), found.number, digest, self._state(home / LEDGER, base), kept.handed_back if kept else ""
        )
        _write_state(home, taken)
        return WorkingCopy(home, taken, Start(base, Begun.TAKEN, passed_over, set_aside), self.layer)

    def _openable(self, kept: Taken | None, base: Path, home: Path) -> tuple[Taken | None, Path | None]:
        """Set our copy aside where the stick's password is another one since: both cannot be asked for at once."""
        if kept is None:
            return None, None
        try:
            self.files.check_copy(base, home / LEDGER)
        except WrongPasswordError:
            aside = home / f"{base.stem}-{self.files.clock.now():%Y%m%d-%H%M%S}.db"
            for ending in ("-journal", ""):
                with _on_this_pc(home), suppress(FileNotFoundError):
                    (home / f"{LEDGER}{ending}").replace(home / f"{aside.name}{ending}")
            return None, aside
        return kept, None

    def _adopted(self, base: Path, home: Path) -> Taken | None:
        """Take in what was not handed back to the same ledger when its stick had another place (a drive's letter)."""
        for other in sorted(self.folder.glob(f"{escape(base.stem)}-*")):
            kept = _read_state(other)
            if kept is None or Path(kept.base).name != base.name:
                continue
            if Path(kept.base) != base and is_there(Path(kept.base), self.layer):
                continue
            # Reading takes back what a killed program left half written: the file alone is whole then.
            if self._origin(other / LEDGER, base) != self._origin(home / _INCOMING, base):
                continue
            taken = replace(kept, base=str(base))
            _write_state(home, taken)
            with _on_this_pc(home):
                (other / LEDGER).replace(home / LEDGER)
                (other / _STATE).unlink(missing_ok=True)
            return taken
        return None

    def _origin(self, path: Path, base: Path) -> int:
        key = self.files.check_copy(base, path)
        try:
            with closing(driver.connect(path, key)) as connection:
                return int(connection.execute("SELECT origin FROM change_clock").fetchone()[0])
        except driver.OperationalError:
            return -1

    def path_of(self, path: Path) -> Path:
        """Name the file that is worked on in place of a ledger on a stick, and make its folder."""
        home = home_of(self.folder, without_number(path))
        with _on_this_pc(home):
            home.mkdir(parents=True, exist_ok=True)
        return home / LEDGER

    def _newest(self, base: Path, home: Path) -> tuple[Generation, str, tuple[Path, ...]]:
        """Bring the newest sound generation here; each is read from the stick once."""
        digests: dict[Path, str] = {}
        locked: list[WrongPasswordError] = []

        def is_sound(path: Path) -> bool:
            digests[path] = self._bring(path, home / _INCOMING)
            try:
                key = self.files.check_copy(path, home / _INCOMING)
            except NotALedgerError:
                return False
            except WrongPasswordError as error:
                locked.append(error)
                return False
            return not driver.faults(home / _INCOMING, key)

        try:
            found = newest_sound(base, is_sound, self.layer)
        except NoSoundGenerationError:
            if locked:  # a damaged first page looks the same: the newest one's word is passed on
                raise locked[0] from None
            raise
        return found.generation, digests[found.generation.path], found.passed_over

    def _bring(self, path: Path, target: Path) -> str:
        hashed = hashlib.sha256()
        journal = path.with_name(f"{path.name}-journal")
        copied = target.with_name(f"{target.name}-journal")
        try:
            with target.open("wb") as file:
                for piece in self.layer.pieces(path):
                    hashed.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())  # what is committed to it later rests on this
            copied.unlink(missing_ok=True)
            if journal.is_file():  # it was edited straight on the stick and interrupted: taken back in our copy
                shutil.copyfile(journal, copied)
        except OSError as error:
            raise refusal(error, path, WriteStep.LOOK) from error
        return hashed.hexdigest()

    def _state(self, path: Path, base: Path) -> str:
        key = self.files.check_copy(base, path)
        try:
            with closing(driver.connect(path, key)) as connection:
                return _state_of(connection.execute("SELECT hlc FROM change_clock").fetchone()[0], key)
        except driver.OperationalError:
            return _NO_STATE


class WorkingCopy:
    """One ledger from a stick, at work on this PC; `begun` tells how things stood at its opening."""

    def __init__(self, home: Path, taken: Taken, start: Start, layer: FileLayer) -> None:
        """Describe a working copy that lies in `home`."""
        self.path = home / LEDGER
        self.base, self.begun, self.passed_over, self.set_aside = start
        self.taken = taken
        self._home = home
        self._layer = layer

    @property
    def stick_is_there(self) -> bool:
        """Tell whether the ledger can be reached on the stick."""
        return is_there(self.base, self._layer)

    def move(self, base: Path) -> None:
        """Go on with the stick in another place: there the work is handed back from now on."""
        self.base = base
        self._note(replace(self.taken, base=str(base)))

    @property
    def handed_back(self) -> str:
        """Tell when it was last handed back, as people read it; empty: never."""
        return self.taken.handed_back

    def has_news(self, database: Database) -> bool:
        """Tell whether there is work that is not on the stick."""
        return _state(database) != self.taken.state

    def hand_back(self, database: Database, moment: str) -> HandedBack | None:
        """Write the ledger to the stick as a new generation; None where nothing is new.

        NewerOnStickError where somebody else wrote there: that is merged first. The other AppErrors name the step
        that failed; whatever fails, the work is on this PC.
        """
        state = _state(database)
        if state == self.taken.state:
            return None
        newest = self._newest_there()
        if newest is not None:
            raise NewerOnStickError(newest[0].path)
        outgoing = self._snapshot(database)
        written = write_generation(self.base, outgoing, self._layer)
        with _on_this_pc(outgoing):
            digest = digest_of(outgoing).hex()
            outgoing.unlink(missing_ok=True)
        self._number_the_first()
        number = next(one.number for one in generations(self.base, self._layer) if one.path == written)
        self._note(replace(self.taken, number=number, digest=digest, state=state, handed_back=moment))
        return HandedBack(written, moment)

    def _snapshot(self, database: Database) -> Path:
        outgoing = self._home / _OUTGOING
        try:
            outgoing.unlink(missing_ok=True)
            driver.copy_database(database.path, outgoing, database.key)
        except (OSError, driver.DatabaseError) as error:
            raise FileNotWritableError(outgoing) from error
        return outgoing

    def newer(self) -> tuple[Generation, str] | None:
        """Give what somebody else wrote to the stick since we took ours, and its digest; None where nobody did."""
        return self._newest_there()

    def merged(self, other: tuple[Generation, str]) -> None:
        """Note that what somebody else wrote is in ours now, so that ours can follow it."""
        self._note(replace(self.taken, number=other[0].number, digest=other[1]))

    def _newest_there(self) -> tuple[Generation, str] | None:
        there = generations(self.base, self._layer)
        if not there:
            raise StickGoneError(self.base.parent, WriteStep.LOOK)  # another stick, in the same place
        try:
            digest = digest_of(there[0].path, self._layer).hex()
        except OSError as error:
            raise refusal(error, there[0].path, WriteStep.LOOK) from error
        same = (there[0].number, digest) == (self.taken.number, self.taken.digest)
        return None if same else (there[0], digest)

    def _number_the_first(self) -> None:
        """Give the file that had no number the number 0: it goes with the others when they are more than three."""
        if self.taken.number == 0:
            with suppress(OSError):
                self._layer.rename(self.base, self.base.with_name(f"{self.base.stem}.000000{self.base.suffix}"))

    def _note(self, taken: Taken) -> None:
        self.taken = taken
        _write_state(self._home, taken)


def _state(database: Database) -> str:
    with database.reading() as connection:
        return _state_of(connection.exec_driver_sql("SELECT hlc FROM change_clock").scalar_one(), database.key)


def _state_of(clock: int, key: FileKey | None) -> str:
    """Name a ledger's state by its own clock, which moves with every change, and by its protection."""
    return f"{clock}/{key.salt.hex() if key else ''}"


@contextmanager
def _on_this_pc(path: Path) -> Iterator[None]:
    """Tell of this PC's own disk: it is full, or cannot be written."""
    try:
        yield
    except OSError as error:
        raise FileNotWritableError(path) from error


def _read_state(home: Path) -> Taken | None:
    try:
        values = json.loads((home / _STATE).read_text(encoding="utf-8"))
        return Taken(**values) if (home / LEDGER).is_file() else None
    except (OSError, ValueError, TypeError):
        return None


def _write_state(home: Path, taken: Taken) -> None:
    write_whole(home / _STATE, json.dumps(asdict(taken), ensure_ascii=False).encode())
