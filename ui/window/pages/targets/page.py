"""目标: what a span of years promised, what came of it year by year and over all."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QTabWidget

from models.typing_override import override
from services.documents.plots.of_records import targets_plot
from services.figures.errors import PeriodOutOfOrderError
from services.targets.rows import TargetDraft, TargetRow, TargetState, TargetTable
from services.targets.service import TargetService
from services.targets.text import rate_text, target_text, value_text
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.pages.targets.forms import TargetForm, UsualTargetsDialog
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import label
from ui.window.widgets.listing import Listing
from ui.window.widgets.plot import PlotView
from ui.window.widgets.table import Column

CONCERNS: Final = frozenset(
    {
        *("targets", "sessions", "session_further_kinds", "session_topics", "study_items", "attendance", "sittings"),
        *("organizations", "people", "memberships", "stages", "appointments", "exemptions", "certificates"),
        *("plans", "plan_items", "plan_item_sessions", "shortcomings", "follow_up_projects", "follow_up_measures"),
        *("materials", "study_app_scores", "budget_lines", "expenses", "payrolls", "rules", "duty_rules"),
    }
)
YEARS_BACK: Final = 10
YEARS_AHEAD: Final = 5
USUAL_SPAN: Final = 5
NOTHING: Final = ("这几年还没有目标", "点“常用指标…”先列出一组，再逐项填写目标；或点“新增目标…”。")
TONES: Final = {
    TargetState.MET: Tone.GOOD,
    TargetState.RUNNING: Tone.WAITING,
    TargetState.MISSED: Tone.BAD,
    TargetState.EXCEEDED: Tone.BAD,
}


def _year_column(year: int) -> Column[TargetRow]:
    def text(row: TargetRow) -> str:
        return value_text(row.draft, row.years[year].actual) if year in row.years else ""

    def tone(row: TargetRow) -> Tone | None:
        return TONES.get(row.years[year].state) if year in row.years else None

    return Column(f"{year}年", text, lambda row: row.years[year].actual if year in row.years else None, 76, tone=tone)


def columns(years: range) -> tuple[Column[TargetRow], ...]:
    """Give the columns of a span of years."""
    return (
        Column("指标", lambda row: row.draft.indicator, width=200),
        Column(
            "状态",
            lambda row: row.overall.state.label,
            width=88,
            tone=lambda row: TONES.get(row.overall.state, Tone.NEUTRAL),
        ),
        Column("每年目标", lambda row: target_text(row.draft, row.draft.yearly), width=88),
        *(_year_column(year) for year in years),
        Column("总目标", lambda row: target_text(row.draft, row.draft.target), width=100),
        Column("总完成", lambda row: value_text(row.draft, row.overall.actual), width=84),
        Column("完成率", lambda row: rate_text(row.overall), lambda row: row.overall.rate, 72),
        Column("期间", lambda row: f"{row.draft.from_year}—{row.draft.to_year}", width=96),
        Column("说明", lambda row: row.draft.note, width=160),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    spans: tuple[tuple[int, int], ...]
    table: TargetTable


class TargetsPage(Page):
    """Two years above, the targets whose span touches them below."""

    def __init__(self, desk: Desk, targets: TargetService) -> None:
        super().__init__(desk, "目标", "各项指标每年和整个期间的目标与完成情况，数字取自指标目录", CONCERNS)
        self._targets = targets
        self._is_first = True
        self._years: range | None = None
        this_year = desk.clock.today().year
        years = [(f"{year}年", year) for year in range(this_year + YEARS_AHEAD, this_year - YEARS_BACK - 1, -1)]
        self.from_year = Choice("起始年度", years, this_year - USUAL_SPAN + 1)
        self.to_year = Choice("截止年度", years, this_year)
        self.listing: Listing[TargetRow] = self._make_listing(range(this_year - USUAL_SPAN + 1, this_year + 1))
        self._place = QStackedWidget()
        self._place.addWidget(self.listing)
        self.plot = PlotView("指标折线图")
        self.usual_button = primary_button("常用指标…", Icon.SPARKLES, self.ask_usual)
        self._build()

    def _build(self) -> None:
        self.buttons.addWidget(self.from_year)
        self.buttons.addWidget(label("至", "hint"))
        self.buttons.addWidget(self.to_year)
        self.buttons.addWidget(self.usual_button)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("目标")
        self.tabs.addTab(self._place, "目标表")
        self.tabs.addTab(self.plot, "折线图")
        self.body.addWidget(self.tabs, 1)
        self.from_year.chosen.connect(self.load)
        self.to_year.chosen.connect(self.load)

    def _make_listing(self, years: range) -> Listing[TargetRow]:
        made = Listing("目标表", columns(years), 0, NOTHING, Icon.FLAG)
        made.table.setColumnWidth(0, 200)
        made.add_row_button(button("上移", None, lambda: self.move_row(up=True)))
        made.add_row_button(button("下移", None, lambda: self.move_row(up=False)))
        made.add_row_button(button("修改…", Icon.PENCIL, self.ask_change))
        made.add_row_button(button("删除…", Icon.TRASH, self.ask_delete))
        made.tools.addWidget(button("新增目标…", Icon.PLUS, self.ask_add))
        made.table.activated_row.connect(lambda _: self.ask_change())
        self._years = years
        return made

    @property
    def span(self) -> tuple[int, int]:
        """Give the years chosen."""
        this_year = self.desk.clock.today().year
        return self.from_year.choice() or this_year, self.to_year.choice() or this_year

    @override
    def load(self) -> None:
        first, last = self.span
        if last < first:
            self.show_refusal(PeriodOutOfOrderError(first, last))
            return
        self.message_bar.hide()
        targets = self._targets
        self.read(lambda: _Found(targets.spans(), targets.table(first, last)), self._show)

    def _show(self, found: _Found) -> None:
        if self._is_first:
            self._is_first = False
            if self._begin_with(found.spans):
                return
        if found.table.years != self._years:
            self._replace_listing(found.table.years)
        self.listing.show_rows(found.table.rows, lambda row: row.key)
        self.plot.show_plot(targets_plot(found.table))
        states = [row.overall.state for row in found.table.rows]
        met = states.count(TargetState.MET)
        unset = states.count(TargetState.UNSET)
        words = f"共 {len(states)} 项，已达到 {met} 项" + (f"，未设目标 {unset} 项" if unset else "")
        self.listing.summary.setText(words)

    def _begin_with(self, spans: tuple[tuple[int, int], ...]) -> bool:
        """Show the latest span that has targets when the page is first opened; tell whether it is another one."""
        this_year = self.desk.clock.today().year
        begun = [span for span in spans if span[0] <= this_year] or list(spans)
        if not begun or begun[0] == self.span:
            return False
        for choice, year in ((self.from_year, begun[0][0]), (self.to_year, begun[0][1])):
            known = range(min(year, this_year - YEARS_BACK), max(year, this_year + YEARS_AHEAD) + 1)
            choice.offer([(f"{one}年", one) for one in reversed(known)], year)
        self.load()
        return True

    def _replace_listing(self, years: range) -> None:
        old = self.listing
        self.listing = self._make_listing(years)
        self._place.addWidget(self.listing)
        self._place.setCurrentWidget(self.listing)
        self._place.removeWidget(old)
        old.deleteLater()

    def ask_add(self) -> None:
        """Open the form for a new indicator of the years shown."""
        self.open_form(TargetForm(self.desk, self._targets, TargetDraft(*self.span, indicator=""), parent=self))

    def ask_change(self) -> None:
        """Open the form of the chosen indicator."""
        row = self.listing.chosen()
        if row is not None:
            self.open_form(TargetForm(self.desk, self._targets, row.draft, key=row.key, parent=self))

    def ask_delete(self) -> None:
        """Delete the chosen indicator, once confirmed."""
        row = self.listing.chosen()
        words = "" if row is None else f"删除“{row.draft.indicator}”这一项目标？取数的记录不受影响。"
        if row is not None and confirmed(self, "删除目标", words, "删除"):
            self.write(lambda: self._targets.delete(row.key), "目标已删除。")

    def move_row(self, *, up: bool) -> None:
        """Move the chosen indicator up or down within its span."""
        row = self.listing.chosen()
        if row is not None:
            self.write(lambda: self._targets.move(row.key, up=up))

    def ask_usual(self) -> None:
        """Open the usual set for the years shown."""
        self.open_form(UsualTargetsDialog(self.desk, self._targets, *self.span, parent=self))
