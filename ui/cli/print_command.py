"""`print`: one document into a file."""

from argparse import Namespace
from contextlib import closing

from services.documents.pdf.fonts import FontBook, system_font_folders
from services.documents.service import DocumentRequest, DocumentService
from services.files import write_whole
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key


def run(context: Context, arguments: Namespace) -> int:
    """Make one document; the format is that of the file's name."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        request = DocumentRequest(
            kind=arguments.kind,
            year=arguments.year or context.clock.today().year,
            scope=scope_key(OrganizationService(database, context.clock), arguments.scope),
            session=arguments.session,
            to_year=arguments.to,
            campaign=arguments.campaign,
            member=arguments.member,
            sources=arguments.sources,
            template=arguments.template,
            format=arguments.output.suffix.removeprefix(".").lower() or "无后缀的",
        )
        content = DocumentService(database, context.clock, FontBook(system_font_folders())).render(request)
    write_whole(arguments.output, content)
    print(f"已生成 {arguments.output}。")
    return 0
