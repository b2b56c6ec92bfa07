"""Red head, imprint, names under minutes and turned tables, measured in the PDF; Word has the same pages."""

import random
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.documents.outline import (
    Alignment,
    AttachmentStart,
    Block,
    Column,
    Heading,
    Imprint,
    Letterhead,
    NameList,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from services.documents.pdf.composition import HANGING, NOT_FIRST, NOT_LAST
from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.fonts import FontBook
from services.documents.pdf.official_pdf import render_paper, trace_paper
from services.documents.word.paper_word import render_paper as render_word
from tests.services.documents.libreoffice import to_pdf
from tests.services.documents.pdf_reading import MILLIMETRE, Mark, marks, open_pdf, page_texts, text_lines

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
LEFT, TOP, WIDTH, BOTTOM = 28 * MILLIMETRE, 260 * MILLIMETRE, 156 * MILLIMETRE, 35 * MILLIMETRE
HANZI = "党员教育培训学习计划总结"
SENTENCE = "各党支部坚持集中学习和个人自学相结合"
HEAD = Letterhead("中共示例公司委员会文件", "示例党〔2026〕1号")
IMPRINT = Imprint("集团公司党委组织部，" * 4 + "各党支部", "示例公司党委办公室", date(2026, 1, 6))


def draw(shelf: FaceShelf, *blocks: Block) -> bytes:
    return render_paper(Paper("通知", blocks), shelf, CREATED)


def body(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def wide(rows: int) -> Table:
    years = tuple(Column(f"{year}年", 14, Alignment.RIGHT) for year in range(2019, 2028))
    cells = tuple((Run(f"第{row}党支部"), *(Run(str(row), figure="hours.total") for _ in years)) for row in range(rows))
    return Table((Column("单位", 40), *years), cells, "各年学时", turned=True)


def said(line: Sequence[Mark]) -> str:
    return "".join(mark.character for mark in line)


def found(content: bytes, text: str, size: float, page: int = 0) -> list[Mark]:
    return next(line for line in text_lines(content, page, size) if said(line) == text)


def test_random_text_begins_and_ends_no_line_wrongly_and_fills_every_line_to_the_edge(shelf: FaceShelf) -> None:
    rng = random.Random(20)  # noqa: S311 - a made-up text
    pieces = [
        *HANZI,
        "员，",
        "学。",
        "《党章》",
        "》（试行）》，",
        "“三会”、",
        "2025年",
        "1,234,567.89元",
        "36.5%",
    ]
    texts = ["学" + "".join(rng.choice(pieces) for _ in range(400)).strip("》（") + "终" for _ in range(12)]
    content = draw(shelf, *map(body, texts))
    hanging = 0
    for page in range(len(open_pdf(content))):
        for line in text_lines(content, page):
            text = said(line)
            if text.endswith("终"):
                continue
            assert text[0] not in NOT_FIRST
            assert text[-1] not in NOT_LAST
            if text[-1] in HANGING and line[-1].x > LEFT + WIDTH - 1:
                hanging += 1
                text = text[:-1]
            last = line[len(text) - 1]
            if last.character in HANZI:
                assert last.x + 16 == pytest.approx(LEFT + WIDTH, abs=0.1)
    assert hanging > 5


def test_the_red_head_stands_where_the_standard_says(shelf: FaceShelf) -> None:
    content = draw(shelf, HEAD, Title(("关于学习的通知",)), body(SENTENCE))
    assert b"0.85 0 0 rg" not in content  # packed
    mark = next(line for size in (40.2, 48.0) for line in text_lines(content, 0, size))
    size = mark[0].size
    assert mark[0].y + 0.88 * size == pytest.approx(TOP - 35 * MILLIMETRE, abs=size * 0.1)
    assert (mark[0].x + mark[-1].x + size) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.5)
    number = found(content, "示例党〔2026〕1号", 16)
    room = mark[0].y - 0.12 * size - (number[0].y + 0.88 * 16)
    assert 2 * 29.61 < room < 3 * 29.61  # two empty lines
    assert (number[0].x + number[-1].x + 16) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=1)
    title = found(content, "关于学习的通知", 22)
    assert number[0].y - title[0].y == pytest.approx(3 * 29.61, abs=6)


def test_the_approver_of_a_paper_that_goes_upwards_stands_at_the_right(shelf: FaceShelf) -> None:
    head = Letterhead("中共示例公司委员会文件", "示例党〔2026〕1号", "欧阳娜娜")
    content = draw(shelf, head, Title(("请示",)), body(SENTENCE))
    line = next(line for line in text_lines(content, 0) if "签发人" in said(line))
    assert said(line) == "示例党〔2026〕1号签发人：欧阳娜娜"
    assert line[0].x == pytest.approx(LEFT + 16, abs=0.1)
    assert line[-1].x + 16 == pytest.approx(LEFT + WIDTH - 16, abs=0.1)


