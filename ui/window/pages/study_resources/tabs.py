"""The tabs of 学习资源: a list a kind, what sessions name without a link, the survey of a year."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from models.enums import ResourceKind
from services.masking import masked
from services.needs.rows import AskedSubject, NeedRow, NeedTally, VoteSum
from services.study_resources.rows import ResourceRow, ResourceUse, SuggestedResource
from ui.window.look import Icon, Tone
from ui.window.pages.study_resources.forms import ORIGINS
from ui.window.texts import NONE, day_text
from ui.window.widgets.labels import label
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column, RowModel, TableView

NOT_NAMED: Final = "（未填）"
NO_SUGGESTIONS: Final = ("没有未关联的主讲人和地点", "活动中写了主讲人或地点、又没有关联资源的，会列在这里。")
NO_NEEDS: Final = ("这一年还没有调研", "点“新增需求…”逐条登记，或从电子表格“粘贴…”。")
USE_COLUMNS: Final[tuple[Column[ResourceUse], ...]] = (
    Column("日期", lambda row: day_text(row.held_on), lambda row: row.held_on, 96),
    Column("活动", lambda row: row.title, width=150),
    Column("组织单位", lambda row: row.organization_name, width=120),
    Column("", lambda row: "" if row.held else "未计入", width=60),
)
NEED_COLUMNS: Final[tuple[Column[NeedRow], ...]] = (
    Column("主题", lambda row: row.draft.subject, width=220),
    Column("内容分类", lambda row: row.draft.topic.label if row.draft.topic else NONE, width=112),
    Column("培训对象", lambda row: row.draft.audience.label if row.draft.audience else NONE, width=100),
    Column("提出单位", lambda row: row.organization_name, width=112),
    Column("人数", lambda row: str(row.draft.votes), lambda row: row.draft.votes, 60, numeric=True),
)
SUBJECT_COLUMNS: Final[tuple[Column[AskedSubject], ...]] = (
    Column("主题", lambda row: row.subject, width=148),
    Column("人数", lambda row: str(row.votes), lambda row: row.votes, 52, numeric=True),
    Column("同类活动", lambda row: f"{row.served} 次", lambda row: row.served, 76, numeric=True),
    Column("", lambda _: "", width=8),
    Column(
        "计划",
        lambda row: "已列入" if row.planned else "未列入",
        width=76,
        tone=lambda row: Tone.GOOD if row.planned else Tone.WAITING,
    ),
)
SUM_COLUMNS: Final[tuple[Column[VoteSum], ...]] = (
    Column("名称", lambda row: row.label or NOT_NAMED, width=150),
    Column("主题数", lambda row: str(row.subjects), lambda row: row.subjects, 70, numeric=True),
    Column("人数", lambda row: str(row.votes), lambda row: row.votes, 70, numeric=True),
)
SUGGESTION_COLUMNS: Final[tuple[Column[SuggestedResource], ...]] = (
    Column("类别", lambda row: row.kind.label, width=100),
    Column("名称", lambda row: row.name, width=220),
    Column("次数", lambda row: str(len(row.sessions)), lambda row: len(row.sessions), 70, numeric=True),
    Column("最近", lambda row: day_text(row.last_used), lambda row: row.last_used, 104),
    Column("说明", lambda row: _note(row), width=260),
)


def _note(row: SuggestedResource) -> str:
    parts = []
    if row.resource is not None:
        parts.append("已有这一资源，尚未关联")
    if row.is_person:
        parts.append("本单位人员")
    if row.site_visits:
        parts.append(f"其中现场学习 {row.site_visits} 次")
    return "；".join(parts)


def _by_year(row: ResourceRow) -> str:
    return "，".join(f"{year}年{count}次" for year, count in row.by_year) or NONE


def resource_columns(kind: ResourceKind) -> tuple[Column[ResourceRow], ...]:
    """Give the columns of a kind: only teachers have titles, only who can be called a telephone number."""
    columns = [Column[ResourceRow]("名称", lambda row: row.draft.name, width=190)]
    if kind is ResourceKind.TEACHER:
        columns.append(Column("职称", lambda row: row.draft.title.label if row.draft.title else NONE, width=92))
    columns += [
        Column(ORIGINS[kind], lambda row: row.draft.origin or NONE, width=104),
        Column("内容分类", lambda row: row.draft.topic.label if row.draft.topic else NONE, width=112),
    ]
    if kind in {ResourceKind.TEACHER, ResourceKind.PLACE}:
        columns.append(Column("联系电话", lambda row: masked(row.draft.phone) or NONE, width=104))
    return (
        *columns,
        Column("使用次数", lambda row: str(row.uses), lambda row: row.uses, 76, numeric=True),
        Column("最近使用", lambda row: day_text(row.last_used), lambda row: row.last_used, 100),
        Column("各年次数", _by_year, width=128),
        Column("备注", lambda row: row.draft.note, width=70),
    )


class ResourceTab(QWidget):
    """The resources of a kind above the sessions that used the chosen one."""

    def __init__(self, kind: ResourceKind) -> None:
        super().__init__()
        self.kind = kind
        self.setAccessibleName(kind.label)
        nothing = (f"还没有{kind.label}", "点“新增…”登记，或在“活动中的师资和地点”中采用。")
        self.listing = Listing(f"{kind.label}表", resource_columns(kind), 0, nothing, Icon.BOOKS)
        self.uses = RowModel(USE_COLUMNS, self)
        self.use_table = TableView(f"{kind.label}的使用")
        self.use_table.show_model(self.uses)
        self.use_table.setColumnWidth(1, 460)
        self.use_table.setColumnWidth(2, 220)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(label("用到它的活动", "hint"))
        column.addWidget(self.use_table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.listing)
        split.addWidget(below)
        split.setChildrenCollapsible(False)
        split.setSizes([380, 170])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(split)

    def show_rows(self, rows: tuple[ResourceRow, ...]) -> None:
        """Show the resources of the kind."""
        own = tuple(row for row in rows if row.draft.kind is self.kind)
        self.listing.show_rows(own, lambda row: row.key)
        used = sum(row.uses > 0 for row in own)
        self.listing.summary.setText(f"共 {len(own)} 项，用过 {used} 项，共 {sum(row.uses for row in own)} 次")


class SuggestionTab(QWidget):
    """What held sessions name without a link; the officer decides."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("活动中的师资和地点")
        self.listing = Listing("未关联的师资和地点", SUGGESTION_COLUMNS, 4, NO_SUGGESTIONS, Icon.SEARCH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.listing)

    def show_rows(self, rows: tuple[SuggestedResource, ...]) -> None:
        """Show the suggestions."""
        self.listing.show_rows(rows, lambda row: f"{row.kind.value}/{row.name}".encode())
        self.listing.summary.setText(f"共 {len(rows)} 个；采用后登记为资源，并关联写有它的活动")


