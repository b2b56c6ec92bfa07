"""White cards: a plain one with a title, one with a figure, one to choose by."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from ui.window.look import Colour, Icon, pixmap
from ui.window.widgets.labels import label, wrapped_label


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


class FigureCard(Card):
    """One key figure: its name, its value with a unit, a word about it, and a bar where it is a share."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = name
        self.setMinimumWidth(190)
        self.body.addWidget(label(name, "fieldLabel"))
        line = QHBoxLayout()
        line.setSpacing(6)
        self._value = label("…", "figure")
        self._unit = label("", "figureUnit")
        line.addWidget(self._value)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self.body.addLayout(line)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._note = wrapped_label("", "hint")
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def show_figure(self, value: str, unit: str = "", note: str = "", share: float | None = None) -> None:
        """Show a value; `share` (0 to 1, above is cut off) draws the bar."""
        self._value.setText(value)
        self._unit.setText(unit)
        self._note.setText(note)
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, max(0, round(share * 1000))))
        self.setAccessibleName(f"{self._name} {value}{unit}")


def picture(name: Icon, side: int, colour: Colour = Colour.MUTED) -> QLabel:
    """Make a label that shows an icon."""
    made = QLabel()
    made.setPixmap(pixmap(name, colour, side, made.devicePixelRatioF()))
    made.setFixedSize(side, side)
    return made


class EmptyState(QWidget):
    """What a page shows where there is nothing yet: an icon, a sentence, a hint, and room for a button."""

    def __init__(self, name: Icon, title: str, hint: str, action: QWidget | None = None) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(picture(name, 48, Colour.FAINT), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(title, "emptyTitle"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(hint, "hint"), 0, Qt.AlignmentFlag.AlignHCenter)
        if action is not None:
            layout.addSpacing(8)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
