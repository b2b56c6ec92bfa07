"""The barcode of a sign-in sheet: read back from the rendered page, as a reader does."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PIL import Image
from reportlab.graphics.barcode import code128

from services.clock import FixedClock
from services.documents.pdf.barcode import bars_of
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from tests.services.documents.pdf_reading import open_pdf, page_texts
from tests.services.office import Office

CLOCK = FixedClock(datetime(2027, 1, 8, 9, tzinfo=UTC))
DOTS = 300
_TO_C, _TO_B, _START_B, _START_C = 99, 100, 104, 105


def sheet(office: Office, number: str) -> bytes:
    office.session("主题党日", number=number)
    documents = DocumentService(office.database, CLOCK, FontBook())
    return documents.render(DocumentRequest("sign_in_sheet", 2026, session=number))


def scanned(content: bytes) -> str:
    """Read the barcode along one line of the page's picture; empty where there is none."""
    picture = open_pdf(content)[0].render(scale=DOTS / 72, grayscale=True).to_pil()
    line = round((15 / 25.4 + 12 / 72) * DOTS)  # through the middle of the bars
    pixels = [picture.getpixel((x, line)) < 128 for x in range(picture.width // 2, picture.width)]
    runs = [(dark, len(list(group))) for dark, group in groupby(pixels)]
    if len(runs) < 10:
        return ""
    widths = [length for _, length in runs[1:-1]]
    module = sum(widths[:6]) / 11
    modules = [round(width / module) for width in widths]
    return decoded(modules)


def decoded(modules: list[int]) -> str:
    shapes = {
        tuple(ord(letter.lower()) - 96 for letter in pattern): value
        for value, pattern in vars(code128)["_patterns"].items()
    }
    values = [shapes[tuple(modules[place : place + 6])] for place in range(0, len(modules) - 7, 6)]
    start, *symbols, check = values
    assert (start + sum(place * value for place, value in enumerate(symbols, start=1))) % 103 == check
    in_pairs, text = start == _START_C, ""
    for value in symbols:
        if value in {_TO_B, _TO_C}:
            in_pairs = value == _TO_C
        else:
            text += f"{value:02d}" if in_pairs else chr(value + 32)
    return text


@pytest.mark.parametrize("number", ["2026-B006-027", "HD-9", "20260315001", "A1"])
def test_a_reader_gets_the_number_that_finds_the_session(office: Office, number: str) -> None:
    content = sheet(office, number)
    assert scanned(content) == number
    assert page_texts(content)[0].count(number) == 2, "in the heading, and below the bars for the eye"


def test_what_a_reader_cannot_type_has_no_bars(office: Office) -> None:
    assert scanned(sheet(office, "活动〔2026〕1号")) == ""
    assert not bars_of("X" * 30)


def test_the_sheet_for_excel_has_the_same_barcode_and_the_number_on_every_page(office: Office) -> None:
    office.session("主题党日", number="HD-9")
    documents = DocumentService(office.database, CLOCK, FontBook())
    made = documents.render(DocumentRequest("sign_in_sheet", 2026, session="HD-9", format="xlsx"))
    sheet: Any = load_workbook(BytesIO(made)).worksheets[0]
    assert sheet.oddHeader.right.text == "HD-9"
    [picture] = sheet._images
    with ZipFile(BytesIO(made)) as file, Image.open(BytesIO(file.read("xl/media/image1.png"))) as image:
        pixels = [image.getpixel((x, 5)) == 0 for x in range(image.width)]
    runs = [(dark, len(list(group))) for dark, group in groupby(pixels)]
    assert decoded([length // 2 for _, length in runs[1:-1]]) == "HD-9"
    assert picture.width < 200
