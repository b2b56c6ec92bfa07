"""From a number in the preview to the rows behind it, and on to their page."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from services.documents.tracing import FigurePlace
from services.figures.catalogue import CATALOGUE
from services.figures.leading import find_record
from services.figures.ledger import Ledger
from services.figures.rows import TraceRow
from services.figures.service import measures_of
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.person_card import PersonCard
from ui.window.dialogs.trace import TraceDialog
from ui.window.main_window import MainWindow
from ui.window.navigation import ENTRIES
from ui.window.page_list import RECORD_PAGES
from ui.window.pages.documents.page import DocumentsPage
from ui.window.pages.first_topic.forms import MeasureForm, ProjectForm
from ui.window.pages.money.forms import BudgetForm, ExpenseForm, PayrollForm
from ui.window.pages.page import Page
from ui.window.pages.plans.forms import PlanItemForm
from ui.window.pages.publicity.forms import MaterialForm
from ui.window.pages.sessions.page import SessionsPage
from ui.window.pages.sessions.session_form import SessionForm
from ui.window.pages.shortcomings.forms import ShortcomingForm


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
    place = next(place for place in page.view._places if place.figure == "first_topic.meetings")
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
    press(shown, "打开这条记录")
    settled()
    here = demo_window.workspace.page(RECORD_PAGES[rows[0].row.table])
    assert here.isVisible()
    assert opened(here, QDialog), "the record itself, not only its page"


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


def traced_rows(ledger: Path) -> dict[str, TraceRow]:
    """Give a row of every table that figures are counted from, of a year that is not the one first shown."""
    with closing(Database(ledger)) as database, database.reading() as connection:
        measures = measures_of(Ledger(connection, range(2023, 2025), None, date(2026, 1, 15)))
        traces = [measures[key].trace(CATALOGUE[key]) for key in CATALOGUE]
    rows = (row for trace in traces for row in (*trace.rows, *trace.numerator, *trace.denominator))
    return {row.table: row for row in rows}


def test_every_table_that_figures_count_has_a_page(demo_ledger: Path) -> None:
    assert set(traced_rows(demo_ledger)) <= set(RECORD_PAGES)
    assert set(RECORD_PAGES.values()) <= {entry.key for entry in ENTRIES}


def opened(page: Page, kind: type[QDialog]) -> bool:
    return any(made.isVisible() for made in page.findChildren(kind))


OPENED: dict[str, type[QDialog]] = {
    "sessions": SessionForm,
    "study_items": SessionForm,
    "people": PersonCard,
    "expenses": ExpenseForm,
    "budget_lines": BudgetForm,
    "payrolls": PayrollForm,
    "plan_items": PlanItemForm,
    "shortcomings": ShortcomingForm,
    "follow_up_projects": ProjectForm,
    "follow_up_measures": MeasureForm,
    "materials": MaterialForm,
}


@pytest.mark.parametrize("table", OPENED)
def test_a_row_leads_to_its_record(demo_window: MainWindow, demo_ledger: Path, table: str, settled: Settled) -> None:
    rows = traced_rows(demo_ledger)
    settled()
    with closing(Database(demo_ledger)) as database, database.reading() as connection:
        record = find_record(connection, table, rows[table].key)
    demo_window.workspace.lead_to(record)
    settled()
    page = demo_window.workspace.page(RECORD_PAGES[table])
    assert page.isVisible()
    assert opened(page, OPENED[table])


def test_attendance_leads_to_the_sheet_of_its_session(
    demo_window: MainWindow, demo_ledger: Path, settled: Settled
) -> None:
    row = traced_rows(demo_ledger)["attendance"]
    with closing(Database(demo_ledger)) as database, database.reading() as connection:
        record = find_record(connection, row.table, row.key)
    demo_window.workspace.lead_to(record)
    settled()
    page = demo_window.workspace.page("sessions")
    assert isinstance(page, SessionsPage)
    assert page.sheet.isVisible()
    assert page.sheet.session_key == row.key[0]


def test_a_row_of_a_ledger_leads_to_its_record_with_two_clicks(
    demo_window: MainWindow, page: DocumentsPage, settled: Settled
) -> None:
    kinds = page._services.documents.kinds()
    page.choices.kind.choose(next(kind for kind in kinds if kind.key == "training_ledger"))
    settled()
    row = page.view._records[0]
    shown = FigurePlace(row.page, row.left, row.bottom, row.width, row.height, "")
    point = page.view.place_rectangle(shown).center().toPoint()
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    settled()
    here = demo_window.workspace.page("sessions")
    assert here.isVisible()
    assert opened(here, SessionForm)
