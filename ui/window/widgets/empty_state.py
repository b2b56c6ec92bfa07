"""What stands where there is nothing yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.window.look import Colour, Icon
from ui.window.widgets.card import picture
from ui.window.widgets.labels import label


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
