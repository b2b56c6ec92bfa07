"""What the user can be told about a figure that was asked for."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class FigureUnknownError(AppError):
    """The catalogue has no figure of this key."""

    key: str


@dataclass
class PeriodOutOfOrderError(AppError):
    """The last year of a period lies before its first."""

    from_year: int
    to_year: int
