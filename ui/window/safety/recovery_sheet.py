"""The recovery sheet on the screen: shown from memory, on disk only where the officer saves it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.errors import AppError
from services.files import write_whole
from ui.window.desk import Desk
from ui.window.files import PDFS
from ui.window.look import Icon, Tone
from ui.window.preview.printing import PrinterChooser, PrintJob
from ui.window.preview.view import PreviewView
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.message_bar import MessageBar

if TYPE_CHECKING:  # it brings SQLAlchemy
    from services.documents.service import DocumentService


class RecoverySheetDialog(QDialog):
    """Shows the sheet; prints it, or saves it where the officer says."""

    def __init__(self, desk: Desk, documents: "DocumentService", parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._data = b""
        self._printers = PrinterChooser()
        self._job: PrintJob | None = None
        self.setWindowTitle("恢复单")
        self.setAccessibleName("恢复单")
        self.message_bar = MessageBar(self)
        self.view = PreviewView(desk.painter, "恢复单预览")
        self.print_button = primary_button("打印…", Icon.PRINTER, self.print_sheet)
        self.save_button = button("保存为文件…", Icon.SAVE, self.save_sheet)
        self._build()
        self.view.opened.connect(lambda _: self._offer(ready=True))
        desk.runner.run(self, documents.recovery_sheet, self._show, self._refused)

    def _build(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(760, room.width() - 40), min(760, room.height() - 60))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.addWidget(
            wrapped_label("请现在就打印，签字后锁好。这张单子没有存到任何地方；保存成文件的，用完请删除。", "hint")
        )
        layout.addWidget(self.message_bar)
        layout.addWidget(self.view, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(button("关闭", None, self.reject))
        buttons.addWidget(self.print_button)
        layout.addLayout(buttons)
        self._offer(ready=False)

    def _offer(self, *, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _show(self, data: bytes) -> None:
        self._data = data
        self.view.show_pdf(data)

    def _refused(self, error: AppError | None) -> None:
        if error is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self.message_bar.say(sentence(error), Tone.BAD)

    def save_sheet(self) -> None:
        """Save the sheet as a file."""
        path = self.desk.files.to_save(self, "保存恢复单", Path.home() / "恢复单.pdf", PDFS)
        if path is not None:
            data = self._data
            self.desk.runner.run(
                self,
                lambda: write_whole(path, data),
                lambda _: self.message_bar.say(f"已保存到 {path}，打印后请删除。", Tone.GOOD),
                self._refused,
            )

    def print_sheet(self) -> None:
        """Print the sheet."""
        printer = self._printers.choose(self)
        if printer is not None:
            self._job = PrintJob(self.view, self.view.sizes, printer, self._printed)
            self._job.begin()

    def _printed(self, worked: bool) -> None:  # noqa: FBT001 - called by the print job with its one result
        if worked:
            self.message_bar.say("已送往打印机。", Tone.GOOD)
        else:
            self.message_bar.say("打印没有开始，请检查打印机是否就绪。", Tone.BAD)

    @override
    def done(self, result: int) -> None:
        self.desk.runner.release(self)
        self.view.clear()
        super().done(result)
        self.deleteLater()
