"""What the user can be told: facts about a refusal, never its sentence (see ui/error_texts.py)."""

from dataclasses import dataclass
from pathlib import Path


class AppError(Exception):
    """A refusal that the user can understand and mend; subclasses are dataclasses whose fields are the facts."""

    def __str__(self) -> str:
        """Name the class alone: what is logged or printed by chance must not carry a person's data."""
        return type(self).__name__


@dataclass
class FileMissingError(AppError):
    """The file that was named is not there."""

    path: Path


@dataclass
class FileExistsAlreadyError(AppError):
    """A new file would overwrite one that is there."""

    path: Path


@dataclass
class NotALedgerError(AppError):
    """The file is no database of this program (or its first page is damaged)."""

    path: Path


@dataclass
class NewerSchemaError(AppError):
    """The file was written by a newer version of the program."""

    path: Path


@dataclass
class FileInUseError(AppError):
    """Another program or window is writing to the file."""

    path: Path


@dataclass
class HeldError(AppError):
    """A ledger is open elsewhere; who has it, on which PC, since when (empty: not known)."""

    path: Path
    person: str
    pc: str
    since: str


@dataclass
class HoldLostError(AppError):
    """Somebody else took the ledger over while this program had it open: nothing more is written."""

    path: Path


@dataclass
class ReadOnlyLedgerError(AppError):
    """The ledger was opened to be read only; nothing is written."""

    path: Path


@dataclass
class FileNotWritableError(AppError):
    """The file or its folder cannot be written: read-only, full or gone."""

    path: Path


@dataclass
class RecordMissingError(AppError):
    """The record to change is not there any more; `what` is the Chinese name of its kind."""

    what: str


@dataclass
class RequiredFieldError(AppError):
    """A field that must be filled in is empty; `what` is the record's kind, `field` its label, both Chinese."""

    what: str
    field: str


@dataclass
class InvalidFieldError(AppError):
    """A field holds a value that cannot be right.

    `what` and `field` are the Chinese labels, `value` what was entered, `remedy` what would be right (Chinese phrase).
    """

    what: str
    field: str
    value: str
    remedy: str


@dataclass
class DuplicateError(AppError):
    """A record of this name or number is there already; `what` and `field` are Chinese labels."""

    what: str
    field: str
    value: str


@dataclass
class OrganizationUnknownError(AppError):
    """No organisation has this name or path."""

    name: str


@dataclass
class OrganizationAmbiguousError(AppError):
    """Several organisations have this name; a path (上级/名称) would tell them apart."""

    name: str


@dataclass
class DatesOutOfOrderError(AppError):
    """An end lies before its start; `what` is the Chinese name of the record's kind."""

    what: str
    starts_on: str
    ends_on: str


@dataclass
class InUseError(AppError):
    """A record cannot be deleted while others hang on it; `what` is its kind, `used_by` what hangs on it (Chinese)."""

    what: str
    name: str
    used_by: tuple[str, ...]


@dataclass
class OverlapError(AppError):
    """Two dated records of one kind would hold on the same day; the days (Chinese phrases) are of the one there."""

    what: str
    starts_on: str
    ends_on: str


@dataclass
class PasswordNeededError(AppError):
    """The file is protected and no password was given."""

    path: Path


@dataclass
class WrongPasswordError(AppError):
    """The password does not open the file, or its first page is damaged: the two look the same."""

    path: Path
