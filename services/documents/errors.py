"""What can keep a document from being made, and the user can mend."""

from dataclasses import dataclass

from services.errors import AppError


@dataclass
class CharactersMissingError(AppError):
    """Characters that no font at hand has: they would be missing on paper."""

    characters: tuple[str, ...]
