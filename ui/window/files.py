"""File dialogs, behind a class of their own so that tests can answer in the officer's place."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

LEDGERS: Final = "学习台账文件 (*.db)"
WORKBOOKS: Final = "电子表格 (*.xlsx)"
PDFS: Final = "文档 (*.pdf)"


class FileChooser:
    """Asks for a file to open, a file to write, or a folder."""

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
