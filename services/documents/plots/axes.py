"""What all plots share: round steps of a scale, labels thinned to the room they have."""

import math
from collections.abc import Sequence
from typing import Final

from services.documents.plots.shapes import text_ems

_NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_SPACE_BETWEEN: Final = 0.7


def round_step(highest: float, most: int) -> float:
    """Give a round step that reaches the highest value in at most so many."""
    if highest <= 0:
        return 1.0
    rough = highest / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(nice * power for nice in _NICE if nice * power >= rough * (1 - 1e-9))


def ticks(highest: float, most: int = 5) -> list[float]:
    """List the values of a scale from 0 to at least the highest."""
    step = round_step(highest, most)
    return [step * number for number in range(math.ceil(highest / step - 1e-9) + 1)]


def tick_text(value: float) -> str:
    """Write a value of a scale, in 万 where it is large."""
    if value >= 10_000:  # noqa: PLR2004 - what 万 is
        return f"{value / 10_000:g}万"
    return f"{value:g}"


def every(texts: Sequence[str], room: float, size: float) -> int:
    """Tell that only every so-manieth label is shown, so that none touches its neighbour in places this wide."""
    widest = max((text_ems(text) for text in texts), default=0.0) * size
    return max(1, math.ceil((widest + _SPACE_BETWEEN * size) / room)) if room > 0 and widest else 1
