"""A plot on the screen: the very shapes that go on paper, as wide as there is room."""

from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from models.typing_override import override
from services.documents.plots.drawings import drawing
from services.documents.plots.plots import Plot, described
from services.documents.plots.shapes import Box, Drawing, Label, Shape, Stroke
from ui.window.look import Colour

TEXT: Final = 12
"""Size of a plot's type, in pixels."""

MARGIN: Final = 12
LEAST_WIDTH: Final = 320
_ALIGNMENTS: Final = {
    0.0: Qt.AlignmentFlag.AlignLeft,
    0.5: Qt.AlignmentFlag.AlignHCenter,
    1.0: Qt.AlignmentFlag.AlignRight,
}


class _Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._plot: Plot | None = None
        self._drawing: Drawing | None = None
        self.setMinimumWidth(LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_plot(self, plot: Plot) -> None:
        self._plot = plot
        self._draw()

    def _draw(self) -> None:
        if self._plot is None:
            return
        self._drawing = drawing(self._plot, self.width() - 2 * MARGIN, TEXT)
        self.setMinimumHeight(round(self._drawing.height) + 2 * MARGIN)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH * 2, self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(Colour.SURFACE))
        painter.translate(MARGIN, MARGIN)
        for shape in self._drawing.shapes:
            _paint(painter, shape)
        painter.end()


class PlotView(QScrollArea):
    """Shows a plot, and says it to who cannot see it; a high one is scrolled."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._canvas = _Canvas()
        self._canvas.setAccessibleName(name)
        self.setWidget(self._canvas)

    def show_plot(self, plot: Plot) -> None:
        """Show another plot."""
        words = described(plot)
        self.setAccessibleDescription(words)
        self._canvas.setAccessibleDescription(words)
        self._canvas.show_plot(plot)


def _paint(painter: QPainter, shape: Shape) -> None:
    if isinstance(shape, Box):
        painter.setPen(QPen(QColor(Colour.NEUTRAL), 0.8) if shape.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(_ground(shape.grey))
        painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
    elif isinstance(shape, Stroke):
        style = Qt.PenStyle.DashLine if shape.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(Colour.LINE if shape.light else Colour.NEUTRAL), shape.width, style))
        painter.drawLine(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))
    elif isinstance(shape, Label):
        font = QFont(painter.font())
        font.setPixelSize(round(shape.size))
        painter.setFont(font)
        painter.setPen(QColor(Colour.TEXT))
        wide, high = 2000.0, shape.size * 2
        box = QRectF(shape.x - shape.anchor.value * wide, shape.y - high / 2, wide, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | _ALIGNMENTS[shape.anchor.value], shape.text)


def _ground(grey: float) -> QColor:
    """Give the accent colour as strong as the grey is on paper."""
    if grey >= 1:
        return QColor(Colour.TEXT)
    strong, pale = QColor(Colour.ACCENT), QColor(Colour.SURFACE)
    parts = ((strong.red(), pale.red()), (strong.green(), pale.green()), (strong.blue(), pale.blue()))
    return QColor(*(round(light + (full - light) * grey) for full, light in parts))
