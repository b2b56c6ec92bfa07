"""A list with its buttons, as each tab of a page shows one: counting, choosing, enabling."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.window.look import Icon
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.labels import label
from ui.window.widgets.table import Column, RowModel, TableView

Row = TypeVar("Row")


class Listing(QWidget, Generic[Row]):
    """Filters and tools above, a table below, a word where there is nothing; double click opens the chosen row."""

    def __init__(
        self, name: str, columns: Sequence[Column[Row]], wide: int, nothing: tuple[str, str], picture: Icon
    ) -> None:
        """Make it; `wide` is the column that takes what is left, `nothing` and `picture` show for an empty list."""
        super().__init__()
        self.setAccessibleName(name)
        self.model = RowModel(columns, self)
        self.table = TableView(name)
        self.table.show_model(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.filters = QHBoxLayout()
        self.filters.setSpacing(8)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.summary = label("", "hint")
        self.tools.addWidget(self.summary, 1)
        self._buttons: list[tuple[QPushButton, Callable[[Row], bool]]] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(picture, *nothing))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self.filters)
        layout.addLayout(self.tools)
        layout.addWidget(self._stack, 1)
        self.table.selectionModel().selectionChanged.connect(lambda: self._allow())
        self.model.modelReset.connect(self._allow)

    def add_row_button(self, made: QPushButton, fits: Callable[[Row], bool] = lambda _: True) -> QPushButton:
        """Add a button that needs a chosen row that fits."""
        made.setEnabled(False)
        self._buttons.append((made, fits))
        self.tools.addWidget(made)
        return made

    def show_rows(self, rows: Sequence[Row], key_of: Callable[[Row], bytes]) -> None:
        """Show other rows; the chosen one stays chosen."""
        chosen = self.chosen()
        self.model.show_rows(rows)
        keys = [key_of(row) for row in self.model.rows]
        if keys:
            place = keys.index(key_of(chosen)) if chosen is not None and key_of(chosen) in keys else 0
            self.table.selectRow(place)
        self._stack.setCurrentIndex(0 if keys else 1)

    def choose(self, fits: Callable[[Row], bool]) -> bool:
        """Choose the first row that fits; tell whether one is shown."""
        place = next((place for place, row in enumerate(self.model.rows) if fits(row)), None)
        if place is not None:
            self.table.selectRow(place)
        return place is not None

    def chosen(self) -> Row | None:
        """Give the chosen row."""
        number = self.table.selected_row()
        return self.model.rows[number] if number is not None and number < len(self.model.rows) else None

    def _allow(self) -> None:
        row = self.chosen()
        for made, fits in self._buttons:
            made.setEnabled(row is not None and fits(row))
