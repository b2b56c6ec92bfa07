"""The folder of one session: the checklist as pills, its papers below."""

from typing import Final

from PySide6.QtWidgets import QGridLayout

from services.archive.rows import SessionFolder
from services.attachments.rows import Holder, HolderKind
from services.attachments.service import AttachmentService
from ui.window.attachments.panel import AttachmentsPanel
from ui.window.desk import Desk
from ui.window.pages.archive.texts import PAPER_TONES, paper_words
from ui.window.texts import day_text
from ui.window.widgets.card import Card
from ui.window.widgets.labels import Pill, label, wrapped_label

PILLS_A_ROW: Final = 4


class FolderCard(Card):
    """Shows what the chosen session must have and has, and lets papers be added."""

    def __init__(self, desk: Desk, attachments: AttachmentService) -> None:
        super().__init__()
        self._title = wrapped_label("", "cardTitle")
        self._facts = wrapped_label("", "hint")
        self._pills = QGridLayout()
        self._pills.setHorizontalSpacing(6)
        self._pills.setVerticalSpacing(6)
        self._pills.setColumnStretch(PILLS_A_ROW, 1)
        self.pills: list[Pill] = []
        self._none = label("这类活动没有规定必备材料。", "hint")
        self.panel = AttachmentsPanel(desk, attachments)
        for part in (self._title, self._facts):
            self.body.addWidget(part)
        self.body.addLayout(self._pills)
        self.body.addWidget(self._none)
        self.body.addWidget(self.panel, 1)
        self.show_folder(None)

    def show_folder(self, folder: SessionFolder | None) -> None:
        """Show another folder, or that none is chosen."""
        for pill in self.pills:
            self._pills.removeWidget(pill)
            pill.hide()  # it would be painted until it is gone
            pill.deleteLater()
        papers = () if folder is None else folder.papers
        self.pills = [Pill(paper_words(paper), PAPER_TONES[paper.state]) for paper in papers]
        for number, pill in enumerate(self.pills):
            self._pills.addWidget(pill, number // PILLS_A_ROW, number % PILLS_A_ROW)
        self._none.setVisible(folder is not None and not folder.required)
        self._title.setText("先选一次活动" if folder is None else folder.title)
        kinds = "" if folder is None else "、".join(kind.label for kind in folder.kinds)
        facts = () if folder is None else (day_text(folder.starts_on), folder.number, folder.place, kinds)
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self.panel.show_holder(None if folder is None else Holder(HolderKind.SESSION, folder.key))
