"""Copies that a killed program left in the temporary folder go after a day; whatever else lies there stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.leftovers import PREFIX, remove_leftovers

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def left(folder: Path, name: str, age: timedelta) -> Path:
    made = folder / name
    (made / "inner").mkdir(parents=True)
    copy = made / "inner" / "名册.pdf"
    copy.write_bytes(b"%PDF-")
    copy.chmod(0o444)
    moment = (NOW - age).timestamp()
    for path in (copy, copy.parent, made):
        os.utime(path, (moment, moment))
    return made


def test_only_our_own_old_folders_go(tmp_path: Path) -> None:
    old = left(tmp_path, f"{PREFIX}old", timedelta(days=2))
    fresh = left(tmp_path, f"{PREFIX}fresh", timedelta(hours=2))
    strange = left(tmp_path, "somebody-else", timedelta(days=200))
    link = tmp_path / f"{PREFIX}link"
    link.symlink_to(strange)
    assert remove_leftovers(NOW, tmp_path) == 1
    assert not old.exists()
    assert fresh.is_dir()
    assert (strange / "inner" / "名册.pdf").is_file()
    assert link.is_symlink()


def test_a_folder_in_which_something_was_touched_today_stays(tmp_path: Path) -> None:
    used = left(tmp_path, f"{PREFIX}used", timedelta(days=2))
    moment = NOW.timestamp()
    os.utime(used / "inner" / "名册.pdf", (moment, moment))
    assert remove_leftovers(NOW, tmp_path) == 0
    assert used.is_dir()


def test_no_folder_is_nothing_to_do(tmp_path: Path) -> None:
    assert remove_leftovers(NOW, tmp_path / "none") == 0
