"""The menu 编辑: undo and redo, each naming the step that it would act on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.window.desk import Desk
from ui.window.look import Tone

if TYPE_CHECKING:  # not for the first paint
    from PySide6.QtWidgets import QMainWindow

    from services.history.rows import Available
    from ui.window.history.undoing import Undoing
    from ui.window.services import Services


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
        self.undo = menu.addAction("撤销(&U)")
        self.redo = menu.addAction("重做(&R)")
        for action, key, act in ((self.undo, "Ctrl+Z", self._undo), (self.redo, "Ctrl+Y", self._redo)):
            action.setProperty("shortcut", key)  # setShortcut imports the Qt namespace, 25 ms
            action.setEnabled(False)
            action.triggered.connect(act)
        desk.notifier.changed.connect(lambda _: self.refresh())

    def open(self, services: Services) -> None:
        """Act on a ledger."""
        from ui.window.history.undoing import Undoing  # noqa: PLC0415 - not for the first paint

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
        for action, word in ((self.undo, "撤销(&U)"), (self.redo, "重做(&R)")):
            action.setEnabled(False)
            action.setText(word)

    def refresh(self) -> None:
        """Read which steps undo and redo would act on."""
        if self._services is not None:
            self._desk.runner.run(self, self._services.steps.available, self._show)

    def _show(self, available: Available) -> None:
        for action, word, label in ((self.undo, "撤销(&U)", available.undo), (self.redo, "重做(&R)", available.redo)):
            action.setEnabled(bool(label))
            action.setText(f"{word} {label.replace('&', '&&')}" if label else word)

    def _undo(self) -> None:
        if self._undoing is not None:
            self._undoing.undo()

    def _redo(self) -> None:
        if self._undoing is not None:
            self._undoing.redo()
