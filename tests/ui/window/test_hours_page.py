"""The page of hours: who is behind, where hours come from, and that a corrected attendance shows at once."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import AbsenceState, AttendanceStatus, ForecastState, HoursState, SessionKind, StageKind
from models.keys import Key
from services.people.rows import MembershipDraft, PersonDraft, StageDraft
from services.sessions.rows import AttendanceEntry, SessionDraft
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.hours_sources import HoursSourcesDialog
from ui.window.main_window import MainWindow
from ui.window.pages.home import HomePage
from ui.window.pages.hours.forms import MakeUpForm
from ui.window.pages.hours.page import HoursPage
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
    texts = [
        [str(page.people.model.index(row, column).data()) for column in (0, 4, 6)]
        for row in range(len(page.people.model.rows))
    ]
    return {name: (earned, state) for name, earned, state in texts}


def test_who_has_met_the_target_and_who_has_not(page: HoursPage) -> None:
    assert shown(page) == {"王小明": ("40", "已达标"), "李大海": ("0", "未达标")}
    assert page.people.pills[HoursState.BEHIND].text() == "未达标 1"


def test_only_who_is_behind(page: HoursPage) -> None:
    page.people.only_behind.setChecked(True)
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
    page.people.table.selectRow(list(shown(page)).index("王小明"))
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
    assert {key: number.text() for key, number in page.attention.items()} == {
        "short": "—",
        "to_make_up": "0 次",
        "warned": "0 人",
        "grave": "0 人",
        "silent": "1 个",
    }
    press(page, "查看学时达标，从低到高")
    assert open_window.workspace.page("hours").isVisible()


def look_at(page: HoursPage, tab: str, settled: Settled) -> None:
    titles = [page.tabs.tabText(place) for place in range(page.tabs.count())]
    page.tabs.setCurrentIndex(titles.index(tab))
    settled()


def test_the_forecast_is_of_the_running_year(page: HoursPage, settled: Settled) -> None:
    look_at(page, "预测", settled)
    assert not page.forecast.listing.isVisible()
    page.year.choose(2026)
    settled()
    assert [row.hours.earned for row in page.forecast.listing.model.rows] == [0, 0]
    assert page.forecast.pills[ForecastState.SHORT].text() == "将差学时 2"


def test_the_share_of_theory_by_branch_and_by_person(page: HoursPage, settled: Settled) -> None:
    look_at(page, "理论学习占比", settled)
    assert page.theory.whole.accessibleName() == "理论学习占比 0.0%"
    assert [row.name for row in page.theory.listing.model.rows] == ["某某公司党委"]
    page.theory.group.choose("people")
    assert {row.name for row in page.theory.listing.model.rows} == {"王小明", "李大海"}


def test_an_absence_is_made_up_and_taken_back(
    page: HoursPage, ledger: Ledger, open_window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.attends(AttendanceStatus.ABSENT)
    open_window.desk.notifier.announce(ledger.changes)
    look_at(page, "缺席与补学", settled)
    assert [row.member.name for row in page.absences.listing.model.rows] == ["王小明"]
    press(page, "登记补学…")
    form = dialog(page, MakeUpForm)
    form.day.setText("2025-06-01")
    press(form, "保存")
    assert form.message_bar.isVisible()  # the way is asked for
    form.how.setText("自学并交心得")
    press(form, "保存")
    settled()
    assert page.absences.listing.model.rows == []
    assert page.absences.listing.summary.text() == "待补学 0 次，已补学 1 次"
    look_at(page, "学时", settled)
    assert shown(page)["王小明"] == ("40", "已达标")
    look_at(page, "缺席与补学", settled)
    page.absences.state.choose("made_up")
    assert page.absences.listing.model.rows[0].made_up_how == "自学并交心得"
    monkeypatch.setattr("ui.window.pages.hours.page.confirmed", lambda *_: True)
    press(page, "撤销补学…")
    settled()
    assert page.absences.listing.summary.text() == "待补学 1 次，已补学 0 次"


def test_who_is_long_away_in_the_made_up_committee(demo_window: MainWindow, settled: Settled) -> None:
    demo_window.workspace.go_to("hours")
    settled()
    page = demo_window.workspace.page("hours")
    assert isinstance(page, HoursPage)
    look_at(page, "长期未参加", settled)
    rows = page.long_absences.listing.model.rows
    assert {7, 4} <= {row.months for row in rows}
    assert (
        f"严重 {sum(row.state is AbsenceState.GRAVE for row in rows)} 人" in page.long_absences.listing.summary.text()
    )
    look_at(page, "双重组织生活", settled)
    leaders = page.double_life.listing.model.rows
    assert len(leaders) > 3
    assert all(row.branch_held for row in leaders)
