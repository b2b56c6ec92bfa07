"""What a new password must be."""

from typing import Final

from services.protection.errors import PasswordTooShortError

SHORTEST_PASSWORD: Final = 6  # characters


def refuse_short(password: str) -> None:
    """Refuse a new password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShortError(SHORTEST_PASSWORD)
