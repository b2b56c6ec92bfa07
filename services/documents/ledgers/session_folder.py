"""活动档案: all papers of one session for the binder; files that have no pages to bind are named on one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.attachments.errors import ContentDamagedError, ContentGoneError
from services.attachments.rows import AttachmentRow
from services.attachments.service import AttachmentService
from services.documents.binding.files import attached_file, may_have_pages
from services.documents.outline import Alignment, AttachedFile, Column, Folder, FolderPart, TableDocument
from services.documents.papers.sentences import chinese_date
from services.sessions.rows import SessionDetail

TITLE: Final = "学习活动档案"
UNBOUND: Final = "未装订材料目录"
ON_PAPER: Final = "纸质件，另行存放"
ANOTHER_KIND: Final = "电子文件，另行打印"
NOT_OPENED: Final = "打不开或内容已清除，请检查原件"
_CENTER: Final = Alignment.CENTER


@dataclass(frozen=True, slots=True)
class Paper:
    """An attachment with its pages, or with the words for why it has none."""

    row: AttachmentRow
    pages: AttachedFile | None
    reason: str = ""


def bindable(attachments: AttachmentService, row: AttachmentRow) -> Paper:
    """Read an attachment's pages."""
    if not row.is_file:
        return Paper(row, None, ON_PAPER)
    if not may_have_pages(row.media):
        return Paper(row, None, ANOTHER_KIND)
    try:
        pages = attached_file(row.media, attachments.content(row.key))
    except (ContentGoneError, ContentDamagedError):
        pages = None
    return Paper(row, pages, "" if pages else NOT_OPENED)


def session_folder(
    session: SessionDetail, forms: Iterable[TableDocument], papers: Sequence[Paper], asof: date
) -> Folder:
    """Bind the forms, the attachments that have pages and a list of the others."""
    draft = session.draft
    parts = [FolderPart(form.title, form) for form in forms]
    parts += [
        FolderPart(f"{paper.row.draft.paper.label}：{paper.row.draft.name}", paper.pages)
        for paper in papers
        if paper.pages is not None
    ]
    unbound = [paper for paper in papers if paper.pages is None]
    if unbound:
        parts.append(FolderPart(UNBOUND, _unbound(unbound)))
    facts = (
        ("活动编号", draft.number),
        ("活动类型", "、".join(kind.label for kind in (draft.kind, *draft.further_kinds))),
        ("活动时间", chinese_date(draft.starts_on)),
        ("组织单位", session.organization_name),
        ("活动地点", draft.place),
        ("装订日期", chinese_date(asof)),
    )
    return Folder(TITLE, draft.title, tuple((name, fact) for name, fact in facts if fact), tuple(parts))


def _unbound(papers: Sequence[Paper]) -> TableDocument:
    return TableDocument(
        title=UNBOUND,
        columns=(
            Column("序号", 8, _CENTER),
            Column("材料", 18, _CENTER),
            Column("件名", 50),
            Column("情况", 34),
            Column("存放处和备注", 40),
        ),
        rows=tuple(
            (
                str(number),
                paper.row.draft.paper.label,
                paper.row.draft.name,
                paper.reason,
                "；".join(text for text in (paper.row.draft.kept_at, paper.row.draft.note) if text),
            )
            for number, paper in enumerate(papers, start=1)
        ),
        landscape=False,
    )
