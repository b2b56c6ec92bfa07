"""Refusals of packages."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass
class PackageDamagedError(AppError):
    """The package is not whole, was damaged on its way, or holds what no package holds; nothing inside was read."""

    path: Path


@dataclass
class PackageTamperedError(AppError):
    """The password opens the package, but its cover sheet is not the one it was packed with."""

    path: Path


@dataclass
class PackageNewerError(AppError):
    """The package was made by a newer version of the program."""

    path: Path


@dataclass
class OnlyOwnBranchError(AppError):
    """The copy of one branch cannot be packed for another."""

    branch: str


@dataclass
class BaseMissingError(AppError):
    """A package holds only what came after the sender's number `since`, and this ledger merged it up to `newest`."""

    path: Path
    since: int
    newest: int


@dataclass
class EarlierContentMissingError(AppError):
    """A package holds only what this copy has not shown to know, and this copy lacks some of what it showed."""

    path: Path


@dataclass
class ChangesForSuperiorError(AppError):
    """A package has only what a branch reports to those above it; another PC of the branch needs all."""

    path: Path


@dataclass
class ChangesOnlyError(AppError):
    """The file holds changes only and is no ledger: it can be merged into one, not opened or made into one."""

    path: Path
