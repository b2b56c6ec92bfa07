"""归档: which papers the folder of every session must hold, has and lacks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget

from models.enums import PaperKind, SessionKind
from models.typing_override import override
from services.archive.rows import ArchiveRuleRow, ArchiveYear, FolderState, SessionFolder
from services.archive.rule_service import ArchiveRuleService
from services.archive.service import ArchiveService
from services.attachments.intake import size_text
from services.attachments.rows import AttachmentSizes
from services.attachments.service import AttachmentService
from services.documents.service import DocumentRequest, DocumentService
from services.files import write_whole
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.files import PDFS
from ui.window.look import Icon, Tone
from ui.window.pages.archive.columns import BRANCHES, FOLDERS, RULES
from ui.window.pages.archive.detail import FolderCard
from ui.window.pages.archive.forms import DemandBasisForm, DemandForm, EndDemandForm
from ui.window.pages.archive.texts import STATE_WORDS, RuleLine, Standing, rate_words
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.listing import Listing
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice

CONCERNS: Final = frozenset(
    {"sessions", "session_further_kinds", "attachments", "attachment_contents", "archive_rules", "organizations"}
)
CHECKLIST: Final = "archive_checklist"
NO_FOLDERS: Final = ("没有符合条件的活动", "已举行的活动才需要归档；换一个年度，或放宽筛选条件。")
NO_BRANCHES: Final = ("这一年还没有举行过活动", "登记活动后，这里按支部统计归档情况。")
NO_RULES: Final = ("没有归档要求", "点“添加要求”规定某类活动应当归档的材料。")


@dataclass(frozen=True, slots=True)
class ArchiveServices:
    """What the page reads from and writes to."""

    archive: ArchiveService
    rules: ArchiveRuleService
    attachments: AttachmentService
    organizations: OrganizationService
    documents: DocumentService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    year: ArchiveYear
    rules: tuple[ArchiveRuleRow, ...]
    sizes: AttachmentSizes


class ArchivePage(Page):
    """A year and a scope above; tabs for the sessions with their papers, the branches, and the archive list."""

    def __init__(self, desk: Desk, services: ArchiveServices) -> None:
        super().__init__(desk, "归档", "每次活动应有的材料、已有的附件和缺件", CONCERNS)
        self._services = services
        self._folders: tuple[SessionFolder, ...] = ()
        self._build_choices()
        self._build_folders()
        self._build_rules()
        self._build_tabs()
        self._connect()

    def _build_choices(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.organization)
        self.buttons.addWidget(button("保存归档情况表…", Icon.FILE, self.save_year))

    def _build_folders(self) -> None:
        self.folders = Listing("活动归档表", FOLDERS, 1, NO_FOLDERS, Icon.FOLDER)
        kinds: list[tuple[str, SessionKind | None]] = [
            ("全部类型", None),
            *((kind.label, kind) for kind in SessionKind),
        ]
        self.kind = Choice("活动类型筛选", kinds)
        states: list[tuple[str, FolderState | None]] = [("全部状态", None)]
        self.state = Choice("归档状态筛选", [*states, *((words, state) for state, words in STATE_WORDS.items())])
        papers: list[tuple[str, PaperKind | None]] = [("缺任何材料", None)]
        self.paper = Choice("缺件筛选", [*papers, *((f"缺{paper.label}", paper) for paper in PaperKind)])
        for choice in (self.kind, self.state, self.paper):
            self.folders.filters.addWidget(choice)
        self.folders.filters.addStretch(1)
        self.folders.add_row_button(button("保存本次清单…", Icon.FILE, self.save_session))
        self.card = FolderCard(self.desk, self._services.attachments)

    def _build_rules(self) -> None:
        self.rules = Listing("归档清单表", RULES, 6, NO_RULES, Icon.SCALE)
        add = self.rules.add_row_button
        add(button("停止要求…", Icon.CLOSE, self.ask_end), lambda row: row.rule.valid_to is None)
        add(button("撤回…", Icon.REFRESH, self.ask_take_back), lambda row: row.standing is Standing.TO_COME)
        add(button("更正依据…", Icon.PENCIL, self.ask_correct))
        self.rules.tools.addWidget(primary_button("添加要求…", Icon.PLUS, self.ask_demand))

    def _build_tabs(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setAccessibleName("活动与附件分栏")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.folders)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([600, 440])
        self.branches = Listing("按支部归档表", BRANCHES, 6, NO_BRANCHES, Icon.FOLDER)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("归档")
        self.tabs.addTab(splitter, "活动")
        self.tabs.addTab(self.branches, "按支部")
        self.tabs.addTab(self.rules, "归档清单")
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        for choice in (self.year, self.organization):
            choice.chosen.connect(self.load)
        for narrowing in (self.kind, self.state, self.paper):
            narrowing.chosen.connect(self._filter)
        self.folders.table.selectionModel().selectionChanged.connect(lambda: self._show_folder())
        self.folders.model.modelReset.connect(self._show_none)
        self.rules.table.activated_row.connect(lambda _: self.ask_correct())

    @override
    def load(self) -> None:
        year, organization, services = self.year.year, self.organization.choice(), self._services

        def find() -> _Found:
            return _Found(
                services.archive.years(),
                services.organizations.tree(),
                services.archive.year(year, organization),
                services.rules.list(),
                services.attachments.sizes(),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.organizations)
        self._folders = found.year.folders
        self._filter()
        totals, sizes = found.year.totals, found.sizes
        self.branches.show_rows(found.year.branches, lambda row: row.organization)
        rate = f"，齐全率 {rate_words(totals)}" if totals.asked else ""
        self.branches.summary.setText(
            f"应归档 {totals.asked} 次，齐全 {totals.complete} 次{rate}，缺 {totals.missing_count} 件；"
            f"全部附件文件 {sizes.files} 个，共 {size_text(sizes.size)}"
        )
        today = self.desk.clock.today()
        self.rules.show_rows([RuleLine.of(rule, today) for rule in found.rules], lambda row: row.rule.key)
        self.rules.summary.setText("活动按它开始那一天有效的要求归档；修改不会改写往年的结果。")

    def _filter(self) -> None:
        kind, state, paper = self.kind.choice(), self.state.choice(), self.paper.choice()
        shown = [
            folder
            for folder in reversed(self._folders)
            if (kind is None or kind in folder.kinds)
            and state in {None, folder.state}
            and (paper is None or paper in folder.missing)
        ]
        self.folders.show_rows(shown, lambda row: row.key)
        lacking = sum(bool(folder.missing) for folder in shown)
        self.folders.summary.setText(f"共 {len(shown)} 次活动，缺件的 {lacking} 次")

    def _show_folder(self) -> None:
        self.card.show_folder(self.folders.chosen())

    def _show_none(self) -> None:
        # Where there are rows, one is chosen right after, mostly the same again: its papers need not go away and back.
        if not self.folders.model.rows:
            self.card.show_folder(None)

    def ask_demand(self) -> None:
        """Open the form that requires another paper."""
        self.open_form(DemandForm(self.desk, self._services.rules, self))

    def ask_end(self) -> None:
        """Open the form that ends the chosen demand."""
        row = self.rules.chosen()
        if row is not None:
            self.open_form(EndDemandForm(self.desk, self._services.rules, row.rule, self))

    def ask_correct(self) -> None:
        """Open the form that corrects what the chosen demand rests on."""
        row = self.rules.chosen()
        if row is not None:
            self.open_form(DemandBasisForm(self.desk, self._services.rules, row.rule, self))

    def ask_take_back(self) -> None:
        """Take the chosen demand back before it begins, once confirmed."""
        row = self.rules.chosen()
        if row is None:
            return
        words = f"撤回自 {row.from_text} 起对{row.rule.session_kind.label}归档“{row.rule.paper.label}”的要求？"
        if confirmed(self, "撤回要求", words, "撤回"):
            self.write(lambda: self._services.rules.take_back(row.rule.key), "要求已撤回。")

    def save_year(self) -> None:
        """Save the ledger of the year shown as a file."""
        request = DocumentRequest(CHECKLIST, self.year.year, self.organization.choice())
        self._save(request, f"归档情况表（{self.year.year}年）.pdf")

    def save_session(self) -> None:
        """Save the checklist of the chosen session as a file."""
        row = self.folders.chosen()
        if row is not None:
            request = DocumentRequest(CHECKLIST, row.starts_on.year, session=row.number)
            self._save(request, f"归档材料清单（{row.number}）.pdf")

    def _save(self, request: DocumentRequest, name: str) -> None:
        path = self.desk.files.to_save(self, "保存归档清单", Path.home() / name, PDFS)
        if path is None:
            return

        def write() -> Path:
            write_whole(path, self._services.documents.render(request))
            return path

        self.desk.runner.run(
            self, write, lambda saved: self.message_bar.say(f"已保存到 {saved}", Tone.GOOD), self.show_refusal
        )
