"""Buttons in the three tones of the look: the primary one of a page, plain ones, quiet ones."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from ui.window.look import Colour, Icon, icon

ICON_SIZE = QSize(18, 18)


def button(text: str, picture: Icon | None = None, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Make a plain button."""
    return _made(text, picture, pressed, Colour.TEXT)


def primary_button(text: str, picture: Icon | None = None, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Make the one button of a page or dialog that most people want."""
    made = _made(text, picture, pressed, Colour.SURFACE)
    made.setProperty("tone", "primary")
    return made


def quiet_button(text: str, picture: Icon | None = None, pressed: Callable[[], object] | None = None) -> QPushButton:
    """Make a button without a frame, for what is seldom wanted."""
    made = _made(text, picture, pressed, Colour.MUTED)
    made.setProperty("tone", "quiet")
    return made


def _made(text: str, picture: Icon | None, pressed: Callable[[], object] | None, ink: Colour) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(False)
    if picture is not None:
        made.setIcon(icon(picture, ink))
        made.setIconSize(ICON_SIZE)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made
