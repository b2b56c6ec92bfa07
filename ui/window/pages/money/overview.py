"""How the year's money stands: by source and by category, budget, spent, balance, execution."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.money.rows import FundingTotal, FundingTotals
from ui.window.look import Tone
from ui.window.texts import share_text, yuan_text
from ui.window.widgets.figure_card import FigureCard
from ui.window.widgets.labels import label
from ui.window.widgets.table import Column, RowModel, TableView

CARD_WIDTH: Final = 150
FEN_OF_TEN_THOUSAND: Final = 10_000 * 100
SHORTENED_FROM_FEN: Final = 1_000_000 * 100

PAST: Final = ("funding.budget", "funding.spent", "funding.balance", "funding.execution")
"""The figures of the cards, as the catalogue calls them."""


def _tone(row: FundingTotal) -> Tone | None:
    return Tone.BAD if row.balance_fen < 0 else None


def _columns(first: str) -> tuple[Column[FundingTotal], ...]:
    return (
        Column(first, lambda row: row.label, width=122),
        Column("预算（元）", lambda row: yuan_text(row.budget_fen), lambda row: row.budget_fen, 95, numeric=True),
        Column("支出（元）", lambda row: yuan_text(row.spent_fen), lambda row: row.spent_fen, 95, numeric=True),
        Column("结余（元）", lambda row: yuan_text(row.balance_fen), lambda row: row.balance_fen, 95, numeric=True),
        Column(
            "执行率", lambda row: share_text(row.execution), lambda row: row.execution, 68, numeric=True, tone=_tone
        ),
    )


def short_yuan(fen: int) -> tuple[str, str]:
    """Write a sum for a card, with its unit: from a million yuan on in 万元, the tables below have it to the fen."""
    if abs(fen) < SHORTENED_FROM_FEN:
        return yuan_text(fen), "元"
    return f"{Decimal(fen) / FEN_OF_TEN_THOUSAND:,.2f}", "万元"


class FigureRow(QWidget):
    """The cards above the tabs; `past_wanted` speaks the key of the figure whose changes are asked for."""

    past_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.budget = FigureCard("全年预算")
        self.spent = FigureCard("已支出")
        self.balance = FigureCard("结余")
        self.execution = FigureCard("执行率")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        cards = (self.budget, self.spent, self.balance, self.execution)
        for card, figure in zip(cards, PAST, strict=True):
            card.setMinimumWidth(CARD_WIDTH)
            card.offer_past(partial(self.past_wanted.emit, figure))
            layout.addWidget(card, 1)

    def show_totals(self, totals: FundingTotals) -> None:
        """Show the whole of a year."""
        whole = totals.whole
        self.budget.show_figure(*short_yuan(whole.budget_fen))
        self.spent.show_figure(*short_yuan(whole.spent_fen), f"另下拨支部 {yuan_text(totals.allocated_fen)} 元")
        over = "已超出预算" if whole.balance_fen < 0 else ""
        self.balance.show_figure(*short_yuan(whole.balance_fen), over)
        share = None if whole.execution is None else float(whole.execution)
        self.execution.show_figure(share_text(whole.execution), "", "只计已报销的支出", share)


class Overview(QWidget):
    """Two tables beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("执行情况")
        self.sources = RowModel(_columns("经费来源"), self)
        self.categories = RowModel(_columns("支出类别"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(_titled("按经费来源", self.sources), 1)
        layout.addWidget(_titled("按支出类别", self.categories), 1)

    def show_totals(self, totals: FundingTotals) -> None:
        """Show a year, each table with its sum."""
        self.sources.show_rows(_with_sum(totals.by_source, totals.whole))
        self.categories.show_rows(_with_sum(totals.by_category, totals.whole))


def _with_sum(rows: Sequence[FundingTotal], whole: FundingTotal) -> list[FundingTotal]:
    return [*rows, whole]


def _titled(title: str, model: RowModel[FundingTotal]) -> QWidget:
    holder = QWidget()
    table = TableView(title)
    table.show_model(model, sortable=False)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(title, "cardTitle"))
    column.addWidget(table, 1)
    return holder
