"""Forms of shortcomings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.enums import ShortcomingState
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.shortcomings.rows import ShortcomingDraft, ShortcomingRow
from services.shortcomings.service import ShortcomingService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import wrapped_label

WHAT: Final = "存在问题"
OPEN_STATES: Final = (ShortcomingState.OPEN, ShortcomingState.IN_PROGRESS)


class ShortcomingForm(RecordForm):
    """Adds a shortcoming (`key` empty) or changes one; closing has a form of its own."""

    def __init__(
        self,
        desk: Desk,
        shortcomings: ShortcomingService,
        draft: ShortcomingDraft,
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增问题" if key is None else "修改问题", parent)
        self._shortcomings = shortcomings
        self._draft = draft
        self._key = key
        self.setMinimumWidth(560)
        self.year = self.add("年度", NumberEdit(WHAT, "年度", draft.year, required=True), required=True)
        self.problem = self.add("问题", TextEdit(WHAT, "问题", draft.problem, required=True), required=True)
        self.measures = QPlainTextEdit("\n".join(draft.measures))
        self.measures.setAccessibleName("整改措施")
        self.measures.setPlaceholderText("每行一条")
        self.measures.setTabChangesFocus(True)
        self.measures.setFixedHeight(110)
        self.add("整改措施", self.measures)
        self.unit = self.add("责任单位", TextEdit(WHAT, "责任单位", draft.responsible_unit))
        self.deadline = self.add("完成时限", TextEdit(WHAT, "完成时限", draft.deadline))
        self.deadline.setPlaceholderText("2026-12-31，或“长期坚持”")
        states = OPEN_STATES if draft.state in OPEN_STATES else (draft.state,)
        self.state = self.add("状态", Choice("状态", [(state.label, state) for state in states], draft.state))
        self.number = self.add("编号", TextEdit(WHAT, "编号", draft.number))
        self.number.setPlaceholderText("留空自动编号")

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            year=self.year.whole() or 0,
            problem=self.problem.value(),
            measures=tuple(self.measures.toPlainText().splitlines()),
            responsible_unit=self.unit.value(),
            deadline=self.deadline.value(),
            state=self.state.choice() or ShortcomingState.OPEN,
            number=self.number.value(),
        )
        key, shortcomings = self._key, self._shortcomings
        return (lambda: shortcomings.add(draft)) if key is None else (lambda: shortcomings.change(key, draft))


class CloseForm(RecordForm):
    """Says on which day a shortcoming was mended."""

    def __init__(
        self,
        desk: Desk,
        shortcomings: ShortcomingService,
        row: ShortcomingRow,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "整改销号", parent, save_text="销号")
        self._shortcomings = shortcomings
        self._row = row
        self.content.insertWidget(0, wrapped_label(row.draft.problem, "hint"))
        self.day = self.add("完成日期", DayEdit(WHAT, "完成日期", today, required=True), required=True)

    @override
    def collect(self) -> Callable[[], Changes]:
        key, day, shortcomings = self._row.key, self.day.required_day(), self._shortcomings
        return lambda: shortcomings.close(key, day)
