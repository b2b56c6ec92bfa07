"""中心组 as the officer works with it: members and their terms, who came, the plan, the report."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.enums import AttendanceStatus, CenterGroupRole, SessionKind, SessionState, StageKind
from models.keys import Key
from services.center_group.rows import CenterGroupMemberDraft, CenterGroupSessionRow
from services.people.rows import MembershipDraft, PersonDraft
from services.sessions.rows import AttendanceEntry, SessionDraft
from tests.services.office import key_of
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from ui.window.main_window import MainWindow
from ui.window.pages.center_group import page as page_module
from ui.window.pages.center_group.columns import reflections_text
from ui.window.pages.center_group.forms import EndTermForm, MemberForm, RoleForm
from ui.window.pages.center_group.page import CenterGroupPage
from ui.window.services import Services


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def top(services: Services) -> Key:
    return services.organizations.tree()[0].key


@pytest.fixture
def person(services: Services, top: Key) -> Key:
    draft = PersonDraft(name="王玥", category=StageKind.FORMAL, number="D1")
    return key_of(services.people.add(draft, MembershipDraft(top)))


@pytest.fixture
def term(top: Key, person: Key) -> CenterGroupMemberDraft:
    return CenterGroupMemberDraft(person, top, CenterGroupRole.LEADER)


@pytest.fixture
def page(open_window: MainWindow, person: Key, settled: Settled) -> CenterGroupPage:
    assert person
    open_window.workspace.go_to("center_group")
    settled()
    made = open_window.workspace.page("center_group")
    assert isinstance(made, CenterGroupPage)
    return made


def terms(page: CenterGroupPage) -> list[list[str]]:
    model = page.members.model
    return [[column.text(row) for column in model.columns] for row in model.rows]


def test_a_member_is_added_changes_role_and_leaves(page: CenterGroupPage, settled: Settled) -> None:
    press(page, "新增成员…")
    settled()
    form = dialog(page, MemberForm)
    form.start.setText("2025-01-01")
    form.save_button.click()
    settled()
    assert terms(page) == [["王玥", "D1", "成员", "—", "2025-01-01", "至今", "在任"]]
    press(page, "变更身份…")
    role = dialog(page, RoleForm)
    role.role.choose(CenterGroupRole.LEADER)
    role.day.setText("2026-03-01")
    role.save_button.click()
    settled()
    assert terms(page) == [
        ["王玥", "D1", "组长", "—", "2026-03-01", "至今", "在任"],
        ["王玥", "D1", "成员", "—", "2025-01-01", "2026-03-01", "已结束"],
    ]
    page.members.table.selectRow(0)
    press(page, "结束任期…")
    ending = dialog(page, EndTermForm)
    ending.save_button.click()
    settled()
    assert {row[-1] for row in terms(page)} == {"已结束"}


def test_a_second_term_at_the_same_time_is_refused_in_words(
    page: CenterGroupPage, services: Services, term: CenterGroupMemberDraft, settled: Settled
) -> None:
    services.center_group.add_member(replace(term, starts_on=date(2025, 1, 1)))
    page.ask_add()
    settled()
    form = dialog(page, MemberForm)
    form.save_button.click()
    settled()
    assert form.message_bar.text == "中心组成员任期与已有的一条（2025-01-01 至 今）日期重叠，请更正起止日期。"
    form.reject()


def test_attendance_and_duty_show_what_was_held(
    page: CenterGroupPage, services: Services, term: CenterGroupMemberDraft, settled: Settled
) -> None:
    services.center_group.add_member(term)
    draft = SessionDraft(SessionKind.CENTER_GROUP, "研讨", term.organization_id, date(2026, 2, 5), discussion=True)
    held = key_of(services.sessions.add(draft))
    entry = AttendanceEntry(term.person_id, AttendanceStatus.MADE_UP)
    page.desk.notifier.announce(services.sessions.record(held, [entry]))
    settled()
    (row,) = page.attendance.model.rows
    shown = [column.text(row) for column in page.attendance.model.columns]
    assert shown == ["王玥", "组长", "1", "0", "0", "0", "1", "0", "0.0%", "0", "0"]
    assert page.sessions.summary.text() == "已举行 1 次，其中交流研讨 1 次"
    assert [pill.text() for pill in page.duties] == [
        "第一季度 1/1 达标",
        "第二季度 0/1 待开展",
        "第三季度 0/1 待开展",
        "第四季度 0/1 待开展",
    ]


def test_a_wrong_term_is_deleted_only_after_a_yes(
    page: CenterGroupPage,
    services: Services,
    term: CenterGroupMemberDraft,
    settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.desk.notifier.announce(services.center_group.add_member(term))
    settled()
    for answer, left in ((False, 1), (True, 0)):
        monkeypatch.setattr(page_module, "confirmed", lambda *_, answer=answer: answer)
        press(page, "删除…")
        settled()
        assert len(terms(page)) == left


def test_the_report_is_saved_as_a_file(
    page: CenterGroupPage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    chooser.answer = tmp_path / "通报.pdf"
    press(page, "保存出勤通报…")
    settled()
    assert chooser.answer.read_bytes().startswith(b"%PDF")
    assert page.message_bar.text == f"已保存到 {chooser.answer}"


def test_the_demo_shows_every_tab_filled(demo_window: MainWindow, settled: Settled) -> None:
    demo_window.workspace.go_to("center_group")
    settled()
    page = demo_window.workspace.page("center_group")
    assert isinstance(page, CenterGroupPage)
    page.year.choose(2025)
    settled()
    for listing in (page.members, page.sessions, page.attendance, page.observers, page.plan):
        assert listing.model.rowCount() > 0, listing.accessibleName()
    assert [pill.text() for pill in page.duties][1] == "第二季度 0/1 缺"


@pytest.mark.parametrize(
    ("reported", "written", "words"),
    [(None, None, "—"), (3, None, "3"), (3, 3, "3"), (5, 3, "5（个人3）"), (None, 3, "—（个人3）")],
)
def test_two_counts_of_reflections_that_differ_are_both_shown(
    reported: int | None, written: int | None, words: str
) -> None:
    held = date(2026, 2, 20)
    row = CenterGroupSessionRow(
        b"s", "1", "学习", held, SessionState.HELD, False, 0, 0, reported, 0, 0, 0, 0, 0, 0, written  # noqa: FBT003
    )  # fmt: skip
    assert reflections_text(row) == words
