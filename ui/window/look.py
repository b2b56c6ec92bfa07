"""The look: colours, icons, the style sheet and the font; nothing here keeps state."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from services.resources import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap
    from PySide6.QtSvg import QSvgRenderer

FAMILIES: Final = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Ledger Hei")
BUNDLED_FONT: Final = RESOURCES / "fonts" / "LedgerHei.ttf"
ICON_SIDES: Final = (18, 36)  # pixels; one for 100 %, one that scales down well from 150 % on


class Colour(StrEnum):
    """Every colour of the window, by what it is for."""

    ACCENT = "#b3312b"
    ACCENT_DARK = "#94241f"
    ACCENT_SOFT = "#fbecea"
    GROUND = "#f5f6f8"
    SURFACE = "#ffffff"
    STRIPE = "#fafbfc"
    HOVER = "#f0f1f4"
    LINE = "#e4e7ec"
    LINE_STRONG = "#cfd4dc"
    TEXT = "#1f2430"
    MUTED = "#667085"
    FAINT = "#a3aab8"
    DANGER = "#c4320a"
    GOOD = "#1c7a4a"
    GOOD_SOFT = "#e7f5ed"
    WAITING = "#9a6206"
    WAITING_SOFT = "#fdf3dc"
    WAITING_BAR = "#d9a02b"
    BAD = "#b4261f"
    BAD_SOFT = "#fdebea"
    NEUTRAL = "#4b5565"
    NEUTRAL_SOFT = "#eef0f4"


class Tone(StrEnum):
    """What a pill, a bar or a message says at a glance."""

    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"
    NEUTRAL = "neutral"

    @property
    def colours(self) -> tuple[Colour, Colour]:
        """Give the colour of the text and that of the ground."""
        name = self.name
        return Colour[name], Colour[f"{name}_SOFT"]

    @property
    def bar(self) -> Colour:
        """Give the colour of a bar, which is a surface and not a text: amber may be lighter there."""
        return Colour.WAITING_BAR if self is Tone.WAITING else Colour[self.name]


class Icon(StrEnum):
    """The icons in resources/icons, by file name."""

    ARROWS_EXCHANGE = "arrows-exchange"
    MERGE = "arrow-merge"
    ARROW_BACK = "arrow-back-up"
    ARROW_FORWARD = "arrow-forward-up"
    BOOK = "book"
    BOOKS = "books"
    BUILDING = "building"
    BULB = "bulb"
    CALENDAR = "calendar-event"
    CERTIFICATE = "certificate"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CLOCK = "clock"
    CLOSE = "x"
    DATABASE_PLUS = "database-plus"
    DOWNLOAD = "download"
    FILE = "file-text"
    FILTER = "filter"
    FLAG = "flag"
    FOLDER = "folder-open"
    GOOD = "circle-check"
    HISTORY = "history"
    HOME = "home"
    ID_BADGE = "id-badge"
    INFO = "info-circle"
    LOCK = "lock"
    PENCIL = "pencil"
    PLUS = "plus"
    PRINTER = "printer"
    REFRESH = "refresh"
    SAVE = "device-floppy"
    SCALE = "scale"
    SCHOOL = "school"
    SEARCH = "search"
    SITEMAP = "sitemap"
    SPARKLES = "sparkles"
    TABLE = "table"
    TARGET = "target"
    TEMPLATE = "template"
    TABLE_EXPORT = "table-export"
    TABLE_IMPORT = "table-import"
    TRASH = "trash"
    USERS = "users"
    USER_MINUS = "user-minus"
    USER_PLUS = "user-plus"
    WALLET = "wallet"
    WARNING = "alert-triangle"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"


def icon(name: Icon, colour: Colour = Colour.TEXT, *, checked: Colour | None = None) -> "QIcon":
    """Draw an icon in a colour, and in another for a checked button; faint where its control is disabled."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - 2 ms, and the first paint has none
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the same

    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    states = [(QIcon.Mode.Normal, QIcon.State.Off, colour), (QIcon.Mode.Disabled, QIcon.State.Off, Colour.FAINT)]
    if checked is not None:
        states.append((QIcon.Mode.Normal, QIcon.State.On, checked))
    for mode, state, ink in states:
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode()))
        for side in ICON_SIDES:
            made.addPixmap(_drawn(renderer, side), mode, state)
    return made


def pixmap(name: Icon, colour: Colour, side: int, ratio: float) -> "QPixmap":
    """Draw an icon as a picture of `side` logical pixels, sharp at the screen's ratio."""
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - not for the first paint

    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    made = _drawn(renderer, round(side * ratio))
    made.setDevicePixelRatio(ratio)
    return made


def _drawn(renderer: "QSvgRenderer", side: int) -> "QPixmap":
    from PySide6.QtGui import QPainter, QPixmap  # noqa: PLC0415 - not for the first paint

    made = QPixmap(side, side)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return made


def style_sheet() -> str:
    """Read the style sheet and fill in the colours and the folder of its images."""
    folder = RESOURCES / "style"
    text = (folder / "window.qss").read_text(encoding="utf-8").replace("@images", folder.as_posix())
    return re.sub(r"@([a-z_]+)", lambda match: Colour[match[1].upper()].value, text)


def palette() -> QPalette:
    """Make the palette for what the style sheet leaves to Fusion: light, whatever the system says."""
    made = QPalette(QColor(Colour.SURFACE), QColor(Colour.GROUND))
    roles = {
        QPalette.ColorRole.WindowText: Colour.TEXT,
        QPalette.ColorRole.Text: Colour.TEXT,
        QPalette.ColorRole.ButtonText: Colour.TEXT,
        QPalette.ColorRole.Base: Colour.SURFACE,
        QPalette.ColorRole.AlternateBase: Colour.STRIPE,
        QPalette.ColorRole.Highlight: Colour.ACCENT,
        QPalette.ColorRole.HighlightedText: Colour.SURFACE,
        QPalette.ColorRole.PlaceholderText: Colour.FAINT,
        QPalette.ColorRole.Link: Colour.ACCENT,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    return made


def font() -> QFont:
    """Choose the first family that is there; the bundled font is loaded where the system has no Chinese one."""
    installed = [family for family in FAMILIES if QFontDatabase.hasFamily(family)]
    if not installed and BUNDLED_FONT.is_file():
        QFontDatabase.addApplicationFont(str(BUNDLED_FONT))
    return QFont(list(FAMILIES), 10)
