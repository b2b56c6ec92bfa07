"""`campaigns`: the campaigns of the file, or the numbers of one."""

from argparse import Namespace
from contextlib import closing
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import MaterialKind, OrganizationKind, PlanLevel, WorkState
from services.campaigns.report import CampaignReport
from services.campaigns.rows import CampaignRow
from services.campaigns.service import CampaignService
from services.figures.text import plain, shown
from services.plans.rows import PlanItemRow
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table

Number = int | Decimal | Fraction | str | None


def run(context: Context, arguments: Namespace) -> int:
    """Print the list, or the report of the campaign that was named."""
    with closing(context.files.open_for_reading(context.database)) as database:
        campaigns = CampaignService(database, context.clock_as_of(arguments.asof))
        if arguments.name is None:
            _print_list(campaigns.list(), as_json=arguments.json)
        else:
            _print_report(campaigns.report(campaigns.find(arguments.name).key), as_json=arguments.json)
    return 0


def _print_list(rows: tuple[CampaignRow, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({"campaigns": [_campaign(row) for row in rows]})
        return
    cells = ((row.name, _day(row.draft.starts_on) or "", _day(row.draft.ends_on) or "", row.draft.note) for row in rows)
    print_table(("专题教育", "开始日期", "结束日期", "备注"), cells)


def _print_report(report: CampaignReport, *, as_json: bool) -> None:
    numbers = _numbers(report)
    if as_json:
        print_json(
            {
                "campaign": _campaign(report.campaign),
                "asof": report.asof.isoformat(),
                "numbers": {key: _as_json(value) for key, (_, value) in numbers.items()},
                "session_kinds": {kind.value: len(report.of_kind(kind)) for kind in report.kinds},
                "plan_items": [_item(item, level) for level in PlanLevel for item in report.items(level)],
                "texts": [
                    {"title": text.draft.title, "finished": text.finished, "expected": text.expected}
                    for text in report.texts
                ],
                "branches": [
                    {"name": one.name, "members": one.members, "complete": one.complete, "rate": _as_json(one.share)}
                    for one in report.branches
                ],
                "measures": [_measure(report, place) for place in range(len(report.measures))],
            }
        )
        return
    print(f"{report.campaign.name}（截至 {report.asof.isoformat()}）")
    print_table(("指标", "数值"), ((label, _shown(value)) for label, value in numbers.values()), numbers=(1,))


def _numbers(report: CampaignReport) -> dict[str, tuple[str, Number]]:
    """Give every number by its stable key, with its Chinese name."""
    secretary = report.lectures_of_secretary(OrganizationKind.COMMITTEE)
    return {
        "plan.pattern": ("计划事项（党委+支部）", report.pattern or None),
        "plan.items": ("计划事项", len(report.items())),
        "plan.done": ("已完成事项", len(report.items_in(WorkState.DONE))),
        "plan.overdue": ("逾期事项", len(report.items_late)),
        "sessions": ("学习活动次数", len(report.sessions)),
        "person_times": ("参加人次", report.there),
        "reading_class.days": ("读书班天数", report.reading_class_days),
        "speeches": ("交流发言人次", report.speeches),
        "reflections": ("心得体会篇数", report.reflections),
        "lectures": ("党课和专题讲座场次", len(report.lectures)),
        "lectures.by_committee_secretary": ("党委书记讲党课次数", len(secretary)),
        "texts": ("必读书目", len(report.texts)),
        "readers": ("应读党员人数", len(report.readers)),
        "readers.complete": ("全部读完人数", report.complete_readers),
        "reading.rate": ("读书完成率", report.reading_share),
        "materials.books": ("发放书籍套数", report.materials_of(MaterialKind.BOOK)),
        "materials.briefs": ("编发简报期数", report.materials_of(MaterialKind.BRIEF)),
        "materials.posters": ("板报墙报幅数", report.materials_of(MaterialKind.POSTER)),
        "materials.articles": ("宣传稿件篇数", report.materials_of(MaterialKind.ARTICLE)),
        "materials.article_reads": ("稿件阅读人次", report.reads),
        "measures": ("举措", len(report.measures)),
        "measures.done": ("已完成举措", report.measures_done),
        "measures.overdue": ("逾期举措", len(report.measures_late)),
    }


def _campaign(row: CampaignRow) -> dict[str, object]:
    return {
        "name": row.name,
        "starts_on": _day(row.draft.starts_on),
        "ends_on": _day(row.draft.ends_on),
        "note": row.draft.note,
    }


def _item(item: PlanItemRow, level: PlanLevel) -> dict[str, object]:
    return {
        "level": level.value,
        "title": item.draft.title,
        "deadline": item.draft.deadline,
        "responsible_unit": item.draft.responsible_unit,
        "held": item.held,
        "needed": item.needed,
        "state": item.shown_state.value,
        "days_late": item.days_late,
    }


def _measure(report: CampaignReport, place: int) -> dict[str, object]:
    row = report.measures[place]
    return {
        "content": row.draft.content,
        "responsible_unit": row.draft.responsible_unit,
        "deadline": row.draft.deadline,
        "state": row.draft.state.value,
        "completed_on": _day(row.draft.completed_on),
        "days_late": row.days_late,
    }


def _as_json(value: Number) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return float(value) if isinstance(value, Fraction) else value


def _shown(value: Number) -> str:
    if value is None:
        return "—"
    if isinstance(value, Fraction):
        return shown("attendance.rate", value)
    return value if isinstance(value, str) else plain(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
