"""Quitting with a ledger from a stick: it gets there first; where it cannot, the officer waits, returns or quits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.stick.errors import LedgerGoneError, StickGoneError
from ui.window.stick.words import quitting_words
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label, wrapped_label

if TYPE_CHECKING:  # not for the first paint
    from services.errors import AppError
    from ui.window.desk import Desk
    from ui.window.main_window import MainWindow
    from ui.window.services import Services

LOOK_MILLISECONDS: Final = 2000
WAITS_FOR: Final = (StickGoneError, LedgerGoneError)  # what mends itself when the stick is plugged in


class NotOnStickDialog(QDialog):
    """Says that the work is safe, and why it did not get to the stick."""

    quit_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("退出")
        self.setAccessibleName("退出")
        self.setMinimumWidth(560)
        self.title = label("", "cardTitle")
        self.words = wrapped_label("")
        self.reason = wrapped_label("", "hint")
        self.again_button = primary_button("再试一次", None, self.again_wanted.emit)
        self.quit_button = button("退出", None, self.quit_wanted.emit)
        self.stay_button = button("不退出", None, self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        layout.addWidget(self.reason)
        self.again_button.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.stay_button)
        row.addStretch(1)
        row.addWidget(self.quit_button)
        row.addWidget(self.again_button)
        layout.addLayout(row)

    def say(self, title: str, words: str, reason: str) -> None:
        """Tell how things stand, with the room that the texts take."""
        self.title.setText(title)
        self.words.setText(words)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.adjustSize()

    @override
    def done(self, result: int) -> None:
        super().done(result)
        self.deleteLater()


class Leaving(QObject):
    """Asks once; the window is closed when the work is on the stick, or when the officer quits without."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._decided = False
        self._trying = False
        self.dialog: NotOnStickDialog | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def may_close(self) -> bool:
        """Tell whether the window may close now; if not, it is closed as soon as it may."""
        services = self._window.services
        if self._decided or services is None or (services.stick is None and services.straight is None):
            return True
        self.try_it()
        return False

    def try_it(self) -> None:
        """Bring the work to the stick, on the worker."""
        services = self._window.services
        if services is None or self._trying:
            return
        self._trying = True
        self._desk.runner.run(self, lambda: _reach(services), self._reached, self._refused)

    def look(self) -> None:
        """Try again once the stick is there."""
        services = self._window.services
        if services is not None and not self._trying:
            self._desk.runner.run(self, lambda: _is_there(services), self._seen)

    def _seen(self, there: bool) -> None:  # noqa: FBT001 - a task's result
        if there and self.dialog is not None:
            self.try_it()

    def _reached(self, _nothing: None) -> None:
        self._quit()

    def _refused(self, error: AppError | None) -> None:
        self._trying = False
        if error is None:  # a bug, of which the crash dialog tells; the work is kept here all the same
            return
        from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

        services = self._window.services
        dialog = self.dialog or self._make()
        straight = services is not None and services.straight is not None
        waits = isinstance(error, WAITS_FOR)
        title = "U盘已拔出" if waits else "还没有存到U盘"
        dialog.say(title, quitting_words(straight=straight, waits=waits), "" if waits else sentence(error))
        dialog.open()
        dialog.again_button.setFocus()
        if waits:
            self._timer.start()

    def _make(self) -> NotOnStickDialog:
        self.dialog = NotOnStickDialog(self._window)
        self.dialog.quit_wanted.connect(self._quit)
        self.dialog.again_wanted.connect(self.try_it)
        self.dialog.finished.connect(self._stay)
        return self.dialog

    def _stay(self) -> None:
        self._timer.stop()
        self.dialog = None

    def _quit(self) -> None:
        self._trying, self._decided = False, True
        if self.dialog is not None:
            self.dialog.accept()
        self._window.close()


def _reach(services: Services) -> None:
    """Bring the work to its stick, or make sure that the stick is there; an AppError tells why that cannot be."""
    if services.stick is not None:
        services.stick.hand_back()
    elif services.straight is not None:
        services.straight.database.look()


def _is_there(services: Services) -> bool:
    if services.straight is not None:
        return services.straight.state().is_there
    return services.stick is None or services.stick.copy.stick_is_there
