"""What a cell holds, made plain: text, days and exact numbers out of what Excel stores."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from services.workbooks import wording

Cell: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta | None

# What stands in a cell whose formula failed.
FORMULA_ERROR: Final = "#公式错误"
# The widest whole number that a float holds without losing digits.
_LARGEST_EXACT: Final = 10**15
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_BLANKS: Final = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b"
_INNER_BLANKS: Final = re.compile(f"[{_BLANKS}]+")
_TYPESETTING: Final = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_FULL_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|\.(\d{1,2})\.|/(\d{1,2})/|年(\d{1,2})月)(\d{1,2})日?(?: 00:00:00)?"
)
_COMPACT_DATE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DATE_SIGNS: Final = str.maketrans("．／－", "./-")
_YEAR_AND_MONTH: Final = re.compile(r"\d{4}(?:[-./]\d{1,2}|年(?:\d{1,2}月)?)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SERIAL_ZERO: Final = dt.date(1899, 12, 30)
# 1920-01-01 to 2099-12-31: below lie bare years, above eight-digit dates.
_SERIALS: Final = range(7306, 73051)
_YEARS: Final = range(1900, 2101)


class CellRefusedError(Exception):
    """A cell that cannot be taken: why, and what would be right (Chinese phrases)."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_BLANKS))


def shown(cell: Cell) -> str:
    """Give a cell as a person would read it, for a refusal."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell).strip(_BLANKS)


def free_text(cell: Cell) -> str:
    """Read free text: outer blanks go, line breaks become one kind, the rest stands as written."""
    if isinstance(cell, str):
        return cell.strip(_BLANKS).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, float) and abs(cell) >= _LARGEST_EXACT:
        raise CellRefusedError(wording.DIGITS_LOST, wording.DIGITS_LOST_REMEDY)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return shown(cell)


def half_width(text: str) -> str:
    """Turn full-width letters and digits into ordinary ones; Chinese punctuation stays."""
    return text.translate(_FULL_WIDTH)


def plain_text(cell: Cell) -> str:
    """Read a short text such as a number or a word: ordinary letters and digits, single inner blanks."""
    return _INNER_BLANKS.sub(" ", half_width(free_text(cell)))


def person_name(cell: Cell) -> str:
    """Read a name: blanks between Chinese characters are typesetting, and go."""
    return _TYPESETTING.sub("", plain_text(cell))


def compact(text: str) -> str:
    """Strip a word of all that people vary: blanks, width, so that it can be looked up."""
    return _INNER_BLANKS.sub("", half_width(text))


def day(cell: Cell) -> dt.date:
    """Read a date: a real one, one of the usual ways of writing it, or Excel's serial number."""
    if isinstance(cell, dt.datetime):
        found = cell.date()
    elif isinstance(cell, dt.date):
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _day_from_number(float(cell))
    else:
        found = _day_from_text(plain_text(cell))
    if found.year not in _YEARS:
        raise CellRefusedError(wording.DATE_OUT_OF_RANGE, wording.DATE_REMEDY)
    return found


def _day_from_number(number: float) -> dt.date:
    if number.is_integer() and len(str(int(number))) == len("20250701"):
        return _day_from_text(str(int(number)))
    if int(number) in _SERIALS:
        return _SERIAL_ZERO + dt.timedelta(days=int(number))
    raise CellRefusedError(
        wording.DATE_WITHOUT_DAY if int(number) in _YEARS else wording.NOT_A_DATE, wording.DATE_REMEDY
    )


def _day_from_text(text: str) -> dt.date:
    text = text.replace(" 00:00:00", "").replace(" ", "").translate(_DATE_SIGNS)
    match = _FULL_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match is None:
        if _YEAR_AND_MONTH.fullmatch(text) and len(text) != len("20250701"):
            raise CellRefusedError(wording.DATE_WITHOUT_DAY, wording.DATE_REMEDY)
        raise CellRefusedError(wording.NOT_A_DATE, wording.DATE_REMEDY)
    year, month, number = (int(part) for part in match.groups() if part is not None)
    try:
        return dt.date(year, month, number)
    except ValueError as error:
        raise CellRefusedError(wording.NOT_A_DATE, wording.DATE_REMEDY) from error


def exact_number(cell: Cell, units: tuple[str, ...] = ()) -> Decimal:
    """Read a number exactly as Excel shows it at full length; a unit behind it may be written out."""
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise CellRefusedError(wording.NOT_A_NUMBER, wording.NUMBER_REMEDY)
    if isinstance(cell, int | float):
        return Decimal(_number_text(float(cell)))
    text = compact(free_text(cell)).lstrip("¥￥").replace("．", ".").replace("，", ",").replace("－", "-")
    for unit in units:
        text = text.removesuffix(unit)
    if _GROUPED.fullmatch(text.lstrip("-")):
        text = text.replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise CellRefusedError(wording.NOT_A_NUMBER, wording.NUMBER_REMEDY) from error
    if not number.is_finite():
        raise CellRefusedError(wording.NOT_A_NUMBER, wording.NUMBER_REMEDY)
    return number


def scaled(number: Decimal, places: int) -> int:
    """Turn a number that is not negative into whole units of its last place (fen, thousandths), never rounding."""
    if number < 0:
        raise CellRefusedError(wording.NEGATIVE, wording.NEGATIVE_REMEDY)
    if number >= _LARGEST_EXACT // 10**places:
        raise CellRefusedError(wording.TOO_LARGE, wording.TOO_LARGE_REMEDY)
    units = number.scaleb(places)
    if units != int(units):
        if places == 0:
            raise CellRefusedError(wording.NOT_WHOLE, wording.WHOLE_REMEDY)
        raise CellRefusedError(wording.TOO_MANY_PLACES, wording.PLACES_REMEDY.format(places=places))
    return int(units)


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < _LARGEST_EXACT:
        return str(int(number))
    return repr(number)
