"""Texts in the roles of the look: titles, hints, pills."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.window.look import Tone


def label(text: str, role: str = "") -> QLabel:
    """Make a text; `role` is its name in the style sheet (pageTitle, cardTitle, hint, fieldLabel…)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setObjectName(role)
    return made


def wrapped_label(text: str, role: str = "") -> QLabel:
    """Make a text of several lines."""
    made = label(text, role)
    made.setWordWrap(True)
    return made


class Pill(QLabel):
    """A state in a word on a coloured ground."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setProperty("pill", "true")
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        """Change word and tone."""
        self.setText(text)
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
