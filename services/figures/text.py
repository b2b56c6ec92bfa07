"""How the value of a figure is shown to people, and how it is written as JSON."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from services.figures.catalogue import CATALOGUE
from services.figures.rows import FigureKind, Value
from services.money.amounts import format_yuan

UNKNOWN: Final = "—"
_AVERAGE_PLACES: Final = 2
_RATE_PLACES: Final = 1


def shown(key: str, value: Value) -> str:
    """Write a figure for people, without its unit: 97.5%, 1,234.50, 32.5, 12; a dash where it is not known."""
    return shown_as(CATALOGUE[key].kind, value)


def shown_as(kind: FigureKind, value: Value) -> str:
    """Write a value of a kind for people, without its unit."""
    if value is None:
        return UNKNOWN
    match kind:
        case FigureKind.RATE:
            return f"{_rounded(Fraction(value) * 100, _RATE_PLACES):.{_RATE_PLACES}f}%"
        case FigureKind.MONEY:
            return format_yuan(int(value))
        case FigureKind.AVERAGE:
            return plain(_rounded(Fraction(value), _AVERAGE_PLACES))
        case FigureKind.COUNT | FigureKind.SUM:
            return plain(value)


def shown_with_unit(key: str, value: Value) -> str:
    """Write a figure for people, with its Chinese unit."""
    return UNKNOWN if value is None else shown(key, value) + CATALOGUE[key].unit


def as_json(key: str, value: Value) -> int | float | str | None:
    """Write a figure for programs: money "1234.50", rates and averages as floats, whole numbers as int, None null."""
    if value is None:
        return None
    if CATALOGUE[key].kind is FigureKind.MONEY:
        return format_yuan(int(value), grouped=False)
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return float(value)


def plain(number: int | Decimal | Fraction) -> str:
    """Write a number without trailing zeros: 32, 32.5."""
    value = number if isinstance(number, Decimal) else _rounded(Fraction(number), _AVERAGE_PLACES)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Fraction, places: int) -> Decimal:
    """Round half up (away from zero), exactly: no float in between."""
    scaled = number * 10**places
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    signed = -whole if number < 0 else whole
    return Decimal(signed).scaleb(-places).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
