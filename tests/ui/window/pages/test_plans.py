"""计划 as the officer works with it: plans, items, the sessions held for them, next year's draft."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enums import Audience, SessionKind, WorkState
from models.keys import Key
from services.needs.rows import NeedDraft
from services.plans.rows import PlanDraft, PlanFilter, PlanItemDraft
from services.sessions.rows import SessionDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.pages.plans import page as page_module
from ui.window.pages.plans.dialogs import DraftDialog, LinkDialog
from ui.window.pages.plans.forms import PlanForm, PlanItemForm
from ui.window.pages.plans.page import PlansPage
from ui.window.services import Services


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def plan(services: Services) -> Key:
    return key_of(services.plans.add_plan(PlanDraft(2026, "2026年培训计划")))


def shown(window: MainWindow, settled: Settled) -> PlansPage:
    window.workspace.go_to("plans")
    settled()
    page = window.workspace.page("plans")
    assert isinstance(page, PlansPage)
    return page


def cells(page: PlansPage) -> list[list[str]]:
    return [[column.text(row) for column in page.items.model.columns[:5]] for row in page.items.model.rows]


def test_a_plan_and_an_item_are_entered(open_window: MainWindow, settled: Settled) -> None:
    page = shown(open_window, settled)
    assert not page.add_item_button.isEnabled()
    press(page, "新增…")
    form = page.form
    assert isinstance(form, PlanForm)
    check(form)
    press(form, "保存")
    assert form.message_bar.text == "计划：请填写“计划名称”。"
    form.name.setText("2026年培训计划")
    press(form, "保存")
    settled()
    press(page, "新增事项…")
    item = page.form
    assert isinstance(item, PlanItemForm)
    check(item)
    item.title.setText("主题党日")
    item.kind.choose("主题党日")
    item.deadline.setText("2026-03-01")
    item.times.setText("2")
    press(item, "保存")
    settled()
    assert cells(page) == [["主题党日", "主题党日", "2026-03-01", "0/2 次", "逾期4天"]]
    assert page.totals.text() == "计划项目 1 项，已完成 0 项"
    assert page.items.summary.text() == "共 1 项，逾期 1 项"


def test_a_suggested_session_counts_once_ticked_by_the_keyboard(
    open_window: MainWindow, services: Services, settled: Settled, plan: Key
) -> None:
    top = services.organizations.tree()[0].key
    services.plans.add_item(plan, PlanItemDraft("主题党日", kind="主题党日"))
    services.sessions.add(SessionDraft(SessionKind.THEME_DAY, "二月党日", top, date(2026, 2, 5)))
    services.sessions.add(SessionDraft(SessionKind.PARTY_LECTURE, "党课", top, date(2026, 2, 6)))
    page = shown(open_window, settled)
    press(page, "关联活动…")
    settled()
    dialog = page.form
    assert isinstance(dialog, LinkDialog)
    check(dialog)
    assert [(row[0], row[1].title) for row in dialog.list.rows] == [("建议", "二月党日")]
    assert list(dialog.list.ticked) == []
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.everything.click()
    assert [row[1].title for row in dialog.list.rows] == ["二月党日", "党课"]
    assert [row[1].title for row in dialog.list.ticked] == ["二月党日"]
    dialog.everything.click()
    assert [row[1].title for row in dialog.list.ticked] == ["二月党日"]
    press(dialog, "保存")
    settled()
    assert cells(page)[0][3:] == ["1/1 次", "已完成"]
    press(page, "关联活动…")
    settled()
    dialog = page.form
    assert isinstance(dialog, LinkDialog)
    assert [row[0] for row in dialog.list.ticked] == ["已关联"]
    dialog.list.tick_all(ticked=False)
    press(dialog, "保存")
    settled()
    assert cells(page)[0][3:] == ["0/1 次", "未开始"]


def test_what_fits_the_chosen_item_is_linked_in_one_click(
    open_window: MainWindow, services: Services, settled: Settled, plan: Key
) -> None:
    top = services.organizations.tree()[0].key
    services.plans.add_item(plan, PlanItemDraft("主题党日", kind="主题党日", times=2))
    services.plans.add_item(plan, PlanItemDraft("党课", kind="党课"))
    for day in (5, 6):
        services.sessions.add(SessionDraft(SessionKind.THEME_DAY, "党日", top, date(2026, 2, day)))
    page = shown(open_window, settled)
    assert page.suggestion.text() == "有 2 次已举行的同类活动没有关联：2月5日、2月6日"
    press(page, "关联这些活动")
    settled()
    assert cells(page)[0][3:] == ["2/2 次", "已完成"]
    assert page.message_bar.text == "已关联 2 次活动，可在“关联活动”中去掉。"
    assert not page.link_suggested_button.isVisible()
    page.items.table.selectRow(1)
    assert not page.link_suggested_button.isVisible()


def test_next_years_plan_is_drafted_and_only_what_is_kept_is_written(
    open_window: MainWindow, services: Services, settled: Settled, plan: Key
) -> None:
    for title in ("集中学习", "不要的"):
        services.plans.add_item(plan, PlanItemDraft(title, deadline="2026-06-30"))
    page = shown(open_window, settled)
    press(page, "起草下一年计划…")
    settled()
    dialog = page.form
    assert isinstance(dialog, DraftDialog)
    check(dialog)
    titles = [one.item.title for one in dialog.list.rows]
    assert titles == ["集中学习", "不要的", "中心组学习（每季度1次）"]
    press(dialog, "全不选")
    assert not dialog.save_button.isEnabled()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.summary.text() == "共 3 项，写入 1 项"
    press(dialog, "写入计划")
    settled()
    (made,) = services.plans.plans(PlanFilter(2027))
    assert [(row.draft.title, row.draft.deadline) for row in made.items] == [("集中学习", "2027-06-30")]
    page.year.choose(2027)
    settled()
    assert [row.draft.name for row in page.plan_list.model.rows] == ["2027年培训计划"]


def test_a_plan_is_deleted_after_a_yes_only(
    open_window: MainWindow, services: Services, settled: Settled, plan: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.plans.add_item(plan, PlanItemDraft("集中学习"))
    page = shown(open_window, settled)
    monkeypatch.setattr(page_module, "confirmed", lambda *_: False)
    press(page, "删除…")
    press(page, "删除事项…")
    settled()
    assert len(cells(page)) == 1
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "删除事项…")
    settled()
    assert cells(page) == []
    press(page, "删除…")
    settled()
    assert page.plan_list.model.rows == []


def test_saving_an_item_unchanged_keeps_all_that_it_said(
    open_window: MainWindow, services: Services, settled: Settled, plan: Key
) -> None:
    draft = PlanItemDraft(
        "第一季度研讨",
        "自定类型",
        "中心组成员",
        "3月底前",
        2,
        Decimal("1.5"),
        123_45,
        "党群工作部",
        WorkState.IN_PROGRESS,
        1,
        "《文件一》\n《文件二》",
        "张伟、王玥",
        "集体研讨",
        "各支部书记",
    )
    services.plans.add_item(plan, draft)
    page = shown(open_window, settled)
    press(page, "修改事项…")
    assert isinstance(page.form, PlanItemForm)
    press(page.form, "保存")
    settled()
    assert [row.draft for row in page.items.model.rows] == [draft]


def test_what_members_ask_for_becomes_an_item(
    open_window: MainWindow, services: Services, settled: Settled, plan: Key
) -> None:
    page = shown(open_window, settled)
    assert not page.needs.isVisible()
    changes = services.needs.add_all(
        [NeedDraft(2025, "去年的主题", 90), NeedDraft(2026, "公文写作", 12, audience=Audience.PARTY_WORKERS)]
    )
    open_window.desk.notifier.announce(changes)
    settled()
    assert page.needs.summary.text() == "2026年需求调研：1 个主题，12 人次，已列入计划 0 个"
    press(page, "列为事项…")
    form = page.form
    assert isinstance(form, PlanItemForm)
    assert (form.title.text(), form.audience.text()) == ("专题培训：公文写作", "党务工作者")
    press(form, "保存")
    settled()
    assert [row.draft.title for row in page.items.model.rows] == ["专题培训：公文写作"]
    assert [row.planned for row in page.needs.model.rows] == [True]
    assert not page.plan_need_button.isEnabled()
    page.year.offer_years([2027])
    page.year.choose(2027)
    settled()
    assert page.needs.summary.text().startswith("2026年需求调研"), "the survey before it, while it has none of its own"
