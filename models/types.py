"""Column types: keys, and decimals kept exactly as integers."""

from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Dialect, Integer, LargeBinary
from sqlalchemy.types import TypeDecorator

from models.keys import KEY_LENGTH
from models.typing_override import override

THOUSAND: Final = 1000


class KeyType(TypeDecorator[bytes]):
    """A 16-byte key; bound as bytearray, which this driver takes eight times faster than bytes."""

    impl = LargeBinary(KEY_LENGTH)
    cache_ok = True

    @override
    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else bytearray(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes(value)

    @override
    def bind_processor(self, dialect: Dialect) -> Any:
        # LargeBinary's own processor would wrap the bytearray again.
        def process(value: bytes | None) -> bytearray | None:
            return None if value is None else bytearray(value)

        return process

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return None


def to_thousandths(value: Decimal) -> int:
    """Turn a decimal with at most three places into whole thousandths; ValueError if it has more places."""
    scaled = value * THOUSAND
    whole = int(scaled)
    if whole != scaled:
        message = f"more than three decimal places: {value}"
        raise ValueError(message)
    return whole


def from_thousandths(value: int) -> Decimal:
    """Turn whole thousandths into a decimal without trailing zeros (hours, days, scores)."""
    whole, rest = divmod(value, THOUSAND)
    return Decimal(whole) if rest == 0 else (Decimal(value) / THOUSAND).normalize()


class Thousandths(TypeDecorator[Decimal]):
    """Hours, days, scores: at most three places, stored as integer thousandths, so that sums are exact."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else to_thousandths(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_thousandths(int(value))
