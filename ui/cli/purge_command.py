"""`purge`: what is personal of somebody goes for good, out of the tables, the log and the file's free pages."""

from argparse import Namespace
from contextlib import closing

from services.purging.rows import PersonalField, Purged, PurgeDraft
from services.purging.service import PurgeService
from ui.cli.context import Context
from ui.error_texts import sentence


def run(context: Context, arguments: Namespace) -> int:
    """Say what would go; with --yes, do it. Without --yes nothing is written."""
    fields = frozenset(field for field in PersonalField if field.label in (arguments.field or ()))
    what = "这个人的全部信息和附件" if arguments.whole else "、".join(sorted(field.label for field in fields))
    with closing(context.files.open(context.database)) as database:
        service = PurgeService(database, context.files, context.database)
        person = service.find(arguments.person)
        if not arguments.yes and what:
            print(f"将彻底清除{what}，不能撤销，也不能从修改记录找回；加上 --yes 才执行。")
            return 0
        purged = service.purge(PurgeDraft(person, fields, arguments.whole))
        print(f"已彻底清除{what}。别的电脑上的台账与本台账合并后，也会一并清除。")
        _tell_what_stays(purged)
        _clean(service, purged, wanted=arguments.copies)
    return 0


def _tell_what_stays(purged: Purged) -> None:
    for mention in purged.mentions:
        print(f"{mention.table}里还有 {mention.count} 条提到这个姓名，请自行修改。")
    if purged.issued:
        print(f"已印发的 {purged.issued} 份文件按原样保存，里面的姓名不改。")


def _clean(service: PurgeService, purged: Purged, *, wanted: bool) -> None:
    copies = service.copies()
    if not wanted:
        for copy in copies:
            print(f"{copy.kind.label}里还留有：{copy.path}")
        if copies:
            print(f"共 {len(copies)} 份，加上 --copies 一并清除。")
        return
    cleaned = service.clean(purged, copies)
    print(f"已另做一份备份；{cleaned.renewed} 份副本里的已清除，{cleaned.removed} 份交换包等已删除。")
    for left in cleaned.left:
        print(f"没有清除 {left.path}：{sentence(left.error)}")
