"""What can keep a document from being issued, or from being found again."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class GapsLeftError(AppError):
    """The document still marks what somebody has to fill in; `gaps` are those marks."""

    kind: str
    gaps: tuple[str, ...]


@dataclass
class IssuedNumberTakenError(AppError):
    """A document has been issued under this number; a correction would be its next revision."""

    number: str


@dataclass
class IssuedUnknownError(AppError):
    """No document was issued under this number and revision."""

    number: str


@dataclass
class CorrectsOtherKindError(AppError):
    """The document issued under this number is of another kind, whose Chinese name is `kind`."""

    number: str
    kind: str
