"""Refusals of a purge."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class NothingToPurgeError(AppError):
    """Neither a field nor the whole person was named."""


@dataclass
class PersonUnclearError(AppError):
    """No person, or more than one, has this number."""

    number: str
