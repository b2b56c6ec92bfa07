"""`needs`: what members asked to be trained in, most asked first."""

from argparse import Namespace
from contextlib import closing

from services.ledger_file import LedgerFiles
from services.needs.rows import NeedTally, VoteSum
from services.needs.service import NeedService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print a line a subject with its votes, and what was done for it."""
    files = LedgerFiles(context.folders.backups, context.clock)
    with closing(files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        tally = NeedService(database, context.clock).tally(arguments.year, scope, arguments.asof)
    if arguments.json:
        print_json(_as_json(tally))
        return 0
    print(f"{tally.scope_name}  {tally.year}年  共 {len(tally.subjects)} 个主题，{tally.votes} 人次")
    print_table(
        ("主题", "内容分类", "培训对象", "提出人数", "本年同类活动", "列入计划"),
        (
            (
                one.subject,
                one.topic.label if one.topic else "",
                "、".join(audience.label for audience in one.audiences),
                str(one.votes),
                str(one.served),
                "是" if one.planned else "",
            )
            for one in tally.subjects
        ),
        numbers=(3, 4),
    )
    return 0


def _as_json(tally: NeedTally) -> dict[str, object]:
    return {
        "year": tally.year,
        "scope": tally.scope_name,
        "votes": tally.votes,
        "subjects": [
            {
                "subject": one.subject,
                "topic": one.topic.value if one.topic else None,
                "audiences": [audience.value for audience in one.audiences],
                "organizations": list(one.organizations),
                "votes": one.votes,
                "served": one.served,
                "planned": one.planned,
            }
            for one in tally.subjects
        ],
        "by_topic": _sums(tally.by_topic),
        "by_audience": _sums(tally.by_audience),
        "by_organization": _sums(tally.by_organization),
    }


def _sums(sums: tuple[VoteSum, ...]) -> list[dict[str, object]]:
    return [{"label": one.label or None, "subjects": one.subjects, "votes": one.votes} for one in sums]
