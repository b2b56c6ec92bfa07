"""The lock: after idle minutes, or at once, every window of a protected ledger is covered until its password is given.

What was typed stays where it is: windows are covered and blocked, never closed nor hidden (hiding ends a dialog that
somebody waits for). Their titles, which the task bar shows, say nothing meanwhile.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.typing_override import override
from services.errors import AppError
from ui.window.desk import Desk
from ui.window.look import Colour, Icon
from ui.window.safety.password_dialogs import PasswordEdit, WaitingForm
from ui.window.widgets.card import picture
from ui.window.widgets.labels import label, wrapped_label

SECOND: Final = 1000  # milliseconds
LOCKED: Final = "已锁定"
INPUTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Cover(QFrame):
    """Lies over all of a window, grows with it, and stands in for its title."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._title = window.windowTitle()
        self.setObjectName("ground")
        self.setAutoFillBackground(True)
        self.setAccessibleName(LOCKED)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(picture(Icon.LOCK, 32, Colour.ACCENT), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(LOCKED, "cardTitle"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        window.installEventFilter(self)
        window.setWindowTitle(LOCKED)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def take_away(self) -> None:
        """Give the window back, with the title that it has now."""
        self.window().removeEventFilter(self)
        self.window().setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.ChildAdded}:
            self.setGeometry(self.window().rect())
            self.raise_()
        elif event.type() == QEvent.Type.WindowTitleChange and self.window().windowTitle() != LOCKED:
            self._title = self.window().windowTitle()
            self.window().setWindowTitle(LOCKED)
        return super().eventFilter(watched, event)


class UnlockForm(WaitingForm):
    """Asks for the password until it is right; there is no other way out."""

    def __init__(self, desk: Desk, check: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(desk, "台账已锁定", parent, save_text="解锁")
        self._check = check
        self._open = False
        self.setModal(True)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.cancel_button.hide()
        self.content.insertWidget(0, wrapped_label("填了一半的内容都还在，解锁后接着做。", "hint"))
        self.password = self.add("密码", PasswordEdit("密码"), required=True)
        self.password.setFocus()

    @override
    def save(self) -> None:
        try:
            password = self.password.value()
        except AppError as error:
            self.show_refusal(error)
            return
        self.wait(lambda: self._check(password), lambda _: self.accept())

    @override
    def show_refusal(self, error: AppError | None) -> None:
        super().show_refusal(error)
        self.password.selectAll()
        self.password.setFocus()

    @override
    def reject(self) -> None:
        """Stay: Esc opens nothing."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


class IdleLock(QObject):
    """Watches for input while a protected ledger is open; `locked` and `unlocked` tell."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, window: QWidget, desk: Desk, check: Callable[[str], None], idle_minutes: int) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._check = check
        self._covers: list[Cover] = []
        self.form: UnlockForm | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(idle_minutes * 60 * SECOND)
        self.timer.timeout.connect(self.lock)
        _application().focusWindowChanged.connect(self._watch)
        self._watch(window.windowHandle())
        self._begin()

    def _begin(self) -> None:
        if self.timer.interval():
            self.timer.start()

    def _watch(self, window: QWindow | None) -> None:
        """Hear the input of a window of ours: a filter on the application would hear every event of every widget."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.form is None:
            if event.type() in INPUTS:
                self._begin()
        elif event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and watched is not self.form:
            # What a task has to say meanwhile is covered before it is painted.
            self._covers.append(Cover(watched))
            QTimer.singleShot(0, self, self._come_first)
        return super().eventFilter(watched, event)

    def _come_first(self) -> None:
        """Ask anew: of modal windows the one that was shown last gets the keys."""
        if self.form is not None:
            self.form.hide()
            self.form.show()
            self.form.activateWindow()

    def lock(self) -> None:
        """Cover every window and ask for the password."""
        if self.form is not None:
            return
        self.timer.stop()
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._covers = [Cover(one) for one in QApplication.topLevelWidgets() if one.isVisible() and _is_window(one)]
        self.form = UnlockForm(self._desk, self._check, QApplication.activeModalWidget() or self._window)
        self.form.accepted.connect(self._unlock)
        self.form.open()
        _application().installEventFilter(self)
        self.locked.emit()

    def _unlock(self) -> None:
        self._uncover()
        self._begin()
        self.unlocked.emit()

    def _uncover(self) -> None:
        _application().removeEventFilter(self)
        self.form = None
        for cover in self._covers:
            if isValid(cover):  # a window may have been closed by what it waited for
                cover.take_away()
        self._covers = []

    def end(self) -> None:
        """Watch no more; where it was locked, what is closed has nothing to show any more."""
        self.timer.stop()
        _application().focusWindowChanged.disconnect(self._watch)
        if self.form is not None:
            self.form.done(QDialog.DialogCode.Rejected)
            self._uncover()
        self.deleteLater()


def _is_window(widget: QWidget) -> bool:
    """Tell windows from tips, which go by themselves."""
    return widget.windowType() not in {Qt.WindowType.ToolTip, Qt.WindowType.Popup}


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError(application)
    return application
