"""Choosing people for a sheet: search, choose several, add."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from models.typing_override import override
from services.people.rows import PersonRow
from services.people.service import PeopleService
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.widgets.inputs import SearchEdit
from ui.window.widgets.table import Column, RowModel, TableView

COLUMNS: Final[tuple[Column[PersonRow], ...]] = (
    Column("姓名", lambda row: row.name, width=110),
    Column("人员编号", lambda row: row.number, width=110),
    Column("类别", lambda row: row.category.label, width=110),
    Column("所在党组织", lambda row: row.branch_name, width=200),
)


class PeoplePicker(FormDialog):
    """Speaks the people chosen."""

    picked = Signal(object)

    def __init__(self, desk: Desk, people: PeopleService, parent: QWidget | None = None) -> None:
        super().__init__(desk, "添加人员", parent, save_text="添加")
        self._people = people
        self.search = SearchEdit("输入姓名、编号查找")
        self.model = RowModel(COLUMNS, self)
        self.table = TableView("可添加的人员")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.show_model(self.model)
        self.content.addWidget(self.search)
        self.content.addWidget(self.table, 1)
        self.resize(620, 520)
        self.search.searched.connect(self.look)
        self.table.activated_row.connect(lambda _: self.save())
        self.look("")

    def look(self, text: str) -> None:
        """List the people whose name, number or post holds a text."""
        self.desk.runner.run(self, lambda: self._people.list(text=text), self._show, self.show_refusal)

    def _show(self, rows: tuple[PersonRow, ...]) -> None:
        self.model.show_rows(rows)
        if rows:
            self.table.selectRow(0)

    @override
    def save(self) -> None:
        rows = [self.model.rows[number] for number in self.table.selected_rows()]
        if rows:
            self.picked.emit(rows)
            self.accept()
