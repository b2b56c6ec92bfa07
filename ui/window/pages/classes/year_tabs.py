"""The other tabs: coverage, duties of people, tests, certificates; what they show is handed to them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from models.enums import DutyState
from services.classes.rows import Coverage, TestRow
from services.training_duties.rows import (
    CertificateRow,
    CertificateState,
    TrainingDutyKind,
    TrainingDutyRow,
    TrainingDutyTable,
)
from ui.training_texts import STATE_WORDS
from ui.window.look import Icon
from ui.window.pages.classes.columns import (
    CERTIFICATE_COLUMNS,
    CERTIFICATE_TONES,
    COVERAGE_COLUMNS,
    DUTY_COLUMNS,
    DUTY_TONES,
    NEVER_COLUMNS,
    TEST_COLUMNS,
    TEST_PERSON_COLUMNS,
)
from ui.window.texts import day_text
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.labels import Pill
from ui.window.widgets.listing import Listing

SEARCH_WIDTH: Final = 210
ALL_DUTIES: Final = "全部要求"
ALL_STATES: Final = "全部状态"
NOBODY: Final = ("这一类人员都参加过", "参加过培训班、读书班或专题讲座之一，就算覆盖。")
NO_COVERAGE: Final = ("没有人员", "先在“组织与人员”中录入人员。")
NO_DUTIES: Final = (
    "没有符合条件的个人培训要求",
    "按任职、入党、转正和列为发展对象的日期自动列出。",
)
NO_TESTS: Final = ("这一年没有理论测试", "在“学习活动”中登记类型为“理论测试”的活动和成绩。")
NO_FAILURES: Final = ("都有成绩，也都合格", "没有成绩和低于及格线的人会列在这里。")
NO_CERTIFICATES: Final = ("没有在任的党支部书记", "在“组织与人员”中登记书记任职和认证证书。")


class CoverageTab(QWidget):
    """覆盖: the classes of person at the left, at the right those of the chosen one who came nowhere all year."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("覆盖")
        self.coverage = Listing("覆盖表", COVERAGE_COLUMNS, 0, NO_COVERAGE, Icon.USERS)
        self.coverage.summary.setText("参加过培训班、读书班或专题讲座之一的算覆盖")
        self.never = Listing("没有参加过的人", NEVER_COLUMNS, 1, NOBODY, Icon.GOOD)
        _side_by_side(self, self.coverage, self.never)
        self.coverage.table.selectionModel().selectionChanged.connect(lambda: self._show_never())

    def show_rows(self, rows: Sequence[Coverage]) -> None:
        """Show the coverage of a year."""
        self.coverage.show_rows(rows, lambda row: row.audience.value.encode())
        self._show_never()

    def _show_never(self) -> None:
        row = self.coverage.chosen()
        if row is not None:
            self.never.show_rows(row.never, lambda person: person.person)
            self.never.summary.setText(f"{row.audience.label}中全年没有参加过的 {len(row.never)} 人")


class DutiesTab(QWidget):
    """个人培训要求: a row a person and duty, narrowed by duty, state and name."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("个人培训要求")
        self._rows: tuple[TrainingDutyRow, ...] = ()
        self.listing = Listing("个人培训要求表", DUTY_COLUMNS, 7, NO_DUTIES, Icon.CERTIFICATE)
        self._build_filters()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.listing)
        for choice in (self.kind, self.state):
            choice.chosen.connect(self._show)
        self.search.searched.connect(lambda _: self._show())

    def _build_filters(self) -> None:
        kinds: list[tuple[str, TrainingDutyKind | None]] = [(ALL_DUTIES, None)]
        self.kind = Choice("要求筛选", [*kinds, *((kind.label, kind) for kind in TrainingDutyKind)])
        states: list[tuple[str, DutyState | None]] = [(ALL_STATES, None)]
        self.state = Choice("状态筛选", [*states, *((words, state) for state, words in STATE_WORDS.items())])
        self.search = SearchEdit("按姓名或编号查找")
        self.search.setFixedWidth(SEARCH_WIDTH)
        for made in (self.kind, self.state, self.search):
            self.listing.filters.addWidget(made)
        self.pills = {state: Pill("", tone) for state, tone in DUTY_TONES.items()}
        for pill in self.pills.values():
            self.listing.filters.addWidget(pill)
        self.listing.filters.addStretch(1)

    def show_table(self, table: TrainingDutyTable) -> None:
        """Show the duties of a year."""
        self._rows = table.rows
        self._show()

    def _show(self) -> None:
        kind, state, text = self.kind.choice(), self.state.choice(), self.search.text().strip()
        of_kind = [
            row
            for row in self._rows
            if (kind is None or row.kind is kind) and (not text or text in row.name or text in row.number)
        ]
        for one, pill in self.pills.items():
            pill.say(f"{STATE_WORDS[one]} {sum(row.state is one for row in of_kind)}", DUTY_TONES[one])
        rows = [row for row in of_kind if state is None or row.state is state]
        self.listing.show_rows(
            rows, lambda row: b"/".join((row.person, row.kind.encode(), str(row.first_day).encode()))
        )
        self.listing.summary.setText(f"共 {len(rows)} 项")


class TestsTab(QWidget):
    """测试: the tests at the left, at the right who failed the chosen one or has no score."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("测试")
        self.tests = Listing("测试表", TEST_COLUMNS, 1, NO_TESTS, Icon.CERTIFICATE)
        self.people = Listing("不合格和没有成绩的人", TEST_PERSON_COLUMNS, 1, NO_FAILURES, Icon.GOOD)
        _side_by_side(self, self.tests, self.people)
        self.tests.table.selectionModel().selectionChanged.connect(lambda: self._show_people())

    def show_rows(self, rows: Sequence[TestRow]) -> None:
        """Show the tests of a year."""
        self.tests.show_rows(rows, lambda row: row.key)
        self.tests.summary.setText(f"共 {len(rows)} 次")
        self._show_people()

    def _show_people(self) -> None:
        row = self.tests.chosen()
        self.people.setVisible(row is not None)
        if row is not None:
            self.people.show_rows((*row.failed, *row.without_score), lambda person: person.person)
            self.people.summary.setText(f"不合格 {len(row.failed)} 人，没有成绩 {len(row.without_score)} 人")


class CertificatesTab(QWidget):
    """证书: the secretaries of branches with the certificate that runs longest."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("证书")
        self.listing = Listing("证书表", CERTIFICATE_COLUMNS, 0, NO_CERTIFICATES, Icon.CERTIFICATE)
        self.pills = {state: Pill("", tone) for state, tone in CERTIFICATE_TONES.items()}
        for pill in self.pills.values():
            self.listing.filters.addWidget(pill)
        self.listing.filters.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.listing)

    def show_table(self, table: TrainingDutyTable) -> None:
        """Show the certificates as on the last day of the year, or today."""
        rows: tuple[CertificateRow, ...] = table.certificates
        self.listing.show_rows(rows, lambda row: row.branch + row.person)
        for state, pill in self.pills.items():
            pill.say(f"{state.label} {_count(rows, state)}", CERTIFICATE_TONES[state])
        self.listing.summary.setText(f"截至 {day_text(table.day)}，在任书记 {len(rows)} 人")


def _count(rows: Sequence[CertificateRow], state: CertificateState) -> int:
    return sum(row.state is state for row in rows)


def _side_by_side(tab: QWidget, left: QWidget, right: QWidget) -> None:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setAccessibleName(f"{tab.accessibleName()}分栏")
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(14)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 1)
    splitter.setSizes([620, 380])
    layout = QHBoxLayout(tab)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.addWidget(splitter)
