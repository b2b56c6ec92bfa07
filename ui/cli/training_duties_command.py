"""`training-duties`: a row a person and duty, with its deadline and how it stands; certificates of secretaries."""

from argparse import Namespace
from contextlib import closing
from datetime import date
from typing import Any

from services.organizations.service import OrganizationService
from services.training_duties.rows import CertificateRow, TrainingDutyRow
from services.training_duties.service import TrainingDutyService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table
from ui.training_texts import STATE_WORDS, basis_text, demand_text


def run(context: Context, arguments: Namespace) -> int:
    """Print the training duties of a year."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        table = TrainingDutyService(database, context.clock).duties(arguments.year, scope, arguments.asof)
    if arguments.json:
        print_json(
            {
                "year": table.year,
                "scope": table.scope_name,
                "duties": [_duty(row) for row in table.rows],
                "certificates": [_certificate(row) for row in table.certificates],
            }
        )
        return 0
    print(f"{table.scope_name}  {table.year}年个人培训要求")
    print_table(
        ("党组织", "编号", "姓名", "要求", "起", "期限", "进度", "状态", "完成于", "依据"),
        (
            (
                row.organization_name,
                row.number,
                row.name,
                row.kind.label,
                row.first_day.isoformat(),
                _day(row.until) or "",
                demand_text(row.demands),
                STATE_WORDS[row.state],
                "" if row.session is None else row.session.held_on.isoformat(),
                basis_text(row),
            )
            for row in table.rows
        ),
    )
    return 0


def _duty(row: TrainingDutyRow) -> dict[str, Any]:
    return {
        "person": row.name,
        "number": row.number,
        "organization": row.organization_name,
        "kind": row.kind.value,
        "from": row.first_day.isoformat(),
        "until": _day(row.until),
        "state": row.state.value,
        "demands": [
            {"measure": one.measure.name.lower(), "required": float(one.required), "reached": float(one.reached)}
            for one in row.demands
        ],
        "session": None
        if row.session is None
        else {
            "number": row.session.number,
            "title": row.session.title,
            "held_on": row.session.held_on.isoformat(),
        },
        "rule": row.rule,
        "basis": row.basis,
    }


def _certificate(row: CertificateRow) -> dict[str, Any]:
    return {
        "person": row.name,
        "number": row.number,
        "branch": row.branch_name,
        "certificate": row.certificate,
        "obtained_on": _day(row.obtained_on),
        "valid_until": _day(row.valid_until),
        "state": row.state.value,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
