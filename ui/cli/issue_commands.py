"""`issue`: a document is issued and kept as it is; `issued`: what was issued, what differs today, the very file."""

from argparse import Namespace
from contextlib import closing
from typing import Any

from models.database import Database
from services.documents.issuing.rows import IssueDraft, IssuedRow
from services.documents.issuing.service import IssuingService
from services.documents.pdf.fonts import FontBook, system_font_folders
from services.documents.service import DocumentRequest, DocumentService
from services.files import write_whole
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def issue(context: Context, arguments: Namespace) -> int:
    """Issue one document."""
    with closing(context.files.open(context.database)) as database:
        request = DocumentRequest(
            kind=arguments.kind,
            year=arguments.year or context.clock.today().year,
            scope=scope_key(OrganizationService(database, context.clock), arguments.scope),
            session=arguments.session,
            to_year=arguments.to,
            campaign=arguments.campaign,
            member=arguments.member,
            sources=arguments.sources,
            format=arguments.format,
            template=arguments.template,
        )
        service = _service(context, database)
        draft = IssueDraft(arguments.number, arguments.corrects, arguments.note, arguments.with_gaps)
        key = service.issue(request, draft).key
        issued = next(row for row in service.list(compare=False) if row.key == key)
    print(f"已印发“{issued.title}”，编号 {issued.name}，文中的 {issued.figures} 个指标已固定。")
    return 0


def issued(context: Context, arguments: Namespace) -> int:
    """List what was issued, or give the file of one."""
    with closing(context.files.open_for_reading(context.database)) as database:
        service = _service(context, database)
        if arguments.output is not None:
            content = service.content(service.find(arguments.number, arguments.revision))
            write_whole(arguments.output, content)
            print(f"已写出 {arguments.output}。")
            return 0
        rows = [row for row in service.list() if arguments.number in ("", row.number)]
    if arguments.json:
        print_json({"issued": [_json(row) for row in rows]})
    else:
        _print(rows)
    return 0


def _service(context: Context, database: Database) -> IssuingService:
    documents = DocumentService(database, context.clock, FontBook(system_font_folders()))
    return IssuingService(database, context.clock, documents)


def _print(rows: list[IssuedRow]) -> None:
    print_table(
        ("编号", "版次", "印发日期", "标题", "状态"),
        [(row.number, str(row.revision), row.issued_on.isoformat(), row.title, _state(row)) for row in rows],
        numbers=(1,),
    )
    for row in rows:
        for one in row.differences or ():
            print(f"{row.name}：{one.label}印发时为{one.issued}，现在为{one.today}")


def _state(row: IssuedRow) -> str:
    if row.replaced:
        return "已有新版"
    if not row.figures:
        return "已存档"
    return f"{len(row.differences)} 个指标与现在不同" if row.differences else "与现在一致"


def _json(row: IssuedRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "revision": row.revision,
        "kind": row.kind,
        "format": row.format,
        "title": row.title,
        "year": row.year,
        "to": row.to_year,
        "scope": row.organization_name,
        "about": row.about,
        "issued_on": row.issued_on.isoformat(),
        "note": row.note,
        "replaced": row.replaced,
        "figures": row.figures,
        "differences": [
            {"figure": one.key, "label": one.label, "issued": one.issued, "today": one.today}
            for one in row.differences or ()
        ],
    }
