"""Refusals of writing on sticks; each names the step that failed."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError
from services.stick.rows import WriteStep


@dataclass
class StickFullError(AppError):
    """There is no room: `needed` bytes as megabytes against `free` ones, both as people read them (12.3 MB)."""

    folder: Path
    step: WriteStep
    needed: str
    free: str


@dataclass
class StickReadOnlyError(AppError):
    """The stick is write-protected, or this person may not write there."""

    folder: Path
    step: WriteStep


@dataclass
class StickGoneError(AppError):
    """The stick was pulled out, or its folder is not there."""

    folder: Path
    step: WriteStep


@dataclass
class StickHeldError(AppError):
    """Another program holds the file."""

    path: Path
    step: WriteStep


@dataclass
class StickFaultyError(AppError):
    """The stick fails at a step for no reason that can be mended from here."""

    path: Path
    step: WriteStep


@dataclass
class ReadBackDiffersError(AppError):
    """What was read back from the stick is not what was written."""

    path: Path


@dataclass
class NoSoundGenerationError(AppError):
    """Files of the family are there, but none is whole."""

    path: Path


@dataclass
class NewerOnStickError(AppError):
    """Somebody else wrote to the stick since this PC took its copy; that is never written over."""

    path: Path


@dataclass
class LedgerGoneError(AppError):
    """A ledger that is edited straight on a stick cannot be reached: the stick was pulled out."""

    path: Path


@dataclass
class LedgerChangedError(AppError):
    """What came back in the place of a ledger edited straight on a stick was changed elsewhere, or is another one."""

    path: Path


@dataclass
class LedgerGotThroughError(AppError):
    """The write that was refused when the stick went is on it after all: told once, before it is entered again."""

    path: Path


@dataclass
class LedgerNotTakenError(AppError):
    """A stick that is there did not take a change: it is write-protected, or fails."""

    path: Path


@dataclass
class LedgerHasNoRoomError(AppError):
    """A stick that is edited straight on is full."""

    path: Path
