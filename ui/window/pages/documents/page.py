"""The page of documents: choose one, see the very PDF, save it, print it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from models.typing_override import override
from services.campaigns.service import CampaignService
from services.changes import Changes
from services.documents.issuing.rows import IssuedRow
from services.documents.issuing.service import IssuingService
from services.documents.kinds import DOCX, PDF, XLSX, DocumentKind
from services.documents.papers.texts import TextBlock
from services.documents.service import DocumentRequest, DocumentService
from services.documents.tracing import RecordPlace, TracedDocument
from services.errors import AppError
from services.files import write_whole
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.people.service import PeopleService
from services.sessions.rows import SessionFilter, SessionRow
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.document_texts import DocumentTextsForm
from ui.window.dialogs.paper_parts import PaperPartsForm
from ui.window.dialogs.trace import TraceDialog
from ui.window.files import PDFS, WORD_FILES, WORKBOOKS
from ui.window.look import Icon, Tone
from ui.window.pages.documents.choices import DocumentChoices
from ui.window.pages.documents.issue_form import IssueForm, ToIssue
from ui.window.pages.documents.issued import FILES, IssuedTab, issued_hint
from ui.window.pages.documents.preview_card import PreviewCard
from ui.window.pages.page import Page
from ui.window.preview.printing import PrinterChooser, PrintJob
from ui.window.widgets.buttons import button, primary_button

EDITABLE: Final = {DOCX: ("另存为 Word…", WORD_FILES), XLSX: ("另存为 Excel…", WORKBOOKS)}
"""The formats that people go on working in: what the button says, what the dialog offers."""

CONCERNS: Final = frozenset(
    {"document_texts", "document_templates", "organizations", "sessions", "campaigns", "people", "memberships"}
)


@dataclass(frozen=True, slots=True)
class DocumentServices:
    """What the page reads from."""

    documents: DocumentService
    organizations: OrganizationService
    sessions: SessionService
    campaigns: CampaignService
    people: PeopleService
    issuing: IssuingService


class DocumentsPage(Page):
    """The choices stand at the left, the preview at the right; a choice makes the document anew."""

    def __init__(self, desk: Desk, services: DocumentServices, printers: PrinterChooser) -> None:
        super().__init__(desk, "文档", "预览的就是要打印、保存和印发的那一份。", CONCERNS)
        self._services = services
        self._printers = printers
        self._data: bytes | None = None
        self._wanted: DocumentRequest | None = None
        self._issued: tuple[IssuedRow, ...] = ()
        self._build_buttons()
        self._build_tabs()
        self._connect()
        self._show_nothing()

    def _build_buttons(self) -> None:
        self.print_button = button("打印…", Icon.PRINTER, self.print_document)
        self.editable_button = button(EDITABLE[DOCX][0], Icon.SAVE, self.save_editable)
        self.issue_button = button("印发…", Icon.CERTIFICATE, self.ask_issue)
        self.save_button = primary_button("保存…", Icon.SAVE, self.save_document)
        self.texts_button = button("文字…", Icon.PENCIL, self.edit_texts)
        self.parts_button = button("公文要素…", Icon.FILE, self.edit_parts)
        self._finished = (self.print_button, self.editable_button, self.issue_button, self.save_button)
        for made in (self.texts_button, self.parts_button, *self._finished):
            self.buttons.addWidget(made)

    def _build_tabs(self) -> None:
        self.choices = DocumentChoices(self._services.documents.kinds(), self.desk.clock.today().year)
        self.preview = PreviewCard(self.desk)
        self.view = self.preview.view
        self.issued = IssuedTab()
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.choices)
        row.addWidget(self.preview, 1)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("文档")
        self.tabs.addTab(first, "预览")
        self.tabs.addTab(self.issued, "已印发")
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.choices.year.chosen.connect(self._load_sessions)
        self.choices.scope.chosen.connect(self._load_people)
        self.choices.changed.connect(self._make)
        self.view.opened.connect(lambda _: self._allow(shown=True))
        self.preview.figure_wanted.connect(self.show_sources)
        self.view.record_wanted.connect(self._find_record)
        self.preview.issued_wanted.connect(self._go_to_issued)
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self.issued.open_wanted.connect(self.open_issued)
        self.issued.save_wanted.connect(self.save_issued)
        self.issued.preview_wanted.connect(self._preview_issued)
        self.issued.correction_wanted.connect(self.ask_correction)
        self.issued.figure_wanted.connect(self._show_issued_sources)

    @override
    def load(self) -> None:
        self.read(self._services.organizations.tree, self._offer_scopes)
        self.read(self._services.campaigns.list, self.choices.offer_campaigns)
        self.read(self._services.documents.stand_ins, self.choices.show_stand_ins)
        self._load_issued()

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
        self._show_buttons()
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
        self.preview.show_document(made)
        self._load_hint()

    def _show_nothing(self) -> None:
        self._data = None
        self._issued = ()
        self.preview.show_nothing()
        self._allow(shown=False)

    def _allow(self, *, shown: bool) -> None:
        for made in self._finished:
            made.setEnabled(shown)

    def _turn(self) -> None:
        self._show_buttons()
        self._load_issued()

    def _show_buttons(self) -> None:
        """Show what can be done with the document in the preview, while that is in sight."""
        kind, shown = self.choices.kind.choice(), self.tabs.currentIndex() == 0
        ending = self.choices.editable_format
        if ending is not None:
            words = EDITABLE[ending][0]
            self.editable_button.setText(words)
            self.editable_button.setAccessibleName(words)
        for made in (self.print_button, self.issue_button, self.save_button):
            made.setVisible(shown)
        self.editable_button.setVisible(shown and ending is not None)
        self.parts_button.setVisible(shown and ending == DOCX)
        self.texts_button.setVisible(shown and kind is not None and kind.has_texts)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        super().show_refusal(error)
        self._show_nothing()

    def show_sources(self, figure: str) -> None:
        """Show the rows behind a figure of the document shown."""
        if self._wanted is not None:
            self._trace(self._wanted, self.preview.figures, figure)

    def _trace(self, request: DocumentRequest, figures: Sequence[str], figure: str) -> None:
        behind = self._services.documents.behind(request)
        self.trace_dialog = TraceDialog(self.desk, behind, figures, figure, self)
        self.trace_dialog.record_wanted.connect(self.record_wanted)
        self.trace_dialog.open()

    def _find_record(self, place: RecordPlace) -> None:
        """Lead to the record of a ledger's row."""
        if self._wanted is not None:
            behind = self._services.documents.behind(self._wanted)
            self.read(lambda: behind.locate(place.table, place.key), self.record_wanted.emit)

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

    def edit_parts(self) -> None:
        """Let the officer switch on red head, seal, attachments and imprint for the paper chosen."""
        request, documents = self.choices.request(), self._services.documents
        if request is not None:
            self.read(
                lambda: documents.parts(request),
                lambda parts: self.open_form(
                    PaperPartsForm(self.desk, parts, lambda new: documents.write_parts(request, new), self)
                ),
            )

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

    def _load_hint(self) -> None:
        request = self._wanted
        if request is not None:
            self.read(lambda: self._services.issuing.of(request), lambda rows: self._show_issued(request, rows))

    def _load_issued(self) -> None:
        """List what was issued, where that is in sight."""
        if self.tabs.currentWidget() is self.issued:
            self.read(lambda: self._services.issuing.list(compare=False), self._show_all_issued)

    def _show_all_issued(self, rows: tuple[IssuedRow, ...]) -> None:
        """Show what was issued; then say of each what differs today, one period after the other."""
        self.issued.show_rows(rows)
        for period in dict.fromkeys(row.period for row in rows if row.figures):
            self.read(partial(self._services.issuing.compare, period), self.issued.show_compared)

    def _show_issued(self, request: DocumentRequest, rows: tuple[IssuedRow, ...]) -> None:
        if request is self._wanted:
            self._issued = rows
            self.preview.show_issued(issued_hint(rows))

    def _go_to_issued(self) -> None:
        self.tabs.setCurrentIndex(1)
        if self._issued:
            self.issued.choose(self._issued[0].key)

    def ask_issue(self) -> None:
        """Open the form that issues the document shown."""
        if self._wanted is not None:
            self._issue(self._wanted, self._issued)

    def ask_correction(self, row: IssuedRow) -> None:
        """Open the form that issues the chosen document anew, as the next revision."""
        self._issue(self._services.issuing.request(row), (row,), corrects=row.number)

    def _issue(self, request: DocumentRequest, issued: Sequence[IssuedRow], corrects: str = "") -> None:
        kind = next(kind for kind in self._services.documents.kinds() if kind.key == request.kind)
        form = IssueForm(self.desk, self._services.issuing, ToIssue(request, kind, issued, corrects), self)
        form.saved.connect(lambda _: self._say_issued(kind))
        self.open_form(form)

    def _say_issued(self, kind: DocumentKind) -> None:
        self.message_bar.say(f"已印发{kind.name}，原件已存档。", Tone.GOOD)
        self._load_hint()
        self._load_issued()

    def open_issued(self, row: IssuedRow) -> None:
        """Open a read-only copy of the very file with the desktop's program."""
        folder = self.desk.files.folder_to_view()
        self.read(lambda: self._services.issuing.copy_to_view(row, folder), self._view)

    def _view(self, path: Path) -> None:
        if not self.desk.files.show(path):
            self.message_bar.say("这台电脑上没有能打开它的程序，请用“另存原件”保存后在别处打开。", Tone.WAITING)

    def save_issued(self, row: IssuedRow) -> None:
        """Save the very file where the officer says."""
        path = self.desk.files.to_save(self, "另存原件", Path.home() / row.file_name, FILES[row.format])
        if path is not None:
            self.read(lambda: self._services.issuing.save_out(row.key, path), self._saved)

    def _preview_issued(self, row: IssuedRow) -> None:
        """Show in the preview what the document would be today."""
        self.tabs.setCurrentIndex(0)
        self.choices.choose(self._services.issuing.request(row))

    def _show_issued_sources(self, row: IssuedRow, figure: str) -> None:
        self._trace(self._services.issuing.request(row), [one.key for one in row.differences or ()], figure)


def _write(path: Path, content: bytes) -> Path:
    write_whole(path, content)
    return path
