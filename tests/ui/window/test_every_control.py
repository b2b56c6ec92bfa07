"""What holds for every page and form: accessible names, Chinese words, resources that are there."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QTabBar,
    QTabWidget,
    QWidget,
)

from services.resources import RESOURCES
from tests.ui.window.conftest import AnsweringChooser, Settled
from ui.window.dialogs.person_tabs import TABS
from ui.window.dialogs.record_forms import EndForm, RecordSubject
from ui.window.look import Colour, Icon, style_sheet
from ui.window.main_window import MainWindow
from ui.window.navigation import ENTRIES
from ui.window.page_list import PAGES
from ui.window.pages.exchange import ExchangePage
from ui.window.pages.hours.page import HoursPage
from ui.window.pages.organizations import OrganizationsPage

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QProgressBar)
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# What people of the trade read every day in these letters.
USUAL = {"PDF", "Excel", "Word", "Ctrl", "xlsx", "db", "KB", "MB"}


def controls(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        name = widget.objectName()
        if isinstance(widget, CONTROLS) and not name.startswith("qt_") and not _inner(widget):
            yield widget


def _inner(widget: QWidget) -> bool:
    """Tell Qt's own parts of a control: the list of a combo box, arrows of tab bars, the corner of a table."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QTabBar, QTabWidget)) and not isinstance(widget, QLineEdit):
            return not isinstance(parent, QTabWidget) or isinstance(widget, QTabBar)
        if parent.metaObject().className() in {"QComboBoxPrivateContainer", "QCalendarWidget"}:
            return True
        parent = parent.parentWidget()
    return widget.metaObject().className() == "QTableCornerButton"


def texts(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.accessibleName()
        yield widget.toolTip()
        yield widget.windowTitle()
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))
        if isinstance(widget, QTabWidget):
            yield from (widget.tabText(number) for number in range(widget.count()))
        if isinstance(widget, QMenu):
            yield widget.title()
    for action in root.findChildren(QAction):
        yield action.text()


def check(root: QWidget) -> None:
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in controls(root)
        if not one.accessibleName()
    ]
    assert nameless == []
    words = {word for text in texts(root) if "/" not in text and "\\" not in text for word in LATIN_WORD.findall(text)}
    assert words - USUAL == set()


@pytest.mark.parametrize("key", [entry.key for entry in ENTRIES if entry.key in PAGES])
def test_every_control_of_a_page_has_a_name_and_speaks_chinese(
    demo_window: MainWindow, settled: Settled, key: str
) -> None:
    demo_window.workspace.go_to(key)
    settled()
    check(demo_window)


def open_forms(window: MainWindow) -> dict[str, Callable[[], None]]:
    page = window.workspace.page("organizations")
    assert isinstance(page, OrganizationsPage)
    row = page._tree_rows[0]
    return {
        "organisation": page.add_organization,
        "change of an organisation": lambda: page.change_organization(row),
        "dissolving": lambda: page.dissolve_organization(row),
        "new person": page.add_person,
        "person": lambda: page.open_person(page.model.rows[0].key),
        "new ledger": window.ask_new,
    }


@pytest.mark.parametrize(
    "name", ["organisation", "change of an organisation", "dissolving", "new person", "person", "new ledger"]
)
def test_every_control_of_a_form_has_a_name(demo_window: MainWindow, settled: Settled, name: str) -> None:
    demo_window.workspace.go_to("organizations")
    settled()
    open_forms(demo_window)[name]()
    settled()
    opened = [one for one in demo_window.findChildren(QDialog) if one.isVisible()]
    assert len(opened) == 1
    check(opened[0])
    opened[0].reject()


def test_every_form_of_a_record_has_names(demo_window: MainWindow, settled: Settled) -> None:
    demo_window.workspace.go_to("organizations")
    settled()
    page = demo_window.workspace.page("organizations")
    assert isinstance(page, OrganizationsPage)
    subject = RecordSubject(page._people, page.model.rows[0].key, page._tree_rows)
    for facts in TABS:
        form = facts.form(demo_window.desk, subject, None, None, page)
        check(form)
        form.deleteLater()
        end = EndForm(demo_window.desk, page._people, b"", facts.kind, page)
        check(end)
        end.deleteLater()


def test_the_sources_of_hours_have_names(demo_window: MainWindow, settled: Settled) -> None:
    demo_window.workspace.go_to("hours")
    settled()
    page = demo_window.workspace.page("hours")
    assert isinstance(page, HoursPage)
    page.open_sources(page.people.model.rows[0])
    settled()
    check(page.sources_dialog)
    page.sources_dialog.reject()


def test_the_import_preview_has_names(
    demo_window: MainWindow, settled: Settled, chooser: AnsweringChooser, tmp_path: Path
) -> None:
    chooser.answer = tmp_path / "坏文件.xlsx"
    chooser.answer.write_text("不是电子表格", encoding="utf-8")
    page = demo_window.workspace.page("exchange")
    assert isinstance(page, ExchangePage)
    page.ask_import()
    settled()
    check(page.import_dialog)
    page.import_dialog.reject()


def test_every_icon_has_its_file_and_every_file_is_used() -> None:
    assert {file.stem for file in (RESOURCES / "icons").glob("*.svg")} == {icon.value for icon in Icon}


def test_the_style_sheet_names_colours_and_images_that_are_there() -> None:
    sheet = (RESOURCES / "style" / "window.qss").read_text(encoding="utf-8")
    named = set(re.findall(r"@([a-z_]+)", sheet)) - {"images"}
    assert named <= {colour.name.lower() for colour in Colour}
    images = set(re.findall(r"url\(([^)]+)\)", style_sheet()))
    assert images
    assert [image for image in images if not (RESOURCES / "style" / image.rsplit("/", 1)[-1]).is_file()] == []
