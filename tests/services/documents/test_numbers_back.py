"""Every number that a paper states as a figure is that of `figures --json`: read back from the PDF's own text."""

import json
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from services.clock import SystemClock
from services.demo.service import DemoService
from services.documents.issuing.stating import runs_of
from services.documents.kinds import KINDS
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.documents.tracing import FigurePlace
from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind
from services.organizations.service import OrganizationService
from tests.services.documents.pdf_reading import open_pdf
from tests.ui.cli.running import run

BRANCH = "机关党支部"
LEAST = {
    "annual_summary": 80,
    "five_year_evaluation": 40,
    "hours_notice": 6,
    "duty_notice": 7,
    "execution_table": 4,
    "budget_table": 1,
    "expense_ledger": 1,
    "duty_matrix": 1,
}
"""So many figures each of these states at least, also for a branch."""

PAPERS = [kind.key for kind in KINDS if not (kind.of_session or kind.of_person)]
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
TEN_THOUSAND = 10_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbers")
    return DemoService().make(folder, "small", 1, date(2026, 9, 10), lambda _done, _total: None).path


def text_at(content: bytes, place: FigurePlace) -> str:
    page = open_pdf(content)[place.page].get_textpage()
    box = (place.left, place.bottom, place.left + place.width, place.bottom + place.height)
    return re.sub(r"\s", "", page.get_text_bounded(*box))


def says(text: str, key: str, value: Any) -> bool:
    """Tell whether a text gives a value of `figures --json`, to as many places as it is written with."""
    found = NUMBER.search(text)
    if found is None or value is None:
        return False
    written = found[0].replace(",", "")
    wanted = float(value)
    if CATALOGUE[key].kind is FigureKind.RATE:
        wanted *= 100
    elif CATALOGUE[key].kind is FigureKind.MONEY and "万" in text:
        wanted /= TEN_THOUSAND
    places = len(written.partition(".")[2])
    return abs(float(written) - wanted) <= 0.5 / float(10**places) + 1e-9


def figures_as_json(demo: Path, folder: Path, request: DocumentRequest, scope: str) -> Mapping[str, Any]:
    span = ["--to", str(request.to_year)] if request.to_year else []
    only = ["--scope", scope] if scope else []
    told = run(folder, "--db", demo, "figures", "--year", str(request.year), *span, *only, "--json")
    assert told.status == 0, told.err
    figures: Mapping[str, Any] = json.loads(told.out)["figures"]
    return figures


@pytest.mark.parametrize("scope", ["", BRANCH])
@pytest.mark.parametrize("kind", PAPERS)
def test_numbers_in_the_text_are_those_of_the_command_line(kind: str, scope: str, demo: Path, tmp_path: Path) -> None:
    of_span = next(one.of_span for one in KINDS if one.key == kind)
    request = DocumentRequest(kind, 2022, to_year=2025) if of_span else DocumentRequest(kind, 2025)
    with closing(Database(demo)) as database:
        tree = OrganizationService(database, SystemClock()).tree()
        key = next((row.key for row in tree if row.name == scope), None)
        campaign = "" if "campaign" not in kind else "党纪学习教育"
        request = replace(request, scope=key, campaign=campaign)
        documents = DocumentService(database, SystemClock(), FontBook())
        stated = [run.figure for run in runs_of(documents.outline(request)) if run.figure and NUMBER.search(run.text)]
        made = documents.render_traced(request)
    figures = figures_as_json(demo, tmp_path, request, scope)
    texts = [(place.figure, text_at(made.content, place)) for place in made.places]
    numbers = [(figure, text) for figure, text in texts if NUMBER.search(text)]
    assert [figure for figure, _ in numbers] == stated, "each is found on a page, in reading order"
    assert [
        (figure, text, figures[figure]) for figure, text in numbers if not says(text, figure, figures[figure])
    ] == []
    assert len(numbers) >= LEAST.get(kind, 0)
