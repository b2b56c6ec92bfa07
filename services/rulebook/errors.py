"""What can be refused when a rule is changed."""

from dataclasses import dataclass
from datetime import date

from services.errors import AppError


@dataclass
class RuleChangeTooEarlyError(AppError):
    """A change would rewrite the results of a past year; `first_day` is the first day that can be chosen."""

    since: date
    first_day: date


@dataclass
class RuleInForceError(AppError):
    """A value that is in force already (or was) cannot be taken back; it began on `valid_from` (None: always)."""

    name: str
    valid_from: date | None
