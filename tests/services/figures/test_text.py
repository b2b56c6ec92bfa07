"""How figures are shown and written as JSON."""

from decimal import Decimal
from fractions import Fraction

import pytest

from services.figures.catalogue import CATALOGUE
from services.figures.rows import Value
from services.figures.text import as_json, shown, shown_with_unit


@pytest.mark.parametrize(
    ("key", "value", "text", "json"),
    [
        ("people.members", 1200, "1200人", 1200),
        ("people.members", 0, "0人", 0),
        ("attendance.rate", Fraction(39, 40), "97.5%", 0.975),
        ("attendance.rate", Fraction(1, 3), "33.3%", 1 / 3),
        ("attendance.rate", Fraction(2001, 2000), "100.1%", 1.0005),
        ("attendance.rate", None, "—", None),
        ("funding.spent", 123_456_789, "1,234,567.89元", "1234567.89"),
        ("funding.balance", -5, "-0.05元", "-0.05"),
        ("funding.spent", 0, "0.00元", "0.00"),
        ("online_study.hours", Decimal("32.50"), "32.5学时", 32.5),
        ("online_study.hours", Decimal(1200), "1200学时", 1200),
        ("hours.members.average", Fraction(100, 3), "33.33学时", 100 / 3),
        ("hours.members.average", Fraction(40), "40学时", 40),
        ("exam.average", Fraction(1785, 20), "89.25分", 89.25),
    ],
)
def test_values(key: str, value: Value, text: str, json: object) -> None:
    assert shown_with_unit(key, value) == text
    assert shown(key, value) == text.removesuffix(CATALOGUE[key].unit)
    assert as_json(key, value) == json
