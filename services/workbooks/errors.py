"""What can be wrong with a workbook as a whole, and with an import."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class NotAWorkbookError(AppError):
    """The file is something else under a workbook's name."""

    path: Path


@dataclass
class WorkbookDamagedError(AppError):
    """The workbook is truncated or damaged."""

    path: Path


@dataclass
class WorkbookProtectedError(AppError):
    """The workbook is protected by a password."""

    path: Path


@dataclass
class WorkbookTooLargeError(AppError):
    """The workbook would unpack to more than any real one: a zip bomb, or far too much."""

    path: Path


@dataclass
class NoKnownSheetError(AppError):
    """None of the workbook's sheets is one that the program knows."""

    path: Path


@dataclass
class SheetUnknownError(AppError):
    """No sheet of this name can be written; `known` are those that can."""

    name: str
    known: tuple[str, ...]


@dataclass
class ImportRefusedError(AppError):
    """Rows were refused, so nothing was imported; the facts are the first one's, `count` how many there are."""

    count: int
    sheet: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass
class ImportOutdatedError(AppError):
    """The database was changed after the preview; the import must be previewed again."""

    path: Path


@dataclass
class GridTooWideError(AppError):
    """An attendance grid of so many sessions is wider than Excel's sheets."""

    sessions: int
