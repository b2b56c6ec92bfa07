"""What the follow-up service refuses."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class MeasuresOpenError(AppError):
    """A project cannot be closed while measures of it are not done; `measures` names the first of them."""

    name: str
    count: int
    measures: tuple[str, ...]


@dataclass
class NoMeasuresError(AppError):
    """A project cannot be closed that has no measure."""

    name: str


@dataclass
class ProjectClosedError(AppError):
    """A closed project takes no change of its measures; it is to be reopened first."""

    name: str
