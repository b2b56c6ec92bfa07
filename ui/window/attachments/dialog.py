"""The papers of one record in a window of their own, where its form has no room for them."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.typing_override import override
from services.attachments.rows import Holder
from services.attachments.service import AttachmentService
from ui.window.attachments.panel import AttachmentsPanel
from ui.window.desk import Desk
from ui.window.widgets.buttons import button
from ui.window.widgets.labels import wrapped_label


class AttachmentsDialog(QDialog):
    """Shows the attachments of a record; `title` names the record."""

    def __init__(
        self, desk: Desk, attachments: AttachmentService, holder: Holder, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("附件")
        self.setAccessibleName("附件")
        self.resize(620, 560)
        self.panel = AttachmentsPanel(desk, attachments, holder)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", None, self.accept))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        outer.addWidget(wrapped_label(title, "cardTitle"))
        outer.addWidget(self.panel, 1)
        outer.addLayout(foot)

    @override
    def done(self, result: int) -> None:
        super().done(result)
        self.deleteLater()
