"""Texts in the roles of the look: titles, hints, pills."""

from typing import Final

from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.window.look import Tone

PLAIN_TEXT: Final = 0  # Qt.TextFormat.PlainText by its number: the Qt namespace, 25 ms, is not for the first paint


def label(text: str, role: str = "") -> QLabel:
    """Make a text; `role` is its name in the style sheet (pageTitle, cardTitle, hint, fieldLabel…)."""
    made = QLabel(text)
    made.setProperty("textFormat", PLAIN_TEXT)
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
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        """Change word and tone."""
        self.setText(text)
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
