"""Arguments of the commands that take data away for good."""

from typing import Any

from services.purging.rows import PersonalField
from ui.cli.command import command


def add_purge(commands: Any) -> None:
    """Add `purge`."""
    parser = command(commands, "purge", "彻底清除一个人的信息：台账和修改记录里都不再有，不能撤销", "purge_command.run")
    parser.add_argument("person", metavar="人员编号", help="清除谁的信息")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--field", metavar="项目", action="append", choices=PersonalField.labels(), help="清除哪一项，可以写多次"
    )
    what.add_argument("--whole", action="store_true", help="清除整个人的信息和附件，姓名写成“已清除”")
    parser.add_argument("--yes", action="store_true", help="确认执行，不写则只说明会清除什么")
    parser.add_argument(
        "--copies", action="store_true", help="备份等副本里的也一并清除（先另做一份备份），交换包删除；不写则只列出来"
    )
