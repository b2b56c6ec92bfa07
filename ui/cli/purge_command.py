"""`purge`: what is personal of somebody goes for good, out of the tables, the log and the file's free pages."""

from argparse import Namespace
from contextlib import closing

from services.purging.rows import PersonalField, PurgeDraft
from services.purging.service import PurgeService
from ui.cli.context import Context


def run(context: Context, arguments: Namespace) -> int:
    """Say what would go; with --yes, do it. Without --yes nothing is written."""
    fields = frozenset(field for field in PersonalField if field.label in (arguments.field or ()))
    what = "这个人的全部信息和附件" if arguments.whole else "、".join(sorted(field.label for field in fields))
    with closing(context.files.open(context.database)) as database:
        service = PurgeService(database, context.files.backups)
        person = service.find(arguments.person)
        if not arguments.yes and what:
            print(f"将彻底清除{what}，不能撤销，也不能从修改记录找回；加上 --yes 才执行。")
            return 0
        purged = service.purge(PurgeDraft(person, fields, arguments.whole))
        print(f"已彻底清除{what}。别的电脑上的台账与本台账合并后，也会一并清除。")
        if arguments.remove_backups:
            print(f"已删除 {service.remove_backups(purged.backups)} 份还留有这些内容的备份。")
        elif purged.backups:
            print(f"还有 {len(purged.backups)} 份备份留有这些内容，加上 --remove-backups 一并删除。")
    return 0
