"""Identity and telephone numbers with their middle hidden: on screens, on paper and in exports, unless asked for."""

from typing import Final

HIDDEN: Final = "*"
_SHORTEST_SHOWN: Final = 11  # characters; of a shorter number too little would stay hidden
_FIRST_SHOWN: Final = 3
_LAST_SHOWN: Final = 4

MASKED_COLUMNS: Final = frozenset({"identity_number", "phone"})
"""The columns of all tables that hold such numbers."""


def masked(number: str) -> str:
    """Hide the middle of a number, all of a short one; what is masked already stays as it is."""
    if len(number) < _SHORTEST_SHOWN:
        return HIDDEN * len(number)
    return number[:_FIRST_SHOWN] + HIDDEN * (len(number) - _FIRST_SHOWN - _LAST_SHOWN) + number[-_LAST_SHOWN:]


def is_masked(text: str) -> bool:
    """Tell whether a number's digits are hidden in a text."""
    return HIDDEN in text


def agrees(shown: str, number: str) -> bool:
    """Tell whether a masked number may be that number: as long, and every visible character the same."""
    return len(shown) == len(number) and all(one in {HIDDEN, other} for one, other in zip(shown, number, strict=True))
