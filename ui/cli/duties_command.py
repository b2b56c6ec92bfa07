"""`duties`: a row an organisation, duty and period."""

from argparse import Namespace
from contextlib import closing

from services.duties.service import DutyService
from services.organizations.service import PATH_SEPARATOR, OrganizationService
from ui.cli.context import Context
from ui.cli.scope import telling_names
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print how every organisation stands with every duty of a year."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        rows = DutyService(database, context.clock).duties(arguments.year, arguments.asof)
        organizations = OrganizationService(database, context.clock)
        paths = {row.key: row.path for row in organizations.tree()}
        names = telling_names(organizations)
    if arguments.json:
        duties = [
            {
                "organization": names[row.organization],
                "kind": row.kind.value,
                "period": row.period,
                "required": row.required,
                "held": row.held,
                "state": row.state.value,
            }
            for row in rows
        ]
        print_json({"duties": duties})
        return 0
    print_table(
        ("党组织", "活动类型", "期间", "应开展", "已开展", "状态"),
        (
            (
                _named(paths[row.organization]),
                row.kind.label,
                row.period,
                str(row.required),
                str(row.held),
                row.state.label,
            )
            for row in rows
        ),
        numbers=(3, 4),
    )
    return 0


def _named(path: str) -> str:
    """Name an organisation with the one above it: groups are called the same in every branch."""
    return PATH_SEPARATOR.join(path.split(PATH_SEPARATOR)[-2:])
