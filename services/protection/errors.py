"""Refusals of the protection by password."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class PasswordTooShortError(AppError):
    """A new password has fewer characters than asked for."""

    shortest: int


@dataclass
class AlreadyProtectedError(AppError):
    """A first password is to be set on a file that has one."""

    path: Path


@dataclass
class NotProtectedError(AppError):
    """The password of a file without one is to be changed or removed."""

    path: Path


@dataclass
class ProtectionFailedError(AppError):
    """The copy under the new key was not equal to the file; the file was left as it is."""

    path: Path
