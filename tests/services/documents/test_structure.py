"""Tagged papers: what a reader that speaks the text is told, in the order in which it is read."""

from collections.abc import Iterator
from ctypes import create_string_buffer
from datetime import UTC, date, datetime
from typing import Any

from pypdfium2 import raw

from services.documents.outline import (
    AttachmentStart,
    Column,
    Heading,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.official_pdf import render_paper
from tests.services.documents.pdf_reading import open_pdf, page_texts

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
ROWS = tuple((Run(f"第{number}项"), Run(str(number))) for number in range(30))
PAPER = Paper(
    "报告",
    (
        Title(("工作报告",)),
        Heading(1, "一、学习"),
        Heading(2, "（一）集中学习"),
        Paragraph((Run("各党支部坚持集中学习，" * 60),)),
        Signature("某某公司党委", date(2026, 1, 5)),
        AttachmentStart("附件1", Title(("数据表",))),
        Table((Column("项目", 3), Column("数值", 1)), ROWS, "表1"),
    ),
)


def kind_of(element: Any) -> str:
    buffer = create_string_buffer(80)
    raw.FPDF_StructElement_GetType(element, buffer, 80)
    return buffer.raw.decode("utf-16-le").split("\0")[0]


def outline_of(element: Any) -> list[Any]:
    children = [
        raw.FPDF_StructElement_GetChildAtIndex(element, number)
        for number in range(raw.FPDF_StructElement_CountChildren(element))
    ]
    return [kind_of(element), *(outline_of(child) for child in children if child)]


def pages_of(content: bytes) -> Iterator[list[Any]]:
    for page in open_pdf(content):
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        try:
            yield outline_of(raw.FPDF_StructTree_GetChildAtIndex(tree, 0))
        finally:
            raw.FPDF_StructTree_Close(tree)


def test_headings_paragraphs_and_tables_are_told_in_the_order_of_reading(shelf: FaceShelf) -> None:
    content = render_paper(PAPER, shelf, CREATED)
    first, second, third, fourth = pages_of(content)
    assert [child[0] for child in first[1:]] == ["H1", "H2", "H3", "P"]
    assert [child[0] for child in second[1:]] == ["P", "P"]  # the paragraph goes on; the signature
    assert [child[0] for child in third[1:]] == ["H1", "Table"]
    caption, heading, row, *_ = third[2][1:]
    assert caption[0] == "Caption"
    assert heading == ["TR", ["TH"], ["TH"]]
    assert row == ["TR", ["TD"], ["TD"]]
    [table] = fourth[1:]
    assert {each[0] for each in table[1:]} == {"TR"}
    assert ["TR", ["TH"], ["TH"]] not in table  # a repeated heading is not read again
    assert "项目" in page_texts(content)[3]


def test_two_drawings_are_the_same_bytes(shelf: FaceShelf) -> None:
    assert render_paper(PAPER, shelf, CREATED) == render_paper(PAPER, shelf, CREATED)
