"""The navigation at the left: a button a page, with icon and words."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from ui.window.look import Colour, Icon, icon
from ui.window.widgets.labels import label, wrapped_label

WIDTH: Final = 192
SHORTCUTS: Final = 9  # the pages that a digit opens


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation; `key` names its page."""

    key: str
    title: str
    picture: Icon


ENTRIES: Final = (
    Entry("home", "首页", Icon.HOME),
    Entry("organizations", "组织与人员", Icon.USERS),
    Entry("sessions", "学习活动", Icon.CALENDAR),
    Entry("first_topic", "第一议题", Icon.FLAG),
    Entry("duties", "组织生活", Icon.TABLE),
    Entry("center_group", "中心组", Icon.SCHOOL),
    Entry("hours", "学时", Icon.CLOCK),
    Entry("plans", "计划", Icon.GOOD),
    Entry("shortcomings", "问题整改", Icon.WARNING),
    Entry("money", "经费", Icon.WALLET),
    Entry("publicity", "宣传与资料", Icon.BOOK),
    Entry("documents", "文档", Icon.FILE),
    Entry("rules", "规则", Icon.SCALE),
    Entry("exchange", "导入导出", Icon.ARROWS_EXCHANGE),
)


class Navigation(QFrame):
    """Speaks the key of the page that was asked for; Ctrl+1 to Ctrl+9 do the same for the first ones."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setFixedWidth(WIDTH)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 16)
        layout.setSpacing(4)
        layout.addWidget(label("学习台账", "brand"))
        self._committee = wrapped_label("", "committee")
        layout.addWidget(self._committee)
        layout.addSpacing(12)
        for number, entry in enumerate(ENTRIES, start=1):
            layout.addWidget(self._button(entry, number))
        layout.addStretch(1)
        self.allow(frozenset())

    def show_committee(self, name: str) -> None:
        """Name the committee whose ledger is open."""
        self._committee.setText(name)

    def allow(self, keys: frozenset[str]) -> None:
        """Switch pages on while a ledger is open; none without one."""
        for key, made in self._buttons.items():
            made.setEnabled(key in keys)
        if not keys:
            self._group.setExclusive(False)
            for made in self._buttons.values():
                made.setChecked(False)
            self._group.setExclusive(True)

    def mark(self, key: str) -> None:
        """Mark the page that is shown, without asking for it again."""
        made = self._buttons[key]
        with QSignalBlocker(made):
            made.setChecked(True)

    def _button(self, entry: Entry, number: int) -> QPushButton:
        made = QPushButton(entry.title)
        made.setAccessibleName(entry.title)
        made.setIcon(icon(entry.picture, Colour.MUTED, checked=Colour.ACCENT))
        made.setIconSize(QSize(18, 18))
        made.setCheckable(True)
        # Toggled, not clicked: a screen reader toggles.
        made.toggled.connect(lambda on: self.wanted.emit(entry.key) if on else None)
        if number <= SHORTCUTS:
            made.setToolTip(f"{entry.title}（Ctrl+{number}）")
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(made.click)
        self._group.addButton(made)
        self._buttons[entry.key] = made
        return made
