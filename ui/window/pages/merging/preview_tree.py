"""The tree of a merge's preview: tables, their records with tick boxes, the fields before and after."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from services.exchange.rows import MergeOutcome, RowKey
from services.exchange.told_rows import FieldTold, MergeTold, RowTold, TableTold
from ui.window.look import Tone

TONES: Final = {
    MergeOutcome.NEW: Tone.GOOD,
    MergeOutcome.CHANGED: Tone.WAITING,
    MergeOutcome.DELETED: Tone.BAD,
    MergeOutcome.REVIVED: Tone.NEUTRAL,
}
HEADINGS: Final = ("记录", "结果", "本台账现在的值", "合并后的值")
WIDTHS: Final = (340, 90, 220)
OPENED_ROWS: Final = 40
KEY: Final = Qt.ItemDataRole.UserRole


class PreviewTree(QTreeWidget):
    """Shows what a merge would do; records whose tick is taken away are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("合并预览")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        for place, width in enumerate(WIDTHS):
            self.setColumnWidth(place, width)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_merge(self, told: MergeTold) -> None:
        """Show another preview, everything ticked."""
        self.clear()
        groups = [_group(table) for table in told.tables]
        self.addTopLevelItems(groups)
        for group in groups:
            group.setExpanded(group.childCount() <= OPENED_ROWS or len(groups) == 1)
        if sum(group.childCount() for group in groups) <= OPENED_ROWS * 10:
            for item in self._records():
                item.setExpanded(True)

    def left_out(self) -> frozenset[RowKey]:
        """Give the records that are not ticked."""
        return frozenset(item.data(0, KEY) for item in self._records() if item.checkState(0) is Qt.CheckState.Unchecked)

    def deletions(self) -> int:
        """Count the ticked records that the merge would delete."""
        return sum(
            item.checkState(0) is Qt.CheckState.Checked and item.text(1) == MergeOutcome.DELETED.label
            for item in self._records()
        )

    def _records(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self.topLevelItemCount()):
            group = self.topLevelItem(place)
            children = [] if group is None else [group.child(number) for number in range(group.childCount())]
            yield from (child for child in children if child is not None and child.data(0, KEY) is not None)


def _group(table: TableTold) -> QTreeWidgetItem:
    counts = "，".join(f"{outcome.label} {number:,}" for outcome, number in table.counts.items() if number)
    group = QTreeWidgetItem((f"{table.label}（{counts}）",))
    font = group.font(0)
    font.setBold(True)
    group.setFont(0, font)
    group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
    group.addChildren([_record(row) for row in table.rows])
    if table.rest:
        rest = QTreeWidgetItem((f"另有 {table.rest:,} 条没有列出，一并合并",))
        rest.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.addChild(rest)
    return group


def _record(row: RowTold) -> QTreeWidgetItem:
    item = QTreeWidgetItem((row.record, row.outcome.label))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked)
    item.setData(0, KEY, row.key)
    item.setForeground(1, QBrush(QColor(TONES[row.outcome].colours[0].value)))
    if row.outcome is MergeOutcome.NEW:
        item.setText(3, "；".join(f"{field.field} {field.after}" for field in row.fields))
        item.setToolTip(3, item.text(3))
    else:
        item.addChildren([_field(field) for field in row.fields])
    return item


def _field(field: FieldTold) -> QTreeWidgetItem:
    item = QTreeWidgetItem((field.field, "", field.before, field.after))
    item.setToolTip(2, field.before)
    item.setToolTip(3, field.after)
    return item
