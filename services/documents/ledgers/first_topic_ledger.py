"""第一议题学习台账: what was studied, what was decided on it, how it was carried out and closed, a row a measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.enums import WorkState
from models.keys import Key
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.figures.rows import Figures
from services.figures.text import shown_with_unit
from services.follow_up.rows import FirstTopicMeeting, MeasureRow, ProjectRow, StudiedItem

DITTO: Final = "同上"
NO_MEASURE: Final = ("", "", "", "", "")
NO_PROJECT: Final = ("", *NO_MEASURE, "")
_COUNTED: Final = (
    ("first_topic.meetings", "学习"),
    ("first_topic.items", "内容"),
    ("first_topic.projects", "贯彻落实项目"),
    ("first_topic.measures", "细化举措"),
    ("first_topic.measures_done", "其中年内完成"),
)
_SPACE: Final = "\u3000"

Cells = tuple[str, ...]
Group = tuple[tuple[str, Key], list[Cells]]
"""The record that some rows are about, and the rows."""


@dataclass(frozen=True, slots=True)
class FirstTopicYear:
    """What the ledger of a year is made of: sessions, projects decided in the year, figures."""

    year: int
    asof: date
    meetings: Sequence[FirstTopicMeeting]
    projects: Sequence[ProjectRow]
    figures: Figures


def first_topic_ledger(facts: FirstTopicYear) -> TableDocument:
    """Set the ledger; projects that came of no session of the year stand at its end."""
    columns = (
        Column("序号", 4, Alignment.CENTER, number=True),
        Column("学习时间", 11, Alignment.CENTER),
        Column("学习内容（来源、日期、领学）", 25),
        Column("贯彻落实项目", 14),
        Column("细化举措", 18),
        Column("责任单位、责任人", 11),
        Column("完成时限", 11, Alignment.CENTER),
        Column("状态", 11, Alignment.CENTER),
        Column("推进情况", 20),
        Column("办结情况", 14),
    )
    groups = (*_of_meetings(facts), *_of_others(facts))
    rows = tuple((str(number), *cells) for number, (_, group) in enumerate(groups, start=1) for cells in group)
    values = facts.figures.values
    counts = "，".join(f"{words}{shown_with_unit(key, values[key])}" for key, words in _COUNTED)
    return TableDocument(
        title=f"{facts.year}年第一议题学习台账",
        columns=columns,
        rows=rows,
        records=tuple(record for record, group in groups for _ in group),
        subtitle_lines=(
            f"单位：{facts.figures.scope_name}{_SPACE * 2}统计截至：{chinese_date(facts.asof)}",
            f"{counts}。",
        ),
        notes=("注：一条举措一行；“同上”指与上一行属同一次学习、同一项目。项目按确定日期列入年度。",),
    )


def _of_meetings(facts: FirstTopicYear) -> Iterator[Group]:
    for meeting in facts.meetings:
        projects = [project for project in facts.projects if project.draft.session_id == meeting.key]
        said = "；".join(_item(number, item) for number, item in enumerate(meeting.items, start=1))
        yield ("sessions", meeting.key), _group(meeting.held_on.isoformat(), said, projects)


def _of_others(facts: FirstTopicYear) -> Iterator[Group]:
    known = {meeting.key for meeting in facts.meetings}
    for project in reversed(facts.projects):
        if project.draft.session_id not in known:
            words = project.session_label or f"（{project.draft.decided_on.isoformat()}确定）"
            yield ("follow_up_projects", project.key), _group("", words, [project])


def _group(day: str, studied: str, projects: Sequence[ProjectRow]) -> list[Cells]:
    """Set the rows of a session: day on each, what was studied on the first."""
    rows = [cells for project in reversed(projects) for cells in _of_project(project)] or [NO_PROJECT]
    return [(day, DITTO if place else studied, *cells) for place, cells in enumerate(rows)]


def _of_project(project: ProjectRow) -> list[Cells]:
    result = project.state.label
    if project.closed_on is not None:
        result = f"{project.closed_on.isoformat()}办结：{project.result}"
    measures = [_measure(measure) for measure in project.measures] or [NO_MEASURE]
    return [
        (DITTO if place else project.draft.name, *cells, DITTO if place else result)
        for place, cells in enumerate(measures)
    ]


def _measure(measure: MeasureRow) -> Cells:
    draft = measure.draft
    state = draft.state.label
    if draft.state is WorkState.DONE and draft.completed_on is not None:
        state = f"{state} {draft.completed_on.isoformat()}"
    elif measure.days_late:
        state = f"{state}，逾期{measure.days_late}天"
    notes = "；".join(f"{note.draft.noted_on.isoformat()} {note.draft.content}" for note in measure.progress)
    return (draft.content, measure.responsible, draft.deadline, state, notes)


def _item(number: int, item: StudiedItem) -> str:
    source = item.source
    day = "" if source.dated_on is None else source.dated_on.isoformat()
    led_by = f"{source.led_by}领学" if source.led_by else ""
    facts = "，".join(fact for fact in (source.source, day, led_by) if fact)
    return f"{number}.{item.title}（{facts}）" if facts else f"{number}.{item.title}"
