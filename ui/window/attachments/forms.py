"""Forms of attachments: files to be taken in, a paper in a cabinet, what an attachment is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from models.enums import PaperKind
from models.typing_override import override
from services.attachments.guessing import guess_paper
from services.attachments.rows import AttachmentRow, FileDraft, Holder, KeptDraft
from services.attachments.service import WHAT, AttachmentService
from services.changes import Changes
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm, scrolled
from ui.window.widgets.inputs import Choice, TextEdit
from ui.window.widgets.labels import label, wrapped_label

HINT: Final = "材料种类按文件名预选，请核对后再添加。文件存入数据库，原文件不受影响；涉密文件不得添加。"
CHOICE_WIDTH: Final = 150
_SHOWN_NAME: Final = 26  # characters of a file's name
_SCROLLED_FROM: Final = 8


def paper_choice(name: str, chosen: PaperKind) -> Choice[PaperKind]:
    """Make the choice of what a paper is."""
    return Choice(name, [(paper.label, paper) for paper in PaperKind], chosen)


class AddFilesForm(RecordForm):
    """Shows the files with what each probably is; the officer confirms or corrects, then they are taken in.

    The work is done on the painting thread, for thumbnails of PDFs are made by the renderer of the previews.
    """

    def __init__(
        self,
        desk: Desk,
        attachments: AttachmentService,
        holder: Holder,
        paths: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk._replace(runner=desk.painter), f"添加附件（{len(paths)} 个文件）", parent, save_text="添加"
        )
        self._attachments = attachments
        self._holder = holder
        self._paths = tuple(paths)
        self.setMinimumWidth(560)
        self.papers = tuple(paper_choice(f"{path.name}是什么材料", guess_paper(path.name)) for path in paths)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for number, (path, paper) in enumerate(zip(paths, self.papers, strict=True)):
            name = label(_shortened(path.name))
            name.setToolTip(path.name)
            paper.setFixedWidth(CHOICE_WIDTH)
            grid.addWidget(name, number, 0)
            grid.addWidget(paper, number, 1)
        self.content.insertWidget(0, scrolled(lines) if len(paths) >= _SCROLLED_FROM else lines)
        if len(paths) >= _SCROLLED_FROM:
            self.resize(600, 560)
        self.note = self.add("备注", TextEdit(WHAT, "备注"))
        self.content.addWidget(
            wrapped_label(
                "材料种类按文件名预选，请核对后再添加。文件存入数据库，原文件不受影响；涉密文件不得添加。", "hint"
            )
        )

    @override
    def collect(self) -> Callable[[], Changes]:
        note = self.note.value()
        drafts = [
            FileDraft(path, paper.choice() or PaperKind.OTHER, note)
            for path, paper in zip(self._paths, self.papers, strict=True)
        ]
        attachments, holder = self._attachments, self._holder
        return lambda: attachments.add_files(holder, drafts)


class KeptForm(RecordForm):
    """Notes a paper that has no file, and where it is kept."""

    def __init__(
        self, desk: Desk, attachments: AttachmentService, holder: Holder, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "登记纸质件", parent)
        self._attachments = attachments
        self._holder = holder
        self.paper = self.add("材料", paper_choice("材料", PaperKind.SIGN_IN_SHEET), required=True)
        self.kept_at = self.add("存放处", TextEdit(WHAT, "存放处", required=True), required=True)
        self.kept_at.setPlaceholderText("例如：党建档案柜2026年第1卷")
        self.name = self.add("名称", TextEdit(WHAT, "名称"))
        self.name.setPlaceholderText("留空用材料的名称")
        self.note = self.add("备注", TextEdit(WHAT, "备注"))

    @override
    def collect(self) -> Callable[[], Changes]:
        paper = self.paper.choice() or PaperKind.OTHER
        draft = KeptDraft(paper, self.kept_at.value(), self.name.value(), self.note.value())
        attachments, holder = self._attachments, self._holder
        return lambda: attachments.add_kept(holder, draft)


class AttachmentForm(RecordForm):
    """Marks an attachment as another paper, or names it otherwise; the content stays."""

    def __init__(
        self, desk: Desk, attachments: AttachmentService, row: AttachmentRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, "修改附件", parent)
        self._attachments = attachments
        self._row = row
        draft = row.draft
        self.paper = self.add("材料", paper_choice("材料", draft.paper), required=True)
        self.name = self.add("名称", TextEdit(WHAT, "名称", draft.name, required=True), required=True)
        kept = TextEdit(WHAT, "存放处", draft.kept_at, required=not row.is_file)
        self.kept_at = self.add("原件存放处" if row.is_file else "存放处", kept, required=not row.is_file)
        self.note = self.add("备注", TextEdit(WHAT, "备注", draft.note))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._row.draft,
            paper=self.paper.choice() or PaperKind.OTHER,
            name=self.name.value(),
            kept_at=self.kept_at.value(),
            note=self.note.value(),
        )
        attachments, key = self._attachments, self._row.key
        return lambda: attachments.change(key, draft)


def _shortened(name: str) -> str:
    if len(name) <= _SHOWN_NAME:
        return name
    ending = Path(name).suffix[:8]
    return f"{name[: _SHOWN_NAME - len(ending) - 1]}…{ending}"
