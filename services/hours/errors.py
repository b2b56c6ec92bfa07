"""What can be refused about hours."""

from dataclasses import dataclass
from datetime import date

from services.errors import AppError


@dataclass
class YearNotRunningError(AppError):
    """A forecast was asked for a year that is over or has not begun on the day it is looked at."""

    year: int
    asof: date
