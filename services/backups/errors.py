"""Refusals of backup and restore."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class BackupFaultyError(AppError):
    """The copy of a ledger does not open and read through: the ledger itself, or the disk, is damaged."""

    path: Path


@dataclass
class RestoreOntoItselfError(AppError):
    """A backup was to be restored over itself."""

    path: Path
