"""Plots: what they show is what the records say; every label whole, inside the frame and clear of its neighbours."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from models.enums import FundSourceCode, HoursState, SessionKind
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.plots.drawings import NOTHING, drawing, drawings
from services.documents.plots.of_records import (
    duties_plot,
    hours_plot,
    money_plot,
    money_years_plot,
    sessions_plot,
    targets_plot,
)
from services.documents.plots.plots import BarPlot, HeatMap, HeatRow, LinePanels, Panel, Plot, Series, described
from services.documents.plots.shapes import Box, Drawing, Label, Stroke, hatched, text_ems
from services.documents.service import DocumentRequest, DocumentService
from services.duties.service import DutyService
from services.hours.service import HoursService
from services.money.spending import SpendingService
from services.targets.rows import TargetDraft
from services.targets.service import TargetService
from tests.services.book import Book
from tests.services.documents.pdf_reading import page_texts

CLOCK = FixedClock(datetime(2026, 5, 20, 9, tzinfo=UTC))
MONTHS = tuple(f"{month}月" for month in range(1, 13))
LONG = "某某公司党委生产经营管理中心设备动力保障部第一联合党支部"
SIZE = 9.0
BARS = BarPlot("标题", "元", MONTHS, (Series("当月支出", tuple(range(12))),), tuple(f"{n * 1234:,}" for n in range(12)))
HEAT = HeatMap("标题", MONTHS, tuple(HeatRow(f"{LONG}{n}", ((1.0, "2/2"),) * 12) for n in range(120)))
PANELS = LinePanels(
    "标题",
    tuple(str(year) for year in range(2017, 2027)),
    tuple(Panel(f"{LONG}指标{n}", (80.5,) * 10, ("80.5%",) * 10, 90, "每年目标 ≥90%") for n in range(7)),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path)
    yield made
    made.close()


def labels(drawn: Drawing) -> list[Label]:
    return [shape for shape in drawn.shapes if isinstance(shape, Label)]


def span(label: Label) -> tuple[float, float]:
    width = text_ems(label.text) * label.size
    left = label.x - label.anchor.value * width
    return left, left + width


@pytest.mark.parametrize("plot", [BARS, HEAT, PANELS], ids=["bars", "heat", "panels"])
@pytest.mark.parametrize("width", [260.0, 400.0, 510.0, 900.0])
def test_labels_are_inside_and_clear_of_each_other(plot: Plot, width: float) -> None:
    drawn = drawing(plot, width, SIZE)
    rows: dict[float, list[tuple[float, float]]] = {}
    for label in labels(drawn):
        left, right = span(label)
        assert left >= -1, label
        assert right <= width + 1, label
        assert 0 < label.y < drawn.height
        rows.setdefault(round(label.y, 2), []).append((left, right))
    for row in rows.values():
        assert all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(row, 2))


@pytest.mark.parametrize("width", [260.0, 510.0])
def test_chinese_names_are_never_cut(width: float) -> None:
    assert "".join(drawing(HEAT, width, SIZE).texts).count(LONG) == 120
    assert "".join(drawing(PANELS, width, SIZE).texts).count(LONG) == 7


@pytest.mark.parametrize("plot", [HEAT, PANELS], ids=["heat", "panels"])
def test_a_high_plot_is_cut_into_pages_that_lose_nothing(plot: HeatMap | LinePanels) -> None:
    pieces = list(drawings(plot, 510, SIZE, 400))
    assert len(pieces) > 1
    assert all(piece.height <= 400 for piece in pieces)
    assert all("标题" in piece.texts for piece in pieces)
    names = len(plot.rows) if isinstance(plot, HeatMap) else len(plot.panels)
    assert "".join(text for piece in pieces for text in piece.texts).count(LONG) == names


def test_narrow_places_name_only_some_months() -> None:
    assert [text for text in drawing(BARS, 900, SIZE).texts if text in MONTHS] == list(MONTHS)
    assert 1 < len([text for text in drawing(BARS, 200, SIZE).texts if text in MONTHS]) < 12


def test_hatching_stays_in_its_box() -> None:
    box = Box(10, 20, 30, 12, 0.5)
    lines = [shape for shape in hatched(box, 4) if isinstance(shape, Stroke)]
    assert len(lines) > 5
    for line in lines:
        assert all(10 - 0.01 <= x <= 40.01 for x in (line.x1, line.x2))
        assert all(20 - 0.01 <= y <= 32.01 for y in (line.y1, line.y2))


def nothing(book: Book) -> Sequence[Plot]:
    hours = HoursService(book.database, CLOCK).hours(2026)
    return (
        hours_plot(hours),
        money_plot(SpendingService(book.database, CLOCK).execution(2026, 2026)),
        duties_plot((), hours.scope_name, 2026, CLOCK.today()),
        targets_plot(TargetService(book.database, CLOCK).table(2022, 2026)),
    )


def test_an_empty_file_is_said_in_words(book: Book) -> None:
    for plot in nothing(book):
        assert plot.is_empty
        assert NOTHING in drawing(plot, 400, SIZE).texts
        assert described(plot).endswith(f"：{NOTHING}")
        assert [piece.texts for piece in drawings(plot, 400, SIZE, 700)] == [drawing(plot, 400, SIZE).texts]


def test_the_hours_plot_counts_everyone_on_the_list_once(book: Book) -> None:
    branch = book.organization("第一党支部")
    people = [book.person(name, branch) for name in ("甲", "乙", "丙", "丁")]
    book.exempt(book.person("戊", branch))
    for person, hours in zip(people, ("0.5", "31.5", "32", "40"), strict=True):
        book.attend(book.session(branch, date(2026, 2, 1)), person, hours=hours)
    book.save()
    table = HoursService(book.database, CLOCK).hours(2026)
    plot = hours_plot(table)
    met, behind = (dict(zip(plot.places, series.values, strict=True)) for series in plot.series)
    assert plot.places == tuple(f"{low}—{low + 4}" for low in range(0, 44, 4))
    assert {place for place, count in met.items() if count} == {"32—36", "40—44"}
    assert {place for place, count in behind.items() if count} == {"0—4", "28—32"}
    assert sum(map(int, filter(None, plot.words))) == sum(row.state is not HoursState.EXEMPT for row in table.rows)
    assert "1 人不在图中" in plot.note


def test_the_money_plot_sums_up_to_the_day_and_knows_the_budget(book: Book) -> None:
    book.budget(2026, 100_000_00, FundSourceCode.PARTY_WORK)
    book.expense(date(2026, 1, 5), 1_000_00)
    book.expense(date(2026, 3, 5), 2_500_00)
    book.save()
    plot = money_plot(SpendingService(book.database, CLOCK).execution(2026, 2026))
    assert plot.series[0].values[:3] == (1000, 0, 2500)
    spent, budget = plot.lines
    assert spent.values == (1000, 1000, 3500, 3500, 3500, *[None] * 7)
    assert set(budget.values) == {100_000}


def test_the_heat_map_shows_what_was_due_by_month(book: Book) -> None:
    branch = book.organization("第一党支部")
    book.session(branch, date(2026, 1, 8), SessionKind.THEME_DAY)
    book.save()
    rows = [row for row in DutyService(book.database, CLOCK).duties(2026) if row.organization == branch]
    line = duties_plot(rows, "某某公司党委", 2026, CLOCK.today()).rows[0]
    assert line.cells[0] == (1.0, "1/1")
    assert line.cells[1] == (0.0, "0/1")
    assert line.cells[4:] == (None,) * 8, "May is not over on the twentieth"


def test_targets_are_drawn_beside_what_came_of_them(book: Book) -> None:
    targets = TargetService(book.database, CLOCK)
    targets.add(TargetDraft(2025, 2026, indicator="主题党日", figure_key="theme_day.sessions", yearly=Decimal(12)))
    branch = book.organization("第一党支部")
    book.session(branch, date(2025, 1, 8), SessionKind.THEME_DAY)
    book.save()
    panel = targets_plot(targets.table(2025, 2026)).panels[0]
    assert (panel.values, panel.target) == ((1, 0), 12)


@pytest.mark.parametrize("kind", ["hours_table", "execution_table", "duty_matrix"])
def test_the_plot_is_on_the_last_page_and_counted(book: Book, kind: str) -> None:
    documents = DocumentService(book.database, CLOCK, FontBook())
    pages = page_texts(documents.render(DocumentRequest(kind, 2026)))
    assert NOTHING in pages[-1]
    assert f"第 {len(pages)} 页 共 {len(pages)} 页" in pages[-1]


def test_sessions_are_counted_by_branch_and_month(book: Book) -> None:
    first, second = book.organization("第一党支部"), book.organization("第二党支部")
    for branch, day in ((first, date(2026, 1, 5)), (first, date(2026, 1, 20)), (second, date(2026, 3, 3))):
        book.session(branch, day, SessionKind.PARTY_LECTURE)
    book.save()
    documents = DocumentService(book.database, CLOCK, FontBook())
    made = documents.outline(DocumentRequest("three_meetings_ledger", 2026))
    assert isinstance(made, TableDocument)
    (plot,) = made.plots
    assert isinstance(plot, HeatMap)
    told = {row.name: [cell and cell[1] for cell in row.cells[:3]] for row in plot.rows}
    assert told == {"第一党支部": ["2", None, None], "第二党支部": [None, None, "1"]}
    assert plot.rows[0].cells[0] == (1.0, "2"), "the fullest is the darkest"


def test_a_year_without_sessions_has_no_plot(book: Book) -> None:
    book.save()
    made = DocumentService(book.database, CLOCK, FontBook()).outline(DocumentRequest("training_ledger", 2026))
    assert isinstance(made, TableDocument)
    assert made.plots == ()
    assert sessions_plot((), "标题").is_empty


def test_a_span_shows_what_each_year_cost(book: Book) -> None:
    for year, fen in ((2024, 1_000_00), (2026, 3_000_00)):
        book.expense(date(year, 4, 1), fen)
    book.save()
    spending = SpendingService(book.database, CLOCK)
    plot = money_years_plot(spending.execution(2024, 2026))
    assert plot.places == ("2024年", "2025年", "2026年")
    assert plot.words == ("1,000", "", "3,000")
    assert plot.note == "没有登记预算。"
    request = DocumentRequest("execution_table", 2024, to_year=2026)
    made = DocumentService(book.database, CLOCK, FontBook()).outline(request)
    assert isinstance(made, TableDocument)
    assert [one.title for one in made.plots] == [plot.title, money_plot(spending.execution(2024, 2026)).title]
