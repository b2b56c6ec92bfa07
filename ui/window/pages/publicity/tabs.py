"""The two tabs: cards above a list; what they show is handed to them."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.enums import MaterialKind
from services.materials.rows import MaterialRow, MaterialTotals
from services.study_app.rows import ScoreList, ScoreRow
from ui.window.look import Icon, Tone
from ui.window.texts import average_text, number_text
from ui.window.widgets.figure_card import FigureCard
from ui.window.widgets.inputs import Choice
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import EMPTY, Column

OWN: Final = "本级"
ALL_KINDS: Final = "全部类别"
LATEST: Final = "全年最新"
CARD_WIDTH: Final = 130
NO_MATERIALS: Final = ("没有符合条件的资料", "点“新增资料”登记书籍、简报、板报墙报和宣传稿件。")
NO_MEMBERS: Final = ("这里当天没有党员", "先在“组织与人员”中录入党员，再登记积分。")
NO_MARK: Final = "没有设定标准"


def _score_state(row: ScoreRow) -> tuple[str, Tone | None]:
    if row.draft is None:
        return "未登记", Tone.WAITING
    if row.below is None:
        return EMPTY, None
    return ("低于标准", Tone.BAD) if row.below else ("达标", Tone.GOOD)


MATERIAL_COLUMNS: Final[tuple[Column[MaterialRow], ...]] = (
    Column("日期", lambda row: row.draft.issued_on.isoformat(), width=100),
    Column("类别", lambda row: row.draft.kind.label, width=90),
    Column("名称", lambda row: row.draft.name or EMPTY, width=240),
    Column("数量", lambda row: number_text(row.draft.quantity), lambda row: row.draft.quantity, 76, numeric=True),
    Column("阅读量", lambda row: number_text(row.draft.reads), lambda row: row.draft.reads, 84, numeric=True),
    Column("单位", lambda row: row.organization_name or OWN, width=170),
    Column("编号", lambda row: row.draft.number, width=96),
    Column("备注", lambda row: row.draft.note, width=120),
)
SCORE_COLUMNS: Final[tuple[Column[ScoreRow], ...]] = (
    Column("姓名", lambda row: row.name, width=100),
    Column("人员编号", lambda row: row.number, width=110),
    Column("所在党支部", lambda row: row.branch_name, width=220),
    Column("截止日期", lambda row: EMPTY if row.draft is None else row.draft.scored_on.isoformat(), width=120),
    Column(
        "积分",
        lambda row: number_text(None if row.draft is None else row.draft.score),
        lambda row: None if row.draft is None else row.draft.score,
        110,
        numeric=True,
    ),
    Column("", lambda _: "", width=16),
    Column("是否达标", lambda row: _score_state(row)[0], width=120, tone=lambda row: _score_state(row)[1]),
)

PAST: Final = tuple(f"materials.{name}" for name in ("books", "briefs", "posters", "articles", "article_reads"))
"""The figures of the cards, as the catalogue calls them."""


class MaterialTab(QWidget):
    """资料: the year's figures above the records; `past_wanted` speaks the key of the one that is asked for."""

    past_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("资料")
        self.books = FigureCard("发放书籍")
        self.briefs = FigureCard("编发简报")
        self.posters = FigureCard("板报墙报")
        self.articles = FigureCard("宣传稿件")
        self.reads = FigureCard("稿件阅读量")
        self.listing = Listing("资料表", MATERIAL_COLUMNS, 2, NO_MATERIALS, Icon.BOOK)
        kinds: list[tuple[str, MaterialKind | None]] = [(ALL_KINDS, None)]
        self.kind = Choice("类别筛选", [*kinds, *((kind.label, kind) for kind in MaterialKind)])
        self.listing.filters.addWidget(self.kind)
        self.listing.filters.addStretch(1)
        cards = (self.books, self.briefs, self.posters, self.articles, self.reads)
        for card, figure in zip(cards, PAST, strict=True):
            card.offer_past(partial(self.past_wanted.emit, figure))
        _stack(self, cards, self.listing)

    def show_totals(self, totals: MaterialTotals) -> None:
        """Show the figures of the year."""
        self.books.show_figure(number_text(totals.books), "套")
        self.briefs.show_figure(number_text(totals.briefs), "期")
        self.posters.show_figure(number_text(totals.posters), "幅")
        self.articles.show_figure(number_text(totals.articles), "篇")
        self.reads.show_figure(number_text(totals.article_reads), "人次")

    def show_rows(self, rows: tuple[MaterialRow, ...]) -> None:
        """Show the records."""
        self.listing.show_rows(rows, lambda row: row.key)
        self.listing.summary.setText(f"共 {len(rows)} 条")


class ScoreTab(QWidget):
    """学习强国: the year's figures above the members with their scores."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("学习强国")
        self.average = FigureCard("全年平均积分")
        self.below = FigureCard("低于标准人数")
        self.mark = FigureCard("达标标准")
        self.listing = Listing("积分表", SCORE_COLUMNS, 2, NO_MEMBERS, Icon.BOOK)
        nothing: list[tuple[str, date | None]] = [(LATEST, None)]
        self.day = Choice("截止日期筛选", nothing)
        self.day.setMinimumWidth(180)
        self.listing.filters.addWidget(self.day)
        self.listing.filters.addStretch(1)
        _stack(self, (self.average, self.below, self.mark), self.listing)

    def offer_days(self, days: tuple[date, ...]) -> None:
        """Offer the days that have scores; the one chosen stays chosen where it is among them."""
        offered: list[tuple[str, date | None]] = [(LATEST, None)]
        self.day.offer([*offered, *((f"截至 {day.isoformat()}", day) for day in days)], self.day.choice())

    def show_scores(self, found: ScoreList) -> None:
        """Show the figures of the year and the members on the day."""
        scored = sum(row.draft is not None for row in found.rows)
        self.average.show_figure(
            average_text(found.year_average), "" if found.year_average is None else "分", "按每名党员全年最新的积分"
        )
        self.below.show_figure(
            number_text(found.year_below), "" if found.year_below is None else "人", "按全年最新的积分"
        )
        marked = found.threshold is not None
        self.mark.show_figure(number_text(found.threshold), "分" if marked else "", "" if marked else NO_MARK)
        self.listing.show_rows(found.rows, lambda row: row.person_id)
        below = sum(row.below is True for row in found.rows)
        words = f"党员 {len(found.rows)} 人，已登记 {scored} 人"
        self.listing.summary.setText(f"{words}，低于标准 {below} 人" if marked else words)


def _stack(tab: QWidget, cards: tuple[FigureCard, ...], listing: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(12)
    for card in cards:
        card.setMinimumWidth(CARD_WIDTH)
        row.addWidget(card, 1)
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(0, 10, 0, 0)
    layout.setSpacing(8)
    layout.addLayout(row)
    layout.addWidget(listing, 1)
