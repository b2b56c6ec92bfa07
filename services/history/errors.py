"""What the user can be told about steps and deleted records."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class NothingToUndoError(AppError):
    """No step of this ledger can be taken back."""


@dataclass
class NothingToRedoError(AppError):
    """Nothing was taken back that could be done again."""


@dataclass
class StepUnknownError(AppError):
    """No step has this code."""

    code: str


@dataclass
class StepFixedError(AppError):
    """The step is of a kind that is not taken back (a new file, an undo itself)."""

    step: str


@dataclass
class StepUndoneAlreadyError(AppError):
    """The step was taken back before."""

    step: str


@dataclass
class StepNotUndoneError(AppError):
    """The step was not taken back, so it cannot be done again."""

    step: str


@dataclass
class UndoBlockedError(AppError):
    """Later work stands in the way; `places` is how many, `first` the first in words."""

    step: str
    places: int
    first: str


@dataclass
class ParentDeletedError(AppError):
    """A deleted record hangs on another that is deleted too."""

    record: str
    parent: str


@dataclass
class TableUnknownError(AppError):
    """No table of the ledger has this name."""

    name: str
