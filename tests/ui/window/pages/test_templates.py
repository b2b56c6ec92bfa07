"""The page 文档模板: text checked as it is typed, versions made and chosen, files in and out, nothing typed is lost."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services.documents.templates.defaults import default_template
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import dialog, press
from ui.window.main_window import MainWindow
from ui.window.pages.documents.page import DocumentsPage
from ui.window.pages.templates import page as page_module
from ui.window.pages.templates.name_form import NameForm
from ui.window.pages.templates.page import TemplatesPage

KIND = "hours_notice"


@pytest.fixture
def page(demo_window: MainWindow, settled: Settled) -> TemplatesPage:
    return opened(demo_window, settled)


def opened(window: MainWindow, settled: Settled) -> TemplatesPage:
    window.workspace.go_to("templates")
    settled()
    page = window.workspace.page("templates")
    assert isinstance(page, TemplatesPage)
    page.panel.kind.choose(next(kind for kind in page._services.templates.kinds() if kind.key == KIND))
    settled()
    return page


def versions(page: TemplatesPage) -> list[str]:
    return [page.panel.version.itemText(number) for number in range(page.panel.version.count())]


def type_text(page: TemplatesPage, text: str, settled: Settled) -> None:
    page.editor.replace_all(text)
    page._check()
    settled()


def save_as(page: TemplatesPage, name: str, settled: Settled) -> None:
    press(page, "另存为…")
    form = dialog(page, NameForm)
    form.name.setText(name)
    press(form, "保存")
    settled()


def test_the_default_is_shown_and_cannot_be_saved_over(page: TemplatesPage) -> None:
    assert versions(page) == ["默认（选用）"]
    assert page.editor.toPlainText() == default_template(KIND)
    assert page.panel.verdict.text() == "没有发现错误"
    assert not page.save_button.isEnabled()
    assert not page.panel.delete_button.isVisible()


def test_a_fault_is_marked_after_a_pause_with_its_remedy(page: TemplatesPage, qtbot: QtBot) -> None:
    page.editor.replace_all("甲\n{{ 党员.总术 }}\n乙")
    qtbot.waitUntil(lambda: bool(page.panel.fault_model.rows))
    (fault,) = page.panel.fault_model.rows
    assert (fault.line, fault.remedy) == (2, "是不是“党员.总数”？")
    assert page.panel.fault_table.isVisible()
    assert [one.cursor.blockNumber() for one in page.editor.extraSelections()] == [1]
    page.panel.fault_table.activated_row.emit(0)
    assert page.editor.textCursor().blockNumber() == 1
    page.editor.replace_all("甲\n{{ 党员.总数 }}\n乙")
    qtbot.waitUntil(lambda: not page.panel.fault_model.rows)
    assert not page.panel.fault_table.isVisible()


def test_a_version_is_made_changed_chosen_and_deleted(
    page: TemplatesPage, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_text(page, "标题：{{ 单位.名称 }}通报\n共{{ 党员.总数 }}人。\n", settled)
    save_as(page, "简要", settled)
    assert versions(page) == ["默认（选用）", "简要"]
    assert page.panel.version.currentText() == "简要"
    assert page.editor.toPlainText().startswith("标题：{{ 单位.名称 }}通报")
    page.editor.insert("{# 记 #}")
    press(page, "保存")
    settled()
    assert not page.save_button.isEnabled()
    press(page, "选用")
    settled()
    assert versions(page) == ["默认", "简要（选用）"]
    press(page, "取默认文字")
    assert page.editor.toPlainText() == default_template(KIND)
    page.editor.undo()
    assert page.editor.toPlainText().startswith("{# 记 #}标题")
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "删除…")
    settled()
    assert versions(page) == ["默认（选用）"]
    assert page.editor.toPlainText() == default_template(KIND)


def test_what_is_typed_stays_when_others_are_looked_at_and_when_the_program_ends(
    page: TemplatesPage, settled: Settled, demo_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.editor.replace_all("没有保存的文字")
    page.panel.kind.setCurrentIndex(0)
    settled()
    assert page.editor.toPlainText() != "没有保存的文字"
    page = opened(demo_window, settled)
    assert page.editor.toPlainText() == "没有保存的文字"
    page.editor.replace_all("后来的文字")
    path = demo_window.services.opened_from if demo_window.services else Path()
    demo_window.close_ledger()
    settled()
    with qtbot.waitSignal(demo_window.ledger_opened, timeout=10_000):
        demo_window.open_ledger(path)
    page = opened(demo_window, settled)
    assert page.editor.toPlainText() == "后来的文字"
    assert "还在" in page.message_bar.text
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "放弃修改…")
    assert page.editor.toPlainText() == default_template(KIND)


def test_what_is_typed_survives_a_change_elsewhere(page: TemplatesPage, settled: Settled) -> None:
    page.editor.replace_all("正在写")
    page.desk.notifier.announce(page._services.templates.add(KIND, "别处", "甲\n"))
    settled()
    assert versions(page) == ["默认（选用）", "别处"]
    assert page.editor.toPlainText() == "正在写"


def test_a_name_is_found_shown_with_its_value_and_inserted(page: TemplatesPage, settled: Settled) -> None:
    page.side.example.year.choose(2025)
    settled()
    page.side.names.search.setText("党员.总数")
    page.side.names._filter()
    row = page.side.names.model.rows[0]
    assert (row.name, row.value[-1]) == ("党员.总数", "人")
    page.side.names.table.selectRow(0)
    press(page, "插入")
    assert page.editor.toPlainText().startswith("{{ 党员.总数 }}标题")


def test_the_preview_is_of_the_text_as_it_stands(page: TemplatesPage, settled: Settled) -> None:
    page.side.tabs.setCurrentWidget(page.side.preview)
    settled()
    whole = page.side.preview.view.page_count
    assert whole
    type_text(page, "甲\n" + "分页\n乙\n" * whole, settled)
    assert page.side.preview.view.page_count == whole + 1
    type_text(page, "{{ 坏", settled)
    assert page.side.preview.view.page_count == 0


def test_files_go_out_and_come_in(
    page: TemplatesPage, settled: Settled, chooser: AnsweringChooser, tmp_path: Path
) -> None:
    chooser.answer = tmp_path / "通报.txt"
    press(page, "导出…")
    settled()
    press(page, "导入…")
    settled()
    assert versions(page) == ["默认（选用）", "通报"]
    assert page.editor.toPlainText() == default_template(KIND)
    chooser.answer.write_text("{{ 9**9**9 }}", encoding="utf-8")
    press(page, "导入…")
    settled()
    assert "不能做运算" in page.message_bar.text
    assert len(versions(page)) == 2


def test_a_document_that_is_shown_follows_the_template_chosen(
    page: TemplatesPage, settled: Settled, demo_window: MainWindow
) -> None:
    demo_window.workspace.go_to("documents")
    settled()
    documents = demo_window.workspace.page("documents")
    assert isinstance(documents, DocumentsPage)
    choices = documents.choices.kind
    choices.choose(next(kind for kind in page._services.templates.kinds() if kind.key == KIND))
    settled()
    assert documents.view.page_count > 1
    templates = page._services.templates
    key = templates.add(KIND, "一页", "标题：通报\n甲。\n").key
    documents.desk.notifier.announce(templates.choose(KIND, key))
    settled()
    assert documents.view.page_count == 1
