"""The near end of the driver: what an officer does at the window, one sentence a call."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.driver.accessibility_bus import ANSWER

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's own: python3-gi cannot be had in a virtual environment
BUS = Path(__file__).with_name("accessibility_bus.py")
PATIENCE = 60.0  # seconds: a slow machine is no fault


def what_is_missing() -> str:
    """Say what the driver lacks on this machine; empty when it can run."""
    tools = [tool for tool in ("xvfb-run", "xauth", "xdotool", "dbus-run-session") if shutil.which(tool) is None]
    if tools:
        return f"not installed: {', '.join(tools)}"
    check = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    done = subprocess.run([SYSTEM_PYTHON, "-c", check], check=False, capture_output=True)
    return "" if done.returncode == 0 else "not installed: python3-gi, gir1.2-atspi-2.0"


class Officer:
    """Sits at a private X screen before a program; use it in a `with` block."""

    def __init__(self, command: list[str]) -> None:
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24 -nolisten tcp"]
        self._said: list[str] = []
        self._process = subprocess.Popen(
            [*screen, "dbus-run-session", "--", SYSTEM_PYTHON, str(BUS), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "0"},
        )
        self._hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=PATIENCE)  # ends the far end's standard input, and so the program

    def see(self, role: str, name: str) -> str:
        """Wait for an element; the result is its whole name (`*` stands for any text)."""
        return str(self._ask("see", role, name, PATIENCE))

    def see_gone(self, role: str, name: str) -> None:
        """Wait until no such element shows."""
        self._ask("gone", role, name, PATIENCE)

    def press(self, name: str, role: str = "push button") -> None:
        """Press a button through its action."""
        self._ask("press", role, name, PATIENCE)

    def click(self, name: str, role: str = "push button") -> None:
        """Click an element with the pointer."""
        self._ask("click", role, name, PATIENCE)

    def type_into(self, name: str, text: str) -> None:
        """Replace the text of a field."""
        self._ask("type_into", "text", name, text, PATIENCE)

    def choose(self, combo: str, item: str) -> None:
        """Choose an item of a combo box, which goes by the text that it shows."""
        self._ask("choose", combo, item, PATIENCE)

    def choose_file(self, path: Path) -> None:
        """Answer Qt's dialog for a file by the whole path."""
        self.type_into("文件名称(N)：", str(path))
        self.keys("Return")

    def choose_folder(self, path: Path) -> None:
        """Answer Qt's dialog for a folder by the whole path."""
        self.type_into("目录：", str(path))
        self.keys("Return")

    def keys(self, *names: str) -> None:
        """Press keys, as xdotool calls them."""
        self._ask("keys", *names)

    def see_row(self, table: str, *cells: str) -> list[str]:
        """Wait for a row with all these cells; the result is the whole row."""
        return list(self._ask("row", table, cells, PATIENCE))

    def click_cell(self, table: str, row: int, column: int) -> None:
        """Click on a cell of a table."""
        self._ask("click_cell", table, row, column)

    def see_ended(self) -> int:
        """Wait for the program to end by itself; the result is its status."""
        return int(self._ask("ended", PATIENCE))

    def photograph(self, path: Path) -> None:
        """Keep a picture of the screen."""
        self._ask("photograph", str(path))

    def _ask(self, do: str, *what: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, "what": what}) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(ANSWER):
                answer = json.loads(line.removeprefix(ANSWER))
                if "error" in answer:
                    break
                return answer["result"]
            self._said.append(line)
        else:
            answer = {"error": "the driver ended"}
        message = f"{answer['error']}\nThe program said:\n{''.join(self._said[-40:])}"
        raise AssertionError(message)
