"""The arguments of `templates`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.cli.command import add_json, command

if TYPE_CHECKING:
    from ui.cli.parser import ChineseParser

_KIND = "哪种文档的模板，例如 annual_summary，见 templates list"
_NAME = "模板的名称，不写为选用的一份；“默认”是随程序的一份"


def add_templates(commands: Any) -> None:
    """Add `templates` with what it can do."""
    parser: ChineseParser = commands.add_parser(
        "templates", help="公文模板：列出、导出、导入、检查、选用", description="公文模板：列出、导出、导入、检查、选用"
    )
    actions = parser.add_subparsers(dest="action", metavar="做什么", required=True, title="做什么")
    listing = command(actions, "list", "列出各种公文的模板，标出选用的一份", "templates_commands.list_templates")
    listing.add_argument("kind", metavar="种类", nargs="?", default="", help="只列一种文档的模板")
    add_json(listing)
    names = command(actions, "names", "列出一种模板可以用的名称", "templates_commands.list_names")
    names.add_argument("kind", metavar="种类", help=_KIND)
    add_json(names)
    export = command(actions, "export", "把模板写成文本文件", "templates_commands.export")
    export.add_argument("kind", metavar="种类", help=_KIND)
    export.add_argument("--name", metavar="名称", default="", help=_NAME)
    export.add_argument("-o", "--output", metavar="文件.txt", type=Path, required=True, help="要写的文件")
    bringing = command(actions, "import", "导入文本文件作为一份新模板，先检查，有错不收", "templates_commands.bring_in")
    bringing.add_argument("kind", metavar="种类", help=_KIND)
    bringing.add_argument("file", metavar="文件.txt", type=Path, help="UTF-8 编码的文本文件")
    bringing.add_argument("--name", metavar="名称", default="", help="新模板的名称，不写用文件名")
    bringing.add_argument("--choose", action="store_true", help="导入后就选用它")
    add_json(bringing)
    check = command(actions, "check", "检查一个文件或一份模板，指出哪一行有错、怎样改", "templates_commands.check")
    check.add_argument("kind", metavar="种类", help=_KIND)
    check.add_argument("file", metavar="文件.txt", type=Path, nargs="?", help="要检查的文件，不写则检查台账里的模板")
    check.add_argument("--name", metavar="名称", default="", help=_NAME)
    add_json(check)
    choose = command(actions, "choose", "选用一份模板，以后的文档由它生成", "templates_commands.choose")
    choose.add_argument("kind", metavar="种类", help=_KIND)
    choose.add_argument("name", metavar="名称", help="模板的名称；写“默认”恢复随程序的一份")
    add_json(choose)
