"""Checks, lecture pay, carry-over and costs in the window: warnings that lead to their row and never block."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import ExpenseCategory, FundSourceCode, SessionKind, TeacherTitle
from models.keys import Key
from services.money.checks.rows import CheckKind
from services.money.rows import BudgetLineDraft, ExpenseDraft, LecturePayDraft, PayrollDraft
from services.sessions.rows import SessionDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from ui.window.main_window import MainWindow
from ui.window.pages.money.carry_over import CarryOverForm
from ui.window.pages.money.execution import View
from ui.window.pages.money.forms import ExpenseForm
from ui.window.pages.money.lecture_pay import LecturePayForm
from ui.window.pages.money.page import MoneyPage
from ui.window.services import Services

DUES, PARTY_WORK = FundSourceCode.KEPT_DUES, FundSourceCode.PARTY_WORK
SPENT = ExpenseDraft(date(2026, 2, 5), 12_345, DUES, ExpenseCategory.AWARDS, "慰问老党员", voucher="记-1")


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def lecture(services: Services) -> Key:
    top = services.organizations.tree()[0].key
    return key_of(services.sessions.add(SessionDraft(SessionKind.LECTURE, "专题讲座", top, date(2026, 3, 1))))


@pytest.fixture
def page(open_window: MainWindow, services: Services, lecture: Key, settled: Settled) -> MoneyPage:
    services.money.add_payroll(PayrollDraft(2026, 100_000_000))
    services.money.add_budget_line(BudgetLineDraft(2026, PARTY_WORK, ExpenseCategory.BOOKS, 1_000_000))
    services.money.add_expense(replace(SPENT, source=FundSourceCode.OTHER, summary="党徽"))
    services.money.add_expense(SPENT)
    services.lecture_pay.add(LecturePayDraft(lecture, "李教授", TeacherTitle.PROFESSOR, 1, Decimal(2), 200_001))
    open_window.workspace.go_to("money")
    settled()
    made = open_window.workspace.page("money")
    assert isinstance(made, MoneyPage)
    return made


def test_the_checks_are_counted_on_their_tab_and_cite_what_they_rest_on(page: MoneyPage) -> None:
    assert [row.kind for row in page.checks.model.rows] == [CheckKind.DUES_DECISION, CheckKind.LECTURE_PAY]
    assert page.tabs.tabText(page.tabs.indexOf(page.checks)) == "检查（2）"
    assert page.checks.summary.text() == "提醒 2 项，无法核对 0 项；只提醒，不影响登记"
    page.checks.choose(lambda row: row.kind is CheckKind.DUES_DECISION)
    assert "中组发〔2008〕3号第十九、二十条" in page.checks.detail.text()
    page.checks.kind.choose(CheckKind.LECTURE_PAY)
    assert [row.kind for row in page.checks.model.rows] == [CheckKind.LECTURE_PAY]


def test_a_double_click_leads_to_the_row_even_where_it_is_filtered_away(page: MoneyPage, settled: Settled) -> None:
    page.source.choose(FundSourceCode.OTHER)
    settled()
    assert [row.draft.summary for row in page.expenses.model.rows] == ["党徽"]
    page.checks.table.activated_row.emit(0)
    settled()
    assert page.tabs.currentWidget() is page.expenses
    chosen = page.expenses.chosen()
    assert chosen is not None
    assert chosen.draft.summary == "慰问老党员"
    page.checks.choose(lambda row: row.kind is CheckKind.LECTURE_PAY)
    page.checks.go()
    assert page.tabs.currentWidget() is page.pay


def test_saving_an_expense_with_warnings_saves_it_and_says_them(page: MoneyPage, settled: Settled) -> None:
    page.ask_add_expense()
    form = page.form
    assert isinstance(form, ExpenseForm)
    form.summary.setText("走访")
    form.amount.setText("300")
    form.source.choose(DUES)
    form.category.choose(ExpenseCategory.VENUE)
    form.voucher.setText("记-9")
    form.save_button.click()
    settled()
    said = page.message_bar.text
    assert said.startswith("支出已保存。请注意：使用党费应经集体研究决定，没有填写会议决定编号（中组发〔2008〕3号")
    assert "不在党费的五项用途之内" in said
    assert len(page.expenses.model.rows) == 3
    page.expenses.choose(lambda row: row.draft.summary == "慰问老党员")
    page.ask_change_expense()
    assert isinstance(page.form, ExpenseForm)
    page.form.decision_number.setText("党委会〔2026〕2号")
    page.form.person_days.setText("12.5")
    page.form.save_button.click()
    settled()
    assert page.message_bar.text == "支出已保存。"
    changed = page.expenses.chosen()
    assert changed is not None
    assert (changed.draft.decision_number, changed.draft.person_days) == ("党委会〔2026〕2号", Decimal("12.5"))


def test_lecture_pay_is_entered_and_warned_about_at_once(page: MoneyPage, lecture: Key, settled: Settled) -> None:
    page.pay.ask_add()
    form = page.form
    assert isinstance(form, LecturePayForm)
    form.save_button.click()
    assert form.message_bar.text == "讲课费：请填写“学习活动”。"
    form.session.choose(lecture)
    form.teacher.setText("王教授")
    form.title.choose(TeacherTitle.ASSOCIATE_PROFESSOR)
    form.hours.setText("5")
    form.after_tax.setText("2500")
    form.save_button.click()
    settled()
    assert "1 个半天计发 5 学时，超过每半天最多 4 学时" in page.message_bar.text
    assert [row.draft.teacher for row in page.pay.model.rows] == ["李教授", "王教授"]
    assert page.pay.summary.text() == "共 2 项，税后合计 4,500.01 元"


def test_a_carry_over_is_entered_and_taken_back(
    page: MoneyPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.window.pages.money.carry_over.confirmed", lambda *_: True)
    page.carried.choose(lambda row: row.source is PARTY_WORK)
    page.carried.ask_enter()
    form = page.form
    assert isinstance(form, CarryOverForm)
    form.amount.setText("20000.01")
    form.save_button.click()
    settled()
    (row,) = [row for row in page.carried.model.rows if row.source is PARTY_WORK]
    assert (row.entered_fen, row.left_fen) == (2_000_001, 3_000_001)
    assert CheckKind.CARRY_OVER in {finding.kind for finding in page.checks.model.rows}
    page.carried.ask_delete()
    settled()
    assert CheckKind.CARRY_OVER not in {finding.kind for finding in page.checks.model.rows}


def test_execution_and_costs_are_shown(
    page: MoneyPage, open_window: MainWindow, services: Services, lecture: Key, settled: Settled
) -> None:
    open_window.desk.notifier.announce(services.money.add_expense(replace(SPENT, session_id=lecture)))
    settled()
    (cost,) = page.costs.model.rows
    assert (cost.title, cost.cost_fen, cost.per_person_fen) == ("专题讲座", 12_345, None)
    page.execution.view.choose(View.MONTHS)
    spent = [line.spent_fen for line in page.execution.months.rows]
    assert (spent[1], sum(spent)) == (37_035, 37_035)
    assert page.execution.organizations.rows[-1].label == "合计"
