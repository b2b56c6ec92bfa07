"""What a session's folder must hold: pure, from the kinds of the session and the rules of its first day."""

from collections.abc import Iterable
from datetime import date

from models.enums import PaperKind, SessionKind
from services.archive.rows import ArchiveRuleRow, PaperStanding


def required_papers(kinds: Iterable[SessionKind], day: date, rules: Iterable[ArchiveRuleRow]) -> tuple[PaperKind, ...]:
    """List what a session that begins on this day must have: for all its kinds together, each paper once."""
    counted = frozenset(kinds)
    asked = {rule.paper for rule in rules if rule.session_kind in counted and rule.holds(day)}
    return tuple(paper for paper in PaperKind if paper in asked)


def standings(
    required: Iterable[PaperKind], there: Iterable[tuple[PaperKind, str | None]]
) -> tuple[PaperStanding, ...]:
    """Compare what must be there with what is: pairs of paper and where it is kept (None: there is a file)."""
    asked = frozenset(required)
    files = dict.fromkeys(PaperKind, 0)
    places: dict[PaperKind, list[str]] = {}
    for paper, place in there:
        if place is None:
            files[paper] += 1
        else:
            places.setdefault(paper, []).append(place)
    found = [PaperStanding(paper, paper in asked, files[paper], tuple(places.get(paper, ()))) for paper in PaperKind]
    return tuple(
        paper
        for paper in sorted(found, key=lambda paper: not paper.required)
        if paper.required or paper.files or paper.kept_at
    )
