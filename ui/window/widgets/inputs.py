"""Inputs that give typed values: days, sums of money, numbers, choices; a wrong text is refused by its label."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QDate, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QMenu, QWidget, QWidgetAction

from models.enums import LabelledEnum
from services.errors import InvalidFieldError, RequiredFieldError
from services.money.amounts import format_yuan, parse_yuan
from ui.window.look import Colour, Icon, icon

Value = TypeVar("Value")
DAY: Final = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?")
SEARCH_DELAY_MILLISECONDS: Final = 200


class TextEdit(QLineEdit):
    """One line of text, trimmed; `what` is the kind of record and `field` the label, for refusals."""

    def __init__(self, what: str, field: str, value: str = "", *, required: bool = False) -> None:
        super().__init__(value)
        self.what = what
        self.field = field
        self.required = required
        self.setAccessibleName(field)

    def value(self) -> str:
        """Give the text; refuse an empty one where it is required."""
        entered = self.text().strip()
        if self.required and not entered:
            raise RequiredFieldError(what=self.what, field=self.field)
        return entered


class DayEdit(TextEdit):
    """A day, typed (2026-03-05, 2026.3.5, 20260305, 2026年3月5日) or picked from a calendar; may stay empty."""

    def __init__(self, what: str, field: str, value: date | None = None, *, required: bool = False) -> None:
        super().__init__(what, field, "" if value is None else value.isoformat(), required=required)
        self.setPlaceholderText("年-月-日")
        pick = QAction(icon(Icon.CALENDAR, Colour.MUTED), "选择日期", self)
        pick.triggered.connect(self._pick)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        name_inner_buttons(self)

    def day(self) -> date | None:
        """Give the day, None where nothing is entered; refuse what is no day."""
        entered = self.value()
        if not entered:
            return None
        match = DAY.fullmatch(entered)
        try:
            return date(int(match[1]), int(match[2]), int(match[3])) if match else self._refuse(entered)
        except ValueError:
            return self._refuse(entered)

    def required_day(self) -> date:
        """Give the day; refuse none."""
        day = self.day()
        if day is None:
            raise RequiredFieldError(what=self.what, field=self.field)
        return day

    def _refuse(self, entered: str) -> date:
        raise InvalidFieldError(self.what, self.field, entered, "请填写真实的日期，例如 2026-03-05")

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setAccessibleName(f"{self.field}日历")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = QDate.fromString(self.text().strip(), Qt.DateFormat.ISODate)
        if shown.isValid():
            calendar.setSelectedDate(shown)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.clicked.connect(lambda day: self.setText(day.toString(Qt.DateFormat.ISODate)))
        calendar.clicked.connect(lambda: menu.close())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class MoneyEdit(TextEdit):
    """A sum of money in yuan with at most two decimals; gives fen."""

    def __init__(self, what: str, field: str, fen: int | None = None, *, required: bool = False) -> None:
        super().__init__(what, field, "" if fen is None else format_yuan(fen, grouped=False), required=required)
        self.setPlaceholderText("元")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def fen(self) -> int | None:
        """Give the sum in fen, None where nothing is entered; refuse a negative one or a text."""
        entered = self.value()
        try:
            return parse_yuan(entered) if entered else None
        except ValueError as error:
            raise InvalidFieldError(self.what, self.field, entered, "请填写不小于零、最多两位小数的金额") from error

    def required_fen(self) -> int:
        """Give the sum in fen; refuse none."""
        fen = self.fen()
        if fen is None:
            raise RequiredFieldError(what=self.what, field=self.field)
        return fen


class NumberEdit(TextEdit):
    """A number not below zero (hours, days, scores); may stay empty."""

    def __init__(self, what: str, field: str, value: Decimal | int | None = None, *, required: bool = False) -> None:
        super().__init__(what, field, "" if value is None else f"{Decimal(value).normalize():f}", required=required)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def number(self) -> Decimal | None:
        """Give the number, None where nothing is entered; refuse a text or a negative one."""
        entered = self.value()
        if not entered:
            return None
        try:
            number = Decimal(entered)
        except InvalidOperation:
            number = Decimal(-1)
        if not number.is_finite() or number < 0 or number != round(number, 3):
            raise InvalidFieldError(self.what, self.field, entered, "请填写不小于零的数字，最多三位小数")
        return number

    def whole(self) -> int | None:
        """Give a whole number, None where nothing is entered."""
        number = self.number()
        if number is not None and number != int(number):
            raise InvalidFieldError(self.what, self.field, self.value(), "请填写整数")
        return None if number is None else int(number)


class Choice(QComboBox, Generic[Value]):
    """A choice among values, each shown by its words."""

    chosen = Signal()

    def __init__(self, field: str, options: Sequence[tuple[str, Value]] = (), value: Value | None = None) -> None:
        super().__init__()
        self.setAccessibleName(field)
        self._values: list[Value] = []
        self.offer(options, value)
        self.currentIndexChanged.connect(lambda: self.chosen.emit())

    def offer(self, options: Sequence[tuple[str, Value]], value: Value | None = None) -> None:
        """Offer other values; `value` is chosen if it is among them, else the first."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        self._values = [option for _, option in options]
        self.addItems([words for words, _ in options])
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def choice(self) -> Value | None:
        """Give the chosen value, None where there is none to choose."""
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else None

    def choose(self, value: Value) -> None:
        """Choose a value that is offered."""
        self.setCurrentIndex(self._values.index(value))

    def prefer(self, value: object) -> None:
        """Choose a value without speaking, where it is offered."""
        if value in self._values:
            self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.setCurrentIndex(self._values.index(value))
            self.blockSignals(False)  # noqa: FBT003 - Qt's own signature


class SearchEdit(QLineEdit):
    """A search box that speaks when typing pauses."""

    searched = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icon(Icon.SEARCH, Colour.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        name_inner_buttons(self)
        # Ctrl+F; a shortcut of a page that is not in sight stays silent.
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.setFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MILLISECONDS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._timer.start())


def enum_options(members: Sequence[LabelledEnum] | type[LabelledEnum]) -> list[tuple[str, LabelledEnum]]:
    """List the members of an enum with their labels, for a Choice."""
    return [(member.label, member) for member in members]


def name_inner_buttons(edit: QLineEdit) -> None:
    """Name the small buttons inside a line of text, which Qt leaves nameless."""
    for child in edit.findChildren(QWidget):
        if not child.accessibleName() and child.metaObject().className() == "QLineEditIconButton":
            child.setAccessibleName(f"{edit.accessibleName()}按钮")
