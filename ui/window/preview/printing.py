"""Printing a PDF: the print dialog, then page by page as the painting thread renders them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui.window.preview.pages import PageSize
from ui.window.preview.view import PreviewView

PRINT_DOTS: Final = 300


class PrinterChooser:
    """Asks for a printer, behind a class of its own so that tests can answer in the officer's place."""

    def choose(self, parent: QWidget) -> QPrinter | None:
        """Show the print dialog; None when it was cancelled."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setAccessibleName("打印")
        return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob(QObject):
    """Prints what a preview shows; `ended` is called with whether it worked."""

    def __init__(
        self, view: PreviewView, sizes: tuple[PageSize, ...], printer: QPrinter, ended: Callable[[bool], None]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._printer = printer
        self._numbers = _wanted(printer, len(sizes))
        self._landscape = bool(sizes) and sizes[0].width > sizes[0].height
        self._ended = ended
        self._painter = QPainter()

    def begin(self) -> None:
        """Set the paper up and print the first page."""
        self._printer.setFullPage(True)
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        turned = QPageLayout.Orientation.Landscape if self._landscape else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(turned)
        if not self._numbers or not self._painter.begin(self._printer):
            self._ended(False)  # noqa: FBT003 - a callback's argument has no name
            return
        self._render(0)

    def _render(self, place: int) -> None:
        number = self._numbers[place]
        self._view.with_pages(lambda pages: pages.image(number, PRINT_DOTS), lambda image: self._print(place, image))

    def _print(self, place: int, image: QImage) -> None:
        paper = self._painter.viewport()
        self._painter.drawImage(QRect(0, 0, paper.width(), paper.height()), image)
        if place + 1 < len(self._numbers):
            self._printer.newPage()
            self._render(place + 1)
        else:
            self._painter.end()
            self._ended(True)  # noqa: FBT003 - a callback's argument has no name


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """Give the pages that the dialog asked for, from 0; all without a range."""
    first = printer.fromPage() or 1
    last = printer.toPage() or count
    return list(range(first - 1, min(last, count)))
