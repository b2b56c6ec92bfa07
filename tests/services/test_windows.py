"""The calls of Windows, against a library that checks what it is given by the declared types, as ctypes would there."""

import ctypes
import errno
from collections.abc import Callable
from ctypes import wintypes
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from services import processes, windows
from services.stick import drives, layer
from services.stick.errors import StickHeldError, StickReadOnlyError
from services.stick.refusals import refusal
from services.stick.rows import WriteStep

HANDLE = 0xFFFF_FFFF_8000_1234  # more than an int takes: undeclared results would lose half of it
STARTED = 133_800_000_000_000_000  # hundreds of nanoseconds since 1601


class Function:
    """A function of the library: what it is given must fit what was declared, what it gives comes back as declared."""

    def __init__(self, answer: Callable[..., int]) -> None:
        self.restype: Any = ctypes.c_int
        self.argtypes: tuple[Any, ...] | None = None
        self._answer = answer

    def __call__(self, *given: Any) -> Any:
        assert self.argtypes is not None
        assert len(given) == len(self.argtypes)
        for kind, value in zip(self.argtypes, given, strict=True):
            kind.from_param(value)
        return self.restype(self._answer(*given)).value


class Kernel:
    """Stands in for kernel32: one process runs (4711), one has ended (12), nobody may look at one (4)."""

    error = 0

    def __init__(self, drive_types: dict[str, int]) -> None:
        self.types = drive_types
        self.closed: list[int] = []
        self.moved: list[tuple[str, str, int]] = []
        self.GetDriveTypeW = Function(lambda root: self.types.get(root, 1))
        self.GetLogicalDrives = Function(lambda: sum(1 << "ABCDEFGHIJ".index(root[0]) for root in self.types))
        self.SetErrorMode = Function(lambda _mode: 0)
        self.MoveFileExW = Function(self._move)
        self.OpenProcess = Function(self._open)
        self.GetExitCodeProcess = Function(self._exit_code)
        self.GetProcessTimes = Function(self._times)
        self.CloseHandle = Function(self._close)
        self._process = 0

    def _move(self, old: str, new: str, flags: int) -> int:
        self.moved.append((old, new, flags))
        return int(self.error == 0)

    def _open(self, access: int, inherit: int, process: int) -> int:
        assert (access, inherit) == (0x1000, 0)
        self._process = process
        Kernel.error = {4: 5, 13: 87}.get(process, 0)
        return HANDLE if process in {4711, 12} else 0

    def _exit_code(self, handle: int, code: Any) -> int:
        assert handle == HANDLE
        code._obj.value = 259 if self._process == 4711 else 0
        return 1

    def _times(self, handle: int, created: Any, *others: Any) -> int:
        assert handle == HANDLE
        assert len(others) == 3
        created._obj.dwHighDateTime, created._obj.dwLowDateTime = divmod(STARTED, 1 << 32)
        return 1

    def _close(self, handle: int) -> int:
        self.closed.append(handle)
        return 1


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    made = Kernel({"A:\\": 2, "C:\\": 3, "D:\\": 5, "E:\\": 2, "F:\\": 3, "G:\\": 4})

    def load(name: str, *, use_last_error: bool) -> Kernel:
        assert name == "kernel32"
        assert use_last_error
        return made

    monkeypatch.setattr(ctypes, "WinDLL", load, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: Kernel.error, raising=False)
    monkeypatch.setattr(Kernel, "error", 0)
    return made


# As Microsoft documents them, by size and sign: what is given, then what is taken.
DOCUMENTED = {
    "MoveFileExW": ("BOOL", "LPCWSTR", "LPCWSTR", "DWORD"),
    "GetDriveTypeW": ("UINT", "LPCWSTR"),
    "GetLogicalDrives": ("DWORD",),
    "SetErrorMode": ("UINT", "UINT"),
    "OpenProcess": ("HANDLE", "DWORD", "BOOL", "DWORD"),
    "GetExitCodeProcess": ("BOOL", "HANDLE", "LPDWORD"),
    "GetProcessTimes": ("BOOL", "HANDLE", "LPFILETIME", "LPFILETIME", "LPFILETIME", "LPFILETIME"),
    "CloseHandle": ("BOOL", "HANDLE"),
}


