"""The lists beside the hours themselves: forecast, theory, absences, long absence, double organisation life."""

from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.enums import AbsenceState, ForecastState
from models.keys import Key
from services.absences.rows import AbsenceList, AbsenceRow, DoubleLife, LongAbsences
from services.hours.rows import Forecast, TheoryRow, TheoryShare
from ui.window.look import Icon
from ui.window.pages.hours.columns import (
    ABSENCE_COLUMNS,
    BOTH,
    DOUBLE_COLUMNS,
    FORECAST_COLUMNS,
    FORECAST_TONES,
    LONG_COLUMNS,
    double_state,
    theory_columns,
    took_part,
)
from ui.window.texts import NONE, number_text, share_text
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.figure_card import FigureCard
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.labels import Pill, label, wrapped_label
from ui.window.widgets.listing import Listing

NOBODY: Final = ("没有要列的人", "先录入人员和学习活动，这里会自动算出。")
SEARCH_WIDTH: Final = 240
OPEN_ONLY, MADE_UP_ONLY, EVERYTHING = "open", "made_up", "all"


class ForecastTab(QWidget):
    """预测: where today's pace leads everyone who has a target."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("预测")
        self._found: Forecast | None = None
        self.listing = Listing("学时预测表", FORECAST_COLUMNS, 1, NOBODY, Icon.CLOCK)
        self.only_short = QCheckBox("只看将差学时")
        self.only_short.setAccessibleName("只看将差学时")
        self.only_short.toggled.connect(self._filter)
        self.pills = {state: Pill("", tone) for state, tone in FORECAST_TONES.items()}
        for pill in self.pills.values():
            self.listing.filters.addWidget(pill)
        self.listing.filters.addStretch(1)
        self.listing.filters.addWidget(self.only_short)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.listing)
        self._stack.addWidget(EmptyState(Icon.CLOCK, "这一年没有预测", "预测只对正在进行的年度，请在上方选择当年。"))
        _lay_out(self, self._stack)

    def show_forecast(self, found: Forecast | None) -> None:
        """Show the forecast; None for a year that is not running."""
        self._found = found
        self._stack.setCurrentIndex(0 if found is not None else 1)
        if found is not None:
            for state, pill in self.pills.items():
                number = sum(row.state is state for row in found.rows)
                pill.say(f"{state.label} {number}", FORECAST_TONES[state])
                pill.setVisible(number > 0)
            self.listing.summary.setText(
                f"截至 {found.asof.isoformat()}：按已学学时与已过天数推算到年底；“今后每月”是要达标每月还需的学时。"
            )
        self._filter()

    def _filter(self) -> None:
        if self._found is not None:
            only = self.only_short.isChecked()
            rows = [row for row in self._found.rows if not only or row.state is ForecastState.SHORT]
            self.listing.show_rows(rows, lambda row: row.hours.person)


class TheoryTab(QWidget):
    """理论学习占比: the share of theory in the hours of branches and people."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("理论学习占比")
        self._found: TheoryShare | None = None
        self._enough: dict[Key, bool | None] = {}
        self.whole = FigureCard("理论学习占比")
        self.asked = FigureCard("规则要求")
        self.low = FigureCard("未达到的人")
        self.listing = Listing("理论学习表", theory_columns(self._enough), 2, NOBODY, Icon.BOOK)
        self.group = Choice("列出", [("按党支部", "branches"), ("按人员", "people")])
        self.group.chosen.connect(self._list)
        self.listing.filters.addWidget(self.group)
        self.listing.filters.addStretch(1)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in (self.whole, self.asked, self.low):
            cards.addWidget(card, 1)
        _lay_out(self, self.listing).insertLayout(0, cards)

    def show_theory(self, found: TheoryShare) -> None:
        """Show the share of a year."""
        self._found = found
        self._enough.clear()
        self._enough.update({row.key: found.enough(row) for row in (*found.branches, *found.people)})
        whole = found.whole
        note = f"理论 {number_text(whole.theory)} 学时，全部 {number_text(whole.earned)} 学时"
        self.whole.show_figure(share_text(whole.share), "", note, None if whole.share is None else float(whole.share))
        self.asked.show_figure(share_text(found.asked), "", "新思想、政治理论教育的学时，不计入是否达标")
        low = sum(self._enough[row.key] is False for row in found.people)
        self.low.show_figure(NONE if found.asked is None else f"{low:,}", "人" if found.asked is not None else "")
        self._list()

    def _list(self) -> None:
        if self._found is not None:
            rows: tuple[TheoryRow, ...] = self._found.people
            if self.group.choice() == "branches":
                rows = self._found.branches
            self.listing.show_rows(rows, lambda row: row.key)
            self.listing.summary.setText(f"共 {len(rows)} 行；一次活动兼有两类内容的只计一次。")


