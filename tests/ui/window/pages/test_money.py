"""经费 as the officer works with it: budget, expenses, payroll, and what the year's totals then say."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QListView, QWidget

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, SessionKind
from models.keys import Key
from services.changes import Changes
from services.money.rows import BudgetLineDraft, ExpenseDraft, ExpenseFilter, PayrollDraft
from services.sessions.rows import SessionDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from ui.window.main_window import MainWindow
from ui.window.pages.money import page as page_module
from ui.window.pages.money.forms import BudgetForm, ExpenseForm, PayrollForm
from ui.window.pages.money.overview import short_yuan
from ui.window.pages.money.page import MoneyPage
from ui.window.services import Services

SPENT = ExpenseDraft(
    date(2026, 2, 5), 12_345, FundSourceCode.PARTY_WORK, ExpenseCategory.BOOKS, "购买学习书籍", payee="新华书店"
)
LINE = BudgetLineDraft(2026, FundSourceCode.PARTY_WORK, ExpenseCategory.BOOKS, 100_000)


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


@pytest.fixture
def page(open_window: MainWindow, services: Services, settled: Settled) -> MoneyPage:
    services.money.add_budget_line(LINE)
    services.money.add_expense(SPENT)
    open_window.workspace.go_to("money")
    settled()
    made = open_window.workspace.page("money")
    assert isinstance(made, MoneyPage)
    return made


def table_text(page: MoneyPage, name: str) -> dict[str, list[str]]:
    (model,) = [model for model in (page.overview.sources, page.overview.categories) if model.columns[0].title == name]
    return {row.label: [column.text(row) for column in model.columns[1:]] for row in model.rows}


def test_the_overview_shows_budget_spent_balance_and_execution(page: MoneyPage) -> None:
    assert table_text(page, "经费来源")["党组织工作经费"] == ["1,000.00", "123.45", "876.55", "12.3%"]
    assert table_text(page, "经费来源")["党费"] == ["0.00", "0.00", "0.00", "—"]
    assert table_text(page, "支出类别")["合计"] == ["1,000.00", "123.45", "876.55", "12.3%"]
    assert page.figures.balance.accessibleName() == "结余 876.55元"


def test_an_expense_is_added_through_the_form_and_counts_at_once(page: MoneyPage, settled: Settled) -> None:
    page.ask_add_expense()
    form = page.form
    assert isinstance(form, ExpenseForm)
    form.save_button.click()
    assert form.message_bar.text == "经费支出：请填写“摘要”。"
    form.summary.setText("慰问老党员")
    form.amount.setText("-5")
    form.save_button.click()
    assert form.message_bar.text == "经费支出：“金额”填写的“-5”不正确，请填写不小于零、最多两位小数的金额。"
    form.amount.setText("1,000.05")
    form.source.choose(FundSourceCode.KEPT_DUES)
    form.category.choose(ExpenseCategory.AWARDS)
    form.save_button.click()
    settled()
    assert [row.draft.amount_fen for row in page.expenses.model.rows] == [100_005, 12_345]
    assert table_text(page, "经费来源")["党费"][1] == "1,000.05"


def test_a_voided_expense_stays_listed_and_no_longer_counts(
    page: MoneyPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    page.tabs.setCurrentWidget(page.expenses)
    page.void_button.click()
    settled()
    (row,) = page.expenses.model.rows
    assert row.draft.state is ExpenseState.VOID
    assert not page.void_button.isEnabled()
    assert page.figures.spent.accessibleName() == "已支出 0.00元"


def test_nothing_is_voided_without_a_yes(
    page: MoneyPage, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "confirmed", lambda *_: False)
    for ask in (page.ask_void_expense, page.ask_delete_expense, page.ask_delete_budget):
        ask()
    settled()
    (row,) = services.money.expenses(ExpenseFilter())
    assert row.draft.state is ExpenseState.REIMBURSED
    assert len(services.money.budget(2026)) == 1


def announce(window: MainWindow, changes: Changes, settled: Settled) -> Key:
    window.desk.notifier.announce(changes)
    settled()
    return key_of(changes)


def test_a_change_keeps_the_link_to_a_session_of_another_year(
    page: MoneyPage, open_window: MainWindow, services: Services, settled: Settled
) -> None:
    top = services.organizations.tree()[0].key
    held = SessionDraft(SessionKind.TRAINING_CLASS, "去年的培训班", top, date(2025, 12, 30))
    session = key_of(services.sessions.add(held))
    linked = replace(SPENT, session_id=session, spent_on=date(2026, 3, 1))
    key = announce(open_window, services.money.add_expense(linked), settled)
    page.expenses.table.selectRow(0)
    page.ask_change_expense()
    assert isinstance(page.form, ExpenseForm)
    assert page.form.session.currentText() == "2025-0001 去年的培训班"
    page.form.voucher.setText("记-7")
    page.form.save_button.click()
    settled()
    (row,) = services.money.expenses(ExpenseFilter(session_id=session))
    assert (row.key, row.draft.voucher) == (key, "记-7")


def test_budget_lines_are_added_changed_and_deleted(
    page: MoneyPage, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.ask_change_budget()
    assert isinstance(page.form, BudgetForm)
    page.form.amount.setText("2000")
    page.form.save_button.click()
    settled()
    assert [row.draft.amount_fen for row in services.money.budget(2026)] == [200_000]
    page.ask_add_budget()
    assert isinstance(page.form, BudgetForm)
    page.form.amount.setText("1")
    page.form.save_button.click()
    settled()
    assert page.budget.summary.text() == "共 2 项，合计 2,001.00 元"
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    page.ask_delete_budget()
    settled()
    assert len(page.budget.model.rows) == 1


def test_a_second_payroll_of_a_year_is_refused_in_the_form(
    page: MoneyPage, open_window: MainWindow, services: Services, settled: Settled
) -> None:
    announce(open_window, services.money.add_payroll(PayrollDraft(2026, 1)), settled)
    page.ask_add_payroll()
    assert isinstance(page.form, PayrollForm)
    page.form.amount.setText("100")
    page.form.save_button.click()
    settled()
    assert page.form.message_bar.text == "工资总额：年度“2026”已经存在，不能重复。"
    assert page.form.isVisible()
    page.form.reject()
    page.ask_change_payroll()
    assert isinstance(page.form, PayrollForm)
    page.form.amount.setText("12345678.9")
    page.form.save_button.click()
    settled()
    assert services.money.payrolls()[0].draft == PayrollDraft(2026, 1_234_567_890)


def test_filters_narrow_the_expenses(
    page: MoneyPage, open_window: MainWindow, services: Services, settled: Settled
) -> None:
    announce(open_window, services.money.add_expense(replace(SPENT, source=FundSourceCode.OTHER)), settled)
    announce(open_window, services.money.add_expense(replace(SPENT, spent_on=date(2025, 3, 1))), settled)
    page.source.choose(FundSourceCode.OTHER)
    settled()
    assert [row.draft.source for row in page.expenses.model.rows] == [FundSourceCode.OTHER]
    page.source.choose(None)
    page.year.choose(2025)
    settled()
    assert [row.draft.spent_on.year for row in page.expenses.model.rows] == [2025]
    assert page.figures.spent.accessibleName() == "已支出 123.45元"


def test_every_control_has_a_name(page: MoneyPage) -> None:
    controls = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
    for control in page.findChildren(QWidget):
        # A choice's own popup list is named by the choice, Qt's corner of a table does nothing here.
        own = isinstance(control, QListView) or control.objectName().startswith("qt_")
        if isinstance(control, controls) and not own:
            assert control.accessibleName(), control


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, ("0.00", "元")),
        (99_999_999, ("999,999.99", "元")),
        (100_000_000, ("100.00", "万元")),
        (-751_500_000, ("-751.50", "万元")),
    ],
)
def test_large_sums_are_shortened_on_the_cards_only(fen: int, words: tuple[str, str]) -> None:
    assert short_yuan(fen) == words
