"""Issuing in the window: what is in the preview is stored, listed, given out as it was, compared, corrected."""

from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services.errors import AppError
from services.sessions.rows import SessionFilter
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from ui.window.dialogs.trace import TraceDialog
from ui.window.main_window import MainWindow
from ui.window.pages.documents.issue_form import IssueForm
from ui.window.pages.documents.issued import state_text
from ui.window.pages.documents.page import DocumentsPage


@pytest.fixture
def page(demo_window: MainWindow, settled: Settled) -> DocumentsPage:
    demo_window.workspace.go_to("documents")
    settled()
    found = demo_window.workspace.page("documents")
    assert isinstance(found, DocumentsPage)
    found.choices.year.choose(2025)
    show_kind(found, "hours_notice", settled)
    return found


def show_kind(page: DocumentsPage, key: str, settled: Settled) -> None:
    kinds = page._services.documents.kinds()
    page.choices.kind.choose(next(kind for kind in kinds if kind.key == key))
    settled()


def issue(page: DocumentsPage, settled: Settled, number: str) -> None:
    press(page, "印发…")
    form = dialog(page, IssueForm)
    form.number.setText(number)
    press(form, "印发")
    settled()


def forget_studying(page: DocumentsPage) -> None:
    """Remove what was studied in the year, as far as nothing else hangs on it, so that figures are others."""
    sessions = page._services.sessions
    for row in sessions.list(SessionFilter(year=2025))[:20]:
        with suppress(AppError):
            sessions.delete(row.key)


def test_what_is_shown_is_issued_and_given_out_as_it_was(
    page: DocumentsPage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    shown = page._data
    assert not page.preview.issued_button.isVisible()
    issue(page, settled, "某党〔2026〕1号")
    assert page.message_bar.text == "已印发学时完成情况通报，原件已存档。"
    assert "编号 某党〔2026〕1号，数据与今天一致" in page.preview.issued.text()
    press(page, "查看已印发")
    settled()
    (row,) = page.issued.listing.model.rows
    assert (row.number, row.kind, state_text(row)) == ("某党〔2026〕1号", "hours_notice", "与今天一致")
    chooser.answer = tmp_path / "原件.pdf"
    press(page, "另存原件…")
    settled()
    assert chooser.answer.read_bytes() == shown
    assert not page.save_button.isVisible(), "what is saved there is not the preview"


def test_what_differs_today_is_told_with_its_rows_and_corrected(
    page: DocumentsPage, qtbot: QtBot, settled: Settled
) -> None:
    issue(page, settled, "1号")
    forget_studying(page)
    settled()
    page.tabs.setCurrentIndex(1)
    settled()
    assert page.issued.listing.summary.text() == "共 1 份，1 份中有数据与今天不同"
    differences = page.issued.differences.rows
    assert differences
    assert all(one.issued != one.today for one in differences)
    press(page.issued, "数据来源…")
    settled()
    trace = dialog(page, TraceDialog)
    assert trace.figure.choice() == differences[0].key
    assert trace.value.text().endswith(differences[0].today)
    trace.accept()
    press(page.issued, "更正…")
    form = dialog(page, IssueForm)
    assert not form.number.isEnabled()
    press(form, "印发")
    settled()
    assert "更正原因" in form.message_bar.text
    form.note.setText("删去重复登记的培训班")
    press(form, "印发")
    settled()
    newest, oldest = page.issued.listing.model.rows
    assert (newest.revision, state_text(newest), newest.note) == (2, "与今天一致", "删去重复登记的培训班")
    assert state_text(oldest) == "已有新版"


def test_an_issued_document_is_found_again_in_the_preview(page: DocumentsPage, settled: Settled) -> None:
    show_kind(page, "minutes", settled)
    numbers = page.choices.session._values
    page.choices.session.choose(numbers[3])
    settled()
    press(page, "印发…")
    dialog(page, IssueForm).with_gaps.setChecked(True)
    press(dialog(page, IssueForm), "印发")
    settled()
    page.choices.year.choose(2024)
    show_kind(page, "roster", settled)
    assert not page.preview.issued_button.isVisible()
    page.tabs.setCurrentIndex(1)
    settled()
    press(page, "在预览中打开")
    settled()
    request = page.choices.request()
    assert request is not None
    assert (request.kind, request.session) == ("minutes", numbers[3])
    assert page.preview.issued.text().startswith("已于 2026-03-05 印发")