class AbsenceTab(QWidget):
    """缺席与补学: what was missed, open or made up; the page adds the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("缺席与补学")
        self._found: AbsenceList | None = None
        nothing = ("没有缺席", "请假和缺席的人在这里列出，补学后在此登记。")
        self.listing = Listing("缺席与补学表", ABSENCE_COLUMNS, 3, nothing, Icon.CHECK)
        states = [("待补学", OPEN_ONLY), ("已补学", MADE_UP_ONLY), ("全部", EVERYTHING)]
        self.state = Choice("补学情况", states)
        self.search = SearchEdit("按姓名或编号查找")
        self.search.setMinimumWidth(SEARCH_WIDTH)
        self.state.chosen.connect(self._filter)
        self.search.searched.connect(self._filter)
        self.listing.filters.addWidget(self.state)
        self.listing.filters.addWidget(self.search)
        self.listing.filters.addStretch(1)
        _lay_out(self, self.listing)

    def show_absences(self, found: AbsenceList) -> None:
        """Show the absences of a year."""
        self._found = found
        self.listing.summary.setText(f"待补学 {found.open:,} 次，已补学 {len(found.rows) - found.open:,} 次")
        self._filter()

    def _filter(self) -> None:
        if self._found is None:
            return
        wanted, text = self.state.choice(), self.search.text().strip().casefold()
        rows = [
            row
            for row in self._found.rows
            if (wanted == EVERYTHING or row.open == (wanted == OPEN_ONLY))
            and (not text or text in row.member.name.casefold() or text in row.member.number.casefold())
        ]
        self.listing.show_rows(rows, absence_key)


class LongAbsenceTab(QWidget):
    """长期未参加: members long away from organisation life, and the branches that held none."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("长期未参加")
        nothing = ("没有长期未参加组织生活的人", "连续几个月没有参加组织生活的党员会在这里列出。")
        self.listing = Listing("长期未参加表", LONG_COLUMNS, 7, nothing, Icon.CHECK)
        self.silent = wrapped_label("", "hint")
        _lay_out(self, self.listing).addWidget(self.silent)

    def show_long_absences(self, found: LongAbsences) -> None:
        """Show who is long away on the day."""
        self.listing.show_rows(found.rows, lambda row: row.member.person)
        counts = "，".join(f"{state.label} {found.count(state)} 人" for state in AbsenceState)
        limits = f"满 {found.warning_months} 个月提醒，" if found.warning_months is not None else ""
        limits += f"满 {found.grave_months} 个月为严重" if found.grave_months is not None else ""
        self.listing.summary.setText(f"截至 {found.asof.isoformat()}：{counts}" + (f"（{limits}）" if limits else ""))
        named = "、".join(
            f"{one.name}（{'没有记录' if one.last_held_on is None else f'上次 {one.last_held_on.isoformat()}'}）"
            for one in found.silent
        )
        self.silent.setText(f"长期没有开展组织生活的党支部，其党员不计：{named}。" if named else "")
        self.silent.setVisible(bool(named))


class DoubleLifeTab(QWidget):
    """双重组织生活: leading cadres among the leaders and in their branch."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("双重组织生活")
        nothing = ("没有领导干部", "职级为领导班子成员的，以及在党委、党总支任职的，在这里列出。")
        self.listing = Listing("双重组织生活表", DOUBLE_COLUMNS, 2, nothing, Icon.USERS)
        _lay_out(self, self.listing).addWidget(
            label(
                "班子：第一议题、中心组学习、党委和党总支的组织生活会；支部：本人所在支部和党小组的组织生活。", "hint"
            )
        )

    def show_double_life(self, found: DoubleLife) -> None:
        """Show both sides of a year."""
        self.listing.show_rows(found.rows, lambda row: row.member.person)
        without = sum(not took_part(row.as_member) for row in found.rows)
        both = sum(double_state(row)[0] == BOTH for row in found.rows)
        self.listing.summary.setText(
            f"领导干部 {len(found.rows)} 人，双重参加 {both} 人，没有参加支部组织生活 {without} 人"
        )


def absence_key(row: AbsenceRow) -> bytes:
    """Give what tells one absence from another."""
    return row.session + row.member.person


def _lay_out(tab: QWidget, content: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(0, 10, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(content, 1)
    return layout
