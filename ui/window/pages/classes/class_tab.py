"""The tab 班次: the classes of a year above, the chosen one with its half-days and people below."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from models.enums import SessionKind
from services.classes.rows import ClassDetail, ClassPerson, ClassRow, HalfDay
from services.classes.rules import CLASS_KINDS
from ui.window.dialogs.form import scrolled
from ui.window.look import Icon
from ui.window.pages.classes.columns import (
    CLASS_COLUMNS,
    PERSON_COLUMNS,
    audience_text,
    half_day_name,
    teachers_text,
)
from ui.window.texts import NONE, day_text, number_text
from ui.window.widgets.card import Card
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing

ALL_KINDS: Final = "全部类型"
EVERYBODY: Final = "全部人员"
NEVER: Final = "应到没学到"
TOO_MUCH_LEAVE: Final = "缺课超过规定"
GUESTS: Final = "另外参加"
NO_CLASSES: Final = ("这一年没有班次", "在“学习活动”中登记读书班、培训班、讲座、党课、网络学习和理论测试。")
NO_PEOPLE: Final = ("没有符合条件的人", "应到按培训对象和组织单位确定；出勤在“学习活动”中登记。")
FACTS_WIDTH: Final = 320
SHARES: Final = (300, 330)


class ClassTab(QWidget):
    """Shows what it is handed; `wanted` asks for the detail of the class that was chosen."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("班次")
        self._rows: tuple[ClassRow, ...] = ()
        self._detail: ClassDetail | None = None
        self._build_list()
        self._build_detail()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setAccessibleName("班次分栏")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.classes)
        splitter.addWidget(self._bottom)
        splitter.setSizes(SHARES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(splitter)
        self.kind.chosen.connect(self._show_classes)
        self.who.chosen.connect(self._show_people)
        self.classes.table.selectionModel().selectionChanged.connect(lambda: self._ask_detail())

    def _build_list(self) -> None:
        self.classes = Listing("班次表", CLASS_COLUMNS, 1, NO_CLASSES, Icon.CERTIFICATE)
        kinds: list[tuple[str, SessionKind | None]] = [(ALL_KINDS, None)]
        self.kind = Choice("类型筛选", [*kinds, *((kind.label, kind) for kind in CLASS_KINDS)])
        self.classes.tools.insertWidget(0, self.kind)

    def _build_detail(self) -> None:
        self._bottom = QWidget()
        self._bottom.setObjectName("plain")
        row = QHBoxLayout(self._bottom)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(14)
        facts = Card()
        facts.setFixedWidth(FACTS_WIDTH)
        self.title = wrapped_label("", "cardTitle")
        self.facts = wrapped_label("")
        self.half_days = wrapped_label("", "hint")
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 6, 0)
        for made in (self.facts, self.half_days):
            column.addWidget(made)
        column.addStretch(1)
        facts.body.addWidget(self.title)
        facts.body.addWidget(scrolled(lines), 1)
        self.people = Listing("班次人员表", PERSON_COLUMNS, 1, NO_PEOPLE, Icon.USERS)
        self.who = Choice("人员筛选", [(words, words) for words in (EVERYBODY, NEVER, TOO_MUCH_LEAVE, GUESTS)])
        self.people.tools.insertWidget(0, self.who)
        row.addWidget(facts)
        row.addWidget(self.people, 1)

    def show_rows(self, rows: tuple[ClassRow, ...]) -> None:
        """Show the classes of a year."""
        self._rows = rows
        self._show_classes()

    def _show_classes(self) -> None:
        kind: SessionKind | None = self.kind.choice()
        rows = [row for row in self._rows if kind is None or kind in row.kinds]
        self.classes.show_rows(rows, lambda row: row.key)
        days = sum((row.days or 0 for row in rows), 0)
        self.classes.summary.setText(f"共 {len(rows)} 个班次，{number_text(days)} 天")
        self._ask_detail()

    def _ask_detail(self) -> None:
        row = self.classes.chosen()
        self._bottom.setVisible(row is not None)
        if row is not None:
            self.wanted.emit(row.key)

    def show_detail(self, detail: ClassDetail) -> None:
        """Show a class, if it is still the one that is chosen."""
        chosen = self.classes.chosen()
        if chosen is None or chosen.key != detail.row.key:
            return
        self._detail = detail
        self.title.setText(detail.row.title)
        self.facts.setText("\n".join(_facts(detail.row)))
        self.half_days.setText("\n".join(map(_half_day, detail.half_days)))
        self._show_people()

    def _show_people(self) -> None:
        if self._detail is None:
            return
        people = _chosen(self._detail.people, self.who.choice() or EVERYBODY)
        self.people.show_rows(people, lambda person: person.person)
        never = sum(person.expected and not person.learned for person in self._detail.people)
        leave = sum(bool(person.too_much_leave) for person in self._detail.people)
        words = f"应到 {self._detail.row.expected} 人，没学到 {never} 人"
        self.people.summary.setText(f"{words}，缺课超过规定 {leave} 人" if leave else words)


def _chosen(people: Sequence[ClassPerson], who: str) -> list[ClassPerson]:
    return [person for person in people if who == EVERYBODY or who in _groups(person)]


def _groups(person: ClassPerson) -> set[str]:
    groups = {NEVER: person.expected and not person.learned, TOO_MUCH_LEAVE: person.too_much_leave}
    return {words for words, fits in (groups | {GUESTS: not person.expected}).items() if fits}


def _facts(row: ClassRow) -> list[str]:
    until = "" if row.ends_on is None else f" 至 {day_text(row.ends_on)}"
    delivery = "" if row.delivery is None else f"，{row.delivery.label}"
    cost = [] if row.cost_class is None else [f"培训类别：{row.cost_class.label}"]
    return [
        f"{day_text(row.starts_on)}{until}{delivery}",
        f"{number_text(row.days)} 天，{number_text(row.hours)} 学时",
        f"组织单位：{row.organization_name}",
        f"培训对象：{audience_text(row)}",
        f"主讲：{teachers_text(row)}",
        *cost,
    ]


def _half_day(half: HalfDay) -> str:
    missed = f"　缺 {half.missed} 人" if half.missed else ""
    return f"{half_day_name(half)}　{half.content or half.lecturer or NONE}{missed}"
