"""An official paper, measured in the PDF itself: grid, page numbers, signature, headings, tables."""

from datetime import UTC, date, datetime

import pytest

from services.documents.outline import (
    Addressee,
    Alignment,
    Attachments,
    AttachmentStart,
    Block,
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
from tests.services.documents.pdf_reading import MILLIMETRE, Mark, marks, open_pdf, page_texts, text_lines

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
LEFT, TOP, WIDTH, BOTTOM = 28 * MILLIMETRE, 260 * MILLIMETRE, 156 * MILLIMETRE, 35 * MILLIMETRE
SENTENCE = "各党支部坚持集中学习和个人自学相结合"


def draw(shelf: FaceShelf, *blocks: Block) -> bytes:
    return render_paper(Paper("年度工作总结", blocks), shelf, CREATED)


def body(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def texts(lines: list[list[Mark]]) -> list[str]:
    return ["".join(mark.character for mark in line) for line in lines]


def test_a_full_page_has_22_lines_of_28_characters_from_edge_to_edge(shelf: FaceShelf) -> None:
    lines = text_lines(draw(shelf, body(SENTENCE * 60)), 0)
    assert [len(line) for line in lines] == [26, *[28] * 21]
    for line in lines[1:]:
        assert line[0].x == pytest.approx(LEFT, abs=0.1)
        assert line[-1].x + 16 == pytest.approx(LEFT + WIDTH, abs=0.3 * MILLIMETRE)
    assert lines[0][0].x == pytest.approx(lines[1][2].x, abs=0.1)
    assert lines[0][0].y + 0.88 * 16 == pytest.approx(TOP, abs=0.2)
    assert lines[-1][0].y - 0.12 * 16 == pytest.approx(BOTTOM, abs=0.2)


def test_page_numbers_stand_outside_below_the_block(shelf: FaceShelf) -> None:
    content = draw(shelf, body(SENTENCE * 80))
    odd, even = ([mark for mark in marks(content, page) if mark.y < BOTTOM - 5] for page in (0, 1))
    assert "".join(mark.character for mark in odd).replace(" ", "") == "—1—"
    assert odd[-1].x + 14 == pytest.approx(LEFT + WIDTH - 14, abs=0.5)
    assert "".join(mark.character for mark in even).replace(" ", "") == "—2—"
    assert even[0].x == pytest.approx(LEFT + 14, abs=0.5)
    assert odd[0].size == pytest.approx(14)
    assert odd[0].y + 0.88 * 14 == pytest.approx(BOTTOM - 7 * MILLIMETRE, abs=0.3)


def test_the_file_says_its_title_and_language(shelf: FaceShelf) -> None:
    content = draw(shelf, Title(("年度工作总结",)), Heading(1, "一、工作情况"), body(SENTENCE))
    assert open_pdf(content).get_metadata_dict()["Title"] == "年度工作总结"
    assert b"/Lang (zh-CN)" in content
    assert b"/DisplayDocTitle true" in content
    assert [mark.get_title() for mark in open_pdf(content).get_toc()] == ["一、工作情况"]


def test_page_numbers_come_last_in_the_text(shelf: FaceShelf) -> None:
    text = page_texts(draw(shelf, body(SENTENCE)))[0]
    assert text.strip().replace(" ", "").endswith("—1—")


def test_the_parts_stand_where_the_standard_says(shelf: FaceShelf) -> None:
    content = draw(
        shelf,
        Title(("关于2025年度", "党员教育培训", "工作情况的报告")),
        Addressee("集团公司党委"),
        Heading(1, "一、工作情况"),
        body("学习"),
        Attachments(("主要数据表", "学时表")),
        Signature("中共示例公司委员会", date(2026, 1, 5)),
    )
    title = text_lines(content, 0, 22.0)
    assert texts(title) == ["关于2025年度党员教育培训", "工作情况的报告"] or len(title) == 1
    middle = (title[0][0].x + title[0][-1].x + 22) / 2
    assert middle == pytest.approx(LEFT + WIDTH / 2, abs=8)
    lines = text_lines(content, 0)
    by_text = dict(zip(texts(lines), lines, strict=True))
    assert by_text["集团公司党委："][0].x == pytest.approx(LEFT, abs=0.1)
    assert by_text["一、工作情况"][0].x == pytest.approx(LEFT + 2 * 15.79, abs=0.1)
    signer, day = by_text["中共示例公司委员会"], by_text["2026年1月5日"]
    assert signer[-1].x + 16 == pytest.approx(LEFT + WIDTH - 32, abs=0.5)
    assert day[0].x == pytest.approx(signer[0].x + 32, abs=0.5)
    assert signer[0].y - day[0].y == pytest.approx(29.61, abs=0.1)


def test_a_sealed_date_stands_four_characters_from_the_right_under_the_signer(shelf: FaceShelf) -> None:
    content = draw(shelf, body("学习"), Signature("示例公司党委", date(2026, 12, 31), sealed=True))
    signer, day = text_lines(content, 0)[-2:]
    assert day[-1].x + 16 == pytest.approx(LEFT + WIDTH - 64, abs=0.5)
    assert (signer[0].x + signer[-1].x) / 2 == pytest.approx((day[0].x + day[-1].x + 8) / 2, abs=5)


@pytest.mark.parametrize("filled", range(17, 23))
def test_a_signature_never_stands_alone_on_a_page(shelf: FaceShelf, filled: int) -> None:
    text = SENTENCE * 60
    content = draw(shelf, body(text[: 26 + 28 * (filled - 1)]), Signature("示例公司党委", date(2026, 1, 5)))
    last = text_lines(content, len(open_pdf(content)) - 1)
    assert len(last) >= 4
    assert texts(last)[-2:] == ["示例公司党委", "2026年1月5日"]
    assert "".join(page_texts(content)).replace("\n", "").count("各党支部") == text[: 26 + 28 * (filled - 1)].count(
        "各党支部"
    )


@pytest.mark.parametrize("filled", range(16, 22))
def test_a_heading_stays_with_its_table(shelf: FaceShelf, filled: int) -> None:
    table = Table((Column("项目", 1), Column("数值", 1)), ((Run("会议"), Run("3")),), caption="主要数据")
    content = draw(shelf, body((SENTENCE * 60)[: 26 + 28 * (filled - 1)]), Heading(1, "一、主要数据"), table)
    page = next(text for text in page_texts(content) if "一、主要数据" in text)
    assert "会议" in page


def test_a_heading_is_never_the_last_line_of_a_page(shelf: FaceShelf) -> None:
    content = draw(shelf, body((SENTENCE * 60)[: 26 + 28 * 20]), Heading(2, "（一）理论学习"), body(SENTENCE))
    assert texts(text_lines(content, 1))[0] == "（一）理论学习"


@pytest.mark.parametrize("filled", [19, 20, 21])
def test_headings_that_follow_each_other_stay_with_their_text(shelf: FaceShelf, filled: int) -> None:
    above = body((SENTENCE * 60)[: 26 + 28 * (filled - 1)])
    content = draw(shelf, above, Heading(2, "（二）分类培训"), Heading(3, "1. 领导人员"), body(SENTENCE))
    together = [page for page in page_texts(content) if "（二）分类培训\n1. 领导人员\n" + SENTENCE in page]
    assert len(together) == 1


def test_headings_are_bookmarks(shelf: FaceShelf) -> None:
    content = draw(
        shelf, Heading(1, "一、总结"), Heading(2, "（一）学习"), body("学"), Heading(1, "二、计划"), body("学")
    )
    contents = [(entry.level, entry.get_title()) for entry in open_pdf(content).get_toc()]
    assert contents == [(0, "一、总结"), (1, "（一）学习"), (0, "二、计划")]


def test_the_file_tells_its_title_and_its_date(shelf: FaceShelf) -> None:
    facts = open_pdf(draw(shelf, body("学"))).get_metadata_dict()
    assert facts["Title"] == "年度工作总结"
    assert facts["CreationDate"].startswith("D:20260105")


def test_a_gap_is_printed_as_such(shelf: FaceShelf) -> None:
    content = draw(shelf, Paragraph((Run("参训"), Run("【待补：参训人次】", gap=True), Run("。"))))
    assert "参训【待补：参训人次】。" in page_texts(content)[0]


def test_a_long_table_repeats_its_heading_and_keeps_every_row(shelf: FaceShelf) -> None:
    columns = (Column("项目", 3), Column("2025年", 1, Alignment.RIGHT))
    rows = tuple((Run(f"第{number}项"), Run(str(number * 7))) for number in range(60))
    content = draw(shelf, AttachmentStart("附件1", Title(("主要数据表",))), Table(columns, rows))
    pages = page_texts(content)
    assert len(pages) > 1
    assert all("2025年" in page for page in pages)
    together = "\n".join(pages)
    assert all(f"第{number}项 {number * 7}" in together for number in range(60))
    assert text_lines(content, 0, 22.0)[0][0].y == pytest.approx(TOP - 2 * 29.61 - 0.88 * 22, abs=0.3)
