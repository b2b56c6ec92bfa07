"""A bar chart painted by ourselves: names at the left, bars, values at their ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.typing_override import override
from ui.window.look import Colour, Tone

LINE: Final = 28
BAR: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its share of the full width (0 to 1), the words at its end, and its tone."""

    name: str
    share: float
    words: str
    tone: Tone = Tone.NEUTRAL


class BarChart(QWidget):
    """As high as its bars need; a click speaks the number of the bar."""

    clicked_bar = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("；".join(f"{bar.name} {bar.words}" for bar in bars))
        self.setToolTip("\n".join(f"{bar.name}：{bar.words}" for bar in bars))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, max(1, len(self._bars)) * LINE)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        measure: Callable[[str], int] = painter.fontMetrics().horizontalAdvance
        names = min(max((measure(bar.name) for bar in self._bars), default=0) + 12, self.width() // 2)
        words = max((measure(bar.words) for bar in self._bars), default=0) + 12
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, number * LINE, names, words)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: Bar, top: int, names: int, words: int) -> None:
        painter.setPen(QColor(Colour.TEXT))
        shown = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, names - 8)
        painter.drawText(QRectF(0, top, names, LINE), Qt.AlignmentFlag.AlignVCenter, shown)
        full = max(self.width() - names - words, 20)
        y = top + (LINE - BAR) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Colour.NEUTRAL_SOFT))
        painter.drawRoundedRect(QRectF(names, y, full, BAR), BAR / 2, BAR / 2)
        width = full * min(max(bar.share, 0.0), 1.0)
        if width >= 1:
            painter.setBrush(QColor(bar.tone.bar))
            painter.drawRoundedRect(QRectF(names, y, max(width, BAR / 2), BAR), BAR / 2, BAR / 2)
        painter.setPen(QColor(Colour.MUTED))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(names + full, top, words, LINE), right, bar.words)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y()) // LINE
        if 0 <= number < len(self._bars):
            self.clicked_bar.emit(number)
