"""Ordinary tables: every row there, the heading on every page, marks, blank rows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdfium2 import raw

from services.documents.errors import CharactersMissingError
from services.documents.outline import Alignment, Column, HeadingCell, TableDocument
from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.ledger_pdf import render_table
from tests.services.documents.pdf_reading import MILLIMETRE, fonts, marks, open_pdf, page_texts

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
COLUMNS = (
    Column("序号", 1, Alignment.CENTER),
    Column("姓名", 2),
    Column("学习内容", 4),
    Column("学时", 1, Alignment.RIGHT),
)
CONTENT = "集中学习《中国共产党支部工作条例（试行）》，围绕“怎样开好支部党员大会”交流研讨并作表态发言"


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((str(n), f"王{'玥瑄伟'[n % 3]}", CONTENT if n % 5 == 0 else "党课", f"{n}.5") for n in range(count))


def test_every_row_is_there_and_every_page_has_heading_number_and_mark(shelf: FaceShelf) -> None:
    pages = page_texts(render_table(TableDocument("学时表", COLUMNS, rows(200)), shelf, CREATED))
    together = "".join(pages).replace("\n", "")
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert "学习内容" in page
        assert "内部资料 注意保存" in page
        assert f"第 {number} 页 共 {len(pages)} 页" in page
    assert together.count(CONTENT) == 40
    assert all(f"{n}.5" in together for n in range(200))
    assert together.count("王玥") == 67


def test_fonts_are_embedded(shelf: FaceShelf) -> None:
    content = render_table(TableDocument("学时表", COLUMNS, rows(3)), shelf, CREATED)
    assert all(fonts(content).values())
    assert b"Helvetica" not in content


def test_text_stays_inside_its_column(shelf: FaceShelf) -> None:
    content = render_table(TableDocument("学时表", COLUMNS, rows(30)), shelf, CREATED)
    found = marks(content, 0)
    names = [mark.x for mark in found if mark.character in "玥瑄"]
    hours = [mark.x for mark in found if mark.character == "." and mark.x > 700]
    inside = [mark.x for mark in found if mark.character in "集中支工作条例试行围绕怎样开好大会交流研讨表态发言"]
    assert len(inside) > 100
    assert max(names) + 10 < min(inside)
    assert max(inside) + 10 < min(hours) - 10


def test_numbers_end_at_the_right_edge(shelf: FaceShelf) -> None:
    content = render_table(
        TableDocument("学时表", COLUMNS, (("1", "王伟", "党课", "8"), ("2", "李伟", "党课", "100"))), shelf, CREATED
    )
    ends = {mark.character: mark.x for mark in marks(content, 0) if mark.x > 720 and mark.character in "80"}
    assert ends["8"] == pytest.approx(ends["0"], abs=0.3)


def test_blank_rows_and_an_empty_table_are_drawn(shelf: FaceShelf) -> None:
    tall = render_table(TableDocument("签到表", COLUMNS, (), blank_rows=60, row_height=9), shelf, CREATED)
    assert len(open_pdf(tall)) == 4
    empty = render_table(TableDocument("签到表", COLUMNS, (), notes=("注：本表为空。",)), shelf, CREATED)
    assert "注：本表为空。" in page_texts(empty)[0]


def test_blank_rows_fill_the_page_and_no_further(shelf: FaceShelf) -> None:
    filled = render_table(TableDocument("签到表", COLUMNS, rows(3), fill_page=True, row_height=9), shelf, CREATED)
    lowest = min(mark.y for mark in marks(render_table(TableDocument("表", COLUMNS, rows(3)), shelf, CREATED), 0))
    assert len(open_pdf(filled)) == 1
    edges = horizontal_edges(filled)
    assert min(edges) < 15 * 72 / 25.4 + 9 * 72 / 25.4
    assert lowest < min(edges)


def horizontal_edges(content: bytes) -> list[float]:
    """Give the heights of the grid's lines on the first page."""
    page = open_pdf(content)[0]
    bounds = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    return [bottom for _, bottom, _, _ in bounds]


def test_a_heading_of_two_rows_covers_its_columns(shelf: FaceShelf) -> None:
    groups = ((HeadingCell("序号", rows=2), HeadingCell("人员和内容", columns=2), HeadingCell("学时", rows=2)),)
    text = page_texts(render_table(TableDocument("学时表", COLUMNS, rows(2), groups=groups), shelf, CREATED))[0]
    assert text.count("序号") == 1
    assert "人员和内容" in text
    assert "姓名" in text


def test_what_no_font_has_is_named(shelf: FaceShelf) -> None:
    document = TableDocument("名单", COLUMNS, (("1", "𠮷祥", "", ""),))
    with pytest.raises(CharactersMissingError):
        render_table(document, shelf, CREATED)
    assert "〓祥" in page_texts(render_table(document, shelf, CREATED, substitute=True))[0]


def test_line_breaks_in_a_cell_become_spaces(shelf: FaceShelf) -> None:
    document = TableDocument("名单", COLUMNS, (("1", "王\n伟", "第一\t项", ""),))
    assert "王 伟" in page_texts(render_table(document, shelf, CREATED))[0]


def long_table(rows: tuple[tuple[str, ...], ...], *columns: Column) -> TableDocument:
    return TableDocument("台账", columns or (Column("序号", 8), Column("内容", 60), Column("金额", 8)), rows)


def test_no_number_is_broken_and_room_goes_to_the_column_that_needs_it(shelf: FaceShelf) -> None:
    rows = tuple((str(number), "学习", "12,345,678.90") for number in range(5))
    text = page_texts(render_table(long_table(rows), shelf, CREATED))[0]
    assert text.count("12,345,678.90") == 5


@pytest.mark.parametrize("count", range(15, 40))
def test_the_last_page_never_has_one_row_alone(shelf: FaceShelf, count: int) -> None:
    rows = tuple((f"第{number}行", "学习", "") for number in range(count))
    pages = page_texts(render_table(replace(long_table(rows), notes=("注：一条说明。",)), shelf, CREATED))
    assert len(pages) == 1 or pages[-1].count("行") >= 2
    assert sum(page.count("第") - page.count("页 共") for page in pages) == count


def test_a_row_taller_than_a_page_goes_on_on_the_next(shelf: FaceShelf) -> None:
    content = render_table(long_table((("1", "深入学习" * 900, "5"), ("2", "完", "6"))), shelf, CREATED)
    pages = page_texts(content)
    assert "".join(pages).replace("\n", "").count("深") == 900
    assert len(pages) > 1
    for page in range(len(pages)):
        assert all(mark.y > 9 * MILLIMETRE for mark in marks(content, page))
        assert all(mark.y > 15 * MILLIMETRE for mark in marks(content, page) if mark.character in "深入学习")
