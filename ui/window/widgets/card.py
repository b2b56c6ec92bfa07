"""White cards with a title, and pictures on them.

Shown at the first paint: the Qt namespace, 25 ms to import, stays out of here.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.window.look import Colour, Icon, pixmap
from ui.window.widgets.labels import label

DRAWN_AFTER_MILLISECONDS: Final = 20


class Card(QFrame):
    """A white card with an optional title; `body` takes what it shows, `head` what stands beside the title."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 16)
        self.body.setSpacing(10)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.head.addWidget(label(title, "cardTitle"))
            self.head.addStretch(1)
            self.body.addLayout(self.head)


def picture(name: Icon, side: int, colour: Colour = Colour.MUTED) -> QLabel:
    """Make a label that shows an icon; it is drawn right after the first paint, which it would make wait 5 ms."""
    made = QLabel()
    made.setFixedSize(side, side)
    draw = partial(_draw, made, name, side, colour)
    QTimer.singleShot(DRAWN_AFTER_MILLISECONDS, made, draw)
    return made


def _draw(label: QLabel, name: Icon, side: int, colour: Colour) -> None:
    label.setPixmap(pixmap(name, colour, side, label.devicePixelRatioF()))
