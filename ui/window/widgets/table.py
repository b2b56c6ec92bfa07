"""Tables of frozen rows: a model that holds and sorts them, a view in the look, pills for states.

For the lists that services give whole: measured, 5,000 rows sort within a frame, 30,000 in about 0.1 s, and painting
does not depend on their number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from models.typing_override import override
from ui.window.look import Tone

if TYPE_CHECKING:  # every class of Qt that is named costs up to 4 ms of the first rows
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
TONE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ROW_HEIGHT: Final = 34
EMPTY: Final = "—"


@dataclass(frozen=True)  # without slots: typing notes the row's type on the instance
class Column(Generic[Row]):
    """A column: heading, text of a row, what it sorts by (None goes last), width, and the tone of a pill."""

    title: str
    text: Callable[[Row], str]
    order: Callable[[Row], Any] | None = None
    width: int = 120
    numeric: bool = False
    tone: Callable[[Row], Tone | None] | None = None


class RowModel(QAbstractTableModel, Generic[Row]):
    """Holds rows in the order shown."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order the user has chosen."""
        self.beginResetModel()
        self.rows = list(rows)
        self._sort_rows()
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(self.rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.numeric else LEFT
        if role == TONE_ROLE and column.tone is not None:
            return column.tone(self.rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(self.rows[index.row()])
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[section].numeric else LEFT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        before = [(index, self.rows[index.row()]) for index in kept]
        self._sorted_by = (column, order) if column >= 0 else None
        self._sort_rows()
        if before:
            place = {id(row): number for number, row in enumerate(self.rows)}
            for index, row in before:
                self.changePersistentIndex(index, self.index(place[id(row)], index.column()))
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        if self._sorted_by is None:
            return
        number, direction = self._sorted_by
        key = self.columns[number].order or self.columns[number].text
        keyed = [(key(row), row) for row in self.rows]
        known = sorted(
            (pair for pair in keyed if pair[0] is not None),
            key=itemgetter(0),
            reverse=direction is Qt.SortOrder.DescendingOrder,
        )
        self.rows = [row for _, row in known] + [row for value, row in keyed if value is None]


class PillDelegate(QStyledItemDelegate):
    """Paints a state as a pill, everything else as usual."""

    @override
    def paint(self, painter: QPainter, option: "QStyleOptionViewItem", index: Index) -> None:
        tone = index.data(TONE_ROLE)
        if not tone:
            super().paint(painter, option, index)
            return
        rectangle = QRect(option.rect)
        ink, ground = Tone(tone).colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.initStyleOption(option, index)
        text = str(index.data())
        metrics = option.fontMetrics
        width = min(metrics.horizontalAdvance(text) + 20, rectangle.width() - 8)
        height = metrics.height() + 4
        pill = QRect(rectangle.left() + 4, rectangle.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


class TableView(QTableView):
    """A table in the look: whole rows, no grid, columns of their own widths, the last one takes what is left."""

    activated_row = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(PillDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setAccessibleName(f"{name}表头")
        self.verticalHeader().setAccessibleName(f"{name}行号")
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.row()))

    def show_model(self, model: RowModel[Any], *, sortable: bool = True) -> None:
        """Show a model, with the widths its columns ask for."""
        self.setModel(model)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, column.width)
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def selected_row(self) -> int | None:
        """Give the number of the selected row, None without one."""
        chosen = self.selectionModel().selectedRows() if self.selectionModel() else []
        return chosen[0].row() if chosen else None

    def selected_rows(self) -> list[int]:
        """Give the numbers of all selected rows, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows()) if self.selectionModel() else []

    @override
    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Open the row with the return key, as a double click does."""
        number = self.selected_row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and number is not None:
            self.activated_row.emit(number)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, 240)
