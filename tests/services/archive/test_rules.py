"""Which papers a session's folder must hold: cases of kinds and days."""

from datetime import date

import pytest

from models.enums import PaperKind, SessionKind
from services.archive.rows import ArchiveRuleRow, PaperStanding, PaperState
from services.archive.rules import required_papers, standings

NOTICE, SHEET, PHOTO, RECORD = PaperKind.NOTICE, PaperKind.SIGN_IN_SHEET, PaperKind.PHOTO, PaperKind.RECORD
DAY, LECTURE, OTHER = SessionKind.THEME_DAY, SessionKind.PARTY_LECTURE, SessionKind.OTHER
NEW_YEAR = date(2026, 1, 1)


def _rule(kind: SessionKind, paper: PaperKind, start: date | None = None, end: date | None = None) -> ArchiveRuleRow:
    return ArchiveRuleRow(b"", kind, paper, valid_from=start, valid_to=end)


RULES = (
    _rule(DAY, SHEET),
    _rule(DAY, NOTICE, end=NEW_YEAR),
    _rule(DAY, RECORD, start=NEW_YEAR),
    _rule(LECTURE, PHOTO),
    _rule(LECTURE, SHEET),
    _rule(DAY, PHOTO, start=date(2026, 3, 1), end=date(2026, 4, 1)),
)


@pytest.mark.parametrize(
    ("kinds", "day", "expected"),
    [
        ([DAY], date(2025, 12, 31), (NOTICE, SHEET)),  # the list of that year, also when it is looked at later
        ([DAY], NEW_YEAR, (SHEET, RECORD)),
        ([DAY], date(2026, 2, 28), (SHEET, RECORD)),
        ([DAY], date(2026, 3, 1), (SHEET, RECORD, PHOTO)),
        ([DAY], date(2026, 3, 31), (SHEET, RECORD, PHOTO)),
        ([DAY], date(2026, 4, 1), (SHEET, RECORD)),
        ([DAY, LECTURE], NEW_YEAR, (SHEET, RECORD, PHOTO)),  # of several kinds: all their papers, each once
        ([LECTURE], NEW_YEAR, (SHEET, PHOTO)),
        ([OTHER], NEW_YEAR, ()),
        ([], NEW_YEAR, ()),
    ],
)
def test_what_must_be_there(kinds: list[SessionKind], day: date, expected: tuple[PaperKind, ...]) -> None:
    assert required_papers(kinds, day, RULES) == expected


def test_what_is_there_against_what_must_be() -> None:
    there = [(SHEET, None), (SHEET, None), (PHOTO, None), (RECORD, "3号柜")]

    papers = standings([NOTICE, SHEET, RECORD], there)

    assert papers == (
        PaperStanding(NOTICE, required=True),
        PaperStanding(SHEET, required=True, files=2),
        PaperStanding(RECORD, required=True, kept_at=("3号柜",)),
        PaperStanding(PHOTO, required=False, files=1),
    )
    assert [paper.state for paper in papers] == [
        PaperState.MISSING,
        PaperState.FILED,
        PaperState.KEPT_ON_PAPER,
        PaperState.FILED,
    ]
