"""The commands of merging and their arguments."""

import argparse
from pathlib import Path
from typing import Any

from models.typing_override import override
from ui.cli.command import add_json, command


def add_merge(commands: Any) -> None:
    """Add `merge`."""
    parser = command(commands, "merge", "合并：把另一份台账的修改逐项并入，先备份", "merge_commands.merge")
    parser.add_argument("other", metavar="另一份", type=Path, help="另一份台账；写文件夹则合并其中的每一份")
    parser.add_argument("--dry-run", action="store_true", help="只显示会发生什么，不写入")
    parser.add_argument(
        "--allow-deletions", action="store_true", help="同意一次删除较多记录；合并文件夹时对每一份都同意"
    )
    parser.add_argument(
        "--allow-deletions-of",
        metavar="文件名",
        action="append",
        default=[],
        help="合并文件夹时，只同意这一份删除较多记录；可以写多次",
    )
    parser.add_argument(
        "--compare-whole",
        action="store_true",
        help="本台账从旧备份恢复、丢了的修改哪里都没有时：从支部的包里取回，两边不同的列为冲突",
    )
    add_json(parser)


def add_conflicts(commands: Any) -> None:
    """Add `conflicts`."""
    parser = command(commands, "conflicts", "冲突：两边都改过的字段，选择采用哪个值", "merge_commands.conflicts")
    parser.add_argument(
        "--choose",
        metavar=("编号", "ours|theirs"),
        nargs=2,
        action=ConflictChoice,
        help="采用本机的值（ours）还是对方的值（theirs）",
    )
    add_json(parser)


def add_duplicates(commands: Any) -> None:
    """Add `duplicates`."""
    parser = command(commands, "duplicates", "重复记录：可能重复录入的人员和活动，确认后归并", "duplicates_command.run")
    names = ("标识", "标识")
    parser.add_argument("--unite", metavar=names, nargs=2, help="把第二条归并到第一条，相关的记录一并归到第一条")
    parser.add_argument("--apart", metavar=names, nargs=2, help="两条不是同一个，以后不再提示")
    add_json(parser)


class ConflictChoice(argparse.Action):
    """Take a conflict and the side that is to stand; refused as wrong usage where the side is neither."""

    @override
    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        if values[1] not in {"ours", "theirs"}:
            parser.error(f"“{values[1]}”应为 ours（本机的值）或 theirs（对方的值）")
        setattr(namespace, self.dest, tuple(values))


def add_pack(commands: Any) -> None:
    """Add `pack` and `unpack`."""
    _add_unpack(commands)
    parser = command(
        commands, "pack", "打包：给U盘的编号交换包，旁边有可读的封面，对方用 merge 合并", "pack_command.run"
    )
    parser.add_argument("output", metavar="位置", type=Path, help="U盘上的文件夹（文件名自动编号），或交换包的文件名")
    parser.add_argument("--scope", metavar="党组织", help="只打包这个支部（含下级）用得着的数据；不写则为整个台账")
    parser.add_argument("--whole", action="store_true", help="全部内容；不写则只打包对方还没有的（以对方发回的包为准）")
    parser.add_argument("--dry-run", action="store_true", help="只显示会打包什么，不写入")
    parser.add_argument(
        "--protect", action="store_true", help="给交换包单独设密码（从提示或 STUDY_LEDGER_NEW_PASSWORD 取得）"
    )
    add_json(parser)


def _add_unpack(commands: Any) -> None:
    parser = command(
        commands, "unpack", "在新电脑上把交换包变成台账，以后再用 merge", "pack_command.unpack", needs_database=False
    )
    parser.add_argument("package", metavar="交换包", type=Path, help="收到的交换包")
    parser.add_argument("--to", metavar="文件", type=Path, required=True, help="新台账的文件名")
