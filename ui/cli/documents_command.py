"""`documents`: the kinds of printable document."""

from argparse import Namespace

from services.documents.kinds import KINDS
from ui.cli.context import Context
from ui.cli.tables import print_table


def run(_context: Context, _arguments: Namespace) -> int:
    """Print a line each kind."""
    print_table(("种类", "名称", "格式"), ((kind.key, kind.name, "、".join(kind.formats)) for kind in KINDS))
    return 0
