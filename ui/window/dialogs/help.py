"""The help: topics at the left, the page at the right; it stays open beside the work."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from services.resources import RESOURCES, load_json

FOLDER: Final = RESOURCES / "help"


class HelpDialog(QDialog):
    """Shows the pages of resources/help, in the order of its topics.json."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用帮助")
        self.setAccessibleName("使用帮助")
        self.resize(900, 620)
        self._files: list[str] = [topic["file"] for topic in load_json("help/topics.json")]
        self.topics = QListWidget()
        self.topics.setAccessibleName("帮助主题")
        self.topics.setFixedWidth(190)
        self.page = QTextBrowser()
        self.page.setAccessibleName("帮助内容")
        self._build()
        self.topics.currentRowChanged.connect(self._show)
        self.topics.setCurrentRow(0)

    def _build(self) -> None:
        self.topics.addItems([topic["title"] for topic in load_json("help/topics.json")])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.topics)
        layout.addWidget(self.page, 1)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)

    def _show(self, row: int) -> None:
        self.page.setMarkdown((FOLDER / self._files[row]).read_text(encoding="utf-8"))
