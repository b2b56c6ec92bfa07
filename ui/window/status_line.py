"""What stands in the window's bottom line: the file that is open, that work lasts, where the ledger lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar

if TYPE_CHECKING:  # every class of Qt that is named costs up to 2 ms of the first paint
    from PySide6.QtWidgets import QStatusBar

BUSY_AFTER_MILLISECONDS: Final = 400
NO_FILE: Final = "尚未打开台账"


class StatusLine(QObject):
    """Fills a status bar: `file` and `place` are its texts, `busy` runs while work lasts."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self.file = QLabel(NO_FILE)
        self.place = QLabel()
        self.show_place("")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedWidth(90)
        self.busy.setAccessibleName("正在处理")
        self.busy.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BUSY_AFTER_MILLISECONDS)
        self._timer.timeout.connect(self.busy.show)
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.file, 1)
        bar.addPermanentWidget(self.busy)
        bar.addPermanentWidget(self.place)

    def show_place(self, text: str) -> None:
        """Say where the ledger lies; whoever does not see the line hears what the words are about."""
        self.place.setText(text)
        self.place.setAccessibleName(f"台账所在：{text}" if text else "台账所在")

    def show_no_file(self) -> None:
        """Say that no ledger is open."""
        self.file.setText(NO_FILE)

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Show the running bar where work lasts; for a blink of an eye it would only flicker."""
        if busy:
            self._timer.start()
        else:
            self._timer.stop()
            self.busy.hide()
