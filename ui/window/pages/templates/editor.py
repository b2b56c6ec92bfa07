"""The editor of a template's text: numbered lines, colours, faulty lines marked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from models.typing_override import override
from services.documents.templates.errors import TemplateFault
from ui.window.look import Colour
from ui.window.pages.templates.highlighter import TemplateHighlighter

_MARGIN: Final = 10
_FEWEST_DIGITS: Final = 3


class TemplateEditor(QPlainTextEdit):
    """Shows and edits a text."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("模板文字")
        self.setTabChangesFocus(True)
        self._faulty: frozenset[int] = frozenset()
        self._highlighter = TemplateHighlighter(self.document())
        self._numbers = _LineNumbers(self)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scroll_numbers)
        self._make_room()

    def show_text(self, text: str) -> None:
        """Show another text, with a history of its own."""
        self._faulty = frozenset()
        self.setExtraSelections([])
        self.setPlainText(text)

    def replace_all(self, text: str) -> None:
        """Put a text in the place of all, so that it can be taken back like typing."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def insert(self, text: str) -> None:
        """Insert where the cursor stands, and go on writing there."""
        self.textCursor().insertText(text)
        self.setFocus()

    def mark(self, faults: Sequence[TemplateFault]) -> None:
        """Mark the lines that faults are on."""
        self._faulty = frozenset(fault.line for fault in faults)
        self.setExtraSelections([self._marked(line) for line in sorted(self._faulty)])
        self._numbers.update()

    def _marked(self, line: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        style = selection.format
        style.setBackground(QColor(Colour.BAD_SOFT))
        style.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's own signature
        selection.format = style
        return selection

    def go_to_line(self, line: int) -> None:
        """Put the cursor at a line's beginning, in sight."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))
        self.centerCursor()
        self.setFocus()

    @property
    def numbers_width(self) -> int:
        """Tell how wide the numbers are."""
        digits = max(_FEWEST_DIGITS, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + 2 * _MARGIN

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width, 0, 0, 0)
        self._place_numbers()

    def _place_numbers(self) -> None:
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width, inside.height()))

    def _scroll_numbers(self, area: QRect, rows: int) -> None:
        if rows:
            self._numbers.scroll(0, rows)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_numbers()

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the numbers of the lines in sight; those of faulty lines stand out."""
        painter.fillRect(area, QColor(Colour.STRIPE))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        offset = self.viewport().geometry().top() - self._numbers.geometry().top()
        height = self.fontMetrics().height()
        while block.isValid() and top + offset <= area.bottom():
            number = block.blockNumber() + 1
            painter.setPen(QColor(Colour.BAD if number in self._faulty else Colour.FAINT))
            place = QRect(0, round(top + offset), self._numbers.width() - _MARGIN, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()


class _LineNumbers(QWidget):
    """The strip at the left of the editor."""

    def __init__(self, editor: TemplateEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setAccessibleName("行号")

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._editor.paint_numbers(painter, event.rect())
        painter.end()
