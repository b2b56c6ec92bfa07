"""The form that issues a document: format, number, or which issued document it corrects and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from models.typing_override import override
from services.changes import Changes
from services.documents.issuing.rows import IssueDraft, IssuedRow
from services.documents.issuing.service import IssuingService
from services.documents.kinds import DOCX, PDF, XLSX, DocumentKind
from services.documents.service import DocumentRequest
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, TextEdit
from ui.window.widgets.labels import wrapped_label

WHAT: Final = "已印发文件"
FORMATS: Final = {PDF: "PDF（版式固定）", DOCX: "Word", XLSX: "Excel"}
"""What an issued file may be."""

_FREEZES: Final = "按今天的数据生成，原样存档。以后随时可以取出这一份，也可以看到其中哪些数据与当时不同。"


@dataclass(frozen=True, slots=True)
class ToIssue:
    """What is to be issued, what was issued of it before, and the number that is proposed for a correction."""

    request: DocumentRequest
    kind: DocumentKind
    issued: Sequence[IssuedRow] = ()
    corrects: str = ""


class IssueForm(RecordForm):
    """Issues a document, as a new one or as the next revision of one that it corrects."""

    def __init__(self, desk: Desk, service: IssuingService, what: ToIssue, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"印发{what.kind.name}", parent, save_text="印发")
        self._service = service
        self._request = what.request
        self.setMinimumWidth(560)
        self.content.insertWidget(0, wrapped_label(_FREEZES, "hint"))
        formats = [(FORMATS[each], each) for each in what.kind.formats]
        self.format = self.add("存档格式", Choice("存档格式", formats, what.request.format))
        newest = [row for row in what.issued if not row.replaced]
        ways = [("新文件", ""), *((f"更正 {row.number}，成为第{row.revision + 1}版", row.number) for row in newest)]
        self.way = self.add("印发方式", Choice("印发方式", ways, what.corrects))
        self.way.setVisible(bool(newest))
        self.form.labelForField(self.way).setVisible(bool(newest))
        self.number = self.add("文件编号", TextEdit(WHAT, "文件编号"))
        self.number.setPlaceholderText("例如 某党〔2026〕1号；留空自动编号")
        self.note = self.add("说明", TextEdit(WHAT, "说明"))
        self.with_gaps = QCheckBox("文中还有“待补”的内容也印发")
        self.with_gaps.setAccessibleName(self.with_gaps.text())
        self.form.addRow("", self.with_gaps)
        self.way.chosen.connect(self._show_way)
        self._show_way()

    def _show_way(self) -> None:
        """Let a correction keep the number and say why."""
        corrects = bool(self.way.choice())
        self.number.setEnabled(not corrects)
        self.note.setPlaceholderText("更正的原因，必填" if corrects else "可以不填")

    @override
    def collect(self) -> Callable[[], Changes]:
        corrects = self.way.choice() or ""
        draft = IssueDraft(
            number="" if corrects else self.number.value(),
            corrects=corrects,
            note=self.note.value(),
            with_gaps=self.with_gaps.isChecked(),
        )
        request = replace(self._request, format=self.format.choice() or PDF)
        return lambda: self._service.issue(request, draft)
