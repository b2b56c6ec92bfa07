"""How texts and deadlines of a plan move on by a year."""

import pytest

from services.plans.moving import moved_deadline, moved_text


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2026年计划", "2027年计划"),
        ("2025年总结与2027年打算", "2026年总结与2028年打算"),
        ("2021年入党的党员", "2021年入党的党员"),
        ("《2026年要点》", "《2026年要点》"),
        ("2024-2028年规划", "2024-2028年规划"),
        ("编号20260101", "编号20260101"),
        ("", ""),
    ],
)
def test_years_around_the_plans_own_move(text: str, moved: str) -> None:
    assert moved_text(text, 2026) == moved


@pytest.mark.parametrize(
    ("deadline", "moved"),
    [
        ("2026-05-31", "2027-05-31"),
        ("2028-02-29", "2029-02-28"),
        ("2026年6月底", "2027年6月底"),
        ("每月", "每月"),
        ("2026-02-30", "2027-02-30"),
    ],
)
def test_deadlines_move_by_a_year(deadline: str, moved: str) -> None:
    assert moved_deadline(deadline, int(deadline[:4]) if deadline[:4].isdigit() else 2026) == moved
