"""The page of documents: the preview is the very PDF that is saved and printed."""

from pathlib import Path

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from services.documents.papers.parts import Head
from tests.ui.window.conftest import AnsweringChooser, Settled
from tests.ui.window.hands import press
from ui.window.dialogs.document_texts import DocumentTextsForm
from ui.window.dialogs.paper_parts import PaperPartsForm
from ui.window.main_window import MainWindow
from ui.window.pages.documents.page import DocumentsPage
from ui.window.preview.printing import PrinterChooser


class PaperPrinter(PrinterChooser):
    """A printer that prints into a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def choose(self, parent: QWidget) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return printer


@pytest.fixture
def page(demo_window: MainWindow, qtbot: QtBot, settled: Settled) -> DocumentsPage:
    demo_window.workspace.go_to("documents")
    settled()
    found = demo_window.workspace.page("documents")
    assert isinstance(found, DocumentsPage)
    found.choices.year.choose(2025)
    choose(found, "roster")
    settled()
    qtbot.waitUntil(lambda: found.view.painted_pages > 0)
    return found


def choose(page: DocumentsPage, key: str) -> None:
    kinds = page._services.documents.kinds()
    page.choices.kind.choose(next(kind for kind in kinds if kind.key == key))


def text_of(pdf: bytes | Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    return str(text)


def test_what_is_saved_is_what_is_shown(
    page: DocumentsPage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    assert page.view.page_count > 1
    chooser.answer = tmp_path / "花名册.pdf"
    press(page, "保存…")
    settled()
    assert page.message_bar.text == f"已保存到 {chooser.answer}"
    assert chooser.answer.read_bytes() == page._data
    assert "党员花名册" in text_of(chooser.answer)


def test_what_is_bound_has_no_editable_form(page: DocumentsPage, settled: Settled) -> None:
    choose(page, "session_folder")
    settled()
    assert not page.editable_button.isVisible()


def test_a_table_is_saved_as_a_workbook(
    page: DocumentsPage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    chooser.answer = tmp_path / "花名册.xlsx"
    press(page, "另存为 Excel…")
    settled()
    assert page.message_bar.text == f"已保存到 {chooser.answer}"
    assert load_workbook(chooser.answer).worksheets[0]["A1"].value == "党员花名册"


def test_a_paper_is_saved_for_word(
    page: DocumentsPage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    choose(page, "annual_summary")
    settled()
    chooser.answer = tmp_path / "总结.docx"
    press(page, "另存为 Word…")
    settled()
    assert page.message_bar.text == f"已保存到 {chooser.answer}"
    assert "2025年党员教育培训" in docx.Document(str(chooser.answer)).paragraphs[0].text


def test_only_pages_in_sight_are_painted(page: DocumentsPage) -> None:
    assert page.view.painted_pages < page.view.page_count


def test_zooming_paints_anew(page: DocumentsPage, qtbot: QtBot, settled: Settled) -> None:
    before = page.view._scale()
    press(page, "放大")
    settled()
    assert page.view._scale() > before
    press(page, "适合宽度")
    assert page.view._scale() == before


def test_a_sign_in_sheet_asks_for_a_session(page: DocumentsPage, settled: Settled) -> None:
    choose(page, "sign_in_sheet")
    settled()
    assert page.choices.session.isVisible()
    assert not page.choices.scope.isVisible()
    assert page._data is not None
    assert "签到表" in text_of(page._data)


def test_a_file_that_cannot_be_written_is_said(
    page: DocumentsPage, chooser: AnsweringChooser, tmp_path: Path, settled: Settled
) -> None:
    (tmp_path / "一个文件").touch()
    chooser.answer = tmp_path / "一个文件" / "花名册.pdf"
    press(page, "保存…")
    settled()
    assert "无法写入" in page.message_bar.text
    assert page.save_button.isEnabled()


def test_printing_prints_every_page(page: DocumentsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page._printers = PaperPrinter(tmp_path / "printed.pdf")
    press(page, "打印…")

    def said() -> bool:
        return page.message_bar.text == "已送往打印机。"

    qtbot.waitUntil(said, timeout=30_000)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(document) == page.view.page_count
    width, height = document[0].get_size()
    assert width > height
    document.close()


def test_the_officers_text_is_written_beside_the_preview(page: DocumentsPage, qtbot: QtBot, settled: Settled) -> None:
    assert page.texts_button.isHidden()
    choose(page, "hours_notice")
    settled()
    assert not page.texts_button.isHidden()
    press(page, "文字…")
    settled()
    form = page.findChild(DocumentTextsForm)
    assert form is not None
    assert list(form.boxes) == ["引言", "工作要求"]
    assert all(box.height() > 60 for box in form.boxes.values())
    form.boxes["工作要求"].setPlainText("请各党支部抓紧补学。")
    form.save()
    settled()
    qtbot.waitUntil(lambda: page._data is not None)
    settled()
    document = pypdfium2.PdfDocument(page._data or b"")
    whole = "".join(one.get_textpage().get_text_range() for one in document)
    document.close()
    assert "请各党支部抓紧补学。" in "".join(whole.split())


def test_parts_of_a_paper_are_switched_on_for_it(page: DocumentsPage, settled: Settled) -> None:
    assert not page.parts_button.isVisible()  # a roster is no official paper
    choose(page, "hours_notice")
    settled()
    press(page, "公文要素…")
    settled()
    form = page.form
    assert isinstance(form, PaperPartsForm)
    assert not form.number.isEnabled()
    form.head.choose(Head.PRINTED)
    form.number.setText("澜岳党〔2026〕3号")
    form.copies.setPlainText("各党支部")
    form.save()
    assert form.message_bar.isVisibleTo(form)  # whose paper it is must be said
    form.mark.setText("中共澜岳装备有限公司委员会文件")
    form.save()
    settled()
    shown = text_of(page._data or b"")
    assert "澜岳党〔2026〕3号" in shown
    assert "委员会文件" in shown
