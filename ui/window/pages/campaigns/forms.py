"""Forms of a campaign, of a text to be read, of a measure."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from models.enums import WorkState
from models.keys import Key
from models.typing_override import override
from services.campaigns.rows import (
    CampaignDraft,
    CampaignMeasureDraft,
    CampaignMeasureRow,
    CampaignRow,
    CampaignText,
    CampaignTextDraft,
)
from services.campaigns.service import CampaignService
from services.changes import Changes
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, TextEdit
from ui.window.widgets.labels import wrapped_label

CAMPAIGN: Final = "专题教育"
TEXT: Final = "必读书目"
MEASURE: Final = "专题教育举措"


class CampaignForm(RecordForm):
    """Adds a campaign (`row` empty) or changes one."""

    def __init__(
        self, desk: Desk, campaigns: CampaignService, row: CampaignRow | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "新增专题" if row is None else "修改专题", parent)
        self._campaigns = campaigns
        self._row = row
        draft = CampaignDraft("") if row is None else row.draft
        self.name = self.add("专题名称", TextEdit(CAMPAIGN, "专题名称", draft.name, required=True), required=True)
        self.starts_on = self.add("开始日期", DayEdit(CAMPAIGN, "开始日期", draft.starts_on))
        self.ends_on = self.add("结束日期", DayEdit(CAMPAIGN, "结束日期", draft.ends_on))
        self.note = self.add("备注", TextEdit(CAMPAIGN, "备注", draft.note))
        self.content.addWidget(wrapped_label("备注会写进开展情况报告的开头，例如上级的部署要求。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = CampaignDraft(self.name.value(), self.starts_on.day(), self.ends_on.day(), self.note.value())
        row, campaigns = self._row, self._campaigns
        return (lambda: campaigns.add(draft)) if row is None else (lambda: campaigns.change(row.key, draft))


class TextForm(RecordForm):
    """Adds a text to a campaign (`row` empty) or changes one."""

    def __init__(
        self,
        desk: Desk,
        campaigns: CampaignService,
        campaign: Key,
        row: CampaignText | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增书目" if row is None else "修改书目", parent)
        self._campaigns = campaigns
        self._campaign = campaign
        self._row = row
        draft = CampaignTextDraft("") if row is None else row.draft
        self.title = self.add("书名", TextEdit(TEXT, "书名", draft.title, required=True), required=True)
        self.note = self.add("备注", TextEdit(TEXT, "备注", draft.note))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = CampaignTextDraft(self.title.value(), self.note.value())
        row, campaigns, campaign = self._row, self._campaigns, self._campaign
        if row is None:
            return lambda: campaigns.add_text(campaign, draft)
        return lambda: campaigns.change_text(row.key, draft)


class MeasureForm(RecordForm):
    """Adds a measure to a campaign (`row` empty) or changes one."""

    def __init__(
        self,
        desk: Desk,
        campaigns: CampaignService,
        campaign: Key,
        row: CampaignMeasureRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增举措" if row is None else "修改举措", parent)
        self._campaigns = campaigns
        self._campaign = campaign
        self._row = row
        draft = CampaignMeasureDraft("") if row is None else row.draft
        self.measure = self.add("举措", TextEdit(MEASURE, "举措", draft.content, required=True), required=True)
        self.unit = self.add("责任单位", TextEdit(MEASURE, "责任单位", draft.responsible_unit))
        self.deadline = self.add("完成时限", TextEdit(MEASURE, "完成时限", draft.deadline))
        self.deadline.setPlaceholderText("2026-12-31，或“长期坚持”")
        states = [(state.label, state) for state in WorkState]
        self.state = self.add("状态", Choice("状态", states, draft.state))
        self.completed_on = self.add("完成日期", DayEdit(MEASURE, "完成日期", draft.completed_on))
        self.content.addWidget(wrapped_label("完成时限填日期的，到期未完成会列入逾期；填文字的不会。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = CampaignMeasureDraft(
            self.measure.value(),
            self.unit.value(),
            self.deadline.value(),
            self.state.choice() or WorkState.NOT_STARTED,
            self.completed_on.day(),
        )
        row, campaigns, campaign = self._row, self._campaigns, self._campaign
        if row is None:
            return lambda: campaigns.add_measure(campaign, draft)
        return lambda: campaigns.change_measure(row.key, draft)
