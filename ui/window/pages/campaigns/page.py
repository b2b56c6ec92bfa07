"""专题教育: a campaign with its plan and progress, sessions, texts and who finished them, publicity, measures."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.keys import Key
from models.typing_override import override
from services.campaigns.report import CampaignReport
from services.campaigns.rows import CampaignRow
from services.campaigns.service import CampaignService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon
from ui.window.pages.campaigns.forms import CampaignForm, MeasureForm, TextForm
from ui.window.pages.campaigns.reading_sheet import ReadingSheet
from ui.window.pages.campaigns.tabs import Overview, ReportTabs
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import Choice

CHOICE_WIDTH: Final = 330
CONCERNS: Final = frozenset(
    {
        "campaigns",
        "campaign_texts",
        "campaign_readings",
        "campaign_measures",
        "plans",
        "plan_items",
        "plan_item_sessions",
        "sessions",
        "session_further_kinds",
        "attendance",
        "materials",
        "organizations",
        "people",
        "memberships",
        "stages",
        "appointments",
    }
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings; `report` is empty where there is no campaign."""

    campaigns: tuple[CampaignRow, ...]
    report: CampaignReport | None


class CampaignsPage(Page):
    """The choice of a campaign above, its figures and tabs below."""

    def __init__(self, desk: Desk, campaigns: CampaignService) -> None:
        super().__init__(desk, "专题教育", "计划与进度、活动、必读书目、宣传、举措", CONCERNS)
        self._campaigns = campaigns
        self.report: CampaignReport | None = None
        self._wanted: Key | None = None
        self._build_buttons()
        self._build_body()
        self._build_tools()
        self._connect()

    def _build_buttons(self) -> None:
        self.campaign: Choice[Key] = Choice("专题")
        self.campaign.setFixedWidth(CHOICE_WIDTH)
        self.change_button = button("修改…", Icon.PENCIL, self.ask_change)
        self.delete_button = button("删除…", Icon.TRASH, self.ask_delete)
        add = primary_button("新增专题…", Icon.PLUS, self.ask_add)
        for made in (self.campaign, self.change_button, self.delete_button, add):
            self.buttons.addWidget(made)

    def _build_body(self) -> None:
        self.overview = Overview()
        self.tabs = ReportTabs()
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.overview)
        layout.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(EmptyState(Icon.BULB, "还没有专题教育", "点“新增专题”登记一个，例如主题教育、学习教育。"))
        self.body.addWidget(self._stack, 1)

    def _build_tools(self) -> None:
        items, texts, measures = self.tabs.items, self.tabs.reading.texts, self.tabs.measures
        self.plans_button = primary_button("建立两级计划", Icon.PLUS, self.start_plans)
        items.tools.addWidget(button("到“计划”中编辑", Icon.GOOD, lambda: self.go_wanted.emit("plans")))
        items.tools.addWidget(self.plans_button)
        self.tabs.sessions.tools.addWidget(
            button("到“学习活动”登记", Icon.CALENDAR, lambda: self.go_wanted.emit("sessions"))
        )
        texts.tools.addWidget(button("新增书目…", Icon.PLUS, self.ask_add_text))
        texts.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_text))
        texts.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_text))
        self.sheet_button = primary_button("登记读完…", Icon.CHECK, self.ask_mark)
        self.tabs.reading.readers.tools.addWidget(self.sheet_button)
        self.tabs.materials.tools.addWidget(
            button("到“宣传与资料”登记", Icon.BOOK, lambda: self.go_wanted.emit("publicity"))
        )
        measures.add_row_button(button("修改举措…", Icon.PENCIL, self.ask_change_measure))
        measures.add_row_button(button("删除举措…", Icon.TRASH, self.ask_delete_measure))
        measures.tools.addWidget(primary_button("新增举措…", Icon.PLUS, self.ask_add_measure))

    def _connect(self) -> None:
        self.campaign.chosen.connect(self.load)
        self.tabs.reading.texts.table.activated_row.connect(lambda _: self.ask_change_text())
        self.tabs.measures.table.activated_row.connect(lambda _: self.ask_change_measure())

    @override
    def load(self) -> None:
        wanted, campaigns = self._wanted or self.campaign.choice(), self._campaigns

        def find() -> _Found:
            rows = campaigns.list()
            keys = [row.key for row in rows]
            key = wanted if wanted in keys else next(iter(keys), None)
            return _Found(rows, None if key is None else campaigns.report(key))

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        report = found.report
        self.report = report
        self._wanted = None
        shown = None if report is None else report.campaign.key
        self.campaign.offer([(row.name, row.key) for row in found.campaigns], shown)
        self.campaign.setToolTip(self.campaign.currentText())
        for made in (self.change_button, self.delete_button, self.campaign):
            made.setEnabled(report is not None)
        self._stack.setCurrentIndex(1 if report is None else 0)
        if report is not None:
            self.overview.show_report(report)
            self.tabs.show_report(report)
            self.plans_button.setVisible(not report.plans)
            self.sheet_button.setEnabled(bool(report.texts and report.readers))

    def ask_add(self) -> None:
        """Open the form for a new campaign, and show it once it is there."""
        form = CampaignForm(self.desk, self._campaigns, parent=self)
        form.saved.connect(self._go_to_new)
        self.open_form(form)

    def _go_to_new(self, changes: object) -> None:
        self._wanted = getattr(changes, "key", None)
        self.load()

    def ask_change(self) -> None:
        """Open the form of the campaign shown."""
        if self.report is not None:
            self.open_form(CampaignForm(self.desk, self._campaigns, self.report.campaign, self))

    def ask_delete(self) -> None:
        """Delete the campaign shown, once confirmed."""
        report = self.report
        if report is not None and confirmed(self, "删除专题", f"删除“{report.campaign.name}”？", "删除"):
            self.write(lambda: self._campaigns.delete(report.campaign.key), "专题已删除。")

    def start_plans(self) -> None:
        """Begin the plans of both levels, without items."""
        report = self.report
        if report is not None:
            said = "已建立党委层面和支部层面的计划，请到“计划”中录入事项。"
            self.write(lambda: self._campaigns.start_plans(report.campaign.key), said)

    def ask_add_text(self) -> None:
        """Open the form for a new text."""
        if self.report is not None:
            self.open_form(TextForm(self.desk, self._campaigns, self.report.campaign.key, parent=self))

    def ask_change_text(self) -> None:
        """Open the form of the chosen text."""
        row = self.tabs.reading.texts.chosen()
        if row is not None and self.report is not None:
            self.open_form(TextForm(self.desk, self._campaigns, self.report.campaign.key, row, self))

    def ask_delete_text(self) -> None:
        """Delete the chosen text with who finished it, once confirmed."""
        row = self.tabs.reading.texts.chosen()
        if row is None:
            return
        words = f"删除“{row.draft.title}”？{row.finished} 人的读完登记也会删除。"
        if confirmed(self, "删除书目", words, "删除"):
            self.write(lambda: self._campaigns.delete_text(row.key), "书目已删除。")

    def ask_mark(self) -> None:
        """Open the sheet on which readings are ticked, beginning with the chosen branch."""
        if self.report is not None:
            branch = self.tabs.reading.branch
            self.open_form(ReadingSheet(self.desk, self._campaigns, self.report, branch, self))

    def ask_add_measure(self) -> None:
        """Open the form for a new measure."""
        if self.report is not None:
            self.open_form(MeasureForm(self.desk, self._campaigns, self.report.campaign.key, parent=self))

    def ask_change_measure(self) -> None:
        """Open the form of the chosen measure."""
        row = self.tabs.measures.chosen()
        if row is not None and self.report is not None:
            self.open_form(MeasureForm(self.desk, self._campaigns, self.report.campaign.key, row, self))

    def ask_delete_measure(self) -> None:
        """Delete the chosen measure, once confirmed."""
        row = self.tabs.measures.chosen()
        if row is not None and confirmed(self, "删除举措", f"删除“{row.draft.content}”？", "删除"):
            self.write(lambda: self._campaigns.delete_measure(row.key), "举措已删除。")
