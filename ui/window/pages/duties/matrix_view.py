"""The matrix of duties on the screen: a model of cells, a delegate that paints their states, a compact table."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.enums import DutyState
from models.keys import Key
from models.typing_override import override
from services.duties.matrix import DutyMatrix, period_title
from services.duties.rows import DutyRow
from ui.window.look import Colour, Tone
from ui.window.widgets.table import LEFT, RIGHT, TONE_ROLE, Index

WORDS: Final = {DutyState.MET: "达标", DutyState.DUE: "待", DutyState.MISSED: "缺", DutyState.NOT_REQUIRED: "—"}
TONES: Final = {
    DutyState.MET: Tone.GOOD,
    DutyState.DUE: Tone.WAITING,
    DutyState.MISSED: Tone.BAD,
    DutyState.NOT_REQUIRED: Tone.NEUTRAL,
}
NAME_COLUMN: Final = 0
LEAST_WIDTH: Final = 37
SUM_WIDTH: Final = 54
NAME_WIDTHS: Final = (110, 210)
ROW_HEIGHT: Final = 30
ROUND: Final = 4


def duty_text(row: DutyRow) -> str:
    """Say how a duty stands, in words."""
    period = f"{row.first_day.year}年{period_title(row.period)}".replace("年全年", "年")
    return f"{period}{row.kind.label}：{row.state.label}，应开展 {row.required} 次，已开展 {row.held} 次"


class MatrixModel(QAbstractTableModel):
    """A line an organisation: its name, its cells, what it held of what it owes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = DutyMatrix((), ())
        self._names: Mapping[Key, str] = {}

    def show_matrix(self, matrix: DutyMatrix, names: Mapping[Key, str]) -> None:
        """Show another matrix; `names` are those to show, where not an organisation's own."""
        self.beginResetModel()
        self.matrix = matrix
        self._names = names
        self.endResetModel()

    def name(self, number: int) -> str:
        """Give the name that a line shows."""
        line = self.matrix.lines[number]
        return self._names.get(line.organization, line.name)

    def cell(self, index: Index) -> DutyRow | None:
        """Give the duty behind a cell, None at the edges."""
        place = index.column() - 1
        line = self.matrix.lines[index.row()]
        return line.cells[place] if 0 <= place < len(line.cells) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.matrix.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.matrix.columns) + 2

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index, cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if index.column() == NAME_COLUMN else RIGHT
        if role == TONE_ROLE and cell is not None:
            return TONES[cell.state]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.name(index.row()) if cell is None else f"{self.name(index.row())} {duty_text(cell)}"
        return None

    def _text(self, index: Index, cell: DutyRow | None) -> str:
        line = self.matrix.lines[index.row()]
        if index.column() == NAME_COLUMN:
            return self.name(index.row())
        if index.column() == self.columnCount() - 1:
            return f"{line.counted}/{line.required}" if line.required else WORDS[DutyState.NOT_REQUIRED]
        if cell is None:
            return ""
        partly = 0 < cell.held < cell.required
        return f"{WORDS[cell.state]}{cell.held}/{cell.required}" if partly else WORDS[cell.state]

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("党组织", *self.matrix.columns, "已/应")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            if section == NAME_COLUMN:
                return LEFT
            return RIGHT if section == self.columnCount() - 1 else Qt.AlignmentFlag.AlignCenter
        return None


class MatrixDelegate(QStyledItemDelegate):
    """Paints a duty as a word on the ground of its state; the chosen cell is framed."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(TONE_ROLE)
        if not tone:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        ink, ground = Tone(tone).colours
        rectangle = QRect(option.rect).adjusted(2, 3, -2, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QColor(Colour.ACCENT) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Colour.SURFACE if tone == Tone.NEUTRAL else ground))
        painter.drawRoundedRect(rectangle, ROUND, ROUND)
        painter.setPen(QColor(Colour.FAINT if tone == Tone.NEUTRAL else ink))
        painter.drawText(rectangle, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


class MatrixView(QTableView):
    """A compact table; speaks the duty of the cell that is chosen, by mouse or keyboard."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.model_shown = MatrixModel(self)
        self.setObjectName("matrix")
        self.setAccessibleName(name)
        self.setModel(self.model_shown)
        self.setItemDelegate(MatrixDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setAccessibleName(f"{name}行号")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setAccessibleName(f"{name}表头")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setMinimumSectionSize(LEAST_WIDTH)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))

    def show_matrix(self, matrix: DutyMatrix, names: Mapping[Key, str]) -> None:
        """Show another matrix, its columns as wide as their words."""
        self.model_shown.show_matrix(matrix, names)
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.model_shown.name(n)) for n in range(len(matrix.lines))), default=0)
        self.setColumnWidth(NAME_COLUMN, min(max(widest + 18, NAME_WIDTHS[0]), NAME_WIDTHS[1]))
        for number, title in enumerate(matrix.columns, start=1):
            self.setColumnWidth(number, max(LEAST_WIDTH, metrics.horizontalAdvance(title) + 18))
        self.setColumnWidth(len(matrix.columns) + 1, SUM_WIDTH)

    def _tell(self, index: QModelIndex) -> None:
        cell = self.model_shown.cell(index) if index.isValid() else None
        if cell is not None:
            self.chosen.emit(cell)
