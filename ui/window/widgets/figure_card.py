"""A card with one key figure."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from ui.window.look import Colour, Icon, icon
from ui.window.widgets.card import Card
from ui.window.widgets.labels import label, wrapped_label

WHO_CHANGED: Final = "谁改过这个数"


class FigureCard(Card):
    """One key figure: its name, its value with a unit, a word about it, and a bar where it is a share."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = name
        self.setMinimumWidth(170)
        self.head.addWidget(label(name, "fieldLabel"), 1)
        self.body.addLayout(self.head)
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

    def offer_past(self, pressed: Callable[[], object]) -> None:
        """Offer, beside the name, who changed the figure."""
        made = QToolButton()
        made.setIcon(icon(Icon.HISTORY, Colour.MUTED))
        made.setToolTip(WHO_CHANGED)
        made.setAccessibleName(f"{WHO_CHANGED}：{self._name}")
        made.clicked.connect(lambda: pressed())
        self.head.addWidget(made)

    def show_figure(self, value: str, unit: str = "", note: str = "", share: float | None = None) -> None:
        """Show a value; `share` (0 to 1, above is cut off) draws the bar."""
        self._value.setText(value)
        self._unit.setText(unit)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, max(0, round(share * 1000))))
        self.setAccessibleName(f"{self._name} {value}{unit}")
