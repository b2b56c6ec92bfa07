"""Every kind of document of the made-up committee, in each of its formats: they open again and say the same."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.database import Database
from services.campaigns.service import CampaignService
from services.clock import FixedClock
from services.demo.service import DemoService
from services.documents.kinds import DOCX, KINDS, PDF, XLSX, DocumentKind
from services.documents.outline import INTERNAL_MARK, Document, Paper, Table, TableBook, TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.pdf.official_pdf import paper_texts
from services.documents.service import DocumentRequest, DocumentService
from services.figures.service import FigureService
from services.figures.text import shown
from services.people.service import PeopleService
from services.sessions.rows import SessionFilter
from services.sessions.service import SessionService
from tests.services.documents.libreoffice import to_pdf
from tests.services.documents.pdf_reading import open_pdf, page_texts
from tests.services.documents.word_reading import fonts_of, text_runs, word_lines

CLOCK = FixedClock(datetime(2026, 1, 15, tzinfo=UTC))
PAPERS = [kind for kind in KINDS if DOCX in kind.formats]
TABLES = [kind for kind in KINDS if XLSX in kind.formats]
_PAGE_NUMBER = re.compile(r"— *\d+ *—")


class Made:
    """The documents of one demo, composed once."""

    def __init__(self, folder: Path) -> None:
        made = DemoService().make(folder, "small", 1, date(2026, 1, 15), lambda _done, _total: None)
        self.database = Database(made.path)
        self.service = DocumentService(self.database, CLOCK, FontBook())
        sessions = SessionService(self.database, CLOCK).list(SessionFilter(year=2025))
        self.session = next(row.number for row in sessions if row.number)
        campaigns = CampaignService(self.database, CLOCK).list()
        self.campaign = next(row.name for row in campaigns if (row.year or 0) <= 2025)
        self.member = PeopleService(self.database, CLOCK).list(day=date(2025, 12, 31))[0].number
        self.outlines: dict[str, Document] = {}

    def outline(self, kind: DocumentKind) -> Document:
        """Compose a document of 2025."""
        if kind.key not in self.outlines:
            session = self.session if kind.of_session else ""
            member = self.member if kind.of_person else ""
            request = DocumentRequest(kind.key, 2025, session=session, campaign=self.campaign, member=member)
            self.outlines[kind.key] = self.service.outline(request)
        return self.outlines[kind.key]

    def draw(self, kind: DocumentKind, ending: str) -> bytes:
        """Make a document in a format."""
        return self.service.draw(self.outline(kind), ending)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("demo"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def key(kind: DocumentKind) -> str:
    return kind.key


@pytest.mark.parametrize("kind", PAPERS, ids=key)
def test_a_paper_says_the_same_in_word_and_pdf(made: Made, kind: DocumentKind) -> None:
    outline = made.outline(kind)
    assert isinstance(outline, Paper)
    word = squeezed("".join(word_lines(made.draw(kind, DOCX)))).replace("|", "")
    pdf = squeezed("".join(_PAGE_NUMBER.sub("", page) for page in page_texts(made.draw(kind, PDF))))
    texts = Counter(squeezed(text) for text in paper_texts(outline))
    assert texts
    for text, times in texts.items():
        assert word.count(text) >= times
    # A heading row stands on every page of the PDF and once in Word: all other digits are the same.
    repeated = squeezed(
        "".join(c.heading for block in outline.blocks if isinstance(block, Table) for c in block.columns)
    )
    if not repeated:
        assert pdf == word
    elif not re.search(r"\d", repeated):
        assert re.sub(r"\D", "", pdf) == re.sub(r"\D", "", word)


@pytest.mark.parametrize("kind", PAPERS, ids=key)
def test_every_run_of_a_paper_has_its_font(made: Made, kind: DocumentKind) -> None:
    runs = text_runs(made.draw(kind, DOCX))
    assert len(runs) > 10
    assert all(fonts_of(run)["hint"] == "eastAsia" and "eastAsia" in fonts_of(run) for run in runs)


def test_the_figures_of_the_summary_are_the_catalogue_s_in_word(made: Made) -> None:
    figures = FigureService(made.database, CLOCK).figures(2025).values
    kind = next(kind for kind in KINDS if kind.key == "annual_summary")
    outline = made.outline(kind)
    assert isinstance(outline, Paper)
    table = next(block for block in outline.blocks if isinstance(block, Table))
    rows = [line.split("|") for line in word_lines(made.draw(kind, DOCX)) if line.count("|") == 4][1:]
    keys = [cell.figure for row in table.rows for cell in row if cell.figure]
    assert len(keys) == len(rows) > 40
    for figure, row in zip(keys, rows, strict=True):
        assert row[3] == shown(figure, figures[figure]).removesuffix("%")


def test_another_program_sees_as_many_pages_as_the_pdfs(made: Made, tmp_path: Path) -> None:
    files = [tmp_path / f"{kind.key}.docx" for kind in PAPERS]
    for kind, file in zip(PAPERS, files, strict=True):
        file.write_bytes(made.draw(kind, DOCX))
    theirs = {name: len(open_pdf(content)) for name, content in to_pdf(files, tmp_path).items()}
    assert theirs == {kind.key: len(open_pdf(made.draw(kind, PDF))) for kind in PAPERS}


def table_of(outline: TableDocument | TableBook) -> TableDocument:
    """Give a table, the first one of several."""
    return outline if isinstance(outline, TableDocument) else outline.parts[0][1]


def sheet_of(content: bytes) -> Any:
    return load_workbook(BytesIO(content)).worksheets[0]


def text_of(cell: Any) -> str:
    """Show a cell as its number format says."""
    value, pattern = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return value
    places = len(pattern.rstrip("%").partition(".")[2])
    number = Decimal(str(value)) * (100 if pattern.endswith("%") else 1)
    return f"{number:{',' if ',' in pattern else ''}.{places}f}" + ("%" if pattern.endswith("%") else "")


@pytest.mark.parametrize("kind", TABLES, ids=key)
def test_a_table_says_the_same_in_excel_and_pdf(made: Made, kind: DocumentKind) -> None:
    outline = made.outline(kind)
    assert isinstance(outline, TableDocument | TableBook)
    outline, sheet = table_of(outline), sheet_of(made.draw(kind, XLSX))
    first = len(outline.subtitle_lines) + len(outline.groups) + 3
    assert sheet["A1"].value == outline.title
    assert [sheet.cell(number, 1).value for number in range(2, len(outline.subtitle_lines) + 2)] == list(
        outline.subtitle_lines
    )
    written = [tuple(map(text_of, row)) for row in sheet.iter_rows(first, first + len(outline.rows) - 1)]
    assert written == [tuple(text.replace("\r\n", "\n") for text in row) for row in outline.rows]
    pdf = squeezed("".join(page_texts(made.draw(kind, PDF))))
    assert all(squeezed(text) in pdf for row in outline.rows[:3] for text in row if len(text) < 6)


@pytest.mark.parametrize("kind", TABLES, ids=key)
def test_a_table_is_ready_to_print(made: Made, kind: DocumentKind) -> None:
    outline = made.outline(kind)
    assert isinstance(outline, TableDocument | TableBook)
    outline, sheet = table_of(outline), sheet_of(made.draw(kind, XLSX))
    heading = len(outline.subtitle_lines) + 2
    last = heading + len(outline.groups)
    assert sheet.freeze_panes == f"A{last + 1}"
    assert sheet.print_title_rows == f"${heading}:${last}"
    assert sheet.page_setup.orientation == ("landscape" if outline.landscape else "portrait")
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert (sheet.oddHeader.left.text or "") == (INTERNAL_MARK if outline.internal else "")