def test_a_preprinted_head_leaves_its_room_and_prints_the_number_alone(shelf: FaceShelf) -> None:
    head = Letterhead("中共示例公司委员会文件", "示例党〔2026〕1号", preprinted=True)
    content = draw(shelf, head, Title(("关于学习的通知",)))
    plain = draw(shelf, HEAD, Title(("关于学习的通知",)))
    assert "委员会文件" not in page_texts(content)[0]
    assert found(content, "示例党〔2026〕1号", 16) == found(plain, "示例党〔2026〕1号", 16)


@pytest.mark.parametrize("filled", [3, 18, 19, 22])
def test_the_imprint_ends_at_the_foot_of_the_block_and_covers_no_text(shelf: FaceShelf, filled: int) -> None:
    content = draw(shelf, body((SENTENCE * 60)[: 26 + 28 * (filled - 1)]), IMPRINT)
    page = len(open_pdf(content)) - 1
    lines = text_lines(content, page, 14)
    assert said(lines[0]).startswith("抄送：集团公司党委组织部，")
    assert said(lines[1])[0] not in NOT_FIRST
    assert lines[1][0].x == pytest.approx(LEFT + 4 * 14, abs=0.1)  # under the first name
    sent_out = next(line for line in lines if "示例公司党委办公室" in said(line))
    assert said(sent_out) == "示例公司党委办公室2026年1月6日印发"
    assert sent_out[0].x == pytest.approx(LEFT + 14, abs=0.1)
    assert sent_out[-1].x + 14 == pytest.approx(LEFT + WIDTH - 14, abs=0.1)
    assert BOTTOM < sent_out[0].y < BOTTOM + 14
    above = [line[0].y for line in text_lines(content, page)]
    assert min(above, default=TOP) > lines[0][0].y + 14
    assert page == (0 if filled < 19 else 1)


def test_names_hang_behind_their_label_in_hei(shelf: FaceShelf) -> None:
    names = "、".join(["欧阳娜娜", "张伟", "王玥"] * 12)
    content = draw(shelf, body("会议议定两项。"), NameList("出席", (Run(names),)), NameList("请假", (Run("李明"),)))
    lines = text_lines(content, 0)
    assert said(lines[1]).startswith("出席：欧阳娜娜、")
    assert lines[0][0].y - lines[1][0].y == pytest.approx(2 * 29.61, abs=0.1)  # an empty line above
    assert lines[2][0].x == pytest.approx(lines[1][3].x, abs=0.1)
    assert said(lines[-1]) == "请假：李明"
    assert lines[-2][0].y - lines[-1][0].y == pytest.approx(29.61, abs=0.1)
    assert "Hei" in str(fonts_in(content))


def fonts_in(content: bytes) -> set[str]:
    return {part for part in content.decode("latin-1").split("/") if part.startswith("BaseFont")} | {
        part.split(" ")[0] for part in content.decode("latin-1").split("+") if part.startswith("Ledger")
    }


def test_a_wide_table_lies_across_with_its_head_at_the_left_and_the_number_where_it_always_is(
    shelf: FaceShelf,
) -> None:
    content = draw(shelf, body(SENTENCE), AttachmentStart("附件1", Title(("各年学时",))), wide(30), body(SENTENCE))
    pages = open_pdf(content)
    assert [page.get_rotation() for page in pages] == [0, 90, 90, 90, 0]
    for number in (1, 2, 3):
        head = [mark for mark in marks(content, number) if mark.character == "单"]
        assert len(head) == 1
        others = [mark for mark in marks(content, number) if mark.size == pytest.approx(12) and mark.character == "党"]
        assert all(head[0].x < mark.x for mark in others)  # at the left on odd and on even pages
        numbers = [mark for mark in marks(content, number) if mark.y < BOTTOM - 5]
        assert said(numbers).replace(" ", "") == f"—{number + 1}—"
        if number % 2:
            assert numbers[0].x == pytest.approx(LEFT + 14, abs=0.5)
        else:
            assert numbers[-1].x + 14 == pytest.approx(LEFT + WIDTH - 14, abs=0.5)
        inside = [mark for mark in marks(content, number) if mark not in numbers]
        assert min(mark.x for mark in inside) > LEFT
        assert max(mark.x for mark in inside) < LEFT + WIDTH
        assert min(mark.y for mark in inside) > BOTTOM - 1
        assert max(mark.y for mark in inside) < TOP
    assert "附件1" in page_texts(content)[1]


