"""Which ledgers are worked on in a copy on this PC: those on removable drives, unless the officer chose otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # not for the first paint
    from PySide6.QtCore import QSettings

_KEY: Final = "stick/choices"
_NO_CHOICES: Final[Mapping[str, str]] = MappingProxyType({})


class StickChoice(StrEnum):
    """What the officer chose for one ledger, against what the system says of its drive."""

    COPY = "copy"
    STRAIGHT = "straight"


def _ask_system(path: Path) -> bool:
    from services.stick.drives import is_removable  # noqa: PLC0415 - not for the first paint

    return is_removable(path)


def _ask_for_places() -> list[Path]:
    from services.stick.drives import places  # noqa: PLC0415 - not for the first paint

    return places()


class StickWays(NamedTuple):
    """Where the copies lie, what tells removable drives and lists them, and the choices by the ledger's path."""

    folder: Path = Path()
    is_removable: Callable[[Path], bool] = _ask_system
    choices: Mapping[str, str] = _NO_CHOICES
    places: Callable[[], list[Path]] = _ask_for_places

    def is_copied(self, path: Path) -> bool:
        """Tell whether a ledger is worked on in a copy; without a folder for copies none is."""
        from services.stick.generations import is_there, without_number  # noqa: PLC0415 - not for the first paint

        if self.folder == Path():
            return False
        base = without_number(path)
        choice = self.choices.get(str(base))
        if choice is not None:
            return choice == StickChoice.COPY
        # A stick that is out is not asked: what was taken from it lies here.
        return self.is_removable(path) or (not is_there(base) and self._is_kept(base))

    def is_straight(self, path: Path) -> bool:
        """Tell whether a ledger that is not copied may go while it is open: it lies on a stick, or was said to."""
        from services.stick.generations import without_number  # noqa: PLC0415 - not for the first paint

        return self.choices.get(str(without_number(path))) == StickChoice.STRAIGHT or self.is_removable(path)

    def _is_kept(self, base: Path) -> bool:
        from services.stick.homes import home_of  # noqa: PLC0415 - not for the first paint

        return home_of(self.folder, base).is_dir()

    def chosen(self, path: Path, choice: StickChoice, settings: QSettings) -> StickWays:
        """Keep a choice for a ledger."""
        from services.stick.generations import without_number  # noqa: PLC0415 - not for the first paint

        choices = {**self.choices, str(without_number(path)): choice.value}
        settings.setValue(_KEY, [text for pair in choices.items() for text in pair])
        return self._replace(choices=choices)

    def with_choices_of(self, settings: QSettings) -> StickWays:
        """Take the choices that were kept; what a hand wrote wrongly into the file counts as none."""
        kept = settings.value(_KEY, [])
        texts = [str(text) for text in kept] if isinstance(kept, list) else []
        return self._replace(choices=dict(zip(texts[::2], texts[1::2], strict=False)))
