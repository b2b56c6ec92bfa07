"""归档 as the officer works with it: files attached, missing papers gone, the list of papers changed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from models.enums import OrganizationKind, PaperKind, SessionKind
from services.organizations.rows import OrganizationDraft
from services.sessions.rows import SessionDraft
from tests.services.attachments.files import pdf, picture, written
from tests.ui.window.conftest import TODAY, AnsweringChooser, Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.attachments import panel as panel_module
from ui.window.attachments.forms import AddFilesForm, AttachmentForm, KeptForm
from ui.window.attachments.panel import AttachmentsPanel
from ui.window.main_window import MainWindow
from ui.window.pages.archive import page as page_module
from ui.window.pages.archive.forms import DemandBasisForm, DemandForm, EndDemandForm
from ui.window.pages.archive.page import ArchivePage


@pytest.fixture
def page(open_window: MainWindow, settled: Settled) -> ArchivePage:
    """Show the page of a ledger with one branch committee meeting."""
    services = open_window.services
    assert services is not None
    top = services.organizations.resolve("某某公司党委").key
    branch = services.organizations.add(OrganizationDraft("第一党支部", OrganizationKind.BRANCH, top)).key
    assert branch is not None
    meeting = SessionDraft(SessionKind.BRANCH_COMMITTEE, "支委会", branch, TODAY.date(), number="2026-001")
    services.sessions.add(meeting)
    open_window.workspace.go_to("archive")
    settled()
    shown = open_window.workspace.page("archive")
    assert isinstance(shown, ArchivePage)
    return shown


def states(page: ArchivePage) -> list[str]:
    return [page.folders.model.columns[3].text(row) for row in page.folders.model.rows]


def pills(page: ArchivePage) -> list[str]:
    return [pill.text() for pill in page.card.pills]


def texts(panel: AttachmentsPanel) -> list[str]:
    return [panel.list.item(number).text().split("\n")[0] for number in range(panel.list.count())]


def test_files_are_attached_and_what_was_missing_is_there(
    page: ArchivePage, settled: Settled, chooser: AnsweringChooser, tmp_path: Path
) -> None:
    assert states(page) == ["缺 2"]
    assert pills(page) == ["签到表 缺", "记录 缺"]
    panel = page.card.panel
    chooser.answer = written(tmp_path, "支委会签到表.jpg", picture())

    press(panel, "添加文件…")
    form = panel.form
    assert isinstance(form, AddFilesForm)
    assert [choice.choice() for choice in form.papers] == [PaperKind.SIGN_IN_SHEET]
    press(form, "添加")
    settled()

    assert texts(panel) == ["签到表　支委会签到表.jpg"]
    assert panel.message_bar.text == "已添加 1 个文件。"
    assert pills(page) == ["签到表 已归档", "记录 缺"]
    assert states(page) == ["缺 1"]

    press(panel, "登记纸质件…")
    kept = panel.form
    assert isinstance(kept, KeptForm)
    check(kept)
    kept.paper.setCurrentText("记录")
    press(kept, "保存")
    assert kept.message_bar.text == "归档材料：请填写“存放处”。"
    kept.kept_at.setText("3号柜")
    press(kept, "保存")
    settled()
    assert states(page) == ["齐全"]
    assert panel.summary.text().endswith("，纸质件 1 份")
    assert page.branches.summary.text().startswith("应归档 1 次，齐全 1 次，齐全率 100.0%，缺 0 件；全部附件文件 1 个")


def test_every_control_of_the_form_for_files_has_a_name(page: ArchivePage) -> None:
    page.card.panel.offer_files([Path(f"第{number}份") for number in range(9)])

    form = page.card.panel.form
    assert form is not None
    check(form)


def _drop(panel: AttachmentsPanel, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, nothing)
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    panel.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, nothing))


def test_files_are_dropped_and_a_bad_one_is_refused_by_name(
    page: ArchivePage, settled: Settled, tmp_path: Path
) -> None:
    panel = page.card.panel
    good = written(tmp_path, "通知.pdf", pdf())
    bad = written(tmp_path, "照片.jpg", b"MZ\x90\0" + bytes(80))

    _drop(panel, [good, bad])
    form = panel.form
    assert isinstance(form, AddFilesForm)
    press(form, "添加")
    settled()

    assert "照片.jpg 是程序或脚本" in form.message_bar.text
    press(form, "取消")
    assert texts(panel) == []


@pytest.fixture
def attached(page: ArchivePage, settled: Settled, tmp_path: Path) -> AttachmentsPanel:
    """Show the page with one picture attached."""
    panel = page.card.panel
    panel.offer_files([written(tmp_path, "扫描.jpg", picture())])
    assert panel.form is not None
    press(panel.form, "添加")
    settled()
    return panel


def test_a_file_is_opened_as_a_copy_and_saved_again(
    attached: AttachmentsPanel,
    settled: Settled,
    chooser: AnsweringChooser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Path] = []

    def no_program(path: Path) -> bool:
        seen.append(path)
        return False

    monkeypatch.setattr(chooser, "show", no_program)

    press(attached, "打开")
    settled()

    assert seen[0].name == "扫描.jpg"
    assert seen[0].read_bytes() == picture()
    assert attached.message_bar.text.startswith("这台电脑上没有能打开它的程序")
    chooser.answer = tmp_path / "另存.jpg"
    press(attached, "另存为…")
    settled()
    assert chooser.answer.read_bytes() == picture()
    chooser.remove_copies()
    assert not seen[0].exists()


def test_a_file_is_marked_as_another_paper_and_removed(
    page: ArchivePage, attached: AttachmentsPanel, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(attached, "修改附件")
    form = attached.form
    assert isinstance(form, AttachmentForm)
    check(form)
    form.paper.setCurrentText("记录")
    press(form, "保存")
    settled()
    assert pills(page) == ["签到表 缺", "记录 已归档"]
    monkeypatch.setattr(panel_module, "confirmed", lambda *_: True)

    press(attached, "移除附件")
    settled()

    assert pills(page) == ["签到表 缺", "记录 缺"]
    assert not attached.open_button.isEnabled()


def test_the_list_of_papers_is_changed_from_a_day_on(
    page: ArchivePage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.tabs.setCurrentIndex(2)
    press(page, "添加要求…")
    form = page.form
    assert isinstance(form, DemandForm)
    check(form)
    form.kind.setCurrentText("支部委员会")
    form.paper.setCurrentText("照片")
    form.since.setText("2025-12-31")
    press(form, "保存")
    settled()
    assert "会改写往年的结果" in form.message_bar.text
    form.since.setText("2026-03-01")
    press(form, "保存")
    settled()
    assert states(page) == ["缺 3"]

    page.rules.choose(lambda row: row.rule.paper is PaperKind.PHOTO and row.rule.valid_from is not None)
    press(page, "更正依据…")
    basis = page.form
    assert isinstance(basis, DemandBasisForm)
    check(basis)
    basis.basis.setText("归档办法")
    press(basis, "保存")
    settled()
    press(page, "停止要求…")
    ending = page.form
    assert isinstance(ending, EndDemandForm)
    check(ending)
    ending.since.setText("2026-03-02")
    press(ending, "停止")
    settled()
    assert states(page) == ["缺 2"]


def test_a_demand_to_come_is_taken_back(page: ArchivePage, settled: Settled, monkeypatch: pytest.MonkeyPatch) -> None:
    page.tabs.setCurrentIndex(2)
    count = len(page.rules.model.rows)
    press(page, "添加要求…")
    assert isinstance(page.form, DemandForm)
    page.form.kind.setCurrentText("其他")
    page.form.since.setText("2026-04-01")
    press(page.form, "保存")
    settled()
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)

    page.rules.choose(lambda row: row.rule.session_kind is SessionKind.OTHER)
    press(page, "撤回…")
    settled()

    assert len(page.rules.model.rows) == count


def test_the_lists_are_saved_as_documents(
    page: ArchivePage, settled: Settled, chooser: AnsweringChooser, tmp_path: Path
) -> None:
    for name, pressed in (("年.pdf", "保存归档情况表…"), ("次.pdf", "保存本次清单…")):
        chooser.answer = tmp_path / name
        press(page, pressed)
        settled()
        assert chooser.answer.read_bytes().startswith(b"%PDF")


def test_the_demo_is_filtered_by_what_is_missing(demo_window: MainWindow, settled: Settled) -> None:
    demo_window.workspace.go_to("archive")
    settled()
    page = demo_window.workspace.page("archive")
    assert isinstance(page, ArchivePage)
    page.year.setCurrentText("2025年")
    settled()
    everything = len(page.folders.model.rows)

    page.paper.setCurrentText("缺签到表")
    settled()

    rows = page.folders.model.rows
    assert 0 < len(rows) < everything
    assert all(PaperKind.SIGN_IN_SHEET in row.missing for row in rows)
    check(page)
