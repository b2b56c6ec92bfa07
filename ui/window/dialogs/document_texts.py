"""The form of the officer's texts: a box a section, last year's text to be taken over."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from models.typing_override import override
from services.changes import Changes
from services.documents.papers.texts import TextBlock
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm, scrolled
from ui.window.widgets.buttons import quiet_button
from ui.window.widgets.labels import label, wrapped_label

_WIDTH: Final = 640
_HEIGHT: Final = 560

Write = Callable[[dict[str, str]], Changes]


class DocumentTextsForm(RecordForm):
    """Edits the texts of one document; what is written stands between the computed sentences."""

    def __init__(
        self, desk: Desk, title: str, blocks: Sequence[TextBlock], write: Write, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, parent)
        self._write = write
        self.boxes: dict[str, QPlainTextEdit] = {}
        self.content.addWidget(wrapped_label("写在各部分的文字，每行成为一段；留空则不印。", "hint"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        for block in blocks:
            self._add_block(column, block)
        self.content.addWidget(scrolled(inside), 1)
        self.resize(_WIDTH, _HEIGHT)

    def _add_block(self, column: QVBoxLayout, block: TextBlock) -> None:
        box = QPlainTextEdit(block.content)
        box.setAccessibleName(block.section)
        box.setTabChangesFocus(True)
        box.setProperty("tall", "true")
        caption = label(block.section, "fieldLabel")
        caption.setBuddy(box)
        column.addWidget(caption)
        column.addWidget(box)
        if block.previous and block.previous != block.content:
            take = quiet_button("取用上年的文字", None, lambda: box.setPlainText(block.previous))
            take.setAccessibleName(f"取用上年的文字：{block.section}")
            take.setToolTip(block.previous)
            column.addWidget(take)
        self.boxes[block.section] = box

    @override
    def collect(self) -> Callable[[], Changes]:
        contents = {section: box.toPlainText() for section, box in self.boxes.items()}
        return lambda: self._write(contents)
