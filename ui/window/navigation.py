"""The navigation at the left: a button a page, with icon and words, under the heading of its group."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.window.look import Colour, Icon, icon
from ui.window.widgets.buttons import ICON_SIZE
from ui.window.widgets.labels import label, wrapped_label

WIDTH: Final = 192
SHORTCUTS: Final = 9  # the pages that a digit opens


class Group(Enum):
    """The groups of the navigation in their order, each with its heading; the first stands at the top without one."""

    START = ""
    STUDY = "学习"
    ORGANIZATION = "组织"
    WORK = "管理"
    PAPERS = "文档与数据"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation; `key` names its page."""

    key: str
    title: str
    picture: Icon
    group: Group


# The order of the lines within a group; the groups themselves stand in their own order.
ENTRIES: Final = (
    Entry("home", "首页", Icon.HOME, Group.START),
    Entry("sessions", "学习活动", Icon.CALENDAR, Group.STUDY),
    Entry("first_topic", "第一议题", Icon.FLAG, Group.STUDY),
    Entry("center_group", "中心组", Icon.SCHOOL, Group.STUDY),
    Entry("classes", "教育培训", Icon.CERTIFICATE, Group.STUDY),
    Entry("campaigns", "专题教育", Icon.BULB, Group.STUDY),
    Entry("hours", "学时", Icon.CLOCK, Group.STUDY),
    Entry("organizations", "组织与人员", Icon.USERS, Group.ORGANIZATION),
    Entry("duties", "组织生活", Icon.TABLE, Group.ORGANIZATION),
    Entry("plans", "计划", Icon.GOOD, Group.WORK),
    Entry("study_resources", "学习资源", Icon.BOOKS, Group.WORK),
    Entry("targets", "目标", Icon.TARGET, Group.WORK),
    Entry("shortcomings", "问题整改", Icon.WARNING, Group.WORK),
    Entry("money", "经费", Icon.WALLET, Group.WORK),
    Entry("publicity", "宣传与资料", Icon.BOOK, Group.WORK),
    Entry("rules", "规则", Icon.SCALE, Group.WORK),
    Entry("archive", "归档", Icon.FOLDER, Group.PAPERS),
    Entry("documents", "文档", Icon.FILE, Group.PAPERS),
    Entry("templates", "文档模板", Icon.TEMPLATE, Group.PAPERS),
    Entry("exchange", "导入导出", Icon.ARROWS_EXCHANGE, Group.PAPERS),
    Entry("merging", "合并与冲突", Icon.MERGE, Group.PAPERS),
    Entry("history", "修改记录", Icon.HISTORY, Group.PAPERS),
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
        self._shown: QPushButton | None = None
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 4, 12)
        layout.setSpacing(4)
        self._head = QHBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(label("学习台账", "brand"), 1)
        layout.addLayout(self._head)
        self._committee = wrapped_label("", "committee")
        layout.addWidget(self._committee)
        layout.addSpacing(6)
        layout.addWidget(self._list_of_pages(), 1)
        self.allow(frozenset())

    def _list_of_pages(self) -> QScrollArea:
        """Build the list; it scrolls where the screen is low or the letters are large."""
        pages = QWidget()
        pages.setObjectName("plain")
        layout = QVBoxLayout(pages)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(2)
        number = 0
        for group in Group:
            if group.value:
                layout.addWidget(label(group.value, "group"))
            for entry in (entry for entry in ENTRIES if entry.group is group):
                number += 1
                layout.addWidget(self._button(entry, number))
        layout.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("pages")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take the focus
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(pages)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)  # the window is shown or resized
        return self._scroll

    def add_tools(self, *actions: QAction) -> None:
        """Put buttons for what any page can do beside the program's name."""
        for action in actions:
            self._head.addWidget(_tool_button(action))

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
        self._shown = made
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if self._shown is not None:
            self._scroll.ensureWidgetVisible(self._shown, 0, 8)

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


def _tool_button(action: QAction) -> QToolButton:
    """Make a button without words for an action of a menu, whose tooltip says what it would do now."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(ICON_SIZE)
    made.setAutoRaise(True)

    def name() -> None:
        made.setAccessibleName(action.toolTip())

    action.changed.connect(name)
    name()
    return made
