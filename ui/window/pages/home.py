"""The first page: how the year stands, and who falls behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.enums import DutyState, HoursState, SessionKind
from models.typing_override import override
from services.duties.rows import DutyRow
from services.duties.service import DutyService
from services.figures.rows import Figures, Value
from services.figures.service import FigureService
from services.hours.rows import HoursRow
from services.hours.service import HoursService
from ui.window.desk import Desk
from ui.window.dialogs.form import scrolled
from ui.window.hours_summary import by_branch
from ui.window.look import Tone
from ui.window.pages.page import Page
from ui.window.texts import share_text, yuan_text
from ui.window.widgets.bar_chart import Bar, BarChart
from ui.window.widgets.buttons import button
from ui.window.widgets.card import Card
from ui.window.widgets.figure_card import FigureCard
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label

YEARS_BACK: Final = 10
SHOWN_BARS: Final = 8
EVERYTHING: Final = frozenset(
    {
        "organizations", "people", "memberships", "stages", "appointments", "exemptions", "sessions",
        "session_further_kinds", "session_topics", "study_items", "sittings", "sitting_misses", "attendance",
        "expenses", "budget_lines", "payroll", "rules", "duty_rules", "plans", "plan_items",
    }
)  # fmt: skip

HELD_KINDS: Final = (
    ("第一议题", "first_topic.meetings", "次"),
    ("中心组学习", "center_group.sessions", "期"),
    ("三会一课", "three_meetings.sessions", "次"),
    ("主题党日", "theme_day.sessions", "次"),
    ("培训班", "training.sessions", "个"),
    ("现场学习", "site_visit.sessions", "次"),
)


@dataclass(frozen=True, slots=True)
class YearView:
    """What the page shows of a year, read in one go."""

    figures: Figures
    hours: tuple[HoursRow, ...]
    duties: tuple[DutyRow, ...]


class HomePage(Page):
    """Key figures as cards, the branches behind as bars."""

    def __init__(self, desk: Desk, figures: FigureService, hours: HoursService, duties: DutyService) -> None:
        super().__init__(desk, "首页", "本年度学习教育的总体情况。", EVERYTHING)
        self._figures = figures
        self._hours = hours
        self._duties = duties
        this_year = desk.clock.today().year
        years = [(f"{year}年", year) for year in range(this_year, this_year - YEARS_BACK, -1)]
        self.year = Choice("年度", years, this_year)
        self.buttons.addWidget(self.year)
        self._build_figures()
        self._build_behind()
        self.year.chosen.connect(self.load)

    def _build_figures(self) -> None:
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(0, 0, 8, 0)
        self._content.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.members = FigureCard("党员")
        self.sessions = FigureCard("应开展活动完成")
        self.hours = FigureCard("学时达标")
        self.money = FigureCard("经费支出")
        for card in (self.members, self.sessions, self.hours, self.money):
            row.addWidget(card, 1)
        self._content.addLayout(row)
        held = Card("已开展")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        self.held: dict[str, QLabel] = {}
        for place, (name, key, _) in enumerate(HELD_KINDS):
            number = label("…", "figureSmall")
            self.held[key] = number
            grid.addWidget(number, 0, place)
            grid.addWidget(label(name, "hint"), 1, place)
            grid.setColumnStretch(place, 1)
        held.body.addLayout(grid)
        self._content.addWidget(held)
        self.body.addWidget(scrolled(content), 1)

    def _build_behind(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.hours_chart = BarChart("各支部学时达标")
        self.duties_chart = BarChart("各支部应开展活动")
        parts = (
            ("学时达标，从低到高", self.hours_chart, "hours"),
            ("应开展的活动，从低到高", self.duties_chart, "sessions"),
        )
        self._notes = [label("", "hint") for _ in parts]
        for (title, chart, key), note in zip(parts, self._notes, strict=True):
            card = Card(title)
            more = button("查看", None, self._going(key))
            more.setAccessibleName(f"查看{title}")
            card.head.addWidget(more)
            card.body.addWidget(note)
            card.body.addWidget(chart)
            card.body.addStretch(1)
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        self._content.addLayout(row)
        self._content.addStretch(1)

    def _going(self, key: str) -> Callable[[], None]:
        return lambda: self.go_wanted.emit(key)

    @override
    def load(self) -> None:
        year = self.year.choice()
        if year is not None:
            self.read(lambda: self._view(year), self._show)

    def _view(self, year: int) -> YearView:
        return YearView(self._figures.figures(year), self._hours.hours(year).rows, self._duties.duties(year))

    def _show(self, view: YearView) -> None:
        values = view.figures.values
        self._show_cards(values, view.hours)
        for _, key, unit in HELD_KINDS:
            self.held[key].setText(f"{_count(values[key]):,} {unit}")
        branches = by_branch(view.hours)
        self.hours_chart.show_bars(
            [Bar(one.name, one.share, f"{one.met}/{one.counted}", _tone(one.share)) for one in branches[:SHOWN_BARS]]
        )
        duties = duty_bars(view.duties)
        self.duties_chart.show_bars(duties[:SHOWN_BARS])
        behind = sum(row.state is HoursState.BEHIND for row in view.hours)
        missed = sum(row.state is DutyState.MISSED for row in view.duties)
        self._notes[0].setText(f"还有 {behind} 人未达标。" if branches else "这一年还没有应达标的党员。")
        self._notes[1].setText(f"有 {missed} 项到期未开展。" if duties else "这一年没有应开展的活动。")

    def _show_cards(self, values: Mapping[str, Value], hours: Sequence[HoursRow]) -> None:
        probationary = _count(values["people.probationary"])
        self.members.show_figure(f"{_count(values['people.members']):,}", "人", f"其中预备党员 {probationary} 人")
        duty_rate = _share(values["duties.rate"])
        done = f"应开展 {_count(values['duties.required']):,} 次，已开展 {_count(values['duties.held']):,} 次"
        self.sessions.show_figure(share_text(duty_rate), "", done, _bar_share(duty_rate))
        people = [row for row in hours if row.state in {HoursState.MET, HoursState.BEHIND}]
        met = sum(row.state is HoursState.MET for row in people)
        rate = Fraction(met, len(people)) if people else None
        self.hours.show_figure(share_text(rate), "", f"{len(people):,} 人中 {met:,} 人达标", _bar_share(rate))
        spent, budget = _count(values["funding.spent"]), _count(values["funding.budget"])
        execution = Fraction(spent, budget) if budget else None
        note = f"预算 {yuan_text(budget)} 元，执行 {share_text(execution)}" if budget else "尚未录入预算"
        self.money.show_figure(yuan_text(spent), "元", note, _bar_share(execution))


def duty_bars(rows: Sequence[DutyRow]) -> list[Bar]:
    """Make a bar an organisation: what was held of what is required so far, the furthest behind first.

    Group meetings are left out: the names of groups say nothing without their branch.
    """
    required: dict[str, int] = {}
    held: dict[str, int] = {}
    for row in rows:
        if row.required and row.state is not DutyState.DUE and row.kind is not SessionKind.GROUP_MEETING:
            required[row.organization_name] = required.get(row.organization_name, 0) + row.required
            held[row.organization_name] = held.get(row.organization_name, 0) + row.counted
    shares = {name: held[name] / required[name] for name in required}
    return [
        Bar(name, share, f"{held[name]}/{required[name]}", _tone(share))
        for name, share in sorted(shares.items(), key=lambda pair: pair[1])
    ]


def _tone(share: float) -> Tone:
    return Tone.GOOD if share >= 0.9 else Tone.BAD if share < 0.6 else Tone.WAITING  # noqa: PLR2004 - tones of bars


def _share(value: Value) -> Fraction | None:
    return None if value is None else Fraction(value)


def _bar_share(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def _count(value: Value) -> int:
    return 0 if value is None else int(value)
