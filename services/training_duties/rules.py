"""The rules of training duties, as pure functions: windows of time, what meets them, how they stand on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from models.enums import DutyState
from models.keys import Key
from services.dates import months_later
from services.people.standing import ALWAYS, STILL, Span
from services.training_duties.rows import CertificateState, Measure

PROBATION_MONTHS: Final = 12
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something a person did on a day towards a duty, with what it counts in each measure."""

    session: Key
    day: date
    amounts: tuple[tuple[Measure, Fraction], ...] = ((Measure.TIMES, Fraction(1)),)

    def amount(self, measure: Measure) -> Fraction:
        """Give what it counts in a measure."""
        return dict(self.amounts).get(measure, Fraction(0))


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a duty can be met, both days included.

    `until` empty: there is no deadline yet. `ended` is the first day on which the person owes it no more, for they
    left office or the party organisation; `excused`: nothing is asked of them.
    """

    first: date
    until: date | None
    ended: date = STILL
    excused: bool = False

    @property
    def last(self) -> date:
        """Give the last day on which the duty could be met in time."""
        return min(STILL if self.until is None else self.until, STILL if self.ended == STILL else self.ended - _DAY)

    @property
    def ended_early(self) -> bool:
        """Tell whether the person owed it no more before the deadline had come."""
        return self.ended != STILL and (self.until is None or self.ended <= self.until)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a duty stands; `occasion` met it, or came too late; `reached` is what was done in time, by measure."""

    state: DutyState
    occasion: Occasion | None
    reached: tuple[tuple[Measure, Fraction], ...]


def judge(
    window: Window, required: Sequence[tuple[Measure, Fraction]], occasions: Iterable[Occasion], asof: date
) -> Verdict:
    """Judge a duty on a day: met as soon as one measure is reached in time; nothing required: not required."""
    done = sorted((one for one in occasions if one.day <= asof), key=lambda one: (one.day, one.session))
    in_time = [one for one in done if window.first <= one.day <= window.last]
    reached = tuple((measure, _sum(in_time, measure)) for measure, _ in required)
    if not any(amount > 0 for _, amount in required):
        return Verdict(DutyState.NOT_REQUIRED, None, reached)
    met_by = _first_to_reach(in_time, required)
    if met_by is not None:
        return Verdict(DutyState.MET, met_by, reached)
    if window.excused or (window.ended_early and window.ended <= asof):
        return Verdict(DutyState.NOT_REQUIRED, None, reached)
    if window.until is None or asof <= window.until:
        return Verdict(DutyState.DUE, None, reached)
    late = _first_to_reach([one for one in done if one.day >= window.first], required)
    return Verdict(DutyState.MISSED, late, reached)


def _first_to_reach(occasions: Iterable[Occasion], required: Sequence[tuple[Measure, Fraction]]) -> Occasion | None:
    reached = {measure: Fraction(0) for measure, _ in required}
    for occasion in occasions:
        for measure, wanted in required:
            reached[measure] += occasion.amount(measure)
            if 0 < wanted <= reached[measure]:
                return occasion
    return None


def _sum(occasions: Iterable[Occasion], measure: Measure) -> Fraction:
    return sum((one.amount(measure) for one in occasions), Fraction(0))


def office_window(served: Span, months: int) -> Window:
    """Give the time after taking office; `served` are the days in such posts without a break.

    So who moves from one such post to another takes no office anew.
    """
    return Window(served.first, months_later(served.first, months), served.end)


def probation_window(joined: date | None, formal: date | None, asof: date) -> Window | None:
    """Give the time of probation: from joining to the day before becoming formal.

    Before that day is known it is a year, and as long as it lasts longer there is no deadline. None where the day of
    joining is not known, or no probation lies before the formal stage.
    """
    if joined is None or joined == ALWAYS or (formal is not None and formal <= joined):
        return None
    if formal is not None:
        return Window(joined, formal - _DAY)
    a_year = months_later(joined, PROBATION_MONTHS) - _DAY
    return Window(joined, a_year if asof <= a_year else None)


def new_member_window(joined: date | None, formal: date | None, months: int) -> Window | None:
    """Give the time after becoming formal; None where that day is not known (not after joining: nobody noted it)."""
    if formal is None or formal == ALWAYS or (joined is not None and formal <= joined):
        return None
    return Window(formal, months_later(formal, months))


def development_window(target: date | None, joined: date | None) -> Window | None:
    """Give the time from becoming a development target to the day before admission; no deadline before that."""
    if target is None or target == ALWAYS or (joined is not None and joined <= target):
        return None
    return Window(target, None if joined is None else joined - _DAY)


def year_window(year: int, served: Span) -> Window:
    """Give the days of a year on which a post of one span was held; the deadline is the year's last day."""
    last = date(year, 12, 31)
    return Window(max(date(year, 1, 1), served.first), last, served.end if served.end <= last else STILL)


def overlaps_year(window: Window, year: int) -> bool:
    """Tell whether a duty's time, as far as the person owed it, touches a year."""
    return window.first <= date(year, 12, 31) and window.last >= max(window.first, date(year, 1, 1))


def certificate_state(obtained_on: date | None, valid_until: date | None, day: date, months: int) -> CertificateState:
    """Tell how a certificate stands on a day; it is valid up to and including `valid_until` (empty: without end)."""
    if obtained_on is None:
        return CertificateState.NONE
    if valid_until is None:
        return CertificateState.VALID
    if valid_until < day:
        return CertificateState.EXPIRED
    return CertificateState.EXPIRING if valid_until <= months_later(day, months) else CertificateState.VALID
