"""The page of hours: targets met, forecast, theory, absences, long absence, double organisation life."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QTabWidget

from models.keys import Key
from models.typing_override import override
from services.absences.rows import AbsenceRow
from services.absences.service import AbsenceService
from services.documents.plots.of_records import hours_plot
from services.hours.rows import Forecast, HoursRow, HoursTable
from services.hours.service import HoursService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.hours_sources import HoursSourcesDialog
from ui.window.look import Icon
from ui.window.pages.hours.forms import MakeUpForm
from ui.window.pages.hours.people_tab import PeopleTab
from ui.window.pages.hours.tabs import AbsenceTab, DoubleLifeTab, ForecastTab, LongAbsenceTab, TheoryTab
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.plot import PlotView
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice

CONCERNS: Final = frozenset(
    {
        "people", "memberships", "stages", "appointments", "exemptions", "exclusions", "organizations", "rules",
        "sessions", "session_further_kinds", "session_topics", "sittings", "sitting_misses", "attendance",
    }
)  # fmt: skip

Find = Callable[[int, Key | None], Any]
Show = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class HoursServices:
    """What the page asks."""

    hours: HoursService
    absences: AbsenceService
    sessions: SessionService
    organizations: OrganizationService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings: what is offered above, and what the tab in sight shows."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    content: Any


class HoursPage(Page):
    """A year and a scope are chosen above; of the tabs only the one in sight is read."""

    def __init__(self, desk: Desk, services: HoursServices) -> None:
        super().__init__(
            desk, "学时", "谁已达标、谁还差多少，谁缺席、谁已补学；双击一人查看学时来自哪些活动。", CONCERNS
        )
        self._services = services
        self._fresh: set[int] = set()
        self.form: MakeUpForm | None = None
        self.year = YearChoice(desk.clock.today().year)
        self.scope = ScopeChoice()
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.scope)
        self._build_tabs()
        self._connect()

    def _build_tabs(self) -> None:
        self.people, self.forecast, self.theory = PeopleTab(), ForecastTab(), TheoryTab()
        self.distribution = PlotView("学时分布图")
        self.absences, self.long_absences, self.double_life = AbsenceTab(), LongAbsenceTab(), DoubleLifeTab()
        listing = self.absences.listing
        listing.add_row_button(button("撤销补学…", Icon.REFRESH, self.ask_take_back), lambda row: not row.open)
        made = primary_button("登记补学…", Icon.CHECK, self.ask_make_up)
        listing.add_row_button(made, lambda row: row.open)
        hours, absences = self._services.hours, self._services.absences
        self._parts: tuple[tuple[str, PeopleTab | ForecastTab | Any, Find, Show], ...] = (
            ("学时", self.people, hours.hours, self._show),
            ("分布图", self.distribution, hours.hours, self._show_distribution),
            ("预测", self.forecast, self._look_ahead, self.forecast.show_forecast),
            ("理论学习占比", self.theory, hours.theory, self.theory.show_theory),
            ("缺席与补学", self.absences, absences.absences, self.absences.show_absences),
            ("长期未参加", self.long_absences, absences.long_absences, self.long_absences.show_long_absences),
            ("双重组织生活", self.double_life, absences.double_life, self.double_life.show_double_life),
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("学时")
        for title, tab, _, _ in self._parts:
            self.tabs.addTab(tab, title)
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.year.chosen.connect(self.load)
        self.scope.chosen.connect(self.load)
        self.tabs.currentChanged.connect(self._load_tab)
        self.people.sources_wanted.connect(self.open_sources)
        self.people.branch_wanted.connect(self.scope.choose)
        self.absences.listing.table.activated_row.connect(lambda _: self.ask_make_up())

    def _look_ahead(self, year: int, scope: Key | None) -> Forecast | None:
        running = year == self.desk.clock.today().year
        return self._services.hours.forecast(year, scope) if running else None

    @override
    def load(self) -> None:
        self._fresh.clear()
        self._load_tab(self.tabs.currentIndex())

    def _load_tab(self, place: int) -> None:
        """Read what a tab shows, unless it is there already."""
        if place in self._fresh:
            return
        self._fresh.add(place)
        _, _, find, show = self._parts[place]
        year, scope = self.year.year, self.scope.choice()
        hours, organizations = self._services.hours, self._services.organizations

        def done(found: _Found) -> None:
            self.year.offer_years(found.years)
            self.scope.offer_organizations(found.organizations)
            show(found.content)

        self.read(lambda: _Found(hours.years(), organizations.tree(), find(year, scope)), done)

    def _show(self, table: HoursTable) -> None:
        self.people.show_hours(table)

    def _show_distribution(self, table: HoursTable) -> None:
        self.distribution.show_plot(hours_plot(table))

    def open_sources(self, row: HoursRow) -> None:
        """Show where a person's hours come from."""
        self.sources_dialog = HoursSourcesDialog(self.desk, self._services.hours, row, self.year.year, self)
        self.sources_dialog.open()

    def ask_make_up(self) -> None:
        """Open the form that makes up the chosen absence, if it is open."""
        row = self.absences.listing.chosen()
        if row is not None and row.open:
            self.form = MakeUpForm(self.desk, self._services.sessions, row, self)
            self.form.open()

    def ask_take_back(self) -> None:
        """Take back that the chosen absence was made up, once confirmed."""
        row: AbsenceRow | None = self.absences.listing.chosen()
        if row is None or row.open:
            return
        session, person = row.session, row.member.person
        words = f"{row.member.name} {row.held_on.isoformat()} {row.title}"
        if confirmed(self, "撤销补学", f"撤销这一次补学，恢复为缺席或请假？{words}", "撤销"):
            self.write(lambda: self._services.sessions.take_back_make_up(session, person), "补学已撤销。")
