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
