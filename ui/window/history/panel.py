"""The past of one record and of what hangs on it, as a tab of its card or form."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.typing_override import override
from services.errors import AppError
from services.history.rows import HistoryEntry
from services.history.service import HistoryService
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.history.lines import COLUMNS, RECORD_COLUMN, ChangeLine, change_lines
from ui.window.look import Icon
from ui.window.widgets.listing import Listing


class HistoryPanel(QWidget):
    """Reads when it is shown, and again after writes while it is in sight."""

    def __init__(self, desk: Desk, history: HistoryService, table: str, key: bytes) -> None:
        super().__init__()
        self._desk = desk
        self._history = history
        self._table = table
        self._key = key
        self.setObjectName("plain")
        self.setAccessibleName("修改历史")
        nothing = ("没有修改记录", "开始记录修改之前的内容不在这里。")
        self.listing: Listing[ChangeLine] = Listing("修改历史表", COLUMNS, RECORD_COLUMN, nothing, Icon.HISTORY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.listing, 1)
        desk.notifier.changed.connect(lambda _: self._load() if self.isVisible() else None)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _load(self) -> None:
        self._desk.runner.run(
            self, lambda: self._history.with_links(self._table, self._key), self._show, self._show_refusal
        )

    def _show(self, entries: tuple[HistoryEntry, ...]) -> None:
        lines = change_lines(entries)
        self.listing.show_rows(lines, lambda line: f"{line}".encode())
        self.listing.summary.setText(f"共 {len(lines)} 处改动，最近的在前")

    def _show_refusal(self, error: AppError | None) -> None:
        if error is not None:
            self.listing.summary.setText(sentence(error))
