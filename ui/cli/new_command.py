"""`new`: an empty database with its top organisation."""

from argparse import Namespace

from ui.cli.context import Context


def run(context: Context, arguments: Namespace) -> int:
    """Make the file and say so."""
    context.files.create(context.database, arguments.name).close()
    print(f"已新建台账 {context.database}，顶层党组织：{arguments.name.strip()}。")
    return 0
