"""按支部录入: the scores of a whole branch at one day, saved in one step."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QFormLayout, QWidget

from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.errors import AppError, RequiredFieldError
from services.study_app.rows import ScoreEntry, ScoreLine
from services.study_app.service import StudyAppService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm, scrolled
from ui.window.pages.publicity.forms import SCORE
from ui.window.widgets.inputs import Choice, DayEdit, NumberEdit
from ui.window.widgets.labels import label

SHEET_HEIGHT: Final = 360
NO_BRANCH: Final = "还没有党支部，请先在“组织与人员”中新增。"
NOBODY: Final = "这个支部当天没有党员。"


class ScoreSheet(RecordForm):
    """Shows a branch's members with the scores of a day; what was typed stays when the day changes."""

    def __init__(
        self,
        desk: Desk,
        study_app: StudyAppService,
        branches: Sequence[tuple[str, Key]],
        chosen: Key | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "按支部录入积分", parent)
        self._study_app = study_app
        self.fields: list[tuple[ScoreLine, NumberEdit]] = []
        self.branch = self.add("党支部", Choice("党支部", branches, chosen), required=True)
        day = DayEdit(SCORE, "截止日期", desk.clock.today(), required=True)
        self.day = self.add("截止日期", day, required=True)
        self._area = scrolled(QWidget())
        self._area.setMinimumHeight(SHEET_HEIGHT)
        self.content.addWidget(self._area)
        self.hint = label("" if branches else NO_BRANCH, "hint")
        self.content.addWidget(self.hint)
        self.branch.chosen.connect(self._load)
        self.day.textChanged.connect(lambda _: self._load())
        self._load()

    def _asked(self) -> tuple[date, Key] | None:
        """Give what to show, None while the day is being typed."""
        try:
            day = self.day.day()
        except AppError:
            return None
        branch = self.branch.choice()
        return None if day is None or branch is None else (day, branch)

    def _load(self) -> None:
        asked = self._asked()
        # Until the lines of the day and branch are there, there is nothing to save.
        self.save_button.setEnabled(False)
        if asked is None:
            return
        day, branch = asked

        def show(lines: tuple[ScoreLine, ...]) -> None:
            if self._asked() == asked:
                self._show(lines)

        self.desk.runner.run(self, lambda: self._study_app.sheet(day, branch), show, self.show_refusal)

    def _show(self, lines: Sequence[ScoreLine]) -> None:
        typed = {line.person_id: field.text() for line, field in self.fields if field.isModified()}
        self.fields = [(line, NumberEdit(SCORE, f"{line.name}的积分", line.score)) for line in lines]
        sheet = QWidget()
        sheet.setObjectName("plain")
        rows = QFormLayout(sheet)
        for line, field in self.fields:
            if line.person_id in typed:
                field.setText(typed[line.person_id])
                field.setModified(True)
            # Another branch has other people: nothing that was typed may get lost unseen.
            field.textEdited.connect(lambda _: self.branch.setEnabled(False))
            caption = label(f"{line.name}　{line.number}".strip(), "fieldLabel")
            caption.setBuddy(field)
            rows.addRow(caption, field)
        self._area.setWidget(sheet)
        entered = sum(line.score is not None for line in lines)
        self.hint.setText(f"共 {len(lines)} 人，当天已有 {entered} 人的积分；清空即删除。" if lines else NOBODY)
        self.save_button.setEnabled(bool(lines))

    @override
    def collect(self) -> Callable[[], Changes]:
        day = self.day.required_day()
        if self.branch.choice() is None:
            raise RequiredFieldError(what=SCORE, field="党支部")
        entries = [
            ScoreEntry(line.person_id, number)
            for line, field in self.fields
            if (number := field.number()) != line.score
        ]
        study_app = self._study_app
        return lambda: study_app.enter(day, entries)
