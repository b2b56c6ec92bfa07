"""The menu 编辑 and its buttons: undo and redo, each naming the step that it would act on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ui.window.desk import Desk
from ui.window.look import Icon, Tone, icon

if TYPE_CHECKING:  # not for the first paint
    from PySide6.QtWidgets import QMainWindow

    from services.history.rows import Available
    from ui.window.history.undoing import Undoing
    from ui.window.services import Services

UNDO: Final = ("撤销", "U", "Ctrl+Z")
REDO: Final = ("重做", "R", "Ctrl+Y")


class EditMenu(QObject):
    """Undo and redo of the open ledger; they learn after every write what they would act on."""

    def __init__(self, window: QMainWindow, desk: Desk, say: Callable[[str, Tone], None]) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._say = say
        self._services: Services | None = None
        self._undoing: Undoing | None = None
        menu = window.menuBar().addMenu("编辑(&E)")
        self.undo = menu.addAction("")
        self.redo = menu.addAction("")
        for action, (_, _, key), act in ((self.undo, UNDO, self._undo), (self.redo, REDO, self._redo)):
            action.setProperty("shortcut", key)  # setShortcut imports the Qt namespace, 25 ms
            action.triggered.connect(act)
        self._show(None)
        desk.notifier.changed.connect(lambda _: self.refresh())

    def open(self, services: Services) -> None:
        """Act on a ledger."""
        from ui.window.history.undoing import Undoing  # noqa: PLC0415 - not for the first paint

        self.undo.setIcon(icon(Icon.ARROW_BACK))
        self.redo.setIcon(icon(Icon.ARROW_FORWARD))
        self._services = services
        self._undoing = Undoing(self._desk, services.steps, self._say, self._window)
        self.refresh()

    def close(self) -> None:
        """Act on nothing."""
        if self._undoing is not None:
            self._desk.runner.release(self._undoing)
            self._undoing.deleteLater()
        self._desk.runner.release(self)
        self._undoing = self._services = None
        self._show(None)

    def refresh(self) -> None:
        """Read which steps undo and redo would act on."""
        if self._services is not None:
            self._desk.runner.run(self, self._services.steps.available, self._show)

    def _show(self, available: Available | None) -> None:
        undo, redo = ("", "") if available is None else (available.undo, available.redo)
        for action, (word, letter, key), label in ((self.undo, UNDO, undo), (self.redo, REDO, redo)):
            action.setEnabled(bool(label))
            action.setText(f"{word}(&{letter}) {label.replace('&', '&&')}".rstrip())
            named = f"{word}“{label}”" if label else f"没有可{word}的步骤"
            action.setToolTip(f"{named}（{key}）")

    def _undo(self) -> None:
        if self._undoing is not None:
            self._undoing.undo()

    def _redo(self) -> None:
        if self._undoing is not None:
            self._undoing.redo()
