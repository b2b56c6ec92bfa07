"""The preview at the right of the page of documents: its pages, zooming, what was issued of the document."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from services.documents.tracing import TracedDocument
from ui.window.desk import Desk
from ui.window.look import Icon, Tone
from ui.window.preview.view import PreviewView
from ui.window.widgets.buttons import quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.labels import label, wrapped_label


class PreviewCard(Card):
    """`figure_wanted` says whose rows are asked for, `issued_wanted` that the issued documents are."""

    figure_wanted = Signal(str)
    issued_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.figures: tuple[str, ...] = ()
        self.view = PreviewView(desk.painter, "预览")
        self._pages = label("", "hint")
        self._zoom = label("80%", "hint")
        self._build_bar()
        self._build_hint()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._empty = EmptyState(Icon.FILE, "这里显示预览", "在左边选择文档、年度和范围。")
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self.view.opened.connect(self._show_pages)
        self.view.figure_wanted.connect(self.figure_wanted)
        self.view.zoomed.connect(lambda zoom: self._zoom.setText(f"{zoom:.0%}"))
        self.show_nothing()

    def _build_bar(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self._pages, 1)
        self.sources_button = quiet_button("数据来源…", Icon.SITEMAP, lambda: self.figure_wanted.emit(self.figures[0]))
        self.sources_button.setToolTip("点预览中的数字，也可以看它由哪些记录得出。")
        bar.addWidget(self.sources_button)
        bar.addWidget(quiet_button("缩小", Icon.ZOOM_OUT, lambda: self.view.zoom_by(-1)))
        bar.addWidget(self._zoom)
        bar.addWidget(quiet_button("放大", Icon.ZOOM_IN, lambda: self.view.zoom_by(1)))
        bar.addWidget(quiet_button("适合宽度", None, self.view.fit_width))
        self.body.addLayout(bar)

    def _build_hint(self) -> None:
        self.issued = wrapped_label("", "hint")
        self.issued.setProperty("tone", Tone.WAITING.value)
        self.issued.setMargin(6)
        self.issued_button = quiet_button("查看已印发", None, self.issued_wanted.emit)
        row = QHBoxLayout()
        row.addWidget(self.issued, 1)
        row.addWidget(self.issued_button)
        self.body.addLayout(row)

    def show_issued(self, words: str) -> None:
        """Say what was issued of the document shown; nothing for an empty text."""
        self.issued.setText(words)
        for part in (self.issued, self.issued_button):
            part.setVisible(bool(words))

    def show_document(self, made: TracedDocument) -> None:
        """Show a document."""
        self.figures = tuple(place.figure for place in made.places)
        self.sources_button.setVisible(bool(self.figures))
        self.view.show_pdf(made.content, made.places, made.records)

    def show_nothing(self) -> None:
        """Show that no document is made."""
        self.sources_button.hide()
        self.show_issued("")
        self.view.clear()
        self._stack.setCurrentWidget(self._empty)
        self._pages.setText("")

    def _show_pages(self, count: int) -> None:
        self._stack.setCurrentWidget(self.view)
        self._pages.setText(f"共 {count} 页")
