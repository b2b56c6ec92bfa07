"""`follow-up`: what was decided on first topics, a row a measure; or only what is overdue."""

from argparse import Namespace
from contextlib import closing
from datetime import date

from services.follow_up.rows import FollowUpFilter, MeasureRow, ProjectRow
from services.follow_up.service import FollowUpService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print the projects with their measures; without a year those of all years."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        wanted = FollowUpFilter(
            year=arguments.year,
            organization_id=scope_key(OrganizationService(database, context.clock), arguments.scope),
            open_only=arguments.open,
            overdue=arguments.overdue,
        )
        projects = FollowUpService(database, context.clock_as_of(arguments.asof)).projects(wanted)
    if arguments.json:
        print_json({"projects": [_project(project) for project in projects]})
        return 0
    rows = [cells for project in projects for cells in _rows(project, only_late=arguments.overdue)]
    print_table(("确定日期", "落实项目", "举措", "责任单位、责任人", "完成时限", "状态", "逾期"), rows, numbers=(6,))
    return 0


def _rows(project: ProjectRow, *, only_late: bool) -> list[tuple[str, ...]]:
    """Give a row a measure; a project that has none yet stands alone."""
    about = (project.draft.decided_on.isoformat(), project.draft.name)
    if not project.measures:
        return [(*about, "", "", "", project.state.label, "")]
    return [(*about, *_cells(measure)) for measure in project.measures if measure.days_late or not only_late]


def _cells(measure: MeasureRow) -> tuple[str, ...]:
    draft = measure.draft
    late = f"{measure.days_late}天" if measure.days_late else ""
    return (draft.content, measure.responsible, draft.deadline, draft.state.label, late)


def _project(project: ProjectRow) -> dict[str, object]:
    return {
        "name": project.draft.name,
        "decided_on": _day(project.draft.decided_on),
        "session": project.session_label,
        "state": project.state.value,
        "result": project.result,
        "closed_on": _day(project.closed_on),
        "measures": [_measure(measure) for measure in project.measures],
    }


def _measure(measure: MeasureRow) -> dict[str, object]:
    draft = measure.draft
    return {
        "number": draft.number,
        "content": draft.content,
        "responsible_unit": draft.responsible_unit,
        "responsible_person": draft.responsible_person,
        "deadline": draft.deadline,
        "state": draft.state.value,
        "completed_on": _day(draft.completed_on),
        "days_late": measure.days_late,
        "progress": [
            {"noted_on": _day(note.draft.noted_on), "content": note.draft.content} for note in measure.progress
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
