"""The page of documents: choose one, see the very PDF, save it, print it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QStackedWidget

from models.keys import Key
from models.typing_override import override
from services.campaigns.rows import CampaignRow
from services.campaigns.service import CampaignService
from services.changes import Changes
from services.documents.kinds import DOCX, PDF, XLSX, DocumentKind
from services.documents.papers.texts import TextBlock
from services.documents.pdf.fonts import StandIn
from services.documents.service import DocumentRequest, DocumentService
from services.documents.tracing import TracedDocument
from services.errors import AppError, FileNotWritableError
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.people.rows import PersonRow
from services.people.service import PeopleService
from services.sessions.rows import SessionFilter, SessionRow
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.document_texts import DocumentTextsForm
from ui.window.dialogs.trace import TraceDialog
from ui.window.files import PDFS, WORD_FILES, WORKBOOKS
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.preview.printing import PrinterChooser, PrintJob
from ui.window.preview.view import PreviewView
from ui.window.texts import day_text
from ui.window.widgets.buttons import button, primary_button, quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.scope_choices import YearChoice

YEARS_BACK: Final = 10
PANEL_WIDTH: Final = 290
EDITABLE: Final = {DOCX: ("另存为 Word…", WORD_FILES), XLSX: ("另存为 Excel…", WORKBOOKS)}
"""The formats that people go on working in: what the button says, what the dialog offers."""

CONCERNS: Final = frozenset({"document_texts", "organizations", "sessions", "campaigns", "people", "memberships"})
EVERYONE: Final = ("全体（每人另起一页）", "")


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
        panel = Card("选择文档")
        panel.setFixedWidth(PANEL_WIDTH)
        this_year = self.desk.clock.today().year
        kinds = [(kind.name, kind) for kind in self._services.documents.kinds()]
        self.kind: Choice[DocumentKind] = Choice("文档种类", kinds)
        self.year = YearChoice(this_year)
        self.year.offer_years(range(this_year - YEARS_BACK, this_year + 2))  # next year's plan is printed this year
        years = [(f"{year}年", year) for year in range(this_year + 1, this_year - YEARS_BACK - 1, -1)]
        self.to_year = Choice("截止年度", years, this_year)
        self.scope: Choice[Key] = Choice("范围")
        self.session: Choice[str] = Choice("学习活动")
        self.campaign: Choice[str] = Choice("专题教育")
        self.member: Choice[str] = Choice("人员")
        self._people: Sequence[PersonRow] = ()
        self._captions: dict[str, QLabel] = {}
        for choice in (self.kind, self.year, self.to_year, self.scope, self.member, self.session, self.campaign):
            caption = label(choice.accessibleName(), "fieldLabel")
            caption.setBuddy(choice)
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._captions[choice.accessibleName()] = caption
            panel.body.addWidget(caption)
            panel.body.addWidget(choice)
        self.substitute = QCheckBox("字库缺字时以〓代替")
        self.substitute.setAccessibleName("字库缺字时以〓代替")
        panel.body.addWidget(self.substitute)
        self.sources = QCheckBox("附数据来源")
        self.sources.setAccessibleName("附数据来源")
        self.sources.setToolTip("在公文之后另起一页，列出每个数据由哪些记录得出。")
        panel.body.addWidget(self.sources)
        panel.body.addStretch(1)
        self._fonts = wrapped_label("", "hint")
        panel.body.addWidget(self._fonts)
        self._row.addWidget(panel)
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
        self.kind.chosen.connect(self._choose_kind)
        self.year.chosen.connect(self._load_sessions)
        self.to_year.chosen.connect(self._make)
        self.scope.chosen.connect(self._load_people)
        self.member.chosen.connect(self._make)
        self.session.chosen.connect(self._make)
        self.campaign.chosen.connect(self._make)
        self.substitute.toggled.connect(self._make)
        self.sources.toggled.connect(self._make)
        self.view.opened.connect(self._show_pages)
        self.view.figure_wanted.connect(self.show_sources)
        self.view.zoomed.connect(lambda zoom: self._zoom.setText(f"{zoom:.0%}"))

    @override
    def load(self) -> None:
        self.read(self._services.organizations.tree, self._offer_scopes)
        self.read(self._services.campaigns.list, self._offer_campaigns)
        self.read(self._services.documents.stand_ins, self._show_stand_ins)

    def _show_stand_ins(self, stand_ins: Sequence[StandIn]) -> None:
        missing = "、".join(one.wanted for one in stand_ins)
        self._fonts.setText(f"本机没有{missing}，以随程序附带的字体代替。" if missing else "")

    def _offer_scopes(self, tree: Sequence[OrganizationRow]) -> None:
        self.scope.offer(organization_options(tree), self.scope.choice())
        self._load_sessions()

    def _offer_campaigns(self, rows: Sequence[CampaignRow]) -> None:
        self.campaign.offer([(row.name, row.name) for row in rows], self.campaign.choice())

    def _load_sessions(self) -> None:
        year = self.year.year
        self.read(lambda: self._services.sessions.list(SessionFilter(year=year)), self._offer_sessions)

    def _offer_sessions(self, rows: Sequence[SessionRow]) -> None:
        numbered = [(f"{day_text(row.starts_on)} {row.title}", row.number) for row in rows if row.number]
        self.session.offer(numbered, self.session.choice())
        self._load_people()

    def _load_people(self) -> None:
        scope = self.scope.choice()
        self.read(lambda: self._services.people.list(scope, former=True), self._offer_people)

    def _offer_people(self, rows: Sequence[PersonRow]) -> None:
        self._people = [row for row in rows if row.number]
        self._choose_kind()

    def _offer_members(self, kind: DocumentKind) -> None:
        everyone = [EVERYONE] if kind.of_scope else []
        members = ((f"{row.name} {row.number}", row.number) for row in self._people)
        self.member.offer([*everyone, *members], self.member.choice())

    def _choose_kind(self) -> None:
        kind = self.kind.choice()
        of_session = kind is not None and kind.of_session
        of_span = kind is not None and kind.of_span
        of_campaign = kind is not None and kind.of_campaign
        of_person = kind is not None and kind.of_person
        if kind is not None and of_person:
            self._offer_members(kind)
        shown_choices = (
            (self.year, not of_campaign),
            (self.to_year, of_span),
            (self.scope, of_person or not (of_session or of_span or of_campaign)),
            (self.member, of_person),
            (self.session, of_session),
            (self.campaign, of_campaign),
        )
        for choice, shown in shown_choices:
            choice.setVisible(shown)
            self._captions[choice.accessibleName()].setVisible(shown)
        self.sources.setVisible(self._is_paper())
        self.texts_button.setVisible(kind is not None and kind.has_texts)
        self._name_editable()
        self._make()

    def _request(self) -> DocumentRequest | None:
        kind, year = self.kind.choice(), self.year.year
        if kind is None:
            return None
        substitute = self.substitute.isChecked()
        if kind.of_session:
            number = self.session.choice()
            return DocumentRequest(kind.key, year, session=number, substitute=substitute) if number else None
        if kind.of_person:
            return self._request_of_person(kind)
        if kind.of_span:
            return DocumentRequest(kind.key, year, substitute=substitute, to_year=self.to_year.choice())
        if kind.of_campaign:
            name = self.campaign.choice()
            return DocumentRequest(kind.key, year, campaign=name, substitute=substitute) if name else None
        return DocumentRequest(kind.key, year, self.scope.choice(), substitute=substitute)

    def _request_of_person(self, kind: DocumentKind) -> DocumentRequest | None:
        member, scope = self.member.choice(), self.scope.choice()
        if not member and not kind.of_scope:
            return None
        return DocumentRequest(
            kind.key,
            self.year.year,
            scope=None if member else scope,
            member=member or "",
            substitute=self.substitute.isChecked(),
            to_year=self.to_year.choice() if kind.of_span else None,
        )

    def _make(self) -> None:
        request = self._request()
        if request is not None and self._is_paper():
            request = replace(request, sources=self.sources.isChecked())
        self._wanted = request
        self._show_nothing()
        if request is not None:
            kind = self.kind.choice()
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
        documents = self._services.documents
        self.trace_dialog = TraceDialog(
            self.desk, lambda key: documents.trace(request, key), self._figures, figure, self
        )
        self.trace_dialog.page_wanted.connect(self.go_wanted)
        self.trace_dialog.open()

    def edit_texts(self) -> None:
        """Let the officer write what stands between the computed sentences of the document chosen."""
        request, documents = self._request(), self._services.documents
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
        request, ending = self._wanted, self._editable_format()
        path = None if ending is None else self._ask_where(ending, EDITABLE[ending][1])
        if path is not None and request is not None and ending is not None:
            wanted = replace(request, format=ending)
            make = self._services.documents.render
            self.desk.runner.run(self, lambda: _write(path, make(wanted)), self._saved, super().show_refusal)

    def _editable_format(self) -> str | None:
        """Tell which format that people go on working in this kind has."""
        kind = self.kind.choice()
        return next((each for each in EDITABLE if kind is not None and each in kind.formats), None)

    def _is_paper(self) -> bool:
        kind = self.kind.choice()
        return kind is not None and DOCX in kind.formats

    def _name_editable(self) -> None:
        ending = self._editable_format()
        self.editable_button.setVisible(ending is not None)
        if ending is not None:
            words = EDITABLE[ending][0]
            self.editable_button.setText(words)
            self.editable_button.setAccessibleName(words)

    def _ask_where(self, ending: str, files: str) -> Path | None:
        kind = self.kind.choice()
        if kind is None or self._data is None:
            return None
        about = (self.campaign.choice() or "") if kind.of_campaign else f"{self.year.year}年"
        about = (self.session.choice() or "") if kind.of_session else about
        if kind.of_person and self.member.choice():
            about = f"{self.member.currentText()}，{about}"
        proposed = Path.home() / f"{kind.name}（{about}）.{ending}"
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


def _write(path: Path, data: bytes) -> Path:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileNotWritableError(path) from error
    return path
