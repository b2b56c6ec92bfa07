"""Chance that repeats itself: streams of numbers and keys that depend on the seed and a name alone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from models.keys import Key

Choice = TypeVar("Choice")

_FRIDAY = 4


class Chance:
    """One stream of chance; the same seed and names give the same stream on every PC."""

    def __init__(self, seed: int, *names: object) -> None:
        self.random = Random("/".join(map(str, (seed, *names))))  # noqa: S311 - made-up data must repeat itself

    def happens(self, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.random.random() < probability

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """Choose one of several."""
        return choices[int(self.random.random() * len(choices))]

    def some(self, choices: Sequence[Choice], count: int) -> list[Choice]:
        """Choose several different ones, at most as many as there are."""
        return self.random.sample(choices, min(count, len(choices)))

    def weighted(self, weights: Mapping[str, int]) -> str:
        """Choose a key by its weight."""
        return self.random.choices(tuple(weights), tuple(weights.values()))[0]

    def between(self, low: int, high: int) -> int:
        """Choose a whole number, both ends included."""
        return self.random.randint(low, high)

    def day(self, year: int, month: int, first: int = 1, last: int = 28) -> date:
        """Choose a working day (Monday to Friday) of a month; a weekend gives way to the Friday before."""
        chosen = date(year, month, self.between(first, last))
        past = chosen.weekday() - _FRIDAY
        if past <= 0:
            return chosen
        return chosen - timedelta(days=past) if chosen.day > past else chosen + timedelta(days=3 - past)

    def day_between(self, first: date, last: date) -> date:
        """Choose any day from one to another, both included."""
        return first + timedelta(days=self.between(0, max(0, (last - first).days)))


class KeyMaker:
    """Makes UUIDv7 keys as if born one after another from a day on; the same stream gives the same keys."""

    def __init__(self, chance: Chance, born_on: date) -> None:
        self._random = chance.random
        self._moment = int(datetime.combine(born_on, time(), tzinfo=UTC).timestamp() * 1000)

    def __call__(self) -> Key:
        """Make the next key."""
        self._moment += 1
        tail = bytearray(self._random.randbytes(10))
        tail[0] = (tail[0] & 0x0F) | 0x70
        tail[2] = (tail[2] & 0x3F) | 0x80
        return self._moment.to_bytes(6, "big") + bytes(tail)
