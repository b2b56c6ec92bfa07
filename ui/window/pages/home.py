"""The first page: how the year stands, and who falls behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.enums import AbsenceState, DutyState, HoursState, SessionKind
from models.typing_override import override
from services.absences.rows import LongAbsences
from services.absences.service import AbsenceService
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
from ui.window.texts import NONE, share_text, yuan_text
from ui.window.widgets.bar_chart import Bar, BarChart
from ui.window.widgets.buttons import button
from ui.window.widgets.card import Card
from ui.window.widgets.figure_card import WHO_CHANGED, FigureCard
from ui.window.widgets.labels import label
from ui.window.widgets.scope_choices import YearChoice

SHOWN_BARS: Final = 8
EVERYTHING: Final = frozenset(
    {
        "organizations", "people", "memberships", "stages", "appointments", "exemptions", "exclusions", "sessions",
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
PAST: Final = (
    *("people.members", "people.probationary", "duties.rate", "hours.members.rate", "hours.leaders.rate"),
    *("funding.spent", "funding.budget", "funding.execution"),
    *(key for _, key, _ in HELD_KINDS),
)
"""The figures of the page whose records can be looked at."""

ATTENTION: Final = (
    ("short", "照此进度将差学时"),
    ("to_make_up", "缺席待补学"),
    ("warned", "长期未参加组织生活"),
    ("grave", "其中严重"),
    ("silent", "长期未开展的支部"),
)


@dataclass(frozen=True, slots=True)
class YearView:
    """What the page shows of a year, read in one go."""

    figures: Figures
    hours: tuple[HoursRow, ...]
    duties: tuple[DutyRow, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Concerns:
    """What asks for attention, read after the rest; None where the year is not running."""

    short: int | None
    to_make_up: int
    long_absences: LongAbsences


class HomePage(Page):
    """Key figures as cards, the branches behind as bars."""

    def __init__(
        self, desk: Desk, figures: FigureService, hours: HoursService, duties: DutyService, absences: AbsenceService
    ) -> None:
        super().__init__(desk, "首页", "本年度学习教育的总体情况。", EVERYTHING)
        self._figures = figures
        self._hours = hours
        self._duties = duties
        self._absences = absences
        self.year = YearChoice(desk.clock.today().year)
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
        for card, key in (
            (self.members, "people.members"),
            (self.sessions, "duties.rate"),
            (self.hours, "hours.members.rate"),
            (self.money, "funding.spent"),
        ):
            card.offer_past(partial(self.show_changes_of, key))
            row.addWidget(card, 1)
        self._content.addLayout(row)
        held = Card("已开展")
        held.head.addWidget(button(WHO_CHANGED, None, partial(self.show_changes_of, HELD_KINDS[0][1])))
        self.held = _numbers(held, [(key, name) for name, key, _ in HELD_KINDS])
        self._content.addWidget(held)
        self._content.addWidget(self._attention())
        self.body.addWidget(scrolled(content), 1)

    def _attention(self) -> Card:
        card = Card("需要关注")
        more = button("查看", None, self._going("hours"))
        more.setAccessibleName("查看需要关注的人")
        card.head.addWidget(more)
        self.attention = _numbers(card, ATTENTION)
        return card

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

    def show_changes_of(self, figure: str) -> None:
        """Show who changed a figure of the year shown."""
        self.show_past(self._figures.behind(self.year.year), PAST, figure)

    @override
    def load(self) -> None:
        year = self.year.year
        self.read(lambda: self._view(year), self._show)
        self.read(lambda: self._concerns_of(year), self._show_concerns)

    def _view(self, year: int) -> YearView:
        hours = self._hours
        return YearView(self._figures.figures(year), hours.hours(year).rows, self._duties.duties(year), hours.years())

    def _concerns_of(self, year: int) -> Concerns:
        running = year == self.desk.clock.today().year
        short = self._hours.forecast(year).short if running else None
        return Concerns(short, self._absences.absences(year, open_only=True).open, self._absences.long_absences(year))

    def _show_concerns(self, found: Concerns) -> None:
        long = found.long_absences
        grave = long.count(AbsenceState.GRAVE)
        self.attention["short"].setText(NONE if found.short is None else f"{found.short:,} 人")
        self.attention["to_make_up"].setText(f"{found.to_make_up:,} 次")
        self.attention["warned"].setText(f"{grave + long.count(AbsenceState.WARNED):,} 人")
        self.attention["grave"].setText(f"{grave:,} 人")
        self.attention["silent"].setText(f"{len(long.silent):,} 个")

    def _show(self, view: YearView) -> None:
        values = view.figures.values
        self.year.offer_years(view.years)
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


def _numbers(card: Card, named: Sequence[tuple[str, str]]) -> dict[str, QLabel]:
    """Lay out numbers in a row, each above its name; give them by key."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    numbers: dict[str, QLabel] = {}
    for place, (key, name) in enumerate(named):
        numbers[key] = label("…", "figureSmall")
        grid.addWidget(numbers[key], 0, place)
        grid.addWidget(label(name, "hint"), 1, place)
        grid.setColumnStretch(place, 1)
    card.body.addLayout(grid)
    return numbers


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
