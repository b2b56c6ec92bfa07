"""`resources`: teachers, places, courses and texts with how often they were used."""

from argparse import Namespace
from contextlib import closing

from models.enums import ResourceKind
from services.ledger_file import LedgerFiles
from services.masking import masked
from services.study_resources.rows import ResourceRow
from services.study_resources.service import StudyResourceService
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print a line a resource; telephone numbers are masked."""
    files = LedgerFiles(context.folders.backups, context.clock)
    kind = ResourceKind(arguments.kind) if arguments.kind else None
    with closing(files.open_for_reading(context.database)) as database:
        rows = StudyResourceService(database, context.clock).resources(kind, arguments.asof)
    if arguments.json:
        print_json({"resources": [_as_json(row) for row in rows]})
        return 0
    print_table(
        ("类别", "名称", "职称", "单位（地址、出版社）", "内容分类", "使用次数", "最近使用", "各年次数", "备注"),
        (
            (
                row.draft.kind.label,
                row.draft.name,
                row.draft.title.label if row.draft.title else "",
                row.draft.origin,
                row.draft.topic.label if row.draft.topic else "",
                str(row.uses),
                row.last_used.isoformat() if row.last_used else "",
                "，".join(f"{year}年{count}次" for year, count in row.by_year),
                row.draft.note,
            )
            for row in rows
        ),
        numbers=(5,),
    )
    return 0


def _as_json(row: ResourceRow) -> dict[str, object]:
    draft = row.draft
    return {
        "kind": draft.kind.value,
        "name": draft.name,
        "title": draft.title.value if draft.title else None,
        "topic": draft.topic.value if draft.topic else None,
        "origin": draft.origin,
        "phone": masked(draft.phone),
        "note": draft.note,
        "uses": row.uses,
        "last_used": row.last_used.isoformat() if row.last_used else None,
        "by_year": {str(year): count for year, count in row.by_year},
    }
