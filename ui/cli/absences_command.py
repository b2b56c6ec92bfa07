"""`absences`: what was missed and made up in a year, and who is long away from organisation life."""

from argparse import Namespace
from contextlib import closing
from datetime import date
from typing import Any

from services.absences.rows import AbsenceList, AbsenceRow, LongAbsenceRow, LongAbsences, SilentBranch
from services.absences.service import AbsenceService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table

NEVER = "没有记录"


def run(context: Context, arguments: Namespace) -> int:
    """Print both lists of a year."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        service = AbsenceService(database, context.clock)
        missed = service.absences(arguments.year, scope, arguments.asof, open_only=arguments.open)
        long = service.long_absences(arguments.year, scope, arguments.asof)
    if arguments.json:
        print_json(_as_json(missed, long))
        return 0
    _print_missed(missed)
    print()
    _print_long(long)
    return 0


def _print_missed(missed: AbsenceList) -> None:
    print(f"{missed.scope_name}  {missed.year}年缺席与补学（截至{missed.asof.isoformat()}），待补学 {missed.open} 次")
    print_table(
        ("党支部", "编号", "姓名", "日期", "学习活动", "出勤", "请假事由", "补学日期", "补学方式"),
        (
            (
                row.member.branch_name,
                row.member.number,
                row.member.name,
                row.held_on.isoformat(),
                row.title,
                row.status.label,
                row.leave_reason,
                _day(row.made_up_on) or "",
                row.made_up_how,
            )
            for row in missed.rows
        ),
    )


def _print_long(long: LongAbsences) -> None:
    print(f"{long.scope_name}  长期未参加组织生活（截至{long.asof.isoformat()}）")
    print_table(
        ("党支部", "编号", "姓名", "自", "月数", "程度", "最近一次参加", "正当理由"),
        (
            (
                row.member.branch_name,
                row.member.number,
                row.member.name,
                row.since.isoformat(),
                str(row.months),
                row.state.label,
                NEVER if row.last is None else f"{row.last.day.isoformat()} {row.last.title}",
                row.reason,
            )
            for row in long.rows
        ),
        numbers=(4,),
    )
    for branch in long.silent:
        last = NEVER if branch.last_held_on is None else f"上次为 {branch.last_held_on.isoformat()}"
        print(f"{branch.name}长期没有开展组织生活（{last}），党员 {branch.members} 人不计。")


def _as_json(missed: AbsenceList, long: LongAbsences) -> dict[str, Any]:
    return {
        "year": missed.year,
        "asof": missed.asof.isoformat(),
        "scope": missed.scope_name,
        "open": missed.open,
        "absences": [_absence(row) for row in missed.rows],
        "warning_months": long.warning_months,
        "grave_months": long.grave_months,
        "long_absences": [_long(row) for row in long.rows],
        "branches_without": [_silent(branch) for branch in long.silent],
    }


def _absence(row: AbsenceRow) -> dict[str, Any]:
    return {
        "name": row.member.name,
        "number": row.member.number,
        "branch": row.member.branch_name,
        "session": row.session_number,
        "title": row.title,
        "kind": row.kind.value,
        "date": row.held_on.isoformat(),
        "status": row.status.value,
        "open": row.open,
        "reason": row.leave_reason,
        "approved_by": row.approved_by,
        "made_up_on": _day(row.made_up_on),
        "made_up_how": row.made_up_how,
    }


def _long(row: LongAbsenceRow) -> dict[str, Any]:
    return {
        "name": row.member.name,
        "number": row.member.number,
        "branch": row.member.branch_name,
        "since": row.since.isoformat(),
        "months": row.months,
        "state": row.state.value,
        "reason": row.reason,
        "last_session": None if row.last is None else row.last.title,
        "last_attended_on": None if row.last is None else row.last.day.isoformat(),
        "missed": row.missed,
    }


def _silent(branch: SilentBranch) -> dict[str, Any]:
    return {"branch": branch.name, "members": branch.members, "last_held_on": _day(branch.last_held_on)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
