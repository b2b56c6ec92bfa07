"""From a number in the preview to the rows behind it, and on to their page."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from services.documents.tracing import FigurePlace
from services.figures.catalogue import CATALOGUE
from services.figures.ledger import Ledger
from services.figures.service import measures_of
from services.money.rows import ExpenseFilter
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.trace import PAGES, TraceDialog
from ui.window.main_window import MainWindow
from ui.window.navigation import ENTRIES
from ui.window.pages.documents.page import DocumentsPage


@pytest.fixture
def page(demo_window: MainWindow, qtbot: QtBot, settled: Settled) -> DocumentsPage:
    demo_window.workspace.go_to("documents")
    settled()
    found = demo_window.workspace.page("documents")
    assert isinstance(found, DocumentsPage)
    found.choices.year.choose(2025)
    kinds = found._services.documents.kinds()
    found.choices.kind.choose(next(kind for kind in kinds if kind.key == "annual_summary"))
    settled()
    qtbot.waitUntil(lambda: found.view.painted_pages > 0)
    return found


def first_place(page: DocumentsPage) -> tuple[FigurePlace, QPoint]:
    place = page.view._places[0]
    return place, page.view.place_rectangle(place).center().toPoint()


def move(viewport: QWidget, point: QPoint) -> None:
    """Move the mouse there (the platform without a screen has no pointer of its own)."""
    none, at = Qt.MouseButton.NoButton, QPointF(point)
    modifiers = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, modifiers))


def test_a_click_on_a_number_shows_its_rows_and_leads_there(
    demo_window: MainWindow, page: DocumentsPage, settled: Settled
) -> None:
    place, point = first_place(page)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    settled()
    shown = dialog(page, TraceDialog)
    assert shown.figure.choice() == place.figure
    assert shown.value.text().startswith(f"{CATALOGUE[place.figure].label}：")
    rows = list(shown.model.rows)
    assert rows
    assert all(line.row.description for line in rows)
    press(shown, "打开所在页面")
    settled()
    here = demo_window.workspace.page(PAGES[rows[0].row.table])
    assert here.isVisible()


def test_a_click_beside_numbers_does_nothing(page: DocumentsPage, settled: Settled) -> None:
    _, point = first_place(page)
    QTest.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, point.y())
    )
    settled()
    assert not [made for made in page.findChildren(TraceDialog) if made.isVisible()]


def test_every_figure_can_be_chosen_by_keyboard(page: DocumentsPage, settled: Settled) -> None:
    press(page, "数据来源…")
    settled()
    shown = dialog(page, TraceDialog)
    assert shown.figure.count() == len({place.figure for place in page.view._places})
    before = shown.value.text()
    shown.figure.setCurrentIndex(3)
    settled()
    assert shown.value.text() != before
    shown.accept()


def test_the_cursor_tells_where_a_number_can_be_clicked(page: DocumentsPage) -> None:
    _, point = first_place(page)
    viewport = page.view.viewport()
    move(viewport, point)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    move(viewport, QPoint(2, point.y()))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_every_table_that_figures_count_has_a_page(demo_ledger: Path) -> None:
    with closing(Database(demo_ledger)) as database, database.reading() as connection:
        measures = measures_of(Ledger(connection, range(2024, 2026), None, date(2026, 1, 15)))
        traces = [measures[key].trace(CATALOGUE[key]) for key in CATALOGUE]
    tables = {row.table for trace in traces for row in (*trace.rows, *trace.numerator, *trace.denominator)}
    assert tables <= set(PAGES)
    assert set(PAGES.values()) <= {entry.key for entry in ENTRIES}


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


@pytest.mark.parametrize("page", ["home", "first_topic"])
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
