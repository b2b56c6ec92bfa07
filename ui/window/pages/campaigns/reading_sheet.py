"""登记读完: a branch's members against the campaign's texts, ticked and saved in one step."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from models.keys import Key
from models.typing_override import override
from services.campaigns.report import CampaignReport
from services.campaigns.rows import CampaignReader, ReadingMark
from services.campaigns.service import CampaignService
from services.changes import Changes
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import Choice, DayEdit
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.table import LEFT, Index

NAME_WIDTH: Final = 120
TEXT_WIDTH: Final = 150
ROW_HEIGHT: Final = 32
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TickModel(QAbstractTableModel):
    """Members down, texts across; what differs from what is stored is in `changed`, of every branch."""

    def __init__(self, report: CampaignReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = report.texts
        self._readers: tuple[CampaignReader, ...] = ()
        self.changed: dict[tuple[Key, Key], bool] = {}

    def show_readers(self, readers: tuple[CampaignReader, ...]) -> None:
        """Show other members."""
        self.beginResetModel()
        self._readers = readers
        self.endResetModel()

    def is_ticked(self, index: Index) -> bool:
        """Tell whether the member of a line has finished the text of a column, as ticked."""
        reader, text = self._readers[index.row()], self._texts[index.column() - 1]
        return self.changed.get((text.key, reader.person_id), text.key in reader.finished)

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every text of every member shown, or none."""
        for row in range(self.rowCount()):
            for column in range(1, self.columnCount()):
                self.setData(self.index(row, column), CHECKED if ticked else UNCHECKED, Qt.ItemDataRole.CheckStateRole)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._readers)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._texts) + 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        ticks = Qt.ItemFlag.ItemIsUserCheckable if index.column() else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        reader = self._readers[index.row()]
        if index.column() == 0:
            return reader.name if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.CheckStateRole:
            return CHECKED if self.is_ticked(index) else UNCHECKED
        text = self._texts[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            day = reader.finished.get(text.key)
            return day.isoformat() if day is not None and self.is_ticked(index) else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{reader.name} {text.draft.title} {'已读完' if self.is_ticked(index) else '未读完'}"
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() == 0:
            return False
        reader, text = self._readers[index.row()], self._texts[index.column() - 1]
        ticked = Qt.CheckState(value) is CHECKED
        if ticked == (text.key in reader.finished):
            self.changed.pop((text.key, reader.person_id), None)
        else:
            self.changed[text.key, reader.person_id] = ticked
        self.dataChanged.emit(index, index)
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        words = "姓名" if section == 0 else self._texts[section - 1].draft.title
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None


class ReadingSheet(RecordForm):
    """Ticks who finished what; ticks stay when another branch is shown, and all are saved together."""

    def __init__(
        self,
        desk: Desk,
        campaigns: CampaignService,
        report: CampaignReport,
        branch: Key | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "登记读完", parent)
        self._campaigns = campaigns
        self._report = report
        self.resize(860, 620)
        options = [(row.name, row.branch_id) for row in report.branches]
        self.branch = self.add("党支部", Choice("党支部", options, branch))
        last = report.campaign.draft.ends_on
        day = report.asof if last is None else min(last, report.asof)
        self.day = self.add("读完日期", DayEdit("必读书目", "读完日期", day))
        self.model = TickModel(report, self)
        self.content.addWidget(
            wrapped_label("新勾选的记上面的读完日期（可留空）；去掉勾选即撤销。可用空格键勾选。", "hint")
        )
        self.content.addWidget(self._table(), 1)
        self._build_foot()
        self.branch.chosen.connect(self._show)
        self.model.dataChanged.connect(self._count)
        self._show()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName("读完登记表")
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setAccessibleName("读完登记表行号")
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setAccessibleName("读完登记表表头")
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(NAME_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, NAME_WIDTH)
        return table

    def _build_foot(self) -> None:
        foot = QHBoxLayout()
        self.summary = label("", "hint")
        foot.addWidget(self.summary, 1)
        foot.addWidget(button("本支部全选", None, lambda: self.model.tick_all(ticked=True)))
        foot.addWidget(button("本支部全不选", None, lambda: self.model.tick_all(ticked=False)))
        self.content.addLayout(foot)

    def _show(self) -> None:
        branch = self.branch.choice()
        self.model.show_readers(tuple(one for one in self._report.readers if one.branch_id == branch))
        self._count()

    def _count(self) -> None:
        ticked = sum(self.model.changed.values())
        self.summary.setText(f"新勾选 {ticked} 处，撤销 {len(self.model.changed) - ticked} 处")
        self.save_button.setEnabled(bool(self.model.changed))

    @override
    def collect(self) -> Callable[[], Changes]:
        day, campaigns = self.day.day(), self._campaigns
        marks = [
            ReadingMark(text, person, day if ticked else None, finished=ticked)
            for (text, person), ticked in self.model.changed.items()
        ]
        return lambda: campaigns.mark(marks)
