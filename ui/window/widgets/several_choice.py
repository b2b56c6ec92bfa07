"""A choice of several among a few: a button that names what is chosen, and a menu to tick."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from models.typing_override import override

Value = TypeVar("Value")
NONE_CHOSEN = "（无）"


class SeveralChoice(QPushButton, Generic[Value]):
    """Shows the chosen values' words, separated by 、; the menu stays open while ticking."""

    def __init__(self, field: str, options: Sequence[tuple[str, Value]], chosen: Iterable[Value] = ()) -> None:
        super().__init__()
        self._field = field
        self._values = [value for _, value in options]
        self._menu = QMenu(self)
        self._menu.setAccessibleName(field)
        self._menu.installEventFilter(self)
        wanted = set(chosen)
        self._actions = [self._action(words, ticked=value in wanted) for words, value in options]
        self.setMenu(self._menu)
        self.setAutoDefault(False)
        self.setStyleSheet("text-align: left; padding-left: 9px;")
        self._say()

    def values(self) -> tuple[Value, ...]:
        """Give the chosen values in the order offered."""
        return tuple(value for value, action in zip(self._values, self._actions, strict=True) if action.isChecked())

    def choose(self, chosen: Iterable[Value]) -> None:
        """Choose these and no others."""
        wanted = set(chosen)
        for value, action in zip(self._values, self._actions, strict=True):
            action.setChecked(value in wanted)

    def _action(self, words: str, *, ticked: bool) -> QAction:
        action = self._menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.toggled.connect(lambda _: self._say())
        return action

    def _say(self) -> None:
        words = "、".join(action.text() for action in self._actions if action.isChecked())
        self.setText(self.fontMetrics().elidedText(words or NONE_CHOSEN, Qt.TextElideMode.ElideRight, 300))
        self.setToolTip(words)
        self.setAccessibleName(f"{self._field}：{words or NONE_CHOSEN}")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._menu and _ticks(event):
            action = self._menu.activeAction()
            if action is not None:
                action.trigger()
                return True
        return super().eventFilter(watched, event)


def _ticks(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() == Qt.Key.Key_Space
    return event.type() == QEvent.Type.MouseButtonRelease
