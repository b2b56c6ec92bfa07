"""What every command is added with."""

from typing import Any

from ui.cli.parser import ChineseParser


def command(commands: Any, name: str, help_text: str, answer: str, *, needs_database: bool = True) -> ChineseParser:
    """Add a command; `answer` is the module in ui.cli and its function (module.function) that answers it."""
    parser: ChineseParser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(answer=answer, needs_database=needs_database)
    return parser


def add_json(parser: ChineseParser) -> None:
    """Let a command answer programs."""
    parser.add_argument("--json", action="store_true", help="输出给程序读的 JSON")