def test_figures_on_a_turned_page_are_found_where_they_are_seen(shelf: FaceShelf) -> None:
    traced = trace_paper(Paper("表", (wide(3),)), shelf, CREATED)
    place = traced.places[0]
    text = open_pdf(traced.content)[0].get_textpage()
    height = 210 * MILLIMETRE
    # The reader's page lies: what is x there is y on the sheet.
    sheet = (height - place.bottom - place.height, place.left, height - place.bottom, place.left + place.width)
    assert text.get_text_bounded(*sheet).strip() == "0"


def test_no_last_row_stands_alone_and_no_row_is_cut_off(shelf: FaceShelf) -> None:
    columns = (Column("项目", 3), Column("说明", 4))
    for count in range(20, 32):
        rows = tuple((Run(f"第{number}项"), Run("学")) for number in range(count))
        pages = page_texts(draw(shelf, Table(columns, rows)))
        assert len(pages) == 1 or len(re.findall(r"第\d+项", pages[-1])) > 1, pages[-1]
    long = draw(shelf, Table(columns, ((Run("长"), Run(SENTENCE * 90)), (Run("短"), Run("完")))))
    together = "".join(page_texts(long)).replace("\n", "")
    assert together.count("个人自学") == 90
    assert all(
        mark.y > BOTTOM - 1 or mark.size > 13 for page in range(len(open_pdf(long))) for mark in marks(long, page)
    )


WHOLE = {
    "turned-in-the-middle": (
        HEAD,
        Title(("通知",)),
        body(SENTENCE * 50),
        Heading(1, "一、数据"),
        wide(30),
        body(SENTENCE),
    ),
    "turned-last": (Title(("通知",)), body(SENTENCE), AttachmentStart("附件1", Title(("各年学时",))), wide(12)),
    "imprint": (HEAD, Title(("通知",)), body(SENTENCE * 4), Signature("示例公司党委", date(2026, 1, 5)), IMPRINT),
    "imprint-without-room": (Title(("通知",)), body(SENTENCE * 28), IMPRINT),
    "names": (
        Title(("纪要",)),
        body(SENTENCE),
        NameList("出席", (Run("张伟、" * 60),)),
        NameList("列席", (Run("李明"),)),
    ),
}


def test_word_has_the_same_pages(tmp_path: Path, shelf: FaceShelf) -> None:
    files = []
    for name, blocks in WHOLE.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(render_word(Paper("通知", blocks), FontBook(), CREATED))
    theirs = to_pdf(files, tmp_path)
    for name, blocks in WHOLE.items():
        ours = draw(shelf, *blocks)
        assert len(open_pdf(theirs[name])) == len(open_pdf(ours)), name
    turned = open_pdf(theirs["turned-in-the-middle"])
    assert [page.get_size()[0] > page.get_size()[1] for page in turned] == [
        page.get_size()[0] > page.get_size()[1] for page in open_pdf(draw(shelf, *WHOLE["turned-in-the-middle"]))
    ]
    assert "示例党〔2026〕1号" in page_texts(theirs["imprint"])[0].replace(" ", "")
    foot = [mark for mark in marks(theirs["imprint"], 0) if mark.character == "印"]
    assert BOTTOM < foot[-1].y < BOTTOM + 16


@pytest.mark.parametrize("length", [15, 20, 21, 22, 30, 41, 45])
def test_a_title_without_parts_is_broken_evenly(shelf: FaceShelf, length: int) -> None:
    lines = text_lines(draw(shelf, Title(("学" * length,)), body(SENTENCE)), 0, 22)
    assert sum(map(len, lines)) == length
    assert max(map(len, lines)) - min(map(len, lines)) <= 2
    for line in lines:
        assert (line[0].x + line[-1].x + 22) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.5)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_long_signer_stands_on_several_lines_inside_the_block(shelf: FaceShelf, sealed: bool) -> None:  # noqa: FBT001
    signer = "中国示例重型装备制造集团有限公司华东区域联合检修与后勤保障中心第九十九党支部委员会"
    lines = text_lines(draw(shelf, body("学习"), Signature(signer, date(2026, 1, 5), sealed=sealed)), 0)[1:]
    assert "".join(map(said, lines[:-1])) == signer
    assert len(lines) == 3
    assert all(line[0].x >= LEFT - 0.1 and line[-1].x + 16 < LEFT + WIDTH + 0.1 for line in lines)
