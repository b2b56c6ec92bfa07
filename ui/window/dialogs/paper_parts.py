"""The form of a paper's optional parts: red head, seal, attachments, imprint."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.typing_override import override
from services.changes import Changes
from services.documents.papers.parts import NAMES, Head, PaperParts, Seal
from services.errors import RequiredFieldError
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, TextEdit
from ui.window.widgets.labels import wrapped_label

WHAT: Final = "公文要素"
_HEADS: Final = (("不印版头", Head.NONE), ("留出红头纸的位置", Head.PREPRINTED), ("印出红头和红线", Head.PRINTED))
_SEALS: Final = (("按模板", Seal.AS_IS), ("加盖印章", Seal.SEALED), ("不加盖印章", Seal.UNSEALED))
_HINT: Final = "发文字号和签发人印在版头里；抄送机关、印发机关和日期成为末页的版记。留空则不印。"
_WIDTH: Final = 560

Write = Callable[[PaperParts], Changes]


class PaperPartsForm(RecordForm):
    """Edits what the officer switches on for one paper; what stays empty is not printed."""

    def __init__(self, desk: Desk, parts: PaperParts, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(desk, WHAT, parent)
        self._write = write
        self.head: Choice[Head] = self.add(NAMES["head"], Choice(NAMES["head"], _HEADS, parts.head))
        self.mark = self._text("mark", parts.mark, "例如：中共某某公司委员会文件")
        self.number = self._text("number", parts.number, "例如：某党〔2026〕1号")
        self.approver = self._text("approver", parts.approver, "上行文填写")
        self.seal: Choice[Seal] = self.add(NAMES["seal"], Choice(NAMES["seal"], _SEALS, parts.seal))
        self.attachments = self._lines("attachments", parts.attachments, "每行一个附件名称")
        self.copies = self._lines("copies", parts.copies, "例如：各党支部，各职能部门")
        self.office = self._text("office", parts.office, "例如：某某公司党委办公室")
        self.issued_on = self.add(NAMES["issued_on"], DayEdit(WHAT, NAMES["issued_on"], parts.issued_on))
        self.content.addWidget(
            wrapped_label("发文字号和签发人印在版头里；抄送和印发机关成为末页的版记。留空则不印。", "hint")
        )
        self.setMinimumWidth(_WIDTH)
        self.head.chosen.connect(self._allow)
        self._allow()

    def _text(self, field: str, value: str, hint: str) -> TextEdit:
        made = self.add(NAMES[field], TextEdit(WHAT, NAMES[field], value))
        made.setPlaceholderText(hint)
        return made

    def _lines(self, field: str, value: str, hint: str) -> QPlainTextEdit:
        made = self.add(NAMES[field], QPlainTextEdit(value))
        made.setAccessibleName(NAMES[field])
        made.setPlaceholderText(hint)
        made.setTabChangesFocus(True)
        made.setFixedHeight(made.fontMetrics().lineSpacing() * 3 + 16)
        return made

    def _allow(self) -> None:
        """Let the head be filled in where there is one."""
        head = self.head.choice()
        self.mark.setEnabled(head is Head.PRINTED)
        for field in (self.number, self.approver):
            field.setEnabled(head is not Head.NONE)

    @override
    def collect(self) -> Callable[[], Changes]:
        parts = PaperParts(
            self.head.choice() or Head.NONE,
            self.mark.value(),
            self.number.value(),
            self.approver.value(),
            self.seal.choice() or Seal.AS_IS,
            self.attachments.toPlainText().strip(),
            "".join(self.copies.toPlainText().split("\n")).strip(),
            self.office.value(),
            self.issued_on.day(),
        )
        if parts.head is Head.PRINTED and not parts.mark:
            raise RequiredFieldError(what=WHAT, field=NAMES["mark"])
        return lambda: self._write(parts)
