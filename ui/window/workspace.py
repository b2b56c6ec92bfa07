"""The workspace of an open ledger: navigation at the left, the pages at the right, made when first wanted."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.window.desk import Desk
from ui.window.look import Tone
from ui.window.navigation import ENTRIES, Navigation
from ui.window.services import Services

if TYPE_CHECKING:
    from services.figures.rows import Record
    from ui.window.pages.page import Page


class Workspace(QWidget):
    """Keeps the pages of the open ledger; closing it closes them; `went` speaks the page shown."""

    went = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._services: Services | None = None
        self._pages: dict[str, Page] = {}
        self._makers: Mapping[str, Callable[[Services, Desk], Page]] = {}
        self._shown = ""
        self.navigation = Navigation()
        self._stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(self._stack, 1)
        layout.addLayout(self._right, 1)
        self.navigation.wanted.connect(self.go_to)

    def open(self, services: Services, first: str) -> None:
        """Show an open ledger, beginning with the page of that key (the first one, where there is no such page)."""
        from ui.window.page_list import PAGES  # noqa: PLC0415 - the pages come after the first paint

        self._services = services
        self._makers = PAGES
        self.navigation.allow(frozenset(PAGES))
        self.go_to(first if first in self._makers else ENTRIES[0].key)
        self._desk.runner.run(self, services.organizations.top_name, self.navigation.show_committee)

    def go_to(self, key: str) -> None:
        """Show a page, making it when it is wanted for the first time."""
        if self._services is None or key not in self._makers:
            return
        if key not in self._pages:
            self._pages[key] = self._make(key, self._services)
            self._stack.addWidget(self._pages[key])
            self._pages[key].go_wanted.connect(self.go_to)
            self._pages[key].record_wanted.connect(self.lead_to)
        self._stack.setCurrentWidget(self._pages[key])
        self._shown = key
        self.went.emit(key)
        self.navigation.mark(key)

    def lead_to(self, record: "Record") -> None:
        """Show a record on its page."""
        from ui.window.page_list import RECORD_PAGES  # noqa: PLC0415 - the pages come after the first paint

        key = RECORD_PAGES.get(record.table)
        if key is not None:
            self.go_to(key)
            self._pages[key].show_record(record)

    def page(self, key: str) -> "Page":
        """Give a page, shown or not; it must have been made."""
        return self._pages[key]

    def say(self, text: str, tone: Tone) -> None:
        """Say something on the page that is shown."""
        if self._shown in self._pages:
            self._pages[self._shown].message_bar.say(text, tone)

    def put_above(self, bar: QWidget) -> None:
        """Put a bar above the pages, whichever of them is shown."""
        self._right.insertWidget(0, bar)

    def quiet(self) -> None:
        """Take back what any page says: it does not hold any more."""
        for page in self._pages.values():
            page.message_bar.hide()

    def close_pages(self) -> None:
        """Close all pages; none of them is called back."""
        for page in self._pages.values():
            self._desk.runner.release(page)
            page.close()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self._services = None
        self.navigation.allow(frozenset())
        self.navigation.show_committee("")

    def _make(self, key: str, services: Services) -> "Page":
        return self._makers[key](services, self._desk)
