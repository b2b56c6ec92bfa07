"""What the shortcoming service refuses."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class ShortcomingClosedError(AppError):
    """A shortcoming that is mended is not carried into the next year."""

    problem: str


@dataclass
class AlreadyCarriedError(AppError):
    """A shortcoming stands in the next year already."""

    problem: str
    year: int
