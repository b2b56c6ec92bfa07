"""The page of documents: choose one, see the very PDF, save it, print it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from models.typing_override import override
from services.campaigns.service import CampaignService
from services.changes import Changes
from services.documents.kinds import DOCX, PDF, XLSX
from services.documents.papers.texts import TextBlock
from services.documents.service import DocumentRequest, DocumentService
from services.documents.tracing import TracedDocument
from services.errors import AppError
from services.files import write_whole
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.people.service import PeopleService
from services.sessions.rows import SessionFilter, SessionRow
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.document_texts import DocumentTextsForm
from ui.window.dialogs.trace import TraceDialog
from ui.window.files import PDFS, WORD_FILES, WORKBOOKS
from ui.window.look import Icon, Tone
from ui.window.pages.documents.choices import DocumentChoices
from ui.window.pages.page import Page
from ui.window.preview.printing import PrinterChooser, PrintJob
from ui.window.preview.view import PreviewView
from ui.window.widgets.buttons import button, primary_button, quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.labels import label

EDITABLE: Final = {DOCX: ("另存为 Word…", WORD_FILES), XLSX: ("另存为 Excel…", WORKBOOKS)}
"""The formats that people go on working in: what the button says, what the dialog offers."""

CONCERNS: Final = frozenset({"document_texts", "organizations", "sessions", "campaigns", "people", "memberships"})


@dataclass(frozen=True, slots=True)
class DocumentServices:
    """What the page reads from."""

    documents: DocumentService
    organizations: OrganizationService
    sessions: SessionService
    campaigns: CampaignService
    people: PeopleService


class DocumentsPage(Page):
    """The choices stand at the left, the preview at the right; a choice makes the document anew."""

    def __init__(self, desk: Desk, services: DocumentServices, printers: PrinterChooser) -> None:
        super().__init__(desk, "文档", "预览的就是要打印和保存的那一份。", CONCERNS)
        self._services = services
        self._printers = printers
        self._data: bytes | None = None
        self._wanted: DocumentRequest | None = None
        self._figures: tuple[str, ...] = ()
        self.view = PreviewView(desk.painter, "预览")
        self._build_buttons()
        self._build_panel()
        self._build_preview()
        self._connect()

    def _build_buttons(self) -> None:
        self.print_button = button("打印…", Icon.PRINTER, self.print_document)
        self.editable_button = button(EDITABLE[DOCX][0], Icon.SAVE, self.save_editable)
        self.save_button = primary_button("保存…", Icon.SAVE, self.save_document)
        self.texts_button = button("文字…", Icon.PENCIL, self.edit_texts)
        for made in (self.texts_button, self.print_button, self.editable_button, self.save_button):
            self.buttons.addWidget(made)

    def _build_panel(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self.choices = DocumentChoices(self._services.documents.kinds(), self.desk.clock.today().year)
        self._row.addWidget(self.choices)
        self.body.addLayout(self._row, 1)

    def _build_preview(self) -> None:
        right = Card()
        bar = QHBoxLayout()
        self._pages = label("", "hint")
        bar.addWidget(self._pages, 1)
        self._zoom = label("80%", "hint")
        self.sources_button = quiet_button("数据来源…", Icon.SITEMAP, lambda: self.show_sources(self._figures[0]))
        self.sources_button.setToolTip("点预览中的数字，也可以看它由哪些记录得出。")
        bar.addWidget(self.sources_button)
        bar.addWidget(quiet_button("缩小", Icon.ZOOM_OUT, lambda: self.view.zoom_by(-1)))
        bar.addWidget(self._zoom)
        bar.addWidget(quiet_button("放大", Icon.ZOOM_IN, lambda: self.view.zoom_by(1)))
        bar.addWidget(quiet_button("适合宽度", None, self.view.fit_width))
        right.body.addLayout(bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._empty = EmptyState(Icon.FILE, "这里显示预览", "在左边选择文档、年度和范围。")
        self._stack.addWidget(self._empty)
        right.body.addWidget(self._stack, 1)
        self._row.addWidget(right, 1)
        self._show_nothing()

    def _connect(self) -> None:
        self.choices.year.chosen.connect(self._load_sessions)
        self.choices.scope.chosen.connect(self._load_people)
        self.choices.changed.connect(self._make)
        self.view.opened.connect(self._show_pages)
        self.view.figure_wanted.connect(self.show_sources)
        self.view.zoomed.connect(lambda zoom: self._zoom.setText(f"{zoom:.0%}"))

    @override
    def load(self) -> None:
        self.read(self._services.organizations.tree, self._offer_scopes)
        self.read(self._services.campaigns.list, self.choices.offer_campaigns)
        self.read(self._services.documents.stand_ins, self.choices.show_stand_ins)

    def _offer_scopes(self, tree: Sequence[OrganizationRow]) -> None:
        self.choices.offer_scopes(tree)
        self._load_sessions()

    def _load_sessions(self) -> None:
        year = self.choices.year.year
        self.read(lambda: self._services.sessions.list(SessionFilter(year=year)), self._offer_sessions)

    def _offer_sessions(self, rows: Sequence[SessionRow]) -> None:
        self.choices.offer_sessions(rows)
        self._load_people()

    def _load_people(self) -> None:
        scope = self.choices.scope.choice()
        self.read(lambda: self._services.people.list(scope, former=True), self.choices.offer_people)

    def _make(self) -> None:
        request, kind = self.choices.request(), self.choices.kind.choice()
        self.texts_button.setVisible(kind is not None and kind.has_texts)
        self._name_editable()
        self._wanted = request
        self._show_nothing()
        if request is not None:
            runner = self.desk.painter if kind is not None and kind.binds else self.desk.runner
            runner.run(
                self,
                lambda: self._services.documents.render_traced(request),
                lambda made: self._show(request, made),
                self.show_refusal,
            )

    def _show(self, request: DocumentRequest, made: TracedDocument) -> None:
        if request is not self._wanted:
            return
        self.message_bar.hide()
        self._data = made.content
        self._figures = tuple(place.figure for place in made.places)
        self.sources_button.setVisible(bool(self._figures))
        self.view.show_pdf(made.content, made.places)

    def _show_nothing(self) -> None:
        self._data = None
        self.sources_button.hide()
        self.view.clear()
        self._stack.setCurrentWidget(self._empty)
        self._pages.setText("")
        self.save_button.setEnabled(False)
        self.editable_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def _show_pages(self, count: int) -> None:
        self._stack.setCurrentWidget(self.view)
        self._pages.setText(f"共 {count} 页")
        self.save_button.setEnabled(True)
        self.editable_button.setEnabled(True)
        self.print_button.setEnabled(True)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        super().show_refusal(error)
        self._show_nothing()

    def show_sources(self, figure: str) -> None:
        """Show the rows behind a figure of the document shown."""
        request = self._wanted
        if request is None:
            return
        behind = self._services.documents.behind(request)
        self.trace_dialog = TraceDialog(self.desk, behind, self._figures, figure, self)
        self.trace_dialog.page_wanted.connect(self.go_wanted)
        self.trace_dialog.open()

    def edit_texts(self) -> None:
        """Let the officer write what stands between the computed sentences of the document chosen."""
        request, documents = self.choices.request(), self._services.documents
        if request is not None:
            self.read(
                lambda: documents.texts.list(request.kind, documents.subject(request)),
                lambda blocks: self._edit(request, blocks),
            )

    def _edit(self, request: DocumentRequest, blocks: Sequence[TextBlock]) -> None:
        documents = self._services.documents

        def write(new: dict[str, str]) -> Changes:
            return documents.texts.write(request.kind, documents.subject(request), new)

        DocumentTextsForm(self.desk, "文档的文字", blocks, write, self).open()

    def save_document(self) -> None:
        """Save what is shown as a file."""
        data = self._data
        path = self._ask_where(PDF, PDFS)
        if path is not None and data is not None:
            self.desk.runner.run(self, lambda: _write(path, data), self._saved, super().show_refusal)

    def save_editable(self) -> None:
        """Save what is shown as a Word file or a workbook."""
        request, ending = self._wanted, self.choices.editable_format
        path = None if ending is None else self._ask_where(ending, EDITABLE[ending][1])
        if path is not None and request is not None and ending is not None:
            wanted = replace(request, format=ending)
            make = self._services.documents.render
            self.desk.runner.run(self, lambda: _write(path, make(wanted)), self._saved, super().show_refusal)

    def _name_editable(self) -> None:
        ending = self.choices.editable_format
        self.editable_button.setVisible(ending is not None)
        if ending is not None:
            words = EDITABLE[ending][0]
            self.editable_button.setText(words)
            self.editable_button.setAccessibleName(words)

    def _ask_where(self, ending: str, files: str) -> Path | None:
        kind = self.choices.kind.choice()
        if kind is None or self._data is None:
            return None
        proposed = Path.home() / self.choices.file_name(ending)
        return self.desk.files.to_save(self, f"保存{kind.name}", proposed, files)

    def _saved(self, path: Path) -> None:
        self.message_bar.say(f"已保存到 {path}", Tone.GOOD)

    def print_document(self) -> None:
        """Print what is shown."""
        sizes = self.view.sizes
        printer = self._printers.choose(self) if sizes else None
        if printer is not None:
            self._job = PrintJob(self.view, sizes, printer, self._printed)
            self._job.begin()

    def _printed(self, worked: bool) -> None:  # noqa: FBT001 - called by the print job with its one result
        if worked:
            self.message_bar.say("已送往打印机。", Tone.GOOD)
        else:
            self.message_bar.say("打印没有开始，请检查打印机是否就绪。", Tone.BAD)


def _write(path: Path, content: bytes) -> Path:
    write_whole(path, content)
    return path
