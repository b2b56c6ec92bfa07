"""The form of a session: what, who, when, hours, contents, sittings."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.enums import Audience, CostClass, Delivery, SessionKind, SessionState, Topic
from models.keys import Key
from models.typing_override import override
from services.campaigns.rows import CampaignRow
from services.changes import Changes
from services.errors import RequiredFieldError
from services.organizations.rows import OrganizationRow
from services.sessions.rows import SessionDraft
from services.sessions.service import SessionService
from services.study_resources.rows import ResourceRow
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm, scrolled
from ui.window.pages.sessions.item_lines import from_lines, to_lines
from ui.window.pages.sessions.sittings_editor import SittingsEditor
from ui.window.widgets.inputs import Choice, DayEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.several_choice import SeveralChoice
from ui.window.widgets.tick_list import TickList

WHAT = "学习活动"
NONE = "（无）"
CAPTION_WIDTH = 76


class SessionForm(RecordForm):
    """Adds a session (`key` empty) or changes one; tabs for the facts, the contents and the sittings."""

    def __init__(  # noqa: PLR0913 - what the choices offer is read before the form opens
        self,
        desk: Desk,
        sessions: SessionService,
        draft: SessionDraft,
        organizations: Sequence[OrganizationRow],
        campaigns: Sequence[CampaignRow],
        *,
        resources: Sequence[ResourceRow] = (),
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增学习活动" if key is None else "修改学习活动", parent)
        self._sessions = sessions
        self._draft = draft
        self._key = key
        self._make_facts(draft, organizations, campaigns)
        self._make_people(draft)
        self._make_contents(draft)
        self.tabs = tabs = QTabWidget()
        tabs.setAccessibleName("学习活动表单")
        tabs.addTab(scrolled(self._facts_page()), "基本情况")
        tabs.addTab(self._contents_page(), "学习内容与备注")
        tabs.addTab(self.sittings, "场次")
        tabs.addTab(self._resources_page(resources), "学习资源")
        self.content.addWidget(tabs, 1)
        self.resize(780, 700)
        self.title.setFocus()

    def add_attachments(self, panel: QWidget) -> None:
        """Add the tab of a stored session's papers."""
        page = QWidget()
        page.setObjectName("plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(panel, 1)
        column.addWidget(wrapped_label("附件添加或移除后立即生效，与下面的“保存”“取消”无关。", "hint"))
        self.tabs.addTab(page, "附件")

    def _make_facts(
        self, draft: SessionDraft, organizations: Sequence[OrganizationRow], campaigns: Sequence[CampaignRow]
    ) -> None:
        self.title = TextEdit(WHAT, "主题", draft.title, required=True)
        self.kind = Choice("活动类型", [(kind.label, kind) for kind in SessionKind], draft.kind)
        self.further = SeveralChoice("兼作类型", [(kind.label, kind) for kind in SessionKind], draft.further_kinds)
        self.organization = Choice("组织单位", organization_options(organizations), draft.organization_id)
        self.number = TextEdit(WHAT, "活动编号", draft.number)
        self.number.setPlaceholderText("留空自动编号")
        self.starts_on = DayEdit(WHAT, "开始日期", draft.starts_on, required=True)
        self.ends_on = DayEdit(WHAT, "结束日期", draft.ends_on)
        self.days = NumberEdit(WHAT, "天数", draft.days)
        self.hours = NumberEdit(WHAT, "学时", draft.hours)
        self.state = Choice("状态", [(state.label, state) for state in SessionState], draft.state)
        deliveries: list[tuple[str, Delivery | None]] = [(NONE, None), *((way.label, way) for way in Delivery)]
        self.delivery = Choice("组织形式", deliveries, draft.delivery)
        offered: list[tuple[str, Key | None]] = [(NONE, None), *((row.name, row.key) for row in campaigns)]
        self.campaign = Choice("专题", offered, draft.campaign_id)
        # The names of campaigns are long: they must not push the other column aside.
        self.campaign.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.topics = SeveralChoice("内容分类", [(topic.label, topic) for topic in Topic], draft.topics)

    def _make_people(self, draft: SessionDraft) -> None:
        self.lecturer = TextEdit(WHAT, "主讲人", draft.lecturer)
        self.host = TextEdit(WHAT, "主持人", draft.host)
        self.recorder = TextEdit(WHAT, "记录人", draft.recorder)
        self.place = TextEdit(WHAT, "地点", draft.place)
        self.reflections = NumberEdit(WHAT, "心得篇数", draft.reflections)
        self.pass_mark = NumberEdit(WHAT, "及格线", draft.pass_mark)
        self.audiences = SeveralChoice("培训对象", [(one.label, one) for one in Audience], draft.audiences)
        classes: list[tuple[str, CostClass | None]] = [(NONE, None), *((one.label, one) for one in CostClass)]
        self.cost_class = Choice("培训类别", classes, draft.cost_class)
        self.discussion = QCheckBox("交流研讨")
        self.discussion.setAccessibleName("是否研讨")
        self.discussion.setChecked(draft.discussion)

    def _make_contents(self, draft: SessionDraft) -> None:
        self.items = QPlainTextEdit(to_lines(draft.items))
        self.items.setAccessibleName("学习内容")
        self.items.setPlaceholderText("每行一项")
        self.items.setTabChangesFocus(True)
        self.note = QPlainTextEdit(draft.note)
        self.note.setAccessibleName("备注")
        self.note.setTabChangesFocus(True)
        self.sittings = SittingsEditor(draft.sittings)

    def _facts_page(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 10, 10, 4)
        wide = QFormLayout()
        wide.setVerticalSpacing(10)
        wide.addRow(_caption("主题 *"), self.title)
        wide.addRow(_caption("组织单位 *"), self.organization)
        grid.addLayout(wide, 0, 0, 1, 2)
        for place, fields in enumerate((self._left(), self._right())):
            form = QFormLayout()
            form.setVerticalSpacing(10)
            for words, field in fields:
                form.addRow(_caption(words), field)
            grid.addLayout(form, 1, place)
            grid.setColumnStretch(place, 1)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setRowStretch(2, 1)
        return page

    def _left(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            ("活动类型 *", self.kind),
            ("兼作类型", self.further),
            ("开始日期 *", self.starts_on),
            ("结束日期", self.ends_on),
            ("天数", self.days),
            ("学时", self.hours),
            ("内容分类", self.topics),
            ("培训对象", self.audiences),
            ("状态", self.state),
            ("心得篇数", self.reflections),
        )

    def _right(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            ("活动编号", self.number),
            ("组织形式", self.delivery),
            ("", self.discussion),
            ("专题", self.campaign),
            ("主讲人", self.lecturer),
            ("主持人", self.host),
            ("记录人", self.recorder),
            ("地点", self.place),
            ("培训类别", self.cost_class),
            ("及格线", self.pass_mark),
        )

    def _contents_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 10, 4, 4)
        column.addWidget(_caption("学习内容（每行一项）"))
        column.addWidget(self.items, 2)
        column.addWidget(_caption("备注"))
        column.addWidget(self.note, 1)
        return page

    def _resources_page(self, resources: Sequence[ResourceRow]) -> QWidget:
        headings = (("类别", 130), ("名称", 270), ("单位", 180), ("已用次数", 90))
        self.resources: TickList[ResourceRow] = TickList("学习资源", headings, _resource_texts)
        self.resources.show_rows(resources, lambda row: row.key in self._draft.resources)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 10, 4, 4)
        words = (
            "勾选这次活动用到的师资、教育基地、课程和教材。"
            if resources
            else "还没有学习资源，请先在“学习资源”中登记。"
        )
        column.addWidget(label(words, "hint"))
        column.addWidget(self.resources, 1)
        return page

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            title=self.title.value(),
            kind=self.kind.choice() or SessionKind.OTHER,
            further_kinds=self.further.values(),
            organization_id=self._organization(),
            number=self.number.value(),
            starts_on=self.starts_on.required_day(),
            ends_on=self.ends_on.day(),
            days=self.days.number(),
            hours=self.hours.number(),
            state=self.state.choice() or SessionState.HELD,
            delivery=self.delivery.choice(),
            campaign_id=self.campaign.choice(),
            topics=self.topics.values(),
            **self._texts(),
            reflections=self.reflections.whole(),
            pass_mark=self.pass_mark.number(),
            audiences=self.audiences.values(),
            resources=tuple(row.key for row in self.resources.ticked),
            cost_class=self.cost_class.choice(),
            discussion=self.discussion.isChecked(),
            items=from_lines(self.items.toPlainText(), self._draft.items),
            sittings=self.sittings.drafts(),
            note=self.note.toPlainText().strip(),
        )
        key, sessions = self._key, self._sessions
        return (lambda: sessions.add(draft)) if key is None else (lambda: sessions.change(key, draft))

    def _texts(self) -> dict[str, str]:
        names = ("lecturer", "host", "recorder", "place")
        return {name: getattr(self, name).value() for name in names}

    def _organization(self) -> Key:
        chosen = self.organization.choice()
        if chosen is None:
            raise RequiredFieldError(what=WHAT, field="组织单位")
        return chosen


def _resource_texts(row: ResourceRow) -> tuple[str, ...]:
    return row.draft.kind.label, row.draft.name, row.draft.origin, str(row.uses)


def _caption(words: str) -> QWidget:
    caption = label(words, "fieldLabel")
    caption.setMinimumWidth(CAPTION_WIDTH)
    return caption
