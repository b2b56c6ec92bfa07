"""教育培训: the classes of a year, who was reached, what each person owes, tests, certificates."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QTabWidget

from models.keys import Key
from models.typing_override import override
from services.classes.rows import ClassYear
from services.classes.service import ClassService
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.sessions.service import SessionService
from services.training_duties.rows import TrainingDutyTable
from services.training_duties.service import TrainingDutyService
from ui.window.desk import Desk
from ui.window.look import Icon
from ui.window.pages.classes.class_tab import ClassTab
from ui.window.pages.classes.year_tabs import CertificatesTab, CoverageTab, DutiesTab, TestsTab
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice

CONCERNS: Final = frozenset(
    {
        "people", "memberships", "stages", "appointments", "exemptions", "exclusions", "certificates", "organizations",
        "rules", "sessions", "session_further_kinds", "session_audiences", "session_resources", "study_resources",
        "sittings", "sitting_misses", "attendance",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClassServices:
    """What the page reads from."""

    classes: ClassService
    duties: TrainingDutyService
    sessions: SessionService
    organizations: OrganizationService


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    organizations: tuple[OrganizationRow, ...]
    classes: ClassYear
    duties: TrainingDutyTable


class ClassesPage(Page):
    """A year and a scope above; tabs for classes, coverage, duties of people, tests and certificates."""

    def __init__(self, desk: Desk, services: ClassServices) -> None:
        super().__init__(desk, "教育培训", "班次、各类人员的覆盖面、每个人的培训要求、测试和书记证书", CONCERNS)
        self._services = services
        self._build_choices()
        self._build_tabs()
        for choice in (self.year, self.organization):
            choice.chosen.connect(self.load)
        self.classes.wanted.connect(self._read_detail)

    def _build_choices(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.organization)
        self.buttons.addWidget(button("到学习活动登记", Icon.CALENDAR, lambda: self.go_wanted.emit("sessions")))

    def _build_tabs(self) -> None:
        self.classes = ClassTab()
        self.coverage = CoverageTab()
        self.duties = DutiesTab()
        self.tests = TestsTab()
        self.certificates = CertificatesTab()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("教育培训")
        for tab in (self.classes, self.coverage, self.duties, self.tests, self.certificates):
            self.tabs.addTab(tab, tab.accessibleName())
        self.body.addWidget(self.tabs, 1)

    @override
    def load(self) -> None:
        year, organization, services = self.year.year, self.organization.choice(), self._services

        def find() -> _Found:
            return _Found(
                services.sessions.years(),
                services.organizations.tree(),
                services.classes.year(year, organization),
                services.duties.duties(year, organization),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.organizations)
        self.classes.show_rows(found.classes.classes)
        self.coverage.show_rows(found.classes.coverage)
        self.tests.show_rows(found.classes.tests)
        self.duties.show_table(found.duties)
        self.certificates.show_table(found.duties)

    def _read_detail(self, key: Key) -> None:
        self.read(lambda: self._services.classes.detail(key), self.classes.show_detail)
