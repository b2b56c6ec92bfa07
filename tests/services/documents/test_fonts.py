"""Fonts: the system's own first, bundled ones where they are missing, every character out right."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.documents.errors import CharactersMissingError
from services.documents.outline import Paper, Paragraph, Run
from services.documents.pdf.embedding import DocumentFonts, FaceShelf
from services.documents.pdf.fonts import BUNDLED_FOLDER, FontBook, Typeface
from services.documents.pdf.official_pdf import render_paper
from tests.services.documents.pdf_reading import fonts, page_texts

CREATED = datetime(2026, 1, 5, tzinfo=UTC)
STANDARD_CHARACTERS = Path(__file__).parents[2] / "data" / "hanzi-8105.txt"


def paper(text: str) -> Paper:
    return Paper("样张", (Paragraph((Run(text),)),))


def compact(content: bytes) -> str:
    """Join the text of all pages, without page numbers and breaks."""
    pages = [page.rsplit("—", 2)[0] for page in page_texts(content)]
    return "".join("".join(pages).split())


def test_a_system_font_comes_before_the_bundled_one(tmp_path: Path) -> None:
    shutil.copy(BUNDLED_FOLDER / "LedgerKai.ttf", tmp_path / "SimKai.ttf")
    book = FontBook([tmp_path / "absent", tmp_path])
    assert book.chain(Typeface.KAI)[0] == tmp_path / "SimKai.ttf"
    assert [stand_in.wanted for stand_in in book.stand_ins()] == ["方正小标宋简体", "仿宋", "黑体", "宋体"]


def test_a_font_that_cannot_be_embedded_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simhei.ttf").write_bytes(b"OTTO and no TrueType outlines")
    assert FontBook([tmp_path]).chain(Typeface.HEI)[0].name == "LedgerHei.ttf"


def test_all_fonts_are_embedded_and_helvetica_is_not_there(shelf: FaceShelf) -> None:
    content = render_paper(paper("王玥、李瑄、张伟"), shelf, CREATED)
    assert all(fonts(content).values())
    assert sorted(name.split("+")[1] for name in fonts(content)) == ["LedgerFangSong", "LedgerKai-Light", "LedgerSong"]
    assert b"Helvetica" not in content


@pytest.mark.parametrize("name", ["王玥", "李瑄", "赵璟", "钱祎", "孙彧", "周昉"])
def test_given_names_come_out_right(shelf: FaceShelf, name: str) -> None:
    assert name in compact(render_paper(paper(f"{name}同志"), shelf, CREATED))


def test_all_standard_characters_come_out_right(shelf: FaceShelf) -> None:
    characters = STANDARD_CHARACTERS.read_text(encoding="utf-8").strip()
    assert sum(ord(each) > 0xFFFF for each in characters) > 100
    assert compact(render_paper(paper(characters), shelf, CREATED)) == characters


def test_what_no_font_has_is_named_before_printing(shelf: FaceShelf) -> None:
    with pytest.raises(CharactersMissingError) as refusal:
        render_paper(paper("𠮷田同志、☃"), shelf, CREATED)
    assert refusal.value.characters == ("☃", "𠮷")


def test_a_missing_character_can_be_printed_as_a_substitute(shelf: FaceShelf) -> None:
    assert "〓田同志" in compact(render_paper(paper("𠮷田同志"), shelf, CREATED, substitute=True))


@pytest.mark.parametrize("typeface", list(Typeface))
@pytest.mark.parametrize("mark", list("“”‘’—…·，。"))
def test_chinese_marks_are_one_em_wide(shelf: FaceShelf, typeface: Typeface, mark: str) -> None:
    assert DocumentFonts(shelf).glyph(typeface, mark).advance == 1.0


def test_the_same_paper_gives_the_same_bytes(shelf: FaceShelf) -> None:
    assert render_paper(paper("学习"), shelf, CREATED) == render_paper(paper("学习"), FaceShelf(FontBook()), CREATED)
    assert render_paper(paper("学习"), shelf, CREATED) != render_paper(paper("教育"), shelf, CREATED)
