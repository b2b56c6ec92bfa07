"""The one list of attachments in the form of a session, the card of a person and the form of an expense."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QTabWidget

from models.enums import PaperKind
from tests.services.attachments.files import picture, written
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.attachments.panel import AttachmentsPanel
from ui.window.main_window import MainWindow
from ui.window.pages.money.page import MoneyPage
from ui.window.pages.organizations import OrganizationsPage
from ui.window.pages.sessions.page import SessionsPage


def _shown(window: MainWindow, settled: Settled, key: str) -> object:
    window.workspace.go_to(key)
    settled()
    return window.workspace.page(key)


def _choose_papers(tabs: QTabWidget) -> None:
    titles = [tabs.tabText(number) for number in range(tabs.count())]
    tabs.setCurrentIndex(titles.index("附件"))


def _session_form(window: MainWindow, settled: Settled) -> QDialog:
    page = _shown(window, settled, "sessions")
    assert isinstance(page, SessionsPage)
    page.ask_change()
    settled()
    assert page.form is not None
    _choose_papers(page.form.tabs)
    return page.form


def _person_card(window: MainWindow, settled: Settled) -> QDialog:
    page = _shown(window, settled, "organizations")
    assert isinstance(page, OrganizationsPage)
    page.open_person(page.model.rows[0].key)
    settled()
    _choose_papers(page.person_card.tabs)
    return page.person_card


def _expense(window: MainWindow, settled: Settled) -> QDialog:
    page = _shown(window, settled, "money")
    assert isinstance(page, MoneyPage)
    page.ask_change_expense()
    assert page.form is not None
    press(page.form, "查看和添加附件…")
    assert page.papers is not None
    return page.papers


@pytest.mark.parametrize("opened", [_session_form, _person_card, _expense])
def test_a_paper_is_attached_wherever_the_record_is_open(
    demo_window: MainWindow,
    settled: Settled,
    chooser: AnsweringChooser,
    tmp_path: Path,
    opened: Callable[[MainWindow, Settled], QDialog],
) -> None:
    dialog = opened(demo_window, settled)
    check(dialog)
    settled()
    panel = dialog.findChild(AttachmentsPanel)
    assert isinstance(panel, AttachmentsPanel)
    before = len(panel.rows)
    chooser.answer = written(tmp_path, "收据.png", picture(31, 17, "PNG"))

    press(panel, "添加文件…")
    assert panel.form is not None
    press(panel.form, "添加")
    settled()

    assert len(panel.rows) == before + 1
    assert [row.draft.name for row in panel.rows if row.draft.paper is PaperKind.RECEIPT] == ["收据.png"]
    dialog.reject()
    settled()


def test_a_new_session_has_no_papers_yet(demo_window: MainWindow, settled: Settled) -> None:
    page = _shown(demo_window, settled, "sessions")
    assert isinstance(page, SessionsPage)

    page.ask_add()

    assert page.form is not None
    assert page.form.findChild(AttachmentsPanel) is None
