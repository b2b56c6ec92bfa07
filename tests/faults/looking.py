"""Looks at what a killed writer left: every file opens, is sound, and holds what was acknowledged, whole."""

import hashlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models import driver
from models.database import Database
from services.checking.service import CheckService
from services.stick.generations import newest_sound
from tests.faults.works import PEOPLE, Place


@dataclass(frozen=True)
class Found:
    """What was acknowledged of each work, and what was begun."""

    done: dict[str, int]
    begun: dict[str, int]


def acknowledged(place: Place) -> Found:
    done: dict[str, int] = {}
    begun: dict[str, int] = {}
    for line in place.log.read_text().splitlines() if place.log.exists() else ():
        state, name, count = line.split()
        (done if state == "done" else begun)[name] = int(count)
    return Found(done, begun)


class AcknowledgedLostError(AssertionError):
    """What a work acknowledged is not there."""


def look(folder: Path) -> Found:
    """Assert that nothing acknowledged is lost, and that each state is one from before or after a work."""
    place = Place(folder)
    found = acknowledged(place)
    stick = newest_sound(place.stick, lambda path: _is_sound(place, path)).generation.path
    with closing(place.files.open_for_reading(stick)) as database:
        if attendance(database) < found.done.get("handed", 0):
            raise AcknowledgedLostError(stick)
    assert _is_sound(place, place.theirs)
    for backup in (place.folder / "backups").glob("*/*.db"):  # under its name it is whole
        assert _is_sound(place, backup), backup
    for path in (place.folder / "working").glob("*/ledger.db"):
        assert not CheckService(place.files).check(path).faults
        with closing(place.files.open(path)) as database:
            _settled(found, "attendance", attendance(database))
            _settled(found, "import", imported(database))
            _settled(found, "merge", merged(database))
    return found


_sound: set[bytes] = set()


def _is_sound(place: Place, path: Path) -> bool:
    """Check a file; one of the very content that was found sound before is sound."""
    journal = path.with_name(f"{path.name}-journal")
    digest = hashlib.sha256(path.read_bytes() + (journal.read_bytes() if journal.exists() else b"")).digest()
    if digest not in _sound:
        if driver.faults(path):
            return False
        assert not CheckService(place.files).check(path).faults
        _sound.add(digest)
    return True


def _settled(found: Found, name: str, count: int) -> None:
    done = found.done.get(name, 0)
    if count < done:
        raise AcknowledgedLostError(name, count, done)
    assert count in {done, found.begun.get(name, 0)}, (name, count)


def attendance(database: Database) -> int:
    """Give the count in all 40 rows of the sheet: half of a sheet would show two."""
    with database.reading() as connection:
        values = connection.exec_driver_sql("SELECT leave_reason FROM attendance WHERE deleted = 0").scalars().all()
    assert len(values) == PEOPLE
    assert len(set(values)) == 1, set(values)
    return int(values[0])


def imported(database: Database) -> int:
    return _round(database, "SELECT education FROM people WHERE number LIKE 'E0%'")


def merged(database: Database) -> int:
    return _round(database, "SELECT ethnicity FROM people WHERE number LIKE 'D0%'")


def _round(database: Database, statement: str) -> int:
    with database.reading() as connection:
        values = {value or "" for value in connection.exec_driver_sql(statement).scalars()}
    assert len(values) <= 1, values
    words = values.pop() if values else ""
    return int(words.removeprefix("第").removesuffix("次") or 0)
