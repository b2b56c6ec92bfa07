"""Forms of projects, measures, progress, completion, result, and of where a study item comes from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from models.enums import WorkState
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.follow_up.rows import (
    ItemSource,
    MeasureDraft,
    MeasureRow,
    ProgressDraft,
    ProjectDraft,
    ProjectRow,
    StudiedItem,
)
from services.follow_up.service import FollowUpService
from services.sessions.rows import SessionRow
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import DAY, Choice, DayEdit, TextEdit
from ui.window.widgets.labels import wrapped_label

PROJECT: Final = "落实项目"
MEASURE: Final = "落实举措"
PROGRESS: Final = "推进情况"
ITEM: Final = "学习内容"
NO_SESSION: Final = "（不关联活动）"


@dataclass(frozen=True, slots=True)
class Work:
    """What every form of the page is given."""

    desk: Desk
    follow_up: FollowUpService
    parent: QWidget


class DeadlineEdit(DayEdit):
    """A deadline: a day however it is typed, or words such as 长期坚持."""

    def __init__(self, value: str) -> None:
        super().__init__(MEASURE, "完成时限")
        self.setText(value)
        self.setPlaceholderText("年-月-日，或“长期坚持”等文字")

    def deadline(self) -> str:
        """Give the day as an ISO date, or the words; refuse a day that the calendar does not have."""
        entered = self.value()
        day = self.day() if DAY.fullmatch(entered) else None
        return entered if day is None else day.isoformat()


class ProjectForm(RecordForm):
    """Adds a project (`row` empty) or changes one."""

    def __init__(
        self, work: Work, draft: ProjectDraft, sessions: Sequence[SessionRow], row: ProjectRow | None = None
    ) -> None:
        super().__init__(work.desk, "新增项目" if row is None else "修改项目", work.parent)
        self._follow_up = work.follow_up
        self._row = row
        self.name = self.add("项目名称", TextEdit(PROJECT, "项目名称", draft.name, required=True), required=True)
        day = DayEdit(PROJECT, "确定日期", draft.decided_on, required=True)
        self.decided_on = self.add("确定日期", day, required=True)
        offered: list[tuple[str, Key | None]] = [(NO_SESSION, None)]
        offered += [(f"{one.starts_on.isoformat()} {one.title}", one.key) for one in sessions]
        if row is not None and draft.session_id not in {key for _, key in offered}:
            offered.append((row.session_label, draft.session_id))  # a session of another year
        self.session = self.add("第一议题学习", Choice("第一议题学习", offered, draft.session_id))
        self.session.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.session.setMinimumContentsLength(24)

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = ProjectDraft(self.name.value(), self.decided_on.required_day(), self.session.choice())
        row, follow_up = self._row, self._follow_up
        if row is None:
            return lambda: follow_up.add_project(draft)
        return lambda: follow_up.change_project(row.key, draft)


class MeasureForm(RecordForm):
    """Adds a measure to a project (`row` empty) or changes one."""

    def __init__(self, work: Work, project: Key, row: MeasureRow | None = None) -> None:
        super().__init__(work.desk, "新增举措" if row is None else "修改举措", work.parent)
        self._follow_up = work.follow_up
        self._project = project
        self._row = row
        draft = MeasureDraft("") if row is None else row.draft
        self.measure = self.add("举措", TextEdit(MEASURE, "举措", draft.content, required=True), required=True)
        self.unit = self.add("责任单位", TextEdit(MEASURE, "责任单位", draft.responsible_unit))
        self.person = self.add("责任人", TextEdit(MEASURE, "责任人", draft.responsible_person))
        self.deadline = self.add("完成时限", DeadlineEdit(draft.deadline))
        states = [(state.label, state) for state in WorkState]
        self.state = self.add("状态", Choice("状态", states, draft.state))
        self.completed_on = self.add("完成日期", DayEdit(MEASURE, "完成日期", draft.completed_on))
        self.number = self.add("编号", TextEdit(MEASURE, "编号", draft.number))
        self.number.setPlaceholderText("留空自动编号")
        self.content.addWidget(wrapped_label("完成时限填日期的，到期未完成会列入逾期；填文字的不会。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = MeasureDraft(
            content=self.measure.value(),
            number=self.number.value(),
            responsible_unit=self.unit.value(),
            responsible_person=self.person.value(),
            deadline=self.deadline.deadline(),
            state=self.state.choice() or WorkState.NOT_STARTED,
            completed_on=self.completed_on.day(),
        )
        row, project, follow_up = self._row, self._project, self._follow_up
        if row is None:
            return lambda: follow_up.add_measure(project, draft)
        return lambda: follow_up.change_measure(row.key, draft)


class ProgressForm(RecordForm):
    """Notes how a measure comes on, under what was noted before."""

    def __init__(self, work: Work, row: MeasureRow, today: date) -> None:
        super().__init__(work.desk, "登记进展", work.parent)
        self._follow_up = work.follow_up
        self._key = row.key
        self.day = self.add("日期", DayEdit(PROGRESS, "日期", today, required=True), required=True)
        self.note = self.add("推进情况", TextEdit(PROGRESS, "推进情况", required=True), required=True)
        self.content.addWidget(wrapped_label(f"举措：{row.draft.content}", "hint"))
        notes = [f"{note.draft.noted_on.isoformat()}　{note.draft.content}" for note in row.progress]
        self.history = wrapped_label("\n".join(["以往进展：", *notes]) if notes else "以往没有登记过进展。", "hint")
        self.content.addWidget(self.history)

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = ProgressDraft(self.day.required_day(), self.note.value())
        return lambda: self._follow_up.note_progress(self._key, draft)


class CompleteForm(RecordForm):
    """Marks a measure as done on a day."""

    def __init__(self, work: Work, row: MeasureRow, today: date) -> None:
        super().__init__(work.desk, "完成举措", work.parent)
        self._follow_up = work.follow_up
        self._key = row.key
        self.day = self.add("完成日期", DayEdit(MEASURE, "完成日期", today, required=True), required=True)
        self.content.addWidget(wrapped_label(f"举措：{row.draft.content}", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        day = self.day.required_day()
        return lambda: self._follow_up.complete_measure(self._key, day)


class CloseForm(RecordForm):
    """Closes a project with its result."""

    def __init__(self, work: Work, row: ProjectRow, today: date) -> None:
        super().__init__(work.desk, "办结项目", work.parent)
        self._follow_up = work.follow_up
        self._key = row.key
        self.day = self.add("办结日期", DayEdit(PROJECT, "办结日期", today, required=True), required=True)
        self.outcome = self.add("办结结果", TextEdit(PROJECT, "办结结果", row.result, required=True), required=True)
        words = f"项目：{row.draft.name}（举措 {len(row.measures)} 条，已完成 {row.done} 条）"
        self.content.addWidget(wrapped_label(words, "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        day, outcome = self.day.required_day(), self.outcome.value()
        return lambda: self._follow_up.close_project(self._key, day, outcome)


class ItemForm(RecordForm):
    """Says where a study item comes from and who led the study of it."""

    def __init__(self, work: Work, row: StudiedItem) -> None:
        super().__init__(work.desk, "学习内容的来源", work.parent)
        self._follow_up = work.follow_up
        self._key = row.key
        self.source = self.add("来源", TextEdit(ITEM, "来源", row.source.source))
        self.dated_on = self.add("发文日期", DayEdit(ITEM, "发文日期", row.source.dated_on))
        self.led_by = self.add("领学人", TextEdit(ITEM, "领学人", row.source.led_by))
        self.content.addWidget(wrapped_label(f"学习内容：{row.title}", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        source = ItemSource(self.source.value(), self.dated_on.day(), self.led_by.value())
        return lambda: self._follow_up.change_item(self._key, source)
