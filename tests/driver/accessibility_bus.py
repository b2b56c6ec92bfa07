"""The far end of the driver: starts a program on this X screen and works it through the accessibility bus.

Runs under the system's Python, where python3-gi lives, inside xvfb-run and dbus-run-session. It reads one JSON object
a line from standard input, `{"do": "press", ...}`, and answers each by one line, `ANSWER {"result": ...}` or
`ANSWER {"error": ...}`; all other lines are the program's own words (xvfb-run mixes both streams).
"""

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

ANSWER = "ANSWER "
PAUSE = 0.02  # seconds between two looks: the bus tells of changes, but not of all that we wait for
START = 60.0  # seconds for the program to appear on the bus
VIEWPORT = "qt_scrollarea_viewport"  # Qt's name for what a scroll area shows
UNBOUNDED = ("table", "tree table", "table cell")  # a table can have millions of cells: never walked


class Desktop:
    """The program as a person with a screen reader meets it: roles, names, actions, texts."""

    def __init__(self, command: list[str]) -> None:
        warnings.simplefilter("ignore", DeprecationWarning)
        import_module("gi").require_version("Atspi", "2.0")
        self._atspi: Any = import_module("gi.repository.Atspi")
        self._bus_error: type[Exception] = import_module("gi.repository.GLib").Error
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self._program = subprocess.Popen(command, env=environment, stdout=sys.stderr)
        self._application = self._wait(self._find_application, START, "the program on the accessibility bus")

    def see(self, role: str, name: str, seconds: float) -> str:
        """Wait for an element that shows; the result is its name. `*` in the name stands for any text."""
        return str(self._find(role, name, seconds).get_name())

    def gone(self, role: str, name: str, seconds: float) -> bool:
        """Wait until no such element shows."""
        return bool(self._wait(lambda: not self._showing(role, name), seconds, f"{role} {name!r} to go"))

    def press(self, role: str, name: str, seconds: float) -> bool:
        """Press an element once it is enabled."""

        def act() -> bool:
            for element in self._showing(role, name):
                actions = [element.get_action_name(index) for index in range(element.get_n_actions())]
                if element.get_state_set().contains(self._atspi.StateType.ENABLED) and "Press" in actions:
                    return bool(element.do_action(actions.index("Press")))
            return False

        return bool(self._wait(act, seconds, f"{role} {name!r} to press"))

    def type_into(self, role: str, name: str, text: str, seconds: float) -> bool:
        """Replace the text of a field."""
        return bool(self._find(role, name, seconds).set_text_contents(text))

    def click(self, role: str, name: str, seconds: float) -> bool:
        """Click with the real pointer in the middle of an element."""
        return self._click(self._find(role, name, seconds))

    def choose(self, combo: str, item: str, seconds: float) -> bool:
        """Open a combo box, which the bus names by its text, and click one of its items."""
        box = self._find("combo box", combo, seconds)
        self._click(box)
        self._wait(lambda: box.get_state_set().contains(self._atspi.StateType.EXPANDED), seconds, f"{combo!r} to open")
        return self._click(next(element for element in self._walk(box) if element.get_name() == item))

    def keys(self, *names: str) -> bool:
        """Press keys, as xdotool calls them: Return, ctrl+a, Down."""
        subprocess.run(["xdotool", "key", "--delay", "30", *names], check=True)
        return True

    def row(self, table: str, cells: list[str], seconds: float) -> list[str]:
        """Wait for a row with all these cells among the first 200 of a table; the result is the whole row."""

        def read() -> list[str] | None:
            found = self._table(table)
            columns = range(found.get_n_columns())
            for number in range(min(200, found.get_n_rows())):
                row = [str(found.get_accessible_at(number, column).get_name()) for column in columns]
                if set(cells) <= set(row):
                    return row
            return None

        result: list[str] = self._wait(read, seconds, f"row {cells} of {table!r}")
        return result

    def click_cell(self, table: str, row: int, column: int) -> bool:
        """Click with the real pointer on a cell of a table."""
        return self._click(self._table(table).get_accessible_at(row, column))

    def photograph(self, path: str) -> bool:
        """Keep a picture of the whole screen, where ImageMagick is there to take one."""
        return subprocess.run(["import", "-window", "root", path], check=False).returncode == 0

    def tree(self) -> list[str]:
        """List role and name of all that shows, for the message of a test that failed."""
        showing = self._atspi.StateType.SHOWING
        elements = [element for element in self._walk(self._application) if element.get_state_set().contains(showing)]
        return [f"{element.get_role_name()} {element.get_name()!r}" for element in elements]

    def ended(self, seconds: float) -> int:
        """Wait for the program to end by itself; the result is its status."""
        return self._program.wait(seconds)

    def close(self) -> None:
        """End the program."""
        self._program.terminate()
        self._program.wait(10)

    def _find_application(self) -> Any:
        desktop = self._atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self._program.pid and child.get_child_count():
                return child
        return None

    def _find(self, role: str, name: str, seconds: float) -> Any:
        return self._wait(lambda: next(iter(self._showing(role, name)), None), seconds, f"{role} {name!r}")

    def _table(self, name: str) -> Any:
        return self._find("table", name, 10)

    def _showing(self, role: str, name: str) -> list[Any]:
        showing = self._atspi.StateType.SHOWING
        return [
            element
            for element in self._walk(self._application)
            if element.get_role_name() == role
            and _matches(element.get_name(), name)
            and element.get_state_set().contains(showing)
        ]

    def _walk(self, element: Any) -> Iterator[Any]:
        yield element
        if element.get_role_name() in UNBOUNDED:
            return
        for index in range(element.get_child_count()):
            child = element.get_child_at_index(index)
            if child:
                yield from self._walk(child)
                if (child.get_accessible_id() or "").endswith(VIEWPORT):  # none where it has gone meanwhile
                    # After it come the scroll bars, while they show. Qt takes the number of such a child unchecked
                    # (QAccessibleAbstractScrollArea::child): one that has just gone would end the program.
                    return

    def _click(self, element: Any) -> bool:
        place = element.get_extents(self._atspi.CoordType.SCREEN)
        middle = [str(place.x + place.width // 2), str(place.y + place.height // 2)]
        subprocess.run(["xdotool", "mousemove", *middle, "click", "1"], check=True)
        return True

    def _wait(self, look: Callable[[], Any], seconds: float, what: str) -> Any:
        end = time.monotonic() + seconds
        while True:
            try:
                found = look()
            except self._bus_error:
                found = None  # it went away while it was looked at
            if found:
                return found
            if self._program.poll() is not None:
                message = f"the program ended with status {self._program.returncode}"
                raise RuntimeError(message)
            if time.monotonic() > end:
                message = f"not there within {seconds} s: {what}; there is: {'; '.join(self.tree())}"
                raise RuntimeError(message)
            time.sleep(PAUSE)


def _matches(found: str, wanted: str) -> bool:
    return fnmatchcase(found, wanted)


def _answer(desktop: Desktop, line: str) -> dict[str, object]:
    asked = json.loads(line)
    try:
        return {"result": getattr(desktop, asked.pop("do"))(*asked.pop("what", ()), **asked)}
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        return {"error": str(error)}


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(ANSWER + json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Start the program named on the command line and answer until standard input ends."""
    try:
        desktop = Desktop(sys.argv[1:])
    except RuntimeError as error:
        _say({"error": str(error)})
        return
    _say({"result": "ready"})
    for line in sys.stdin:
        _say(_answer(desktop, line))
    desktop.close()


if __name__ == "__main__":
    main()
