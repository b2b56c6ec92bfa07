"""From the card of a figure to who changed the records behind it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QToolButton

from services.money.rows import ExpenseFilter
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog
from ui.window.dialogs.trace import TraceDialog
from ui.window.main_window import MainWindow


def test_a_card_of_the_first_page_leads_to_who_changed_its_figure(demo_window: MainWindow, settled: Settled) -> None:
    assert demo_window.services is not None
    money = demo_window.services.money
    expense = money.expenses(ExpenseFilter(2026))[0]
    money.change_expense(expense.key, replace(expense.draft, amount_fen=expense.draft.amount_fen + 100))
    demo_window.workspace.go_to("home")
    settled()
    page = demo_window.workspace.page("home")
    card = next(one for one in page.findChildren(QToolButton) if one.accessibleName() == "谁改过这个数：经费支出")
    card.click()
    settled()
    shown = dialog(page, TraceDialog)
    assert shown.tabs.currentWidget() is shown.changes
    line = next(line for line in shown.changes.model.rows if line.kind == "修改")
    assert (line.field, line.step) == ("金额（元）", "登记支出")
    assert float(line.after.replace(",", "")) - float(line.before.replace(",", "")) == 1
    shown.figure.choose("people.members")
    settled()
    assert shown.value.text().startswith("党员总数：")
    assert not [line for line in shown.changes.model.rows if line.field == "金额（元）"]


@pytest.mark.parametrize("page", ["home", "first_topic", "money", "publicity"])
def test_every_card_names_a_figure_whose_past_can_be_read(demo_window: MainWindow, settled: Settled, page: str) -> None:
    demo_window.workspace.go_to(page)
    settled()
    shown = demo_window.workspace.page(page)
    cards = [one for one in shown.findChildren(QToolButton) if one.accessibleName().startswith("谁改过这个数：")]
    assert len(cards) >= 4
    for card in cards:
        card.click()
        settled()
        past = dialog(shown, TraceDialog)
        assert past.value.text()
        assert past.changes.summary.text()
        past.accept()
