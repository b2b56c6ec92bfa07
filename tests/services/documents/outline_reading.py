"""Writes an outline down as plain lines, so that a whole paper can be read and compared."""

from collections.abc import Iterator

from services.documents.outline import (
    Addressee,
    Attachments,
    AttachmentStart,
    Block,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    Title,
)


def outline_text(paper: Paper) -> str:
    """Write a paper down, what a line is before it."""
    return "\n".join([f"名：{paper.subject}", *(line for block in paper.blocks for line in _lines(block))]) + "\n"


def _lines(block: Block) -> Iterator[str]:  # noqa: C901 - one case a kind of block
    match block:
        case Title():
            yield f"标题：{'｜'.join(block.parts)}"
        case Addressee():
            yield f"主送：{block.text}"
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield "".join(f"〔{run.text}〕" if run.gap else run.text for run in block.runs)
        case Attachments():
            yield f"附件：{'｜'.join(block.names)}"
        case AttachmentStart():
            yield f"附件页：{block.label}｜{'｜'.join(block.title.parts)}"
        case PageBreak():
            yield "分页"
        case Signature():
            yield f"落款：{block.signer} {block.signed_on.isoformat()}"
        case Table():
            yield f"表：{block.caption}"
            yield "｜".join(f"{column.heading}({column.share:g}{column.alignment.value})" for column in block.columns)
            for row in block.rows:
                yield "｜".join(run.text for run in row)


def sentences(paper: Paper) -> Iterator[str]:
    """Give what a paper says outside its tables, without blanks."""
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            yield "".join("".join(run.text for run in block.runs).split())
        elif isinstance(block, Heading | Addressee):
            yield "".join(block.text.split())
        elif isinstance(block, Title):
            yield "".join("".join(block.parts).split())
