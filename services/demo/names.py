"""Names, dates of birth and numbers of people who do not exist."""

from datetime import date
from typing import Any, Final

from services.demo.chance import Chance

_IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS: Final = "10X98765432"
_NO_REGION: Final = "990100"  # no region has this code, so the number can be nobody's


def made_up_name(chance: Chance, texts: dict[str, Any], *, male: bool) -> str:
    """Compose a name of a usual surname and two usual characters, but none that everybody knows."""
    kind = "male" if male else "female"
    while True:
        first = chance.pick(texts[f"{kind}_first"])
        second = chance.pick([character for character in texts[f"{kind}_second"] if character != first])
        name = f"{chance.pick(texts['surnames'])}{first}{second}"
        if name not in texts["public_figures"]:
            return name


def made_up_identity_number(chance: Chance, born: date, *, male: bool) -> str:
    """Compose an identity number with a right check digit in a region that does not exist."""
    serial = chance.between(0, 499) * 2 + (1 if male else 0)
    digits = f"{_NO_REGION}{born:%Y%m%d}{serial:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(_IDENTITY_WEIGHTS, digits, strict=True))
    return digits + _IDENTITY_CHECKS[total % len(_IDENTITY_CHECKS)]


def made_up_phone(chance: Chance) -> str:
    """Compose a number that no mobile network has given out."""
    return f"100{chance.between(0, 99_999_999):08d}"
