"""How values are written on the screen."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from services.money.amounts import format_yuan

NONE: Final = "—"


def day_text(day: date | None) -> str:
    """Write a day as 2026-03-05."""
    return NONE if day is None else day.isoformat()


def number_text(number: Decimal | int | None) -> str:
    """Write a number of hours, days or points without needless zeros."""
    return NONE if number is None else f"{Decimal(number).normalize():,f}"


def average_text(average: Fraction | None) -> str:
    """Write an average with one decimal."""
    return NONE if average is None else f"{float(average):,.1f}"


def share_text(share: Fraction | None) -> str:
    """Write a rate as a percentage with one decimal."""
    return NONE if share is None else f"{float(share * 100):.1f}%"


def yuan_text(fen: int | None) -> str:
    """Write a sum of money in yuan with two decimals."""
    return NONE if fen is None else format_yuan(fen)
