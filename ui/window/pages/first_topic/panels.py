"""The upper part of the page: the year's figures, and what is overdue."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.figures.rows import Value
from services.follow_up.rows import MeasureRow
from ui.window.look import Icon
from ui.window.pages.first_topic.columns import LATE_COLUMNS
from ui.window.texts import NONE
from ui.window.widgets.card import Card
from ui.window.widgets.figure_card import FigureCard
from ui.window.widgets.labels import label
from ui.window.widgets.listing import Listing

CARD_WIDTH: Final = 120
LATE_HEIGHT: Final = 210
NOTHING_LATE: Final = ("没有逾期的举措", "完成时限已过而没有完成的举措会列在这里。")
FIGURES: Final = (
    ("first_topic.meetings", "学习次数", "次"),
    ("first_topic.items", "学习项数", "项"),
    ("first_topic.projects", "落实项目", "项"),
    ("first_topic.measures", "细化举措", "条"),
    ("first_topic.measures_done", "年内已完成", "条"),
)


class FigureRow(QWidget):
    """The cards of a year; `past_wanted` speaks the key of the figure whose changes are asked for."""

    past_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.cards = {key: FigureCard(name) for key, name, _ in FIGURES}
        for key, card in self.cards.items():
            card.offer_past(partial(self.past_wanted.emit, key))
            card.setMinimumWidth(CARD_WIDTH)
            layout.addWidget(card, 1)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the figures of the catalogue."""
        for key, _, unit in FIGURES:
            value = values[key]
            self.cards[key].show_figure(NONE if value is None else str(value), unit)


class LateCard(Card):
    """What is overdue in all years; out of sight while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.listing = Listing("逾期举措", LATE_COLUMNS, 1, NOTHING_LATE, Icon.GOOD)
        self.listing.tools.insertWidget(0, label("逾期举措", "cardTitle"))
        self.body.setContentsMargins(16, 6, 16, 10)
        self.body.addWidget(self.listing)
        self.setFixedHeight(LATE_HEIGHT)
        self.hide()

    def show_late(self, rows: Sequence[MeasureRow]) -> None:
        """Show what is overdue, the latest first."""
        self.listing.show_rows(rows, lambda row: row.key)
        self.listing.summary.setText(f"共 {len(rows)} 条，不分年度，逾期最久的在前")
        self.setVisible(bool(rows))
