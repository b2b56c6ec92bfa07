"""`rules`: every rule in force on a day, with its basis."""

from argparse import Namespace
from contextlib import closing
from decimal import Decimal

from services.rulebook.rows import DutyDemand, RuleHistory, RuleValue, RuleVersion, ValueKind
from services.rulebook.service import RuleService
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table
from ui.rule_texts import OWN, value_text


def run(context: Context, arguments: Namespace) -> int:
    """Print what every rule says on the as-of date."""
    day = arguments.asof or context.clock.today()
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        found = [(history, history.on(day)) for history in RuleService(database, context.clock).list()]
    rules = [(history, version) for history, version in found if version is not None]
    if arguments.json:
        print_json({"asof": day.isoformat(), "rules": [_as_json(history, version) for history, version in rules]})
        return 0
    print_table(
        ("类别", "规则", "取值", "标记", "依据和条款"),
        (
            (
                history.subject.group.label,
                history.subject.name,
                value_text(history.subject, version.value),
                OWN if version.is_own else "",
                f"{version.basis}{version.clause}",
            )
            for history, version in rules
        ),
    )
    return 0


def _as_json(history: RuleHistory, version: RuleVersion) -> dict[str, object]:
    return {
        "key": history.subject.code,
        "name": history.subject.name,
        "group": history.subject.group.value,
        "value": _value(version.value),
        "unit": "" if history.subject.kind is ValueKind.SHARE else history.subject.unit,
        "basis": version.basis,
        "clause": version.clause,
        "own": version.is_own,
        "from": version.valid_from and version.valid_from.isoformat(),
        "to": version.valid_to and version.valid_to.isoformat(),
    }


def _value(value: RuleValue) -> object:
    match value:
        case Decimal():
            return f"{value:f}"
        case DutyDemand():
            return {"required": value.required, "minimum_formal": value.minimum_formal}
        case None:
            return None
        case _:
            return [kind.value for kind in value]
