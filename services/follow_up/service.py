"""Use cases of follow-up: projects and measures from the decision to the result, and what was studied."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.enums import StepKind, WorkState
from models.follow_up import FollowUpMeasure, FollowUpProgress, FollowUpProject
from models.keys import Key, new_key
from models.sessions import StudyItem, StudySession
from services.changes import Changes
from services.clock import Clock
from services.drafts import field_values, fill, live, next_number, require, require_order
from services.errors import InvalidFieldError
from services.follow_up.deadlines import is_due_soon
from services.follow_up.errors import MeasuresOpenError, NoMeasuresError, ProjectClosedError
from services.follow_up.listing import list_meetings, list_projects
from services.follow_up.rows import (
    FirstTopicMeeting,
    FollowUpFilter,
    ItemSource,
    MeasureDraft,
    MeasureRow,
    ProgressDraft,
    ProjectDraft,
    ProjectRow,
)

_PROJECT: Final = "落实项目"
_MEASURE: Final = "落实举措"
_PROGRESS: Final = "推进情况"
_NAMED: Final = 3  # open measures that a refusal names
_TABLES: Final = frozenset(
    {FollowUpProject.__tablename__, FollowUpMeasure.__tablename__, FollowUpProgress.__tablename__}
)


@dataclass(frozen=True, slots=True)
class FollowUpService:
    """Projects that came of first-topic sessions; late or not is told as of the clock's today."""

    database: Database
    clock: Clock

    def years(self) -> tuple[int, ...]:
        """List the years in which something was decided or studied, and this year, the newest first."""
        decided = select(func.strftime("%Y", FollowUpProject.decided_on)).where(FollowUpProject.deleted == false())
        held = select(func.strftime("%Y", StudySession.starts_on)).where(StudySession.deleted == false())
        with self.database.reading() as connection:
            found = [*connection.execute(decided.distinct()).scalars(), *connection.execute(held.distinct()).scalars()]
        return tuple(sorted({int(year) for year in found} | {self.clock.today().year}, reverse=True))

    def projects(self, wanted: FollowUpFilter) -> tuple[ProjectRow, ...]:
        """List the projects that the filter lets through with all below them, the latest decided first."""
        with self.database.reading() as connection:
            return list_projects(connection, wanted, self.clock.today())

    def overdue(self, organization_id: Key | None = None) -> tuple[MeasureRow, ...]:
        """List the measures of all years whose day has passed and that are not done, the latest first."""
        late = [measure for measure in self._measures(organization_id) if measure.days_late]
        return tuple(sorted(late, key=lambda measure: -measure.days_late))

    def due_soon(self, organization_id: Key | None = None) -> tuple[MeasureRow, ...]:
        """List the measures not done whose day is today or within 30 days, the nearest first."""
        soon = [measure for measure in self._measures(organization_id) if is_due_soon(measure.days_left)]
        return tuple(sorted(soon, key=lambda measure: measure.days_left or 0))

    def _measures(self, organization_id: Key | None) -> list[MeasureRow]:
        projects = self.projects(FollowUpFilter(organization_id=organization_id))
        return [measure for project in projects for measure in project.measures]

    def meetings(self, year: int, organization_id: Key | None = None) -> tuple[FirstTopicMeeting, ...]:
        """List the first-topic sessions held in a year until today with their items, the oldest first."""
        with self.database.reading() as connection:
            return list_meetings(connection, year, organization_id, self.clock.today())

    def change_item(self, key: Key, source: ItemSource) -> Changes:
        """Say where a study item comes from and who led the study of it."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            fill(live(session, StudyItem, key, "学习内容"), field_values(source))
            return Changes(frozenset({StudyItem.__tablename__}), key)

    def add_project(self, draft: ProjectDraft) -> Changes:
        """Add a project."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            _check_project(session, draft)
            project = FollowUpProject(id=new_key(), **field_values(draft))
            session.add(project)
            return Changes(_TABLES, project.id)

    def change_project(self, key: Key, draft: ProjectDraft) -> Changes:
        """Change a project."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            project = live(session, FollowUpProject, key, _PROJECT)
            _check_project(session, draft)
            fill(project, field_values(draft))
            return Changes(_TABLES, key)

    def delete_project(self, key: Key) -> Changes:
        """Delete a project that was entered by mistake, with its measures and notes."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            project = live(session, FollowUpProject, key, _PROJECT)
            for measure in _measures_of(session, key):
                _delete_measure(session, measure)
            project.deleted = True
            return Changes(_TABLES, key)

    def add_measure(self, project: Key, draft: MeasureDraft) -> Changes:
        """Add a measure to a project that is not closed; it is given a number where the draft has none."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            owner = _open_project(session, project)
            self._check_measure(owner, draft)
            values = _numbered(session, draft, "", owner.decided_on.year)
            measure = FollowUpMeasure(id=new_key(), project_id=project, **values)
            session.add(measure)
            return Changes(_TABLES, measure.id)

    def change_measure(self, key: Key, draft: MeasureDraft) -> Changes:
        """Change a measure."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            measure = live(session, FollowUpMeasure, key, _MEASURE)
            owner = _open_project(session, measure.project_id)
            self._check_measure(owner, draft)
            fill(measure, _numbered(session, draft, measure.number, owner.decided_on.year))
            return Changes(_TABLES, key)

    def delete_measure(self, key: Key) -> Changes:
        """Delete a measure that was entered by mistake, with its notes."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            measure = live(session, FollowUpMeasure, key, _MEASURE)
            _open_project(session, measure.project_id)
            _delete_measure(session, measure)
            return Changes(_TABLES, key)

    def note_progress(self, key: Key, draft: ProgressDraft) -> Changes:
        """Note how a measure comes on; one not begun is then in progress, one that is done stays done."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            measure = live(session, FollowUpMeasure, key, _MEASURE)
            owner = _open_project(session, measure.project_id)
            require(_PROGRESS, content=("推进情况", draft.content))
            self._check_day(_PROGRESS, "日期", owner.decided_on, draft.noted_on)
            session.add(FollowUpProgress(id=new_key(), measure_id=key, **field_values(draft)))
            if measure.state is WorkState.NOT_STARTED:
                measure.state = WorkState.IN_PROGRESS
            return Changes(_TABLES, key)

    def complete_measure(self, key: Key, completed_on: date) -> Changes:
        """Mark a measure as done on a day."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            measure = live(session, FollowUpMeasure, key, _MEASURE)
            owner = _open_project(session, measure.project_id)
            self._check_day(_MEASURE, "完成日期", owner.decided_on, completed_on)
            fill(measure, {"state": WorkState.DONE, "completed_on": completed_on})
            return Changes(_TABLES, key)

    def close_project(self, key: Key, closed_on: date, result: str) -> Changes:
        """Close a project with its result; MeasuresOpenError or NoMeasuresError while not all its measures are done."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            project = live(session, FollowUpProject, key, _PROJECT)
            require(_PROJECT, result=("办结结果", result))
            self._check_day(_PROJECT, "办结日期", project.decided_on, closed_on)
            measures = _measures_of(session, key)
            if not measures:
                raise NoMeasuresError(project.name)
            undone = [one.content for one in measures if one.state is not WorkState.DONE]
            if undone:
                raise MeasuresOpenError(project.name, len(undone), tuple(undone[:_NAMED]))
            fill(project, {"closed_on": closed_on, "result": result.strip()})
            return Changes(_TABLES, key)

    def reopen_project(self, key: Key) -> Changes:
        """Take back that a project was closed; its result stays as a proposal for the next time."""
        with self.database.transaction(StepKind.FOLLOW_UP) as session:
            live(session, FollowUpProject, key, _PROJECT).closed_on = None
            return Changes(_TABLES, key)

    def _check_measure(self, owner: FollowUpProject, draft: MeasureDraft) -> None:
        require(_MEASURE, content=("举措", draft.content))
        if draft.completed_on is None:
            return
        if draft.state is not WorkState.DONE:
            shown = draft.completed_on.isoformat()
            raise InvalidFieldError(_MEASURE, "完成日期", shown, f"状态为“{draft.state.label}”时应留空")
        self._check_day(_MEASURE, "完成日期", owner.decided_on, draft.completed_on)

    def _check_day(self, what: str, field: str, decided_on: date, day: date) -> None:
        require_order(what, decided_on, day)
        if day > self.clock.today():
            raise InvalidFieldError(what, field, day.isoformat(), "不应晚于今天")


def _check_project(session: Session, draft: ProjectDraft) -> None:
    require(_PROJECT, name=("项目名称", draft.name))
    if draft.session_id is not None:
        live(session, StudySession, draft.session_id, "学习活动")


def _open_project(session: Session, key: Key) -> FollowUpProject:
    project = live(session, FollowUpProject, key, _PROJECT)
    if project.closed_on is not None:
        raise ProjectClosedError(project.name)
    return project


def _measures_of(session: Session, project: Key) -> list[FollowUpMeasure]:
    query = select(FollowUpMeasure).where(FollowUpMeasure.project_id == project, FollowUpMeasure.deleted == false())
    return list(session.scalars(query.order_by(FollowUpMeasure.id)))


def _delete_measure(session: Session, measure: FollowUpMeasure) -> None:
    notes = select(FollowUpProgress).where(
        FollowUpProgress.measure_id == measure.id, FollowUpProgress.deleted == false()
    )
    for note in session.scalars(notes):
        note.deleted = True
    measure.deleted = True


def _numbered(session: Session, draft: MeasureDraft, number: str, year: int) -> dict[str, object]:
    values = field_values(draft)
    if not values["number"]:
        values["number"] = number or next_number(session.scalars(select(FollowUpMeasure.number)), year)
    return values
