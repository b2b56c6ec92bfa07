"""`classes`: the classes of a year with who was meant and who came, coverage by class of person, tests."""

from argparse import Namespace
from contextlib import closing
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.classes.rows import ClassRow, ClassYear, Coverage, NeverReached, TestPerson, TestRow
from services.classes.service import ClassService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print the classes of a year."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        told = ClassService(database, context.clock).year(arguments.year, scope, arguments.asof)
    if arguments.json:
        print_json(_as_json(told))
        return 0
    print(f"{told.scope_name}  {told.year}年教育培训")
    print_table(
        ("日期", "类型", "班次", "组织单位", "培训对象", "应到", "到场", "学到", "没来过", "状态"),
        (
            (
                row.starts_on.isoformat(),
                row.kind.label,
                row.title,
                row.organization_name,
                "、".join(audience.label for audience in row.audiences),
                *map(str, (row.expected, row.counts.there, row.counts.learned, row.counts.never)),
                row.state.label,
            )
            for row in told.classes
        ),
        numbers=range(5, 9),
    )
    print()
    print_table(
        ("培训对象", "人数", "参加过", "没有参加过", "覆盖率"),
        (
            (row.audience.label, str(row.people), str(row.reached), str(len(row.never)), _percent(row.rate))
            for row in told.coverage
        ),
        numbers=range(1, 5),
    )
    if told.tests:
        print()
        _print_tests(told.tests)
    return 0


def _print_tests(tests: tuple[TestRow, ...]) -> None:
    print_table(
        ("日期", "测试", "及格线", "应考", "有成绩", "合格", "合格率", "平均分"),
        (
            (
                test.held_on.isoformat(),
                test.title,
                "" if test.pass_mark is None else f"{test.pass_mark.normalize():f}",
                str(test.expected),
                str(test.scored),
                "" if test.passed is None else str(test.passed),
                _percent(test.rate),
                "" if test.average is None else f"{float(test.average):.1f}",
            )
            for test in tests
        ),
        numbers=range(2, 8),
    )


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{float(share):.1%}"


def _as_json(told: ClassYear) -> dict[str, Any]:
    return {
        "year": told.year,
        "scope": told.scope_name,
        "classes": [_class(row) for row in told.classes],
        "coverage": [_coverage(row) for row in told.coverage],
        "tests": [_test(row) for row in told.tests],
    }


def _class(row: ClassRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "kinds": [kind.value for kind in row.kinds],
        "organization": row.organization_name,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": _day(row.ends_on),
        "days": _number(row.days),
        "hours": _number(row.hours),
        "half_days": row.half_days,
        "delivery": None if row.delivery is None else row.delivery.value,
        "audiences": [audience.value for audience in row.audiences],
        "lecturer": row.lecturer,
        "teachers": [
            {"name": one.name, "title": None if one.title is None else one.title.value} for one in row.teachers
        ],
        "state": row.state.value,
        "expected": row.expected,
        "there": row.counts.there,
        "learned": row.counts.learned,
        "leave": row.counts.leave,
        "absent": row.counts.absent,
        "never": row.counts.never,
    }


def _coverage(row: Coverage) -> dict[str, Any]:
    return {
        "audience": row.audience.value,
        "people": row.people,
        "reached": row.reached,
        "rate": None if row.rate is None else float(row.rate),
        "never": [_person(person) for person in row.never],
    }


def _test(row: TestRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "organization": row.organization_name,
        "held_on": row.held_on.isoformat(),
        "pass_mark": _number(row.pass_mark),
        "expected": row.expected,
        "scored": row.scored,
        "passed": row.passed,
        "pass_rate": None if row.rate is None else float(row.rate),
        "average": None if row.average is None else float(row.average),
        "failed": [_person(person) | {"score": _number(person.score)} for person in row.failed],
        "without_score": [_person(person) for person in row.without_score],
    }


def _person(person: NeverReached | TestPerson) -> dict[str, Any]:
    return {"name": person.name, "number": person.number, "branch": person.branch_name}


def _number(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
