"""The columns of the page's lists: projects, measures, what is late or due soon, what was studied."""

from typing import Final

from models.enums import ProjectState, WorkState
from services.follow_up.rows import MeasureRow, ProjectRow, StudiedItem
from ui.window.look import Tone
from ui.window.texts import NONE, day_text
from ui.window.widgets.table import Column

PROJECT_TONES: Final = {
    ProjectState.NOT_STARTED: Tone.NEUTRAL,
    ProjectState.IN_PROGRESS: Tone.WAITING,
    ProjectState.READY: Tone.WAITING,
    ProjectState.CLOSED: Tone.GOOD,
}
WORK_TONES: Final = {
    WorkState.NOT_STARTED: Tone.NEUTRAL,
    WorkState.IN_PROGRESS: Tone.WAITING,
    WorkState.DONE: Tone.GOOD,
}


def late_text(row: MeasureRow | ProjectRow) -> str:
    """Say by how many days something is late."""
    return f"逾期{row.days_late}天" if row.days_late else ""


def _late_tone(row: MeasureRow | ProjectRow) -> Tone | None:
    return Tone.BAD if row.days_late else None


def latest_text(row: MeasureRow) -> str:
    """Give the latest note of a measure's progress."""
    if not row.progress:
        return NONE
    note = row.progress[-1].draft
    return f"{note.noted_on.isoformat()} {note.content}"


def _result_text(row: ProjectRow) -> str:
    return NONE if row.closed_on is None else f"{row.closed_on.isoformat()} {row.result}"


PROJECT_COLUMNS: Final[tuple[Column[ProjectRow], ...]] = (
    Column("确定日期", lambda row: row.draft.decided_on.isoformat(), width=98),
    Column("项目名称", lambda row: row.draft.name, width=200),
    Column("学习活动", lambda row: row.session_label or NONE, width=170),
    Column("举措", lambda row: f"{row.done}/{len(row.measures)}", lambda row: len(row.measures), 60, numeric=True),
    Column("状态", lambda row: row.state.label, width=84, tone=lambda row: PROJECT_TONES[row.state]),
    Column("逾期", late_text, lambda row: row.days_late, 98, tone=_late_tone),
    Column("办结情况", _result_text, width=170),
)
MEASURE_COLUMNS: Final[tuple[Column[MeasureRow], ...]] = (
    Column("编号", lambda row: row.draft.number, width=104),
    Column("举措", lambda row: row.draft.content, width=200),
    Column("责任单位、责任人", lambda row: row.responsible or NONE, width=150),
    Column("完成时限", lambda row: row.draft.deadline or NONE, width=98),
    Column("状态", lambda row: row.draft.state.label, width=84, tone=lambda row: WORK_TONES[row.draft.state]),
    Column("逾期", late_text, lambda row: row.days_late, 98, tone=_late_tone),
    Column("完成日期", lambda row: day_text(row.draft.completed_on), width=98),
    Column("最近进展", latest_text, width=190),
)
LATE_COLUMNS: Final[tuple[Column[MeasureRow], ...]] = (
    Column("逾期", late_text, lambda row: row.days_late, 98, tone=_late_tone),
    Column("举措", lambda row: row.draft.content, width=200),
    Column("项目名称", lambda row: row.project_name, width=190),
    Column("责任单位、责任人", lambda row: row.responsible or NONE, width=150),
    Column("完成时限", lambda row: row.draft.deadline, width=98),
)
SOON_COLUMNS: Final[tuple[Column[MeasureRow], ...]] = (
    Column("剩余天数", lambda row: f"{row.days_left}天", lambda row: row.days_left, 84, numeric=True),
    *LATE_COLUMNS[1:],
    Column("最近进展", latest_text, width=190),
)
ITEM_COLUMNS: Final[tuple[Column[StudiedItem], ...]] = (
    Column("学习日期", lambda row: row.held_on.isoformat(), width=98),
    Column("学习内容", lambda row: row.title, width=220),
    Column("来源", lambda row: row.source.source or NONE, width=120),
    Column("发文日期", lambda row: day_text(row.source.dated_on), width=98),
    Column("领学人", lambda row: row.source.led_by or NONE, width=84),
    Column("学习活动", lambda row: row.session_title, width=190),
    Column("贯彻落实项目", lambda row: "、".join(row.projects) or NONE, width=190),
)
