"""How the days of rules are written on the screen, and how a value stands today."""

from datetime import date, timedelta
from enum import Enum

from services.rulebook.rows import RuleVersion
from ui.window.look import Tone
from ui.window.texts import day_text


class Standing(Enum):
    """How a value stands on a day."""

    PAST = "已失效"
    IN_FORCE = "现行"
    TO_COME = "将生效"

    @property
    def tone(self) -> Tone:
        """Give the tone of its pill."""
        tones = {Standing.PAST: Tone.NEUTRAL, Standing.IN_FORCE: Tone.GOOD, Standing.TO_COME: Tone.WAITING}
        return tones[self]


def standing(version: RuleVersion, day: date) -> Standing:
    """Tell how a value stands."""
    if version.holds(day):
        return Standing.IN_FORCE
    return Standing.TO_COME if version.valid_from is not None and version.valid_from > day else Standing.PAST


def from_text(version: RuleVersion) -> str:
    """Write the first day of a value."""
    return "一直" if version.valid_from is None else day_text(version.valid_from)


def to_text(version: RuleVersion, day: date) -> str:
    """Write the last day of a value, as seen on a day."""
    if version.valid_to is not None:
        return day_text(version.valid_to - timedelta(days=1))
    return "至今" if version.holds(day) else "长期"
