"""What can be refused when a demo is made."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class NotADemoError(AppError):
    """The folder holds a demo.db that is no demo: it may be somebody's work and is not replaced."""

    path: Path


@dataclass
class TooEarlyForDemoError(AppError):
    """The day of the demo lies so early that its five years would fall outside what calendars hold."""

    first_year: int
