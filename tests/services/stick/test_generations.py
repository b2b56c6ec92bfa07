"""Generations on a stick: whole or not there, whatever fails, and the refusal names the step."""

import errno
import os
from pathlib import Path

import pytest

from services.errors import AppError, FileMissingError
from services.stick.errors import (
    NoSoundGenerationError,
    ReadBackDiffersError,
    StickFaultyError,
    StickFullError,
    StickGoneError,
    StickHeldError,
    StickReadOnlyError,
)
from services.stick.generations import KEPT, generations, newest_sound, without_number, write_generation
from services.stick.layer import PIECE, DiskFiles
from services.stick.refusals import refusal
from services.stick.rows import WriteStep
from tests.services.stick.failing import Cut, FailingFiles, Failure
from ui.error_texts import sentence

OLD = b"old" * 1000
NEW = b"new" * PIECE  # three pieces


def numbers(base: Path) -> list[int]:
    return [one.number for one in generations(base)]


def whole(path: Path) -> bool:
    return path.read_bytes() in {OLD, NEW}


def test_each_write_is_a_new_file_and_the_last_three_are_kept(tmp_path: Path) -> None:
    base = tmp_path / "台账.db"
    written = [write_generation(base, f"第{count}代".encode()) for count in range(1, 6)]
    assert [path.name for path in written] == [f"台账.{count:06d}.db" for count in range(1, 6)]
    assert numbers(base) == [5, 4, 3]
    assert len(numbers(base)) == KEPT
    assert written[-1].read_text() == "第5代"


def test_a_file_is_written_in_pieces_and_arrives_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(NEW)
    layer = FailingFiles()
    path = write_generation(tmp_path / "包.slp", source, layer)
    assert path == tmp_path / "包.000001.slp"
    assert path.read_bytes() == NEW
    assert layer.calls.count("write") == 3


def test_only_our_own_leftovers_are_cleaned(tmp_path: Path) -> None:
    base = tmp_path / "台账.db"
    others = ["台账.000001.db.unfinished.txt", "别的.000001.db.unfinished", "台账.db.unfinished", "台账.000001.txt"]
    for name in [*others, "台账.000007.db.unfinished"]:
        (tmp_path / name).write_text("x")
    write_generation(base, NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "台账.000001.db"])


def test_a_family_is_known_by_its_whole_name(tmp_path: Path) -> None:
    for name in ("台账.000002.db", "台账.db", "台账2.000009.db", "我的台账.000009.db", "台账.000009.slp"):
        (tmp_path / name).write_text("x")
    assert [one.path.name for one in generations(tmp_path / "台账.db")] == ["台账.000002.db", "台账.db"]
    assert without_number(tmp_path / "台账.000002.db") == tmp_path / "台账.db"
    assert without_number(tmp_path / "台账.2026.db") == tmp_path / "台账.2026.db"


def test_a_torn_newest_one_is_passed_over_and_named(tmp_path: Path) -> None:
    base = tmp_path / "台账.db"
    write_generation(base, OLD)
    torn = write_generation(base, NEW)
    torn.write_bytes(NEW[:100])
    found = newest_sound(base, whole)
    assert found.generation.number == 1
    assert found.passed_over == (torn,)
    found.generation.path.write_bytes(b"")
    with pytest.raises(NoSoundGenerationError):
        newest_sound(base, whole)
    with pytest.raises(FileMissingError):
        newest_sound(tmp_path / "没有.db", whole)


def calls_of_a_write(folder: Path) -> list[str]:
    layer = FailingFiles()
    folder.mkdir()
    for content in (OLD, OLD, OLD):
        write_generation(folder / "台账.db", content)
    write_generation(folder / "台账.db", NEW, layer)
    return layer.calls


