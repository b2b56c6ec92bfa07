"""A folder merged in one go: what each file would bring, and agreement to many deletions file by file."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services.exchange.rows import FolderEntry
from ui.window.look import Icon
from ui.window.pages.merging.words import entry_words
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import label, wrapped_label


class FolderDialog(QDialog):
    """Asks whether all files of a folder are merged; `agreed` names those that may delete many records."""

    def __init__(self, folder: Path, entries: tuple[FolderEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._boxes: dict[Path, QCheckBox] = {}
        self.setWindowTitle("合并整个文件夹")
        self.setAccessibleName("合并整个文件夹")
        self.resize(680, 380)
        self._build(folder)

    def agreed(self) -> frozenset[Path]:
        """Give the files whose deletions were agreed to."""
        return frozenset(path for path, box in self._boxes.items() if box.isChecked())

    def box(self, path: Path) -> QCheckBox:
        """Give the tick box of a file that asks; KeyError where it does not."""
        return self._boxes[path]

    def _build(self, folder: Path) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        outer.addWidget(label(folder.name or str(folder), "cardTitle"))
        outer.addWidget(wrapped_label("依次合并，每份是一步，可以分别撤销；不能合并的那一份不影响别的。", "hint"))
        outer.addWidget(self._build_list(), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", None, self.reject))
        self.merge_button = primary_button("全部合并", Icon.MERGE, self.accept)
        foot.addWidget(self.merge_button)
        outer.addLayout(foot)

    def _build_list(self) -> QScrollArea:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(14)
        for entry in self._entries:
            layout.addWidget(wrapped_label(entry_words(entry)))
            if entry.asks_deletions and entry.report is not None:
                layout.addWidget(self._build_box(entry.path, entry.report.deletions))
        layout.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName("文件夹中的台账")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        return area

    def _build_box(self, path: Path, deletions: int) -> QCheckBox:
        box = QCheckBox(f"同意 {path.name} 删除 {deletions:,} 条记录；不同意，这一份就不合并")
        box.setAccessibleName(f"同意 {path.name} 删除较多记录")
        box.setObjectName("danger")
        self._boxes[path] = box
        return box
