"""`backup` and `restore`: verified copies out, and back into a ledger's place."""

from argparse import Namespace
from pathlib import Path

from services.backups.restoring import RestoreService
from services.backups.rows import Occasion, RestorePreview
from services.backups.service import write_backup
from services.errors import FileExistsAlreadyError
from services.history.words import table_label
from ui.cli.context import Context
from ui.cli.tables import print_table


def back_up(context: Context, arguments: Namespace) -> int:
    """Write a verified copy to the place named, else into the folder of backups, and say where it is."""
    key = context.files.check(context.database)
    if arguments.output is None:
        made = context.files.backups.make(context.database, key, Occasion.BY_HAND).path
    else:
        target = _target(context, arguments.output)
        if target.exists():
            raise FileExistsAlreadyError(target)
        made = write_backup(context.database, key, target)
    print(f"已备份到 {made}，并已检验。")
    return 0


def restore(context: Context, arguments: Namespace) -> int:
    """Show what a restore changes, then do it."""
    service = RestoreService(context.files)
    if arguments.to.exists():
        _show(service, arguments)
    if arguments.dry_run:
        print("试运行，什么也没有写入。")
        return 0
    restored = service.restore(arguments.backup, arguments.to)
    print(f"已把 {arguments.backup} 恢复到 {restored.target}。")
    if restored.replaced is not None:
        print(f"被替换的台账保存在 {restored.replaced}。")
    return 0


def _target(context: Context, output: Path) -> Path:
    if not output.is_dir():
        return output
    return output / f"{context.database.stem}-{context.clock.now():%Y%m%d-%H%M%S}.db"


def _show(service: RestoreService, arguments: Namespace) -> None:
    preview = service.preview_if_readable(arguments.backup, arguments.to)
    if preview is None:
        print(f"{arguments.to} 现在打不开，无法比较；它会原样保留在旁边。")
        return
    if not preview.same_ledger:
        print("注意：备份与现有台账的顶层党组织不是同一个。")
    if preview.tables:
        _print_differences(preview)
    else:
        print("备份与现有台账的记录相同。")


def _print_differences(preview: RestorePreview) -> None:
    print_table(
        ("记录", "恢复回来", "变回旧值", "消失"),
        (
            (table_label(found.table), str(found.returning), str(found.changed), str(found.vanishing))
            for found in preview.tables
        ),
        numbers=(1, 2, 3),
    )
