"""The preview: the pages of the very PDF one under another; only those in sight are painted."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from models.typing_override import override
from services.documents.tracing import FigurePlace, RecordPlace
from ui.window.look import Colour
from ui.window.preview.pages import POINTS_PER_INCH, PageSize, PdfPages
from ui.window.tasks import TaskRunner

AnyPlace = TypeVar("AnyPlace", FigurePlace, RecordPlace)
GAP: Final = 18
ROW_HINT: Final = "双击一行，打开它所说的那条记录"
KEPT_IMAGES: Final = 12
SCREEN_DOTS: Final = 96
ZOOMS: Final = (0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0)
FITTING: Final = (0.4, 1.25)
FITTING_STEPS: Final = 20  # fitted zooms are twentieths: a window drawn wider does not paint anew at every pixel


class PreviewView(QAbstractScrollArea):
    """Shows a PDF; `opened` says how many pages there are, `zoomed` the zoom.

    `figure_wanted` says which figure was clicked, `record_wanted` on which row of a ledger was clicked twice.
    """

    opened = Signal(int)
    figure_wanted = Signal(str)
    record_wanted = Signal(object)
    zoomed = Signal(float)

    def __init__(self, painter: TaskRunner, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(name)
        self.viewport().setAccessibleName(name)
        self._painter = painter
        self._pages: PdfPages | None = None
        self._zoom = 0.8
        self._fits = True
        self._places: tuple[FigurePlace, ...] = ()
        self._records: tuple[RecordPlace, ...] = ()
        self._pointed: FigurePlace | None = None
        self.viewport().setMouseTracking(True)
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._asked: set[tuple[int, float]] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(40)

    @property
    def page_count(self) -> int:
        """Count the pages shown."""
        return len(self._pages.sizes) if self._pages else 0

    @property
    def sizes(self) -> tuple[PageSize, ...]:
        """Give the sizes of the pages shown."""
        return self._pages.sizes if self._pages else ()

    @property
    def painted_pages(self) -> int:
        """Count the pages that are there as pictures."""
        return len(self._images)

    def show_pdf(
        self, data: bytes, places: tuple[FigurePlace, ...] = (), records: tuple[RecordPlace, ...] = ()
    ) -> None:
        """Open a PDF on the painting thread, then show it; its places can be clicked."""
        self._places = places
        self._records = records
        self.viewport().setToolTip(ROW_HINT if records else "")
        self._pointed = None
        self._painter.run(self, lambda: PdfPages(data), self._show)

    def clear(self) -> None:
        """Show nothing."""
        self._replace(None)

    def with_pages(self, work: Callable[[PdfPages], QImage], done: Callable[[QImage], None]) -> None:
        """Do something with the PDF on the painting thread (printing renders its pages so)."""
        pages = self._pages
        if pages is not None:
            self._painter.run(self, lambda: work(pages), done)

    def zoom_by(self, steps: int) -> None:
        """Zoom in (above 0) or out."""
        self._fits = False
        further = [zoom for zoom in ZOOMS if (zoom > self._zoom if steps > 0 else zoom < self._zoom)]
        if further:
            self._set_zoom(further[0] if steps > 0 else further[-1])

    def fit_width(self) -> None:
        """Make the page as wide as the view, now and when the view is resized."""
        self._fits = True
        self._lay_out()

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._asked.clear()
        self._lay_out()
        self.zoomed.emit(zoom)

    def _fitting_zoom(self) -> float:
        width = max((size.width for size in self.sizes), default=0.0)
        if not width:
            return self._zoom
        exact = (self.viewport().width() - 2 * GAP) * POINTS_PER_INCH / (width * SCREEN_DOTS)
        return min(max(int(exact * FITTING_STEPS) / FITTING_STEPS, FITTING[0]), FITTING[1])

    def _show(self, pages: PdfPages) -> None:
        self._replace(pages)
        self.opened.emit(len(pages.sizes))

    def _replace(self, pages: PdfPages | None) -> None:
        old = self._pages
        self._pages = pages
        self._images.clear()
        self._asked.clear()
        if old is not None:
            self._painter.run(self, old.close, lambda _: None)
        self.verticalScrollBar().setValue(0)
        self._lay_out()

    def _scale(self) -> float:
        return self._zoom * SCREEN_DOTS / POINTS_PER_INCH

    def _rectangles(self) -> list[QRect]:
        found: list[QRect] = []
        top = GAP
        width = max(self.viewport().width(), self._content_width())
        for size in self._pages.sizes if self._pages else ():
            page = QSize(round(size.width * self._scale()), round(size.height * self._scale()))
            found.append(QRect((width - page.width()) // 2, top, page.width(), page.height()))
            top += page.height() + GAP
        return found

    def _content_width(self) -> int:
        widths = [round(size.width * self._scale()) for size in self._pages.sizes] if self._pages else []
        return max(widths, default=0) + 2 * GAP

    def _lay_out(self) -> None:
        if self._fits and self._fitting_zoom() != self._zoom:
            self._set_zoom(self._fitting_zoom())
            return
        pages = self._rectangles()
        height = pages[-1].bottom() + GAP if pages else 0
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setRange(0, max(0, height - self.viewport().height()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.horizontalScrollBar().setRange(0, max(0, self._content_width() - self.viewport().width()))
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(Colour.LINE))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = self.viewport().rect().translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for number, page in enumerate(self._rectangles()):
            if page.intersects(seen):
                self._paint_page(painter, number, page)
        painter.end()

    def _paint_page(self, painter: QPainter, number: int, page: QRect) -> None:
        painter.fillRect(page, QColor(Colour.SURFACE))
        dots = self._zoom * SCREEN_DOTS * self.devicePixelRatioF()
        image = self._images.get((number, dots))
        if image is None:
            self._ask(number, dots)
            image = next((old for (page_number, _), old in self._images.items() if page_number == number), None)
        if image is not None:
            painter.drawImage(QRectF(page), image)
        painter.setPen(QColor(Colour.LINE_STRONG))
        painter.drawRect(page)
        pointed = self._pointed
        if pointed is not None and pointed.page == number:
            under = self.place_rectangle(pointed).translated(
                self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            )
            painter.fillRect(QRectF(under.left(), under.bottom() - 1.5, under.width(), 1.5), QColor(Colour.ACCENT))

    def place_rectangle(self, place: FigurePlace) -> QRectF:
        """Tell where a figure stands in the view at this moment."""
        page, scale = self._rectangles()[place.page], self._scale()
        top = self.sizes[place.page].height - place.bottom - place.height
        box = QRectF(place.left * scale, top * scale, place.width * scale, place.height * scale)
        return box.translated(
            page.left() - self.horizontalScrollBar().value(), page.top() - self.verticalScrollBar().value()
        )

    def _figure_at(self, point: QPointF) -> FigurePlace | None:
        return self._place_at(point, self._places)

    def _place_at(self, point: QPointF, places: tuple[AnyPlace, ...]) -> AnyPlace | None:
        for number, page in enumerate(self._rectangles()):
            x = (point.x() + self.horizontalScrollBar().value() - page.left()) / self._scale()
            y = (point.y() + self.verticalScrollBar().value() - page.top()) / self._scale()
            height = self.sizes[number].height
            if 0 <= y <= height:
                on_page = (place for place in places if place.page == number)
                return next((place for place in on_page if place.holds(x, height - y)), None)
        return None

    def _ask(self, number: int, dots: float) -> None:
        pages = self._pages
        if pages is None or (number, dots) in self._asked:
            return
        self._asked.add((number, dots))
        self._painter.run(
            self, lambda: pages.image(number, dots), lambda image: self._keep(pages, (number, dots), image)
        )

    def _keep(self, pages: PdfPages, key: tuple[int, float], image: QImage) -> None:
        if pages is not self._pages:
            return
        self._images[key] = image
        while len(self._images) > KEPT_IMAGES:
            old, _ = self._images.popitem(last=False)
            self._asked.discard(old)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._figure_at(event.position()) if self._places else None
        if place is not self._pointed:
            self._pointed = place
            shape = Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._figure_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if place is not None:
            self.figure_wanted.emit(place.figure)
        super().mouseReleaseEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._place_at(event.position(), self._records)
        if row is not None and self._figure_at(event.position()) is None:
            self.record_wanted.emit(row)
        super().mouseDoubleClickEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
