"""The grid of the attendance sheet: marking by keyboard, finding people by typing their names."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from models.enums import AttendanceStatus, Speech
from models.typing_override import override
from ui.window.pages.sessions.sheet_model import TITLES, WIDTHS, SheetColumn, SheetModel
from ui.window.widgets.table import Index, PillDelegate, TableView

STATUS_KEYS: Final = {
    "1": AttendanceStatus.PRESENT,
    "2": AttendanceStatus.LEAVE,
    "3": AttendanceStatus.ABSENT,
    "4": AttendanceStatus.MADE_UP,
    "5": AttendanceStatus.OBSERVER,
}
LETTER_KEYS: Final = {  # the initial of the second syllable where the first one's is taken: qing Jia, Que xi
    "c": AttendanceStatus.PRESENT,
    "j": AttendanceStatus.LEAVE,
    "q": AttendanceStatus.ABSENT,
    "b": AttendanceStatus.MADE_UP,
    "l": AttendanceStatus.OBSERVER,
}
ASKS_REASON: Final = (AttendanceStatus.LEAVE, AttendanceStatus.MADE_UP)
TYPING_PAUSE_MILLISECONDS: Final = 1200


class SheetDelegate(PillDelegate):
    """Editors with names; a choice for the speech."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() == SheetColumn.SPEECH:
            choice = QComboBox(parent)
            choice.addItems(["", *Speech.labels()])
            choice.setAccessibleName(TITLES[index.column()])
            return choice
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(TITLES[index.column()])
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
        else:
            super().setEditorData(editor, index)


class SheetGrid(TableView):
    """Digits 1 to 5 (or C J Q B L) mark the chosen people; Enter goes on; other typing finds a name."""

    def __init__(self, model: SheetModel) -> None:
        super().__init__("出勤表")
        self._model = model
        self._typed = ""
        self._typing = QElapsedTimer()
        self.setModel(model)
        self.setItemDelegate(SheetDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(SheetColumn.REASON, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)

    def mark(self, status: AttendanceStatus) -> None:
        """Give the chosen people a status; one alone is then asked for the reason, or left for the next."""
        numbers = self.selected_rows()
        if not numbers:
            return
        self._model.set_status(numbers, status)
        if len(numbers) > 1:
            return
        if status in ASKS_REASON:
            self.edit_reason()
        else:
            self.go_to(numbers[0] + 1)

    def edit_reason(self) -> None:
        """Open the cell for the reason of the current person."""
        self._edit(SheetColumn.REASON)

    def go_to(self, row: int) -> None:
        """Choose a line, if there is one."""
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, SheetColumn.STATUS))

    def go_to_person(self, text: str, *, onward: bool = False) -> bool:
        """Go to the next person whose name or number fits a text (`onward`: beyond this one); tell whether any does."""
        found = self._model.line_of(text, max(self.currentIndex().row() + int(onward), 0))
        if found is not None:
            self.go_to(found)
        return found is not None

    def _edit(self, column: SheetColumn) -> None:
        index = self._model.index(self.currentIndex().row(), column)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:  # keys that the cell's editor passes on
            super().keyPressEvent(event)
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        status = (STATUS_KEYS | LETTER_KEYS).get(event.text().casefold()) if plain else None
        if status is not None:
            self.mark(status)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_F2 and self.currentIndex().column() < SheetColumn.REASON:
            self.edit_reason()
        elif event.key() == Qt.Key.Key_Delete:
            self._model.clear(self.selected_rows())
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        row = self.currentIndex().row()
        entry = self._model.lines[row].entry if 0 <= row < len(self._model.lines) else None
        reason = self._model.index(row, SheetColumn.REASON).data() if entry is not None else ""
        if entry is not None and entry.status in ASKS_REASON and not reason:
            self.edit_reason()
        else:
            self.go_to(row + 1)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        row = self.currentIndex().row()
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.go_to(row + 1)

    @override
    def keyboardSearch(self, search: str) -> None:
        if not self._typing.isValid() or self._typing.elapsed() > TYPING_PAUSE_MILLISECONDS:
            self._typed = ""
        self._typing.restart()
        self._typed += search
        if not self.go_to_person(self._typed) and self.go_to_person(search):
            self._typed = search

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Names typed through an input method find people too; cells are edited through their own editors.
        if event.commitString():
            self.keyboardSearch(event.commitString())
        event.accept()

    @override
    def currentChanged(self, current: QModelIndex | Index, previous: QModelIndex | Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
