"""The other side of first_window: an empty PySide6 window up to its first paint, then the process ends."""

import os

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.typing_override import override


class EmptyWindow(QWidget):
    """Ends the process once it has painted."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))


application = QApplication([])
window = EmptyWindow()
window.resize(1240, 800)
window.show()
application.exec()
