"""Refusals of uniting records."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class NotTheSameKindError(AppError):
    """The two keys (in hex) do not name two people or two sessions that are there."""

    kept: str
    dropped: str
