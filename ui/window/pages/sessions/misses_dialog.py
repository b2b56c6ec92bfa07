"""缺课: who missed which sitting of a session, a column a sitting, ticked where the person was missing."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.sessions.rows import ExpectedPerson, SittingDraft, SittingMissEntry
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.table import Index, TableView

HINT: Final = "勾选表示缺课：此人不计该场次的学时。方向键选择，空格勾选。"
NAME_COLUMNS: Final = ("姓名", "所在党组织")
MISSED: Final = "缺"


class MissesModel(QAbstractTableModel):
    """People down, sittings across."""

    def __init__(
        self, people: Sequence[ExpectedPerson], sittings: Sequence[SittingDraft], misses: Sequence[SittingMissEntry]
    ) -> None:
        super().__init__()
        self._people = people
        self._sittings = [(sitting.key, sitting) for sitting in sittings if sitting.key is not None]
        self._missed = {(miss.sitting_id, miss.person_id): miss for miss in misses}

    def entries(self) -> list[SittingMissEntry]:
        """Give all that is ticked; reasons known before stay."""
        return list(self._missed.values())

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._people)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(NAME_COLUMNS) + len(self._sittings)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        if section < len(NAME_COLUMNS):
            return NAME_COLUMNS[section]
        sitting = self._sittings[section - len(NAME_COLUMNS)][1]
        part = "" if sitting.part is None else sitting.part.label
        return f"{sitting.number} {sitting.held_on.month}月{sitting.held_on.day}日{part}"

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._cell(index)
        if cell is None:
            person = self._people[index.row()]
            words = (person.name, person.branch_name)
            return words[index.column()] if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if cell in self._missed else Qt.CheckState.Unchecked
        return (MISSED if cell in self._missed else "") if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self._cell(index) is None else usual | Qt.ItemFlag.ItemIsUserCheckable

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self._cell(index)
        if cell is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._missed.setdefault(cell, SittingMissEntry(*cell))
        else:
            self._missed.pop(cell, None)
        self.dataChanged.emit(index, index)
        return True

    def _cell(self, index: Index) -> tuple[Key, Key] | None:
        place = index.column() - len(NAME_COLUMNS)
        return None if place < 0 else (self._sittings[place][0], self._people[index.row()].person_id)


class MissesDialog(RecordForm):
    """Ticks the sittings missed by the people on the sheet."""

    def __init__(
        self, desk: Desk, sessions: SessionService, key: Key, model: MissesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "登记缺课", parent)
        self._sessions = sessions
        self._key = key
        self.model = model
        self.table = TableView("缺课表")
        self.table.setModel(model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.setColumnWidth(0, 100)
        self.table.setColumnWidth(1, 170)
        for column in range(len(NAME_COLUMNS), model.columnCount()):
            self.table.setColumnWidth(column, 116)
        self.content.addWidget(wrapped_label(HINT, "hint"))
        self.content.addWidget(self.table, 1)
        self.resize(760, 540)

    @override
    def collect(self) -> Callable[[], Changes]:
        entries = self.model.entries()
        return lambda: self._sessions.record_misses(self._key, entries)
