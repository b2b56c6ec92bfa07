"""`documents` and `print`: the kinds of printable document, and one of them."""

from argparse import Namespace
from contextlib import closing

from services.documents.fonts import FontBook, system_font_folders
from services.documents.service import KINDS, DocumentRequest, DocumentService
from services.files import write_whole
from services.ledger_file import LedgerFiles
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_table


def list_kinds(_context: Context, _arguments: Namespace) -> int:
    """Print a line each kind."""
    print_table(("种类", "名称", "格式"), ((kind.key, kind.name, "、".join(kind.formats)) for kind in KINDS))
    return 0


def print_document(context: Context, arguments: Namespace) -> int:
    """Make one document; the format is that of the file's name."""
    files = LedgerFiles(context.folders.backups, context.clock)
    with closing(files.open_for_reading(context.database)) as database:
        request = DocumentRequest(
            kind=arguments.kind,
            year=arguments.year or context.clock.today().year,
            scope=scope_key(OrganizationService(database, context.clock), arguments.scope),
            session=arguments.session,
            format=arguments.output.suffix.removeprefix(".").lower(),
        )
        content = DocumentService(database, context.clock, FontBook(system_font_folders())).render(request)
    write_whole(arguments.output, content)
    print(f"已生成 {arguments.output}。")
    return 0