class NeedTab(QWidget):
    """The needs of a year at the left, their sums at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("需求调研")
        self.listing = Listing("需求表", NEED_COLUMNS, 0, NO_NEEDS, Icon.USERS)
        self.subjects = RowModel(SUBJECT_COLUMNS, self)
        self.topics, self.audiences, self.units = (RowModel(SUM_COLUMNS, self) for _ in range(3))
        sums = QTabWidget()
        sums.setAccessibleName("汇总")
        for name, model in (
            ("按主题", self.subjects),
            ("按分类", self.topics),
            ("按对象", self.audiences),
            ("按单位", self.units),
        ):
            table = TableView(f"需求{name}")
            table.show_model(model)
            table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            sums.addTab(table, name)
        sums.setMinimumWidth(400)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.listing, 3)
        layout.addWidget(sums, 2)

    def show_tally(self, tally: NeedTally) -> None:
        """Show the survey of the year."""
        self.listing.show_rows(tally.rows, lambda row: row.key)
        self.listing.summary.setText(f"{len(tally.subjects)} 个主题，{tally.votes} 人次")
        self.subjects.show_rows(tally.subjects)
        self.topics.show_rows(tally.by_topic)
        self.audiences.show_rows(tally.by_audience)
        self.units.show_rows(tally.by_organization)
