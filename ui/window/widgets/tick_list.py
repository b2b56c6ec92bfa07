"""A list of rows with a box to tick before each: with the mouse, or with the space key."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

Row = TypeVar("Row")


class TickList(QTreeWidget, Generic[Row]):
    """Shows rows under headings; `ticked` are those the officer keeps."""

    changed = Signal()

    def __init__(self, name: str, headings: Sequence[tuple[str, int]], texts: Callable[[Row], Sequence[str]]) -> None:
        """Make it; each heading has the width of its column, and `texts` gives the cells of a row."""
        super().__init__()
        self._texts = texts
        self._lines: list[tuple[Row, QTreeWidgetItem]] = []
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHeaderLabels([title for title, _ in headings])
        self.header().setAccessibleName(f"{name}表头")
        for number, (_, width) in enumerate(headings):
            self.setColumnWidth(number, width)
        self.itemChanged.connect(lambda *_: self.changed.emit())

    def show_rows(self, rows: Sequence[Row], is_ticked: Callable[[Row], bool]) -> None:
        """Show other rows; `is_ticked` says which are ticked at first."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        self._lines = [(row, self._line(row, ticked=is_ticked(row))) for row in rows]
        self.addTopLevelItems([item for _, item in self._lines])
        if self._lines:
            self.setCurrentItem(self._lines[0][1])
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.changed.emit()

    def _line(self, row: Row, *, ticked: bool) -> QTreeWidgetItem:
        texts = list(self._texts(row))
        item = QTreeWidgetItem(texts)
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        for number, text in enumerate(texts):
            item.setToolTip(number, text)
        return item

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every row, or none."""
        for _, item in self._lines:
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows shown."""
        return tuple(row for row, _ in self._lines)

    @property
    def ticked(self) -> tuple[Row, ...]:
        """Give the ticked rows, in order."""
        return tuple(row for row, item in self._lines if item.checkState(0) is Qt.CheckState.Checked)
