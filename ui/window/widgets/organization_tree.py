"""The tree of organisations at the left of a page."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.keys import Key
from services.organizations.rows import OrganizationRow
from ui.window.look import Colour

KEY_ROLE = Qt.ItemDataRole.UserRole


class OrganizationTree(QTreeWidget):
    """Names with their numbers of members; speaks the key that is chosen."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(2)
        self.setHeaderLabels(["党组织", "党员"])
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.header().setAccessibleName(f"{name}表头")
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.currentItemChanged.connect(lambda: self.chosen.emit(self.chosen_key()))

    def chosen_key(self) -> Key | None:
        """Give the key of the organisation chosen, None without one."""
        item = self.currentItem()
        return None if item is None else bytes(item.data(0, KEY_ROLE))

    def choose(self, key: Key) -> None:
        """Choose an organisation, if it is shown."""
        item = self._items().get(key)
        if item is not None:
            self.setCurrentItem(item)

    def show_tree(self, rows: Sequence[OrganizationRow], today: date) -> None:
        """Show the tree, keeping what was chosen and what was folded; nothing is spoken of it."""
        chosen = self.chosen_key()
        folded = {key for key, item in self._items().items() if not item.isExpanded()}
        with QSignalBlocker(self):
            self.clear()
            items = self._filled(rows, today)
            for key, item in items.items():
                item.setExpanded(key not in folded)
            current = items.get(chosen) if chosen else None
            if current is not None or items:
                self.setCurrentItem(current or next(iter(items.values())))

    def _filled(self, rows: Sequence[OrganizationRow], today: date) -> dict[Key, QTreeWidgetItem]:
        items: dict[Key, QTreeWidgetItem] = {}
        for row in rows:
            above = items.get(row.parent_id) if row.parent_id else None
            item = QTreeWidgetItem(above) if above else QTreeWidgetItem(self)
            item.setText(0, row.name if row.exists(today) else f"{row.name}（已撤销）")
            item.setText(1, str(row.members))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, QColor(Colour.MUTED))
            item.setToolTip(0, f"{row.kind.label} {row.path}")
            item.setData(0, KEY_ROLE, row.key)
            if not row.exists(today):
                item.setForeground(0, QColor(Colour.FAINT))
            items[row.key] = item
        return items

    def _items(self) -> dict[Key, QTreeWidgetItem]:
        found: dict[Key, QTreeWidgetItem] = {}
        waiting = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found[bytes(item.data(0, KEY_ROLE))] = item
                waiting.extend(item.child(number) for number in range(item.childCount()))
        return found
