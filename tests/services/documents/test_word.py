"""Official papers as Word files: styles, fonts on every run, and the same pages as the PDF in another program."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

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
from services.documents.pdf.fonts import FontBook
from services.documents.pdf.official_pdf import render_paper as render_pdf
from services.documents.word.paper_word import render_paper
from tests.services.documents.libreoffice import to_pdf
from tests.services.documents.pdf_reading import MILLIMETRE, open_pdf, page_texts, text_lines
from tests.services.documents.word_reading import fonts_of, open_word, text_runs, word_lines

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
SENTENCE = "各党支部坚持集中学习和个人自学相结合"
COLUMNS = (Column("序号", 10, Alignment.CENTER), Column("项目", 60), Column("数值", 20, Alignment.RIGHT))


def body(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def table(rows: int) -> Table:
    return Table(COLUMNS, tuple((Run(str(n)), Run(f"第{n}项"), Run(f"{n}.5")) for n in range(1, rows + 1)))


def paper(*blocks: Block) -> Paper:
    return Paper("2025年党员教育培训工作情况的报告", blocks)


WHOLE = paper(
    Title(("关于2025年度", "党员教育培训", "工作情况的报告")),
    Addressee("集团公司党委"),
    Heading(1, "一、工作情况"),
    Heading(2, "（一）理论学习"),
    Paragraph((Run("全年学习“党章”12次——"), Run("【待补：效果】", gap=True), Run("。"))),
    Attachments(("主要数据表", "学时表")),
    Signature("中共示例公司委员会", date(2026, 1, 5)),
    AttachmentStart("附件1", Title(("主要数据表",))),
    table(60),
)


def write(*blocks: Block) -> bytes:
    return render_paper(paper(*blocks), FontBook(), CREATED)


def converted(tmp_path: Path, content: bytes) -> bytes:
    (tmp_path / "paper.docx").write_bytes(content)
    return to_pdf([tmp_path / "paper.docx"], tmp_path)["paper"]


def test_a_paper_has_real_styles_and_heading_levels() -> None:
    document = open_word(render_paper(WHOLE, FontBook(), CREATED))
    styles = {each.text.replace("\n", ""): each.style.name for each in document.paragraphs if each.text}
    assert styles["关于2025年度党员教育培训工作情况的报告"] == "Title"
    assert styles["集团公司党委："] == "主送机关"
    assert styles["一、工作情况"] == "Heading 1"
    assert styles["（一）理论学习"] == "Heading 2"
    assert styles["全年学习“党章”12次——【待补：效果】。"] == "Body Text"
    assert styles["中共示例公司委员会"] == "Signature"
    levels = [one.element.find(qn("w:pPr")).find(qn("w:outlineLvl")) for one in document.styles if "eading" in one.name]
    assert [level.get(qn("w:val")) for level in levels] == ["0", "1", "2", "3"]
    facts = document.core_properties
    assert (facts.title, facts.author, facts.comments) == (WHOLE.subject, "中共示例公司委员会", "")


def test_every_run_names_its_font_for_chinese_and_latin_text() -> None:
    runs = text_runs(render_paper(WHOLE, FontBook(), CREATED))
    assert len(runs) > 190
    for run in runs:
        fonts = fonts_of(run)
        assert fonts.pop("hint") == "eastAsia"
        assert set(fonts) == {"ascii", "hAnsi", "eastAsia", "cs"}
        assert len(set(fonts.values())) == 1
        assert run.find(qn("w:rPr")).find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert {fonts_of(run)["eastAsia"] for run in runs} == {"方正小标宋简体", "仿宋", "楷体", "黑体", "宋体"}


def test_no_picture_of_another_file_is_shown_for_it() -> None:
    with ZipFile(BytesIO(write(body("学习")))) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name]


def test_no_grid_and_no_theme_moves_the_lines() -> None:
    document = open_word(write(body("学习")))
    whole = document.element.xml + document.styles.element.xml
    assert "docGrid" not in whole
    assert "asciiTheme" not in whole
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for found, wanted in zip(margins, (34.58, 32.58, 28, 26), strict=True):
        assert abs(found - Mm(wanted)) < Mm(0.02)
    normal = document.styles["Normal"].element.find(qn("w:pPr"))
    assert normal.find(qn("w:widowControl")).get(qn("w:val")) == "0"
    assert normal.find(qn("w:spacing")).get(qn("w:line")) == "592"


def footer_text(footer: Any) -> str:
    return "".join(node.text or "" for node in footer.part.element.iter(qn("w:t"), qn("w:instrText")))


def test_page_numbers_are_fields_in_dashes_on_odd_and_even_pages() -> None:
    document = open_word(write(body("学习")))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert footer_text(footer) == "—  PAGE 1 —"
        properties = footer.paragraphs[0]._p.pPr
        assert properties.find(qn("w:jc")).get(qn("w:val")) == side
        assert properties.find(qn("w:ind")).get(qn(f"w:{side}")) == "280"


def test_a_long_table_repeats_its_heading_and_keeps_rows_whole() -> None:
    made = open_word(write(table(3))).tables[0]
    properties = [row._tr.trPr for row in made.rows]
    assert [each.find(qn("w:tblHeader")) is not None for each in properties] == [True, False, False, False]
    assert all(each.find(qn("w:cantSplit")) is not None for each in properties)


def test_what_no_xml_may_hold_does_not_spoil_the_file() -> None:
    assert word_lines(
        write(body("学\x07习\x0b台\t账")),
    ) == ["学习 台 账"]


def test_another_program_sees_22_lines_of_28_characters(tmp_path: Path) -> None:
    content = converted(tmp_path, write(body(SENTENCE * 60)))
    lines = text_lines(content, 0)
    assert [len(line) for line in lines] == [26, *[28] * 21]
    for line in lines[1:]:
        assert line[0].x == pytest.approx(28 * MILLIMETRE, abs=0.3)
        assert line[-1].x + 16 == pytest.approx(184 * MILLIMETRE, abs=0.5 * MILLIMETRE)
    assert lines[0][0].y + 0.88 * 16 == pytest.approx(260 * MILLIMETRE, abs=MILLIMETRE)
    assert lines[-1][0].y - 0.12 * 16 == pytest.approx(35 * MILLIMETRE, abs=MILLIMETRE)


def test_another_program_sees_the_pages_of_the_pdf(tmp_path: Path, shelf: FaceShelf) -> None:
    ours = render_pdf(WHOLE, shelf, CREATED)
    theirs = converted(tmp_path, render_paper(WHOLE, FontBook(), CREATED))
    assert len(open_pdf(theirs)) == len(open_pdf(ours)) == 4
    for page in page_texts(theirs)[2:]:
        assert "项目" in page
    signer, day = ("中共示例公司委员会", "2026年1月5日")
    lines = {"".join(mark.character for mark in line).replace(" ", ""): line for line in text_lines(theirs, 0)}
    own = {"".join(mark.character for mark in line): line for line in text_lines(ours, 0)}
    for text in (signer, day):
        assert lines[text][0].x == pytest.approx(own[text][0].x, abs=8)


def test_a_sealed_date_stands_four_characters_from_the_right(tmp_path: Path) -> None:
    content = converted(tmp_path, write(body("学习"), Signature("示例公司党委", date(2026, 12, 31), sealed=True)))
    signer, day = text_lines(content, 0)[-2:]
    assert day[-1].x + 16 == pytest.approx(120 * MILLIMETRE + 64 * MILLIMETRE - 64, abs=4)
    assert (signer[0].x + signer[-1].x + 16) / 2 == pytest.approx((day[0].x + day[-1].x + 16) / 2, abs=8)
