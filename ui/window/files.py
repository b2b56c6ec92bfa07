"""File dialogs, behind a class of their own so that tests can answer in the officer's place."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QTemporaryDir, QUrl
from PySide6.QtWidgets import QWidget

LEDGERS: Final = "学习台账文件 (*.db)"
PACKAGES: Final = "交换包 (*.slpack)"
MERGEABLE: Final = "台账和交换包 (*.db *.slpack)"
WORKBOOKS: Final = "电子表格 (*.xlsx)"
PDFS: Final = "文档 (*.pdf)"
WORD_FILES: Final = "Word 文档 (*.docx)"
PAPERS: Final = (
    "文档和图片 (*.jpg *.jpeg *.png *.pdf *.ofd *.doc *.docx *.xls *.xlsx *.ppt *.pptx *.wps *.et *.dps *.tif *.tiff"
    " *.bmp *.gif *.webp *.heic *.txt)"
)
TEXTS: Final = "文本文件 (*.txt)"
ANYTHING: Final = "所有文件 (*)"


class FileChooser:
    """Asks for a file to open, a file to write, or a folder; shows files with the desktop's programs."""

    _copies: QTemporaryDir | None = None

    def folder_to_view(self) -> Path:
        """Give a new folder for a copy to look at; all of them go when the program ends."""
        from tempfile import mkdtemp  # noqa: PLC0415 - not for the first paint

        if self._copies is None:
            from services.leftovers import PREFIX  # noqa: PLC0415 - the same

            self._copies = QTemporaryDir(f"{QDir.tempPath()}/{PREFIX}XXXXXX")
        return Path(mkdtemp(dir=self._copies.path()))

    def show(self, path: Path) -> bool:
        """Open a file with the desktop's program; tell whether there is one."""
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 - not for the first paint

        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def remove_copies(self) -> None:
        """Remove the copies that were made to look at."""
        if self._copies is not None:
            self._copies.remove()
            self._copies = None

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for an existing file; None when the dialog was cancelled."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the first paint

        name, _ = QFileDialog.getOpenFileName(parent, title, "", f"{kinds};;所有文件 (*)")
        return Path(name) if name else None

    def to_open_several(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """Ask for existing files; none when the dialog was cancelled."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the first paint

        names, _ = QFileDialog.getOpenFileNames(parent, title, "", f"{kinds};;所有文件 (*)")
        return [Path(name) for name in names]

    def to_save(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask where to write (the dialog asks before it overwrites); the ending is added where it is missing."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the first paint

        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        if not name:
            return None
        chosen = Path(name)
        return chosen if chosen.suffix else chosen.with_suffix(proposed.suffix)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder; None when the dialog was cancelled."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - not for the first paint

        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None


def documents_folder() -> Path:
    """Give the officer's own documents folder."""
    from PySide6.QtCore import QStandardPaths  # noqa: PLC0415 - not for the first paint

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