@pytest.mark.parametrize("failure", list(Failure))
def test_whatever_fails_at_whatever_step_the_state_is_before_or_after(tmp_path: Path, failure: Failure) -> None:
    calls = calls_of_a_write(tmp_path / "plain")
    assert {"names", "free", "create", "write", "flush", "close", "rename", "pieces", "flush_folder", "remove"} == set(
        calls
    )
    for at in range(1, len(calls) + 1):
        base = tmp_path / f"{failure.value}-{at}" / "台账.db"
        base.parent.mkdir()
        for _ in range(3):
            write_generation(base, OLD)
        acknowledged = False
        try:
            write_generation(base, NEW, FailingFiles(failure=failure, at=at))
            acknowledged = True
        except (AppError, Cut):
            pass
        found = newest_sound(base, whole)
        content = found.generation.path.read_bytes()
        assert content == NEW if acknowledged else content in {OLD, NEW}, (at, calls[at - 1])
        write_generation(base, NEW)  # the next write goes on as if nothing had been, and cleans up
        assert [path for path in base.parent.iterdir() if path.suffix == ".unfinished"] == []
        assert newest_sound(base, whole).passed_over == ()


STEPS = {
    "names": WriteStep.LOOK,
    "free": WriteStep.LOOK,
    "create": WriteStep.CREATE,
    "write": WriteStep.WRITE,
    "flush": WriteStep.FLUSH,
    "close": WriteStep.FLUSH,
    "rename": WriteStep.RENAME,
    "pieces": WriteStep.COMPARE,
    "flush_folder": WriteStep.FOLDER,
}


@pytest.mark.parametrize("call", STEPS)
@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (Failure.ERROR, StickFaultyError),
        (Failure.FULL, StickFullError),
        (Failure.READ_ONLY, StickReadOnlyError),
    ],
)
def test_the_step_that_failed_is_named(tmp_path: Path, call: str, failure: Failure, told: type[AppError]) -> None:
    at = calls_of_a_write(tmp_path / "plain").index(call) + 1
    with pytest.raises(told) as caught:
        write_generation(tmp_path / "台账.db", NEW, FailingFiles(failure=failure, at=at))
    assert getattr(caught.value, "step") is STEPS[call]  # noqa: B009 - each has one
    assert STEPS[call].label in sentence(caught.value)


def test_the_room_is_looked_at_before_anything_is_written(tmp_path: Path) -> None:
    class Small(DiskFiles):
        def free(self, folder: Path) -> int:
            return 2_000_000

    with pytest.raises(StickFullError) as caught:
        write_generation(tmp_path / "台账.db", NEW, Small())
    assert "需要 4.2 MB，只剩 2.0 MB" in sentence(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_what_reads_back_differently_is_not_left_as_the_newest(tmp_path: Path) -> None:
    base = tmp_path / "台账.db"
    write_generation(base, OLD)
    at = calls_of_a_write(tmp_path / "plain").index("write") + 1
    with pytest.raises(ReadBackDiffersError):
        write_generation(base, NEW, FailingFiles(failure=Failure.LOST_FLUSH, at=at))
    assert numbers(base) == [1]


def test_a_stick_that_is_not_there_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(StickGoneError):
        write_generation(tmp_path / "拔掉了" / "台账.db", NEW)


@pytest.mark.parametrize(
    ("number", "windows", "told"),
    [
        (errno.EBUSY, None, StickHeldError),
        (errno.EACCES, 32, StickHeldError),
        (errno.EACCES, 19, StickReadOnlyError),
        (errno.EACCES, None, StickReadOnlyError),
        (errno.EINVAL, 1167, StickGoneError),
        (errno.ENODEV, None, StickGoneError),
        (errno.EFBIG, None, StickFullError),
        (errno.EIO, None, StickFaultyError),
    ],
)
def test_the_systems_numbers_become_plain_words(
    tmp_path: Path, number: int, windows: int | None, told: type[AppError]
) -> None:
    error = OSError(number, os.strerror(number))
    error.winerror = windows  # type: ignore[attr-defined]  # on Windows it is there
    assert type(refusal(error, tmp_path / "台账.db", WriteStep.WRITE)) is told
