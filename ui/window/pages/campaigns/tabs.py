"""The cards and tabs of the page of campaigns: what they show is handed to them."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from models.enums import MaterialKind, OrganizationKind, WorkState
from models.keys import Key
from services.campaigns.report import CampaignReport
from ui.window.look import Icon
from ui.window.pages.campaigns.columns import (
    BRANCH_COLUMNS,
    ITEM_COLUMNS,
    MATERIAL_COLUMNS,
    MEASURE_COLUMNS,
    READER_COLUMNS,
    SESSION_COLUMNS,
    TEXT_COLUMNS,
    item_lines,
    reader_lines,
)
from ui.window.texts import number_text, share_text
from ui.window.widgets.figure_card import FigureCard
from ui.window.widgets.listing import Listing

CARD_WIDTH: Final = 150
NO_ITEMS: Final = ("还没有计划事项", "点“建立两级计划”，再到“计划”中逐项录入党委和支部层面的事项。")
NO_SESSIONS: Final = ("还没有学习活动", "在“学习活动”中登记活动时，把“专题”选为这个专题。")
NO_TEXTS: Final = ("还没有必读书目", "点“新增书目”列出要通读的书和文件。")
NO_READERS: Final = ("这里没有应读的党员", "先在“组织与人员”中录入党员。")
NO_MATERIALS: Final = ("还没有宣传资料", "在“宣传与资料”中登记时，把“专题教育”选为这个专题。")
NO_MEASURES: Final = ("还没有举措", "点“新增举措”登记整改和办实事的举措。")
_MATERIAL_UNITS: Final = (
    (MaterialKind.BOOK, "套"),
    (MaterialKind.BRIEF, "期"),
    (MaterialKind.POSTER, "幅"),
    (MaterialKind.ARTICLE, "篇"),
)


class Overview(QWidget):
    """The key figures of a campaign."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("专题概况")
        self.plan = FigureCard("计划事项")
        self.sessions = FigureCard("学习活动")
        self.reading_class = FigureCard("读书班")
        self.reading = FigureCard("读书完成率")
        self.measures = FigureCard("举措完成")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in (self.plan, self.sessions, self.reading_class, self.reading, self.measures):
            card.setMinimumWidth(CARD_WIDTH)
            row.addWidget(card, 1)

    def show_report(self, report: CampaignReport) -> None:
        """Show the figures."""
        items, done = len(report.items()), len(report.items_in(WorkState.DONE))
        late = f"，逾期 {len(report.items_late)} 项" if report.items_late else ""
        note = f"完成 {done} 项{late}" if items else ""
        self.plan.show_figure(report.pattern or "0", "项", note, done / items if items else None)
        self.sessions.show_figure(number_text(len(report.sessions)), "次", f"参加 {number_text(report.there)} 人次")
        committee = len(report.lectures_of_secretary(OrganizationKind.COMMITTEE))
        spoken = f"发言 {report.speeches} 人次，书记党课 {committee} 次"
        self.reading_class.show_figure(number_text(report.reading_class_days), "天", spoken)
        share = report.reading_share
        readers = f"全部读完 {report.complete_readers}/{len(report.readers)} 人" if report.texts else ""
        self.reading.show_figure(share_text(share), "", readers, None if share is None else float(share))
        total = len(report.measures)
        overdue = f"逾期 {len(report.measures_late)} 条" if report.measures_late else ""
        part = report.measures_done / total if total else None
        self.measures.show_figure(f"{report.measures_done}/{total}", "条", overdue, part)


class ReadingTab(QWidget):
    """必读书目: the texts and the branches at the left, the members of the chosen branch beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("必读书目")
        self._report: CampaignReport | None = None
        self.texts = Listing("书目表", TEXT_COLUMNS, 0, NO_TEXTS, Icon.BOOK)
        self.branches = Listing("支部读书表", BRANCH_COLUMNS, 0, NO_READERS, Icon.USERS)
        self.readers = Listing("党员读书表", READER_COLUMNS, 3, NO_READERS, Icon.USERS)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.texts)
        left.addWidget(self.branches)
        left.setChildrenCollapsible(False)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.readers)
        split.setChildrenCollapsible(False)
        split.setSizes([470, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.branches.table.selectionModel().selectionChanged.connect(lambda: self._show_readers())

    @property
    def branch(self) -> Key | None:
        """Give the branch that is chosen."""
        row = self.branches.chosen()
        return None if row is None else row.branch_id

    def show_report(self, report: CampaignReport) -> None:
        """Show the texts, the branches, and the members of the chosen one."""
        self._report = report
        self.texts.show_rows(report.texts, lambda row: row.key)
        self.branches.show_rows(report.branches, lambda row: row.branch_id)
        self.texts.summary.setText(f"{len(report.texts)} 种")
        self.branches.summary.setText(f"{len(report.branches)} 个党支部")
        self._show_readers()

    def _show_readers(self) -> None:
        if self._report is None:
            return
        lines = reader_lines(self._report, self.branch)
        self.readers.show_rows(lines, lambda line: line.reader.person_id)
        behind = sum(bool(line.missing) for line in lines)
        self.readers.summary.setText(f"{len(lines)} 人，没有读完 {behind} 人")


class ReportTabs(QTabWidget):
    """The tabs of a campaign."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("专题教育")
        self.items = Listing("计划事项表", ITEM_COLUMNS, 2, NO_ITEMS, Icon.GOOD)
        self.sessions = Listing("专题活动表", SESSION_COLUMNS, 1, NO_SESSIONS, Icon.CALENDAR)
        self.reading = ReadingTab()
        self.materials = Listing("专题资料表", MATERIAL_COLUMNS, 2, NO_MATERIALS, Icon.BOOK)
        self.measures = Listing("举措表", MEASURE_COLUMNS, 0, NO_MEASURES, Icon.GOOD)
        self.addTab(self.items, "计划与进度")
        self.addTab(self.sessions, "活动")
        self.addTab(self.reading, "必读书目")
        self.addTab(self.materials, "宣传")
        self.addTab(self.measures, "举措")

    def show_report(self, report: CampaignReport) -> None:
        """Show a campaign in every tab."""
        self.items.show_rows(item_lines(report), lambda line: line.item.key)
        self.items.summary.setText(_items_text(report))
        self.sessions.show_rows(report.sessions, lambda row: row.key)
        kinds = "、".join(f"{kind.label} {len(report.of_kind(kind))} 次" for kind in report.kinds)
        self.sessions.summary.setText(kinds)
        self.sessions.summary.setWordWrap(True)
        self.reading.show_report(report)
        self.materials.show_rows(report.materials, lambda row: row.key)
        counts = (f"{kind.label} {report.materials_of(kind)} {unit}" for kind, unit in _MATERIAL_UNITS)
        self.materials.summary.setText(f"{'、'.join(counts)}，稿件阅读 {number_text(report.reads)} 人次")
        self.measures.show_rows(report.measures, lambda row: row.key)
        late = f"，逾期 {len(report.measures_late)} 条" if report.measures_late else ""
        self.measures.summary.setText(f"共 {len(report.measures)} 条，已完成 {report.measures_done} 条{late}")


def _items_text(report: CampaignReport) -> str:
    """Say how far the items are, by state."""
    states = (f"{state.label} {len(report.items_in(state))} 项" for state in WorkState)
    return f"{report.pattern}：{'、'.join(states)}" if report.items() else ""
