"""专题教育 as the officer works with it: a campaign, its two plans, texts ticked by branch, measures."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from models.enums import MaterialKind, OrganizationKind, PlanLevel, SessionKind, StageKind, WorkState
from models.keys import Key
from services.campaigns.rows import CampaignDraft, CampaignTextDraft
from services.materials.rows import MaterialDraft
from services.organizations.rows import OrganizationDraft
from services.people.rows import MembershipDraft, PersonDraft
from services.plans.rows import PlanFilter, PlanItemDraft
from services.sessions.rows import SessionDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import press
from ui.window.main_window import MainWindow
from ui.window.pages.campaigns import page as page_module
from ui.window.pages.campaigns.forms import CampaignForm, MeasureForm, TextForm
from ui.window.pages.campaigns.page import CampaignsPage
from ui.window.pages.campaigns.reading_sheet import ReadingSheet
from ui.window.services import Services

CHECK = Qt.ItemDataRole.CheckStateRole
HISTORY = CampaignDraft("党史学习教育", date(2026, 1, 10), date(2026, 6, 30))


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def branch(services: Services) -> Key:
    top = services.organizations.tree()[0].key
    made = key_of(services.organizations.add(OrganizationDraft("第一党支部", OrganizationKind.BRANCH, top)))
    for number, name in (("D1", "张三"), ("D2", "李四")):
        person = PersonDraft(name=name, category=StageKind.FORMAL, number=number)
        services.people.add(person, MembershipDraft(made), ())
    return made


@pytest.fixture
def campaign(services: Services, branch: Key) -> Key:
    key = key_of(services.campaigns.add(HISTORY))
    for title in ("《章程》", "《条例》"):
        services.campaigns.add_text(key, CampaignTextDraft(title))
    return key


@pytest.fixture
def page(open_window: MainWindow, campaign: Key, settled: Settled) -> CampaignsPage:
    return shown(open_window, settled)


def shown(window: MainWindow, settled: Settled) -> CampaignsPage:
    window.workspace.go_to("campaigns")
    settled()
    made = window.workspace.page("campaigns")
    assert isinstance(made, CampaignsPage)
    return made


def test_an_empty_ledger_says_so_and_the_first_campaign_is_shown_at_once(
    open_window: MainWindow, settled: Settled
) -> None:
    page = shown(open_window, settled)
    assert page.report is None
    assert not page.delete_button.isEnabled()
    page.ask_add()
    form = page.form
    assert isinstance(form, CampaignForm)
    form.save_button.click()
    assert form.message_bar.text == "专题教育：请填写“专题名称”。"
    form.name.setText("党纪学习教育")
    form.save_button.click()
    settled()
    assert page.campaign.currentText() == "党纪学习教育"
    assert page.overview.plan.accessibleName() == "计划事项 0项"
    assert page.overview.reading.accessibleName() == "读书完成率 —"


def test_both_plans_are_begun_and_their_progress_is_shown(
    page: CampaignsPage, services: Services, branch: Key, campaign: Key, settled: Settled
) -> None:
    press(page, "建立两级计划")
    settled()
    assert not page.plans_button.isVisible()
    committee, below = services.plans.plans(PlanFilter(2026))
    assert (committee.draft.level, below.draft.level) == (PlanLevel.COMMITTEE, PlanLevel.BRANCH)
    item = key_of(services.plans.add_item(committee.key, PlanItemDraft("专题党课")))
    services.plans.add_item(below.key, PlanItemDraft("通读", deadline="2026-03-01"))
    session = SessionDraft(SessionKind.PARTY_LECTURE, "党课", branch, date(2026, 2, 5), campaign_id=campaign)
    services.plans.link(item, [key_of(services.sessions.add(session))])
    page.load()
    settled()
    assert page.overview.plan.accessibleName() == "计划事项 1+1项"
    model = page.tabs.items.model
    columns = [column for column in model.columns if column.title in {"层面", "事项", "进度", "状态"}]
    assert [[column.text(row) for column in columns] for row in model.rows] == [
        ["党委", "专题党课", "1/1 次", "已完成"],
        ["支部", "通读", "0/1 次", "逾期4天"],
    ]
    assert page.tabs.sessions.summary.text() == "党课 1 次"


def test_readings_are_ticked_by_branch_and_saved_in_one_step(page: CampaignsPage, settled: Settled) -> None:
    page.tabs.setCurrentWidget(page.tabs.reading)
    press(page, "登记读完…")
    sheet = page.form
    assert isinstance(sheet, ReadingSheet)
    assert not sheet.save_button.isEnabled()
    sheet.model.tick_all(ticked=True)
    sheet.model.setData(sheet.model.index(1, 2), Qt.CheckState.Unchecked, CHECK)
    assert sheet.summary.text() == "新勾选 3 处，撤销 0 处"
    sheet.day.setText("2026-03-04")
    sheet.save_button.click()
    settled()
    assert page.overview.reading.accessibleName() == "读书完成率 75.0%"
    reading = page.tabs.reading
    missing = {line.reader.name: line.missing for line in reading.readers.model.rows}
    assert missing == {"张三": (), "李四": ("《条例》",)}
    assert reading.readers.summary.text() == "2 人，没有读完 1 人"
    page.ask_mark()
    sheet = page.form
    assert isinstance(sheet, ReadingSheet)
    assert sheet.model.data(sheet.model.index(0, 1)) == "2026-03-04"
    sheet.model.setData(sheet.model.index(0, 1), Qt.CheckState.Unchecked, CHECK)
    sheet.save_button.click()
    settled()
    assert page.overview.reading.accessibleName() == "读书完成率 50.0%"


def test_a_text_is_added_and_deleted_only_after_a_yes(
    page: CampaignsPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.ask_add_text()
    assert isinstance(page.form, TextForm)
    page.form.title.setText("《选编》")
    page.form.save_button.click()
    settled()
    for answer, left in ((False, 3), (True, 2)):
        monkeypatch.setattr(page_module, "confirmed", lambda *_, answer=answer: answer)
        page.ask_delete_text()
        settled()
        assert len(page.tabs.reading.texts.model.rows) == left


def test_a_measure_is_added_done_and_deleted(
    page: CampaignsPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.ask_add_measure()
    form = page.form
    assert isinstance(form, MeasureForm)
    form.measure.setText("修缮食堂")
    form.deadline.setText("2026-03-01")
    form.save_button.click()
    settled()
    assert page.tabs.measures.summary.text() == "共 1 条，已完成 0 条，逾期 1 条"
    page.ask_change_measure()
    form = page.form
    assert isinstance(form, MeasureForm)
    form.state.choose(WorkState.DONE)
    form.save_button.click()
    settled()
    assert page.overview.measures.accessibleName() == "举措完成 1/1条"
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    page.ask_delete_measure()
    settled()
    assert page.tabs.measures.model.rows == []


def test_a_campaign_in_use_is_not_deleted(
    page: CampaignsPage, services: Services, campaign: Key, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.materials.add(MaterialDraft(date(2026, 2, 5), MaterialKind.BRIEF, "第1期", 1, campaign_id=campaign))
    page.load()
    settled()
    assert page.tabs.materials.summary.text() == "书籍 0 套、简报 1 期、板报墙报 0 幅、宣传稿件 0 篇，稿件阅读 0 人次"
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    page.ask_delete()
    settled()
    assert page.message_bar.text == "专题教育“党史学习教育”还被宣传与资料、必读书目使用，不能删除，请先处理这些内容。"
    assert page.campaign.currentText() == "党史学习教育"
