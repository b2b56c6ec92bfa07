"""No page, tab, card or preview of the window shows a full identity or telephone number; forms that edit one do."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from models.database import Database
from tests.masking.numbers import FullNumbers
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.person import PersonForm
from ui.window.dialogs.person_card import PersonCard
from ui.window.main_window import MainWindow
from ui.window.navigation import ENTRIES
from ui.window.pages.merging.dialog import MergeDialog
from ui.window.pages.organizations import OrganizationsPage

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
MOST_ROWS = 300


def texts(root: QWidget) -> Iterator[str]:
    """Give whatever a widget and all in it show, say on hovering, or tell a screen reader."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
        if isinstance(widget, (QLabel, QPushButton, QLineEdit)):
            yield widget.text()
        if isinstance(widget, (QPlainTextEdit, QTextEdit)):
            yield widget.toPlainText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from cells(widget.model(), QModelIndex())
    for action in root.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(MOST_ROWS, model.rowCount(parent))):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role) or "") for role in ROLES)
        yield from cells(model, model.index(row, 0, parent))


def on_every_tab(root: QWidget, settled: Settled) -> Iterator[str]:
    """Give the texts with each tab shown once: some read only then."""
    yield from texts(root)
    for tabs in root.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            settled()
            yield from texts(tabs)


@pytest.fixture
def changed(demo_window: MainWindow) -> Path:
    """Let the log know two changes of numbers."""
    assert demo_window.services is not None
    path = demo_window.services.path
    work(path, "13900001111")
    work(path, "13900002222")
    return path


def work(path: Path, phone: str) -> None:
    with closing(Database(path)) as database, database.transaction() as session:
        session.connection().exec_driver_sql(
            "UPDATE people SET phone = ? WHERE number = (SELECT min(number) FROM people WHERE number <> '')", (phone,)
        )


@pytest.fixture
def full(changed: Path) -> FullNumbers:
    return FullNumbers.of_ledger(changed)


@pytest.mark.parametrize("key", [entry.key for entry in ENTRIES])
def test_no_page_on_any_tab(demo_window: MainWindow, full: FullNumbers, settled: Settled, key: str) -> None:
    demo_window.workspace.go_to(key)
    settled()
    shown = list(on_every_tab(demo_window, settled))
    assert len(shown) > 100
    assert full.in_texts(shown) == set()


def test_the_card_of_a_person_with_its_history_and_only_its_form_shows_the_numbers(
    demo_window: MainWindow, full: FullNumbers, settled: Settled
) -> None:
    demo_window.workspace.go_to("organizations")
    settled()
    page = demo_window.workspace.page("organizations")
    assert isinstance(page, OrganizationsPage)
    row = next(row for row in page.model.rows if row.phone == "13900002222")
    page.open_person(row.key)
    settled()
    card = dialog(page, PersonCard)
    shown = list(on_every_tab(card, settled))
    assert any("139****1111" in text for text in shown)
    assert full.in_texts(shown) == set()
    press(card, "修改资料")
    form = dialog(card, PersonForm)
    assert full.in_texts(texts(form)) == {row.phone, row.identity_number}
    form.reject()


def test_the_preview_of_a_merge(
    demo_window: MainWindow, changed: Path, settled: Settled, tmp_path: Path, chooser: AnsweringChooser
) -> None:
    chooser.answer = tmp_path / "对方.db"
    shutil.copyfile(changed, chooser.answer)
    work(chooser.answer, "13900003333")
    full = FullNumbers.of_ledger(chooser.answer)
    assert "13900003333" in full.numbers
    demo_window.workspace.go_to("merging")
    settled()
    page = demo_window.workspace.page("merging")
    press(page, "合并台账…")
    settled()
    preview = dialog(page, MergeDialog)
    preview.tree.expandAll()
    settled()
    shown = list(texts(preview))
    assert any("139****3333" in text for text in shown)
    assert full.in_texts(shown) == set()
    preview.reject()
    settled()


def test_what_a_change_of_history_shows(demo_window: MainWindow, full: FullNumbers, settled: Settled) -> None:
    demo_window.workspace.go_to("history")
    settled()
    assert any("139****2222" in text for text in texts(demo_window.workspace.page("history")))
    assert not [one for one in demo_window.findChildren(QDialog) if one.isVisible()]
    assert full.in_texts(texts(demo_window)) == set()