def test_every_call_is_declared_as_documented(kernel: Kernel) -> None:
    assert set(windows.SIGNATURES) == set(DOCUMENTED)
    loaded = windows.kernel()
    for name, (result, *arguments) in DOCUMENTED.items():
        function = getattr(loaded, name)
        assert function.restype is getattr(wintypes, result), name
        assert function.argtypes == tuple(getattr(wintypes, wanted) for wanted in arguments), name
    assert ctypes.sizeof(wintypes.HANDLE) == ctypes.sizeof(ctypes.c_void_p)


def test_a_stand_in_refuses_what_ctypes_would_refuse(kernel: Kernel) -> None:
    loaded = windows.kernel()
    with pytest.raises(TypeError):
        loaded.GetDriveTypeW(b"E:\\")
    with pytest.raises(TypeError):
        loaded.MoveFileExW("a", "b", "8")


def test_a_renamed_file_is_on_the_disk_and_a_refusal_has_windows_number(kernel: Kernel) -> None:
    windows.rename_through(Path("a"), Path("b"))
    assert kernel.moved == [("a", "b", 0x1 | 0x8)]
    Kernel.error = 5
    with pytest.raises(OSError, match="MoveFileExW") as refused:
        windows.rename_through(Path("a"), Path("b"))
    assert (refused.value.filename, refused.value.filename2) == ("a", "b")


@pytest.mark.parametrize(
    ("number", "as_errno", "told"),
    [(32, errno.EACCES, StickHeldError), (33, errno.EACCES, StickHeldError), (19, errno.EACCES, StickReadOnlyError)],
)
def test_windows_number_tells_more_than_the_errno(tmp_path: Path, number: int, as_errno: int, told: type) -> None:
    error = OSError(as_errno, "MoveFileExW")
    setattr(error, "winerror", number)  # noqa: B010 - the name is on Windows only
    assert isinstance(refusal(error, tmp_path / "a.db", WriteStep.RENAME), told)


def test_drives_with_letters_are_listed_without_shares_and_discs(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "is_here", lambda: True)
    monkeypatch.setattr(windows, "Path", PureWindowsPath)
    assert [str(place) for place in drives.places()] == ["A:\\", "C:\\", "E:\\", "F:\\"]


def test_a_path_is_asked_for_by_the_root_of_its_drive(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PureWindowsPath, "absolute", lambda path: path, raising=False)
    ask: Any = windows.drive_type
    assert ask(PureWindowsPath("E:\\党委\\台账.db")) == windows.DRIVE_REMOVABLE
    assert ask(PureWindowsPath("C:\\台账.db")) == windows.DRIVE_FIXED


@pytest.mark.parametrize(("process", "runs"), [(4711, True), (12, False), (13, False), (4, True)])
def test_a_process_is_there_unless_windows_says_that_it_is_not(kernel: Kernel, process: int, runs: bool) -> None:  # noqa: FBT001 - a case
    assert windows.process_runs(process) is runs
    assert kernel.closed == ([HANDLE] if process in {4711, 12} else [])


def test_a_later_process_of_the_same_number_began_at_another_moment(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "is_here", lambda: True)
    assert processes.process_mark(4711) == f"{STARTED:x}"
    assert processes.process_mark(4) == ""
    assert processes.is_running(4711, f"{STARTED:x}")
    assert not processes.is_running(4711, "an earlier one")
    assert processes.is_running(4, "not told")
    assert kernel.closed.count(HANDLE) == len(kernel.closed)


def test_the_layer_renames_through_on_windows(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "is_here", lambda: True)
    layer.DISK.rename(Path("a"), Path("b"))
    layer.DISK.flush_folder(Path("no such folder"))  # there it cannot be asked for, and nothing is
    assert len(kernel.moved) == 1
