"""The tree of a merge's preview: tables, their records with tick boxes, the fields before and after.

The records of a large table are asked for when it is opened, a page at a time; whoever holds the tree answers with
`add_page`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from services.exchange.rows import MergeOutcome, RowKey, SettledOutcome
from services.exchange.told_rows import FieldTold, MergeTold, RowTold, SettledTold, TableTold
from ui.window.look import Tone

TONES: Final[dict[MergeOutcome | SettledOutcome, Tone]] = {
    MergeOutcome.NEW: Tone.GOOD,
    MergeOutcome.CHANGED: Tone.WAITING,
    MergeOutcome.DELETED: Tone.BAD,
    MergeOutcome.REVIVED: Tone.NEUTRAL,
    **dict.fromkeys(SettledOutcome, Tone.NEUTRAL),
}
HEADINGS: Final = ("记录", "结果", "本台账现在的值", "合并后的值")
WIDTHS: Final = (320, 124, 210)
OPENED_ROWS: Final = 40
KEY: Final = Qt.ItemDataRole.UserRole
TABLE: Final = Qt.ItemDataRole.UserRole + 1  # of a group, and of the line that stands for its records not yet listed


class PreviewTree(QTreeWidget):
    """Shows what a merge would do; records whose tick is taken away are left out.

    `wanted(table, offset)` asks for records of a table from the n-th on.
    """

    wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[str, TableTold] = {}
        self._asked: set[tuple[str, int]] = set()
        self.setAccessibleName("合并预览")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        for place, width in enumerate(WIDTHS):
            self.setColumnWidth(place, width)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.itemExpanded.connect(self._opened)
        self.itemActivated.connect(lambda item: self._ask(item))

    def show_merge(self, told: MergeTold) -> None:
        """Show another preview, everything ticked."""
        self.clear()
        self._asked.clear()
        self._tables = {table.table: table for table in told.tables}
        groups = [_group(table) for table in told.tables]
        self.addTopLevelItems(groups)
        for group, table in zip(groups, told.tables, strict=True):
            group.setFirstColumnSpanned(True)
            group.setExpanded(bool(table.rows))
        for item in self._records():
            item.setExpanded(True)
        if told.settled:
            settled = _settled_group(told.settled)
            self.addTopLevelItem(settled)
            settled.setFirstColumnSpanned(True)

    def open_single_table(self) -> None:
        """Open the table where there is only one: its records are asked for."""
        groups = self._groups()
        if len(groups) == 1:
            groups[0].setExpanded(True)

    def add_page(self, table: str, rows: Sequence[RowTold]) -> None:
        """List more records of a table, ticked as the line was that stood for them."""
        for group in self._groups():
            rest = _rest_of(group)
            if group.data(0, TABLE) == table and rest is not None:
                state = rest.checkState(0)
                group.removeChild(rest)
                _list_rows(group, rows, self._tables[table].total, state)

    def left_out(self) -> frozenset[RowKey]:
        """Give the listed records that are not ticked."""
        return frozenset(item.data(0, KEY) for item in self._records() if item.checkState(0) is Qt.CheckState.Unchecked)

    def rest_left_out(self) -> tuple[tuple[str, int], ...]:
        """Give the tables whose records not yet listed are left out, with how many are listed."""
        return tuple(
            (group.data(0, TABLE), group.childCount() - 1) for group in self._groups() if _is_left_out(_rest_of(group))
        )

    def deletions(self) -> int:
        """Count the records, ticked or not listed, that the merge would delete."""
        count = sum(table.counts.get(MergeOutcome.DELETED, 0) for table in self._tables.values())
        for group in self._groups():
            listed = [item for item in _children(group) if item.text(1) == MergeOutcome.DELETED.label]
            count -= sum(map(_is_left_out, listed))
            if _is_left_out(_rest_of(group)):
                count -= self._tables[group.data(0, TABLE)].counts.get(MergeOutcome.DELETED, 0) - len(listed)
        return count

    def _opened(self, group: QTreeWidgetItem) -> None:
        rest = _rest_of(group)
        if rest is not None and group.childCount() == 1:
            self._ask(rest)

    def _ask(self, item: QTreeWidgetItem) -> None:
        group = item.parent()
        if group is None or item is not _rest_of(group):
            return
        wanted = (str(item.data(0, TABLE)), group.childCount() - 1)
        if wanted not in self._asked:
            self._asked.add(wanted)
            self.wanted.emit(*wanted)

    def _groups(self) -> list[QTreeWidgetItem]:
        items = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        return [item for item in items if item is not None and item.data(0, TABLE)]

    def _records(self) -> Iterator[QTreeWidgetItem]:
        for group in self._groups():
            yield from (child for child in _children(group) if child.data(0, KEY) is not None)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = [item.child(place) for place in range(item.childCount())]
    return [child for child in children if child is not None]


def _rest_of(group: QTreeWidgetItem) -> QTreeWidgetItem | None:
    """Give the line that stands for the records not yet listed: the last one."""
    last = group.child(group.childCount() - 1)
    return last if last is not None and last.data(0, TABLE) else None


def _is_left_out(item: QTreeWidgetItem | None) -> bool:
    return item is not None and item.checkState(0) is Qt.CheckState.Unchecked


def _group(table: TableTold) -> QTreeWidgetItem:
    counts = "，".join(f"{outcome.label} {number:,}" for outcome, number in _in_order(table))
    group = _heading(f"{table.label}（{counts}）")
    group.setData(0, TABLE, table.table)
    group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
    _list_rows(group, table.rows, table.total, Qt.CheckState.Checked)
    return group


def _in_order(table: TableTold) -> Iterator[tuple[MergeOutcome, int]]:
    return ((outcome, table.counts[outcome]) for outcome in MergeOutcome if table.counts.get(outcome))


def _heading(text: str) -> QTreeWidgetItem:
    heading = QTreeWidgetItem((text,))
    font = heading.font(0)
    font.setBold(True)
    heading.setFont(0, font)
    return heading


def _list_rows(group: QTreeWidgetItem, rows: Iterable[RowTold], total: int, state: Qt.CheckState) -> None:
    group.addChildren([_record(row, state) for row in rows])
    left = total - group.childCount()
    if left:
        words = f"还有 {left:,} 条，双击再列出一些" if group.childCount() else f"{left:,} 条"
        rest = QTreeWidgetItem((words,))
        rest.setData(0, TABLE, group.data(0, TABLE))
        rest.setFlags(rest.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        rest.setCheckState(0, state)
        group.addChild(rest)


def _record(row: RowTold, state: Qt.CheckState | None) -> QTreeWidgetItem:
    item = QTreeWidgetItem((row.record, row.outcome.label))
    if state is not None:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, state)
        item.setData(0, KEY, row.key)
    item.setForeground(1, QBrush(QColor(TONES[row.outcome].colours[0].value)))
    if row.outcome is MergeOutcome.NEW:
        item.setText(3, "；".join(f"{field.field} {field.after}" for field in row.fields))
        item.setToolTip(3, item.text(3))
    else:
        item.addChildren([_field(field) for field in row.fields])
    return item


def _settled_group(settled: Sequence[SettledTold]) -> QTreeWidgetItem:
    """Show what moves with people and sessions that were united; it cannot be left out by itself."""
    total = sum(table.total for table in settled)
    group = _heading(f"随已归并的人员或活动调整（{total:,} 条，不能单独去掉）")
    for table in settled:
        heading = QTreeWidgetItem((f"{table.label}（{table.total:,}）",))
        heading.addChildren([_record(row, None) for row in table.rows])
        if table.total > len(table.rows):
            heading.addChild(QTreeWidgetItem((f"另有 {table.total - len(table.rows):,} 条没有列出",)))
        group.addChild(heading)
    return group


def _field(field: FieldTold) -> QTreeWidgetItem:
    item = QTreeWidgetItem((field.field, "", field.before, field.after))
    item.setToolTip(2, field.before)
    item.setToolTip(3, field.after)
    return item
