"""The rules of duties as tables of cases."""

from datetime import date

import pytest

from models.enums import DutyState, OrganizationKind, PeriodKind, SessionKind
from services.duties.rules import DutyRuleRow, duty_state, period_around, periods_of, rules_in_force


def test_a_year_is_cut_into_its_periods() -> None:
    assert [(one.name, one.first_day, one.last_day) for one in periods_of(2024, PeriodKind.QUARTER)] == [
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
    ]
    assert periods_of(2024, PeriodKind.MONTH)[1].last_day == date(2024, 2, 29)
    assert [one.name for one in periods_of(2025, PeriodKind.HALF_YEAR)] == ["2025-H1", "2025-H2"]
    assert [one.name for one in periods_of(2025, PeriodKind.YEAR)] == ["2025"]


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_a_day_lies_in_the_period_that_names_it(kind: PeriodKind) -> None:
    for period in periods_of(2025, kind):
        assert period_around(period.first_day, kind) == period.name
        assert period_around(period.last_day, kind) == period.name


@pytest.mark.parametrize(
    ("required", "held", "asof", "state"),
    [
        (1, 1, date(2025, 3, 1), DutyState.MET),
        (1, 0, date(2025, 3, 31), DutyState.DUE),
        (1, 0, date(2025, 4, 1), DutyState.MISSED),
        (2, 1, date(2025, 4, 1), DutyState.MISSED),
        (2, 3, date(2025, 4, 1), DutyState.MET),
        (0, 1, date(2025, 4, 1), DutyState.NOT_REQUIRED),
        (0, 0, date(2025, 1, 1), DutyState.NOT_REQUIRED),
    ],
)
def test_how_a_duty_of_the_first_quarter_stands(required: int, held: int, asof: date, state: DutyState) -> None:
    assert duty_state(required, held, date(2025, 3, 31), asof) is state


def rule(required: int, valid_from: date | None = None, valid_to: date | None = None) -> DutyRuleRow:
    return DutyRuleRow(
        OrganizationKind.BRANCH,
        SessionKind.THEME_DAY,
        required,
        PeriodKind.MONTH,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def test_of_rules_for_one_duty_the_newest_in_force_holds() -> None:
    turn = date(2025, 7, 1)
    old, new, ended = rule(1), rule(2, valid_from=turn), rule(9, valid_to=turn)
    assert rules_in_force([new, old], date(2025, 6, 30)) == (old,)
    assert rules_in_force([new, old, ended], turn) == (new,)
    assert rules_in_force([rule(1, valid_to=turn)], turn) == ()
