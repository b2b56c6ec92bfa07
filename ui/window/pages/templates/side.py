"""At the right of the editor: what the example is about, the names with their values in it, the preview of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTabWidget, QVBoxLayout, QWidget

from services.campaigns.rows import CampaignRow
from services.documents.kinds import DocumentKind
from services.documents.service import DocumentRequest
from services.documents.templates.rows import NameRow
from services.organizations.rows import OrganizationRow
from services.sessions.rows import SessionRow
from ui.window.look import Icon
from ui.window.preview.view import PreviewView
from ui.window.tasks import TaskRunner
from ui.window.texts import day_text
from ui.window.widgets.buttons import button, quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.labels import label
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice
from ui.window.widgets.table import Column, RowModel, TableView

YEARS_BACK: Final = 10
SPAN: Final = 5  # years of a paper over several
NAME_COLUMNS: Final[tuple[Column[NameRow], ...]] = (
    Column("名称", lambda row: row.name, width=170),
    Column("现值", lambda row: row.value, width=110),
    Column("种类", lambda row: row.kind, width=70),
    Column("说明", lambda row: row.label, width=160),
)


@dataclass(frozen=True, slots=True)
class Examples:
    """What an example can be taken from."""

    organizations: Sequence[OrganizationRow]
    sessions: Sequence[SessionRow]
    campaigns: Sequence[CampaignRow]


class ExampleChoices(QWidget):
    """Which year, scope, session or campaign the values and the preview are of."""

    changed = Signal()

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self.year = YearChoice(this_year)
        self.year.offer_years(range(this_year - YEARS_BACK, this_year + 2))
        self.scope = ScopeChoice()
        self.scope.setMinimumWidth(0)
        self.session: Choice[str] = Choice("学习活动")
        self.campaign: Choice[str] = Choice("专题教育")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label("以此为例", "fieldLabel"))
        for choice in (self.year, self.scope, self.session, self.campaign):
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.chosen.connect(self.changed)
        layout.addWidget(self.year)
        for choice in (self.scope, self.session, self.campaign):
            layout.addWidget(choice, 1)

    def offer(self, examples: Examples) -> None:
        """Offer what there is; what was chosen stays so."""
        self.scope.offer_organizations(examples.organizations)
        numbered = [(f"{day_text(row.starts_on)} {row.title}", row.number) for row in examples.sessions if row.number]
        self.session.offer(numbered, self.session.choice())
        self.campaign.offer([(row.name, row.name) for row in examples.campaigns], self.campaign.choice())

    def show_for(self, kind: DocumentKind) -> None:
        """Show the choices that a kind needs."""
        self.year.setVisible(not (kind.of_session or kind.of_campaign))
        self.scope.setVisible(not (kind.of_session or kind.of_campaign or kind.of_span))
        self.session.setVisible(kind.of_session)
        self.campaign.setVisible(kind.of_campaign)

    def request(self, kind: DocumentKind) -> DocumentRequest | None:
        """Give the document of a kind that is the example; None where there is nothing to take."""
        session = (self.session.choice() or "") if kind.of_session else ""
        campaign = (self.campaign.choice() or "") if kind.of_campaign else ""
        if (kind.of_session and not session) or (kind.of_campaign and not campaign):
            return None
        last = self.year.year
        return DocumentRequest(
            kind.key,
            last - SPAN + 1 if kind.of_span else last,
            scope=None if kind.of_session or kind.of_campaign or kind.of_span else self.scope.choice(),
            session=session,
            campaign=campaign,
            to_year=last if kind.of_span else None,
            substitute=True,
        )


class NamesPanel(QWidget):
    """The names that a template may use; `insertion_wanted` speaks what is to be written."""

    insertion_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[NameRow] = ()
        self.search = SearchEdit("按名称或说明查找")
        self.model: RowModel[NameRow] = RowModel(NAME_COLUMNS, self)
        self.table = TableView("名称表")
        self.table.show_model(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        self.insert_button = button("插入", Icon.PLUS, self.insert)
        self.insert_button.setToolTip("插在光标处；双击名称也可以。")
        line.addWidget(self.insert_button)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        self.search.searched.connect(lambda _: self._filter())
        self.table.activated_row.connect(lambda _: self.insert())
        self.table.selectionModel().selectionChanged.connect(lambda: self._allow())
        self.model.modelReset.connect(self._allow)

    def show_names(self, rows: Sequence[NameRow]) -> None:
        """Show other names."""
        self._rows = rows
        self._filter()

    def insert(self) -> None:
        """Ask for the chosen name to be written."""
        number = self.table.selected_row()
        if number is not None:
            self.insertion_wanted.emit(self.model.rows[number].insertion)

    def _filter(self) -> None:
        sought = self.search.text().strip()
        self.model.show_rows([row for row in self._rows if sought in row.name or sought in row.label])

    def _allow(self) -> None:
        self.insert_button.setEnabled(self.table.selected_row() is not None)


class PreviewPanel(QWidget):
    """The very PDF of the example as the text stands."""

    def __init__(self, painter: TaskRunner) -> None:
        super().__init__()
        self.view = PreviewView(painter, "模板预览")
        self._pages = label("", "hint")
        bar = QHBoxLayout()
        bar.addWidget(self._pages, 1)
        bar.addWidget(quiet_button("缩小", Icon.ZOOM_OUT, lambda: self.view.zoom_by(-1)))
        bar.addWidget(quiet_button("放大", Icon.ZOOM_IN, lambda: self.view.zoom_by(1)))
        bar.addWidget(quiet_button("适合宽度", None, self.view.fit_width))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        self.view.opened.connect(lambda count: self._pages.setText(f"共 {count} 页"))

    def say(self, text: str) -> None:
        """Show no pages but a word."""
        self.view.clear()
        self._pages.setText(text)


class SidePanel(Card):
    """The choices above, names and preview as tabs below; `wanted` says that another example is to be shown."""

    wanted = Signal()

    def __init__(self, painter: TaskRunner, this_year: int) -> None:
        super().__init__()
        self.example = ExampleChoices(this_year)
        self.names = NamesPanel()
        self.preview = PreviewPanel(painter)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("名称和预览")
        self.tabs.addTab(self.names, "名称")
        self.tabs.addTab(self.preview, "预览")
        self.body.addWidget(self.example)
        self.body.addWidget(self.tabs, 1)
        self.example.changed.connect(self.wanted)
        self.tabs.currentChanged.connect(lambda _: self.wanted.emit())

    @property
    def shows_preview(self) -> bool:
        """Tell whether the preview is in sight."""
        return self.tabs.currentWidget() is self.preview
