"""Where a paper states figures: the place on the page holds the number, the number is that of the trace."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.enums import SessionKind
from services.clock import FixedClock
from services.documents.outline import AttachmentStart, CellFigure, Column, Paper, Table, TableDocument, Title
from services.documents.papers.sources import figures_of
from services.documents.pdf.drawing import draw_traced, open_shelf
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.documents.tracing import FigurePlace
from services.figures.rows import FigureKind, Trace
from services.figures.text import shown
from tests.services.book import Book
from tests.services.documents.pdf_reading import open_pdf, page_texts

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))
REQUEST = DocumentRequest("annual_summary", 2026)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path)
    branch = made.organization("第一党支部")
    people = [made.person(name, branch) for name in ("张伟", "王玥", "李强")]
    for month in range(1, 13):
        made.attend(made.session(made.top, date(2026, month, 5), SessionKind.FIRST_TOPIC, items=2), *people)
        made.attend(made.session(branch, date(2026, month, 8), SessionKind.TRAINING_CLASS), *people[:2])
    made.expense(date(2026, 3, 5), 2_500_00)
    made.save()
    yield made
    made.close()


@pytest.fixture
def documents(book: Book) -> DocumentService:
    return DocumentService(book.database, CLOCK, FontBook())


def text_at(content: bytes, place: FigurePlace) -> str:
    page = open_pdf(content)[place.page].get_textpage()
    box = (place.left, place.bottom, place.left + place.width, place.bottom + place.height)
    return re.sub(r"\s", "", page.get_text_bounded(*box))


def amounts(trace: Trace) -> int:
    return len(trace.rows) + len(trace.numerator) + len(trace.denominator)


def test_every_place_holds_the_number_that_its_trace_gives(documents: DocumentService) -> None:
    made = documents.render_traced(REQUEST)
    assert len(made.places) > 20
    told: dict[str, str] = {}
    for place in made.places:
        told[place.figure] = told.get(place.figure, "") + text_at(made.content, place)
    for key, words in told.items():
        trace = documents.trace(REQUEST, key)
        number = shown(key, trace.value).removesuffix("%")
        assert number in words or trace.definition.kind is FigureKind.MONEY, (key, words, number)


def test_the_rows_behind_a_count_are_as_many_as_it_says(documents: DocumentService) -> None:
    keys = {place.figure for place in documents.render_traced(REQUEST).places}
    counts = [documents.trace(REQUEST, key) for key in keys if key.endswith(".sessions")]
    assert counts
    assert all(amounts(trace) == trace.value for trace in counts)


def test_the_document_is_the_one_that_is_saved(documents: DocumentService) -> None:
    assert documents.render_traced(REQUEST).content == documents.render(REQUEST)


def test_places_are_on_their_page_and_apart(documents: DocumentService) -> None:
    made = documents.render_traced(REQUEST)
    pages = open_pdf(made.content)
    for place in made.places:
        width, height = pages.get_page_size(place.page)
        assert 0 < place.left < place.left + place.width < width
        assert 0 < place.bottom < place.bottom + place.height < height
        assert [other for other in made.places if other.page == place.page and other.holds(*middle(place))] == [place]


def middle(place: FigurePlace) -> tuple[float, float]:
    return place.left + place.width / 2, place.bottom + place.height / 2


def test_the_rows_of_a_ledger_lie_on_their_records(documents: DocumentService, book: Book) -> None:
    made = documents.render_traced(DocumentRequest("training_ledger", 2026))
    assert len(made.records) == 12
    for number, place in enumerate(made.records, start=1):
        assert place.table == "sessions"
        row = FigurePlace(place.page, place.left, place.bottom, place.width, place.height, "")
        assert text_at(made.content, row).startswith(f"{number}2026-{number:02d}-08")


def test_a_row_that_is_cut_over_pages_keeps_its_record_and_figures(book: Book, documents: DocumentService) -> None:
    tall = "很长的说明" * 2000
    rows = (("1", "甲", "3"), ("2", tall, "4"), ("3", "乙", "5"))
    columns = (Column("序号", 1), Column("内容", 4), Column("数", 1))
    keys = [bytes([number]) * 16 for number in range(3)]
    table = TableDocument(
        "长表",
        columns,
        rows,
        figures=(CellFigure(2, 2, "org.branches"),),
        records=tuple(("people", key) for key in keys),
    )
    made = draw_traced(table, open_shelf(FontBook()), CLOCK.now())
    assert [place.key for place in made.records if place.key != keys[1]] == [keys[0], keys[2]]
    assert len({place.page for place in made.records if place.key == keys[1]}) > 1
    (figure,) = made.places
    assert text_at(made.content, figure) == "5"


def test_the_annex_names_the_records_of_every_figure(documents: DocumentService) -> None:
    without, asked = documents.outline(REQUEST), documents.outline(replace(REQUEST, sources=True))
    assert isinstance(without, Paper)
    assert isinstance(asked, Paper)
    assert asked.blocks[: len(without.blocks)] == without.blocks
    start, table = asked.blocks[len(without.blocks) :]
    assert start == AttachmentStart("附", Title(("数据来源",)))
    assert isinstance(table, Table)
    assert [row[1].figure for row in table.rows] == list(figures_of(without))
    meetings = next(row for row in table.rows if row[1].text == "12次")
    assert meetings[2].text.startswith("共 12 条：2026-01-05")
    assert meetings[2].text.endswith("等。"), "some are named"
    pages = page_texts(documents.render(replace(REQUEST, sources=True)))
    assert any("数据来源" in page for page in pages)


def test_cells_of_tables_state_figures(documents: DocumentService) -> None:
    request = DocumentRequest("execution_table", 2026)
    made = documents.render_traced(request)
    told = {place.figure: text_at(made.content, place) for place in made.places}
    assert told["funding.spent"] == "2,500.00"
    assert documents.trace(request, "funding.spent").value == 2_500_00


def test_a_table_has_no_annex(documents: DocumentService) -> None:
    request = DocumentRequest("roster", 2026)
    assert documents.outline(replace(request, sources=True)) == documents.outline(request)
