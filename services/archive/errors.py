"""What can be refused when the archive list is changed."""

from dataclasses import dataclass
from datetime import date

from models.enums import PaperKind, SessionKind
from services.errors import AppError


@dataclass
class PaperRequiredAlreadyError(AppError):
    """Sessions of this kind must have the paper already on that day, or will from a later one."""

    session_kind: SessionKind
    paper: PaperKind
    since: date


@dataclass
class PaperEndedAlreadyError(AppError):
    """The paper is not required any more from a day (`ended_on`) not later than the one asked for."""

    session_kind: SessionKind
    paper: PaperKind
    ended_on: date


@dataclass
class PaperRuleInForceError(AppError):
    """A demand that has begun cannot be taken back, only ended."""

    session_kind: SessionKind
    paper: PaperKind
