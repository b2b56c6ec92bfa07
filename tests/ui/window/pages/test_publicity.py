"""宣传与资料 as the officer works with it: materials and their figures, scores alone and by branch."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import MaterialKind, OrganizationKind, StageKind
from services.materials.rows import MaterialDraft
from services.organizations.rows import OrganizationDraft
from services.people.rows import MembershipDraft, PersonDraft
from services.study_app.rows import ScoreDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from ui.window.main_window import MainWindow
from ui.window.pages.publicity import page as page_module
from ui.window.pages.publicity.forms import MaterialForm, ScoreForm
from ui.window.pages.publicity.page import PublicityPage
from ui.window.pages.publicity.score_sheet import ScoreSheet
from ui.window.services import Services

DAY = date(2026, 3, 1)
ARTICLE = MaterialDraft(date(2026, 2, 5), MaterialKind.ARTICLE, "主题党日侧记", 1, reads=1200)


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def page(open_window: MainWindow, services: Services, settled: Settled) -> PublicityPage:
    top = services.organizations.tree()[0].key
    branch = key_of(services.organizations.add(OrganizationDraft("第一党支部", OrganizationKind.BRANCH, top)))
    for number, name in (("D1", "张三"), ("D2", "李四")):
        person = PersonDraft(name=name, category=StageKind.FORMAL, number=number)
        key = key_of(services.people.add(person, MembershipDraft(branch), ()))
        if name == "张三":
            services.study_app.add(ScoreDraft(key, DAY, Decimal(500)))
    services.materials.add(ARTICLE)
    open_window.workspace.go_to("publicity")
    settled()
    made = open_window.workspace.page("publicity")
    assert isinstance(made, PublicityPage)
    return made


def scores(page: PublicityPage) -> dict[str, list[str]]:
    model = page.scores.listing.model
    return {row.name: [model.columns[number].text(row) for number in (3, 4, 6)] for row in model.rows}


def test_a_record_is_added_through_the_form_and_counts_at_once(page: PublicityPage, settled: Settled) -> None:
    assert page.materials.articles.accessibleName() == "宣传稿件 1篇"
    assert page.materials.reads.accessibleName() == "稿件阅读量 1,200人次"
    page.ask_add_material()
    form = page.form
    assert isinstance(form, MaterialForm)
    form.quantity.setText("1.5")
    form.save_button.click()
    assert form.message_bar.text == "宣传与资料：“数量”填写的“1.5”不正确，请填写整数。"
    form.quantity.setText("30")
    form.name.setText("《章程》")
    form.save_button.click()
    settled()
    assert page.materials.books.accessibleName() == "发放书籍 30套"
    assert page.materials.listing.summary.text() == "共 2 条"
    page.materials.kind.choose(MaterialKind.ARTICLE)
    settled()
    assert [row.draft for row in page.materials.listing.model.rows] == [ARTICLE]


def test_a_record_is_changed_and_deleted_only_after_a_yes(
    page: PublicityPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.ask_change_material()
    assert isinstance(page.form, MaterialForm)
    page.form.reads.setText("1300")
    page.form.save_button.click()
    settled()
    assert page.materials.reads.accessibleName() == "稿件阅读量 1,300人次"
    for answer, left in ((False, 1), (True, 0)):
        monkeypatch.setattr(page_module, "confirmed", lambda *_, answer=answer: answer)
        page.ask_delete_material()
        settled()
        assert len(page.materials.listing.model.rows) == left


def test_members_stand_with_their_score_or_without(page: PublicityPage) -> None:
    assert scores(page) == {"张三": ["2026-03-01", "500", "—"], "李四": ["—", "—", "未登记"]}
    assert page.scores.average.accessibleName() == "全年平均积分 500.0分"
    assert page.scores.below.accessibleName() == "低于标准人数 —"
    assert page.scores.listing.summary.text() == "党员 2 人，已登记 1 人"


def test_a_score_is_changed_and_another_one_added(page: PublicityPage, settled: Settled) -> None:
    page.ask_change_score()
    assert isinstance(page.form, ScoreForm)
    page.form.score.setText("600")
    page.form.save_button.click()
    settled()
    page.ask_add_score()
    assert isinstance(page.form, ScoreForm)
    page.form.score.setText("700")
    page.form.save_button.click()  # as of today
    settled()
    assert scores(page)["张三"] == ["2026-03-05", "700", "—"]
    page.scores.day.choose(DAY)
    settled()
    assert scores(page)["张三"] == ["2026-03-01", "600", "—"]


def test_a_branch_is_entered_in_one_step(page: PublicityPage, services: Services, settled: Settled) -> None:
    page.ask_enter_branch()
    sheet = page.form
    assert isinstance(sheet, ScoreSheet)
    settled()
    assert [field.text() for _, field in sheet.fields] == ["", ""]
    sheet.fields[1][1].insert("80")  # as typed by hand: it stays when the day changes
    sheet.day.setText(DAY.isoformat())
    settled()
    assert [field.text() for _, field in sheet.fields] == ["500", "80"]
    assert not sheet.branch.isEnabled()
    sheet.save_button.click()
    settled()
    assert scores(page)["李四"] == ["2026-03-01", "80", "—"]
    assert services.study_app.days(2026) == (DAY,)


def test_a_year_without_anything_says_so(open_window: MainWindow, settled: Settled) -> None:
    open_window.workspace.go_to("publicity")
    settled()
    page = open_window.workspace.page("publicity")
    assert isinstance(page, PublicityPage)
    assert page.scores.average.accessibleName() == "全年平均积分 —"
    assert page.materials.listing.summary.text() == "共 0 条"
    page.ask_enter_branch()
    settled()
    assert isinstance(page.form, ScoreSheet)
    assert not page.form.save_button.isEnabled()
    assert page.form.hint.text() == "还没有党支部，请先在“组织与人员”中新增。"
