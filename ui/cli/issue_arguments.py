"""The arguments of `issue` and `issued`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.documents.kinds import DOCX, PDF, XLSX
from ui.cli.command import add_json, command
from ui.cli.parser import ChineseParser


def add_issue(commands: Any, add_subject: Callable[[ChineseParser], None]) -> None:
    """Add `issue` and `issued`; `add_subject` adds what says which document."""
    parser = command(commands, "issue", "印发一份文档：原样存档，文中的指标随之固定", "issue_commands.issue")
    add_subject(parser)
    parser.add_argument("--format", choices=(PDF, DOCX, XLSX), default=PDF, help="存档的格式，默认 pdf")
    parser.add_argument("--number", metavar="编号", default="", help="文件编号，例如“某党〔2026〕1号”；不写则自动编号")
    parser.add_argument("--corrects", metavar="编号", default="", help="更正哪一份已印发的文件，成为它的新版")
    parser.add_argument("--note", metavar="说明", default="", help="说明；更正时必填，写更正的原因")
    parser.add_argument("--with-gaps", action="store_true", help="文中还有“待补”也印发")
    listing = command(commands, "issued", "已印发的文件，以及哪些指标与现在不同", "issue_commands.issued")
    listing.add_argument("--number", metavar="编号", default="", help="只列这一编号")
    listing.add_argument("--revision", metavar="版次", type=int, help="取第几版的文件，不写取最新一版")
    listing.add_argument("-o", "--output", metavar="文件", type=Path, help="把 --number 那一份原样写出")
    add_json(listing)
