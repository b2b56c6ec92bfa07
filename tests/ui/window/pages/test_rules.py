"""规则 as the officer works with it: seeing what is in force, changing it from a day on, giving a basis."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import SessionKind
from services.rulebook.rows import DutyDemand, RuleChange, RuleGroup, RuleVersion
from tests.ui.window.conftest import Settled
from ui.window.main_window import MainWindow
from ui.window.pages.rules import page as page_module
from ui.window.pages.rules.forms import BasisForm, ChangeRuleForm
from ui.window.pages.rules.page import RulesPage
from ui.window.pages.rules.texts import Standing
from ui.window.services import Services

TODAY, NEXT_YEAR = date(2026, 3, 5), date(2027, 1, 1)
MEMBER = "hours.target.member"


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def page(open_window: MainWindow, services: Services, settled: Settled) -> RulesPage:
    open_window.workspace.go_to("rules")
    settled()
    made = open_window.workspace.page("rules")
    assert isinstance(made, RulesPage)
    return made


def choose(page: RulesPage, code: str) -> None:
    codes = [row.history.subject.code for row in page.listing.model.rows]
    page.listing.table.selectRow(codes.index(code))


def in_force(services: Services, code: str, day: date) -> RuleVersion:
    history = next(one for one in services.rules.list() if one.subject.code == code)
    version = history.on(day)
    assert version is not None
    return version


def change_form(page: RulesPage, code: str) -> ChangeRuleForm:
    choose(page, code)
    page.ask_change()
    assert isinstance(page.form, ChangeRuleForm)
    return page.form


def texts(page: RulesPage) -> dict[str, tuple[str, ...]]:
    return {
        row.history.subject.code: tuple(column.text(row) for column in page.listing.model.columns[1:])
        for row in page.listing.model.rows
    }


def test_every_rule_is_shown_with_unit_mark_and_basis(page: RulesPage) -> None:
    shown = texts(page)
    assert shown[MEMBER] == ("党员年度学时", "32 学时/年", "", "《中国共产党党员教育管理工作条例》第二十条")
    assert shown["hours.online_cap"] == ("网络学习每年最多计学时", "未设定", "单位自定", "—")
    assert shown["funding.budget_share"][1] == "1%"
    assert shown["hours.kinds_without"][1] == "理论测试"
    assert shown["duty:branch/branch_committee/month"][1] == "1 次/月（正式党员满 7 人）"


def test_a_group_shows_its_rules_alone(page: RulesPage) -> None:
    page.group.choose(RuleGroup.TERM)
    assert [line[0] for line in texts(page).values()] == ["党委任期", "党总支任期", "党支部任期", "换届提前提醒"]
    page.search.setText("没有这样的规则")
    page.search.searched.emit("没有这样的规则")
    assert texts(page) == {}
    assert page.versions.model.rows == []


def test_a_change_from_next_year_leaves_this_year_alone(page: RulesPage, services: Services, settled: Settled) -> None:
    form = change_form(page, MEMBER)
    assert form.since.day() == NEXT_YEAR
    form.number.setText("40")
    form.basis.setText("《本单位办法》")
    form.clause.setText("第三条")
    form.save()
    settled()
    assert in_force(services, MEMBER, TODAY).value == Decimal(32)
    assert in_force(services, MEMBER, NEXT_YEAR).value == Decimal(40)
    assert texts(page)[MEMBER][1] == "32 学时/年"
    told = [[column.text(row) for column in page.versions.model.columns[:4]] for row in page.versions.model.rows]
    assert told == [["将生效", "40 学时/年", "2027-01-01", "长期"], ["现行", "32 学时/年", "一直", "2026-12-31"]]


@pytest.mark.parametrize(
    ("case", "part"), [(("2025-06-01", "40"), "往年"), (("2027-01-01", "-1"), "不小于零"), (("", "40"), "自某日起")]
)
def test_a_refusal_keeps_the_form_open(
    page: RulesPage, services: Services, settled: Settled, case: tuple[str, str], part: str
) -> None:
    form = change_form(page, MEMBER)
    form.since.setText(case[0])
    form.number.setText(case[1])
    form.save()
    settled()
    assert form.isVisible()
    assert part in form.message_bar.text
    assert in_force(services, MEMBER, NEXT_YEAR).value == Decimal(32)
    form.reject()


def test_every_kind_of_value_goes_through_its_form(page: RulesPage, services: Services, settled: Settled) -> None:
    share = change_form(page, "funding.budget_share")
    assert share.number.text() == "1"
    share.number.setText("1.25")
    share.save()
    settled()
    kinds = change_form(page, "hours.kinds_without")
    kinds.kinds.choose([SessionKind.EXAM, SessionKind.OTHER])
    kinds.save()
    settled()
    duty = change_form(page, "duty:branch/branch_committee/month")
    assert (duty.required.text(), duty.minimum.text()) == ("1", "7")
    duty.minimum.setText("5")
    duty.save()
    settled()
    unset = change_form(page, "hours.theory_share")
    unset.number.setText("")
    unset.save()
    settled()
    assert in_force(services, "funding.budget_share", NEXT_YEAR).value == Decimal("0.0125")
    assert in_force(services, "hours.kinds_without", NEXT_YEAR).value == (SessionKind.EXAM, SessionKind.OTHER)
    assert in_force(services, "duty:branch/branch_committee/month", NEXT_YEAR).value == DutyDemand(1, 5)
    assert in_force(services, "hours.theory_share", NEXT_YEAR).value is None


def test_a_basis_takes_the_mark_away(page: RulesPage, settled: Settled) -> None:
    choose(page, "training_cost.class_two")
    assert texts(page)["training_cost.class_two"][2] == "单位自定"
    page.ask_correct()
    assert isinstance(page.form, BasisForm)
    page.form.basis.setText("财行〔2016〕540号")
    page.form.save()
    settled()
    assert texts(page)["training_cost.class_two"][2:] == ("", "财行〔2016〕540号")


def test_a_change_to_come_is_taken_back(
    page: RulesPage, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.rules.change(MEMBER, RuleChange(Decimal(40), NEXT_YEAR))
    page.load()
    settled()
    choose(page, MEMBER)
    page.versions.table.selectRow(0)
    assert page.versions.chosen() is not None
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    page.ask_take_back()
    settled()
    assert [row.standing for row in page.versions.model.rows] == [Standing.IN_FORCE]
    assert in_force(services, MEMBER, NEXT_YEAR).value == Decimal(32)
