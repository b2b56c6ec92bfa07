"""The page of hours: who is behind, where hours come from, and that a corrected attendance shows at once."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import AttendanceStatus, HoursState, SessionKind, StageKind
from models.keys import Key
from services.people.rows import MembershipDraft, PersonDraft, StageDraft
from services.sessions.rows import AttendanceEntry, SessionDraft
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.hours_sources import HoursSourcesDialog
from ui.window.main_window import MainWindow
from ui.window.pages.home import HomePage
from ui.window.pages.hours import HoursPage
from ui.window.services import Services

YEAR = 2025
STAGES = (StageDraft(StageKind.PROBATIONARY, date(2010, 7, 1)), StageDraft(StageKind.FORMAL, date(2011, 7, 1)))


class Ledger:
    """Two people and one session of 40 hours that one of them attended."""

    def __init__(self, services: Services) -> None:
        self.services = services
        top = services.organizations.tree()[0].key
        self.people = [self._person(name, top) for name in ("王小明", "李大海")]
        draft = SessionDraft(SessionKind.TRAINING_CLASS, "培训班", top, date(YEAR, 5, 6), hours=Decimal(40))
        made = services.sessions.add(draft).key
        assert made is not None
        self.session = made
        self.attends(AttendanceStatus.PRESENT)

    def _person(self, name: str, top: Key) -> Key:
        made = self.services.people.add(PersonDraft(name, StageKind.FORMAL), MembershipDraft(top), STAGES).key
        assert made is not None
        return made

    def attends(self, status: AttendanceStatus) -> None:
        self.changes = self.services.sessions.record(self.session, [AttendanceEntry(self.people[0], status)])


@pytest.fixture
def ledger(open_window: MainWindow) -> Ledger:
    assert open_window.services is not None
    return Ledger(open_window.services)


@pytest.fixture
def page(open_window: MainWindow, ledger: Ledger, settled: Settled) -> HoursPage:
    open_window.workspace.go_to("hours")
    settled()
    found = open_window.workspace.page("hours")
    assert isinstance(found, HoursPage)
    found.year.choose(YEAR)
    settled()
    return found


def shown(page: HoursPage) -> dict[str, tuple[str, str]]:
    texts = [[str(page.model.index(row, column).data()) for column in (0, 4, 6)] for row in range(len(page.model.rows))]
    return {name: (earned, state) for name, earned, state in texts}


def test_who_has_met_the_target_and_who_has_not(page: HoursPage) -> None:
    assert shown(page) == {"王小明": ("40", "已达标"), "李大海": ("0", "未达标")}
    assert page.pills[HoursState.BEHIND].text() == "未达标 1"


def test_only_who_is_behind(page: HoursPage) -> None:
    page.only_behind.setChecked(True)
    assert list(shown(page)) == ["李大海"]


def test_a_corrected_attendance_changes_the_hours_at_once(
    page: HoursPage, ledger: Ledger, open_window: MainWindow, settled: Settled
) -> None:
    ledger.attends(AttendanceStatus.ABSENT)
    open_window.desk.notifier.announce(ledger.changes)
    settled()
    assert shown(page)["王小明"] == ("0", "未达标")


def test_a_page_out_of_sight_reloads_when_it_is_shown(
    page: HoursPage, ledger: Ledger, open_window: MainWindow, settled: Settled
) -> None:
    open_window.workspace.go_to("exchange")
    ledger.attends(AttendanceStatus.ABSENT)
    open_window.desk.notifier.announce(ledger.changes)
    settled()
    assert shown(page)["王小明"] == ("40", "已达标")
    open_window.workspace.go_to("hours")
    settled()
    assert shown(page)["王小明"] == ("0", "未达标")


def test_where_the_hours_come_from(page: HoursPage, settled: Settled) -> None:
    page.table.selectRow(list(shown(page)).index("王小明"))
    press(page, "学时来源")
    settled()
    sources = dialog(page, HoursSourcesDialog)
    texts = [sources.model.index(0, column).data() for column in range(sources.model.columnCount())]
    assert texts == ["2025-05-06", "培训班", "培训班", "出席", "40"]
    sources.accept()


def test_the_first_page_says_how_the_year_stands(ledger: Ledger, open_window: MainWindow, settled: Settled) -> None:
    open_window.workspace.go_to("home")
    settled()
    page = open_window.workspace.page("home")
    assert isinstance(page, HomePage)
    page.year.choose(YEAR)
    settled()
    assert page.members.accessibleName() == "党员 2人"
    assert page.hours.accessibleName() == "学时达标 50.0%"
    assert page.held["training.sessions"].text() == "1 个"
    press(page, "查看学时达标，从低到高")
    assert open_window.workspace.page("hours").isVisible()
