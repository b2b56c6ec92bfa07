"""The commands and their arguments; each names the module that answers it, imported only when it is called."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any, Final

from ui.cli.parser import ChineseParser

FIRST_YEAR: Final = 1921
LAST_YEAR: Final = 9998  # the day after 31 December must still be a date


def build_parser() -> ChineseParser:
    """Make the parser of the whole command line."""
    parser = ChineseParser(
        prog="python main.py",
        description="学习台账：党组织学习教育的台账、学时、经费和公文。不带参数时打开窗口。",
        epilog="返回值：0 完成；1 没有做成（原因写在标准错误输出）；2 命令写法不对。",
    )
    parser.add_argument("--db", metavar="文件", type=Path, help="台账数据库文件")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    _add_new(commands)
    return parser


def _command(commands: Any, name: str, help_text: str, module: str) -> ChineseParser:
    """Add a command that `run` of a module in ui.cli answers, for the database that --db names."""
    parser: ChineseParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(module=module, needs_database=True)
    return parser


def _add_new(commands: Any) -> None:
    parser = _command(commands, "new", "新建一个空的台账，含顶层党组织", "new_command")
    parser.add_argument("--name", metavar="名称", required=True, help="顶层党组织的名称，例如“某某公司党委”")


def year(text: str) -> int:
    """Read a calendar year; refused as wrong usage where it is none."""
    if not text.isascii() or not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = f"“{text}”不是年份，应写成四位数字，例如 2025"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def day(text: str) -> date:
    """Read a day as 2025-03-01; refused as wrong usage where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"“{text}”不是日期，应写成 2025-03-01 的样子"
        raise argparse.ArgumentTypeError(message) from None
