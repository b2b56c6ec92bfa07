"""Keys sort by birth; decimals are kept exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.keys import fixed_key, new_key
from models.types import from_thousandths, to_thousandths


def test_keys_are_version_seven_and_fresh() -> None:
    keys = [new_key() for _ in range(1000)]
    assert len(set(keys)) == 1000
    assert all(len(key) == 16 and key[6] >> 4 == 7 and key[8] >> 6 == 2 for key in keys)


def test_keys_of_one_program_sort_by_birth() -> None:
    # Thousands fall within one millisecond: the rows of an import keep the order of the officer's sheet.
    keys = [new_key() for _ in range(20_000)]
    assert keys == sorted(keys)


def test_fixed_keys_are_the_same_everywhere() -> None:
    assert fixed_key("rule", "hours.target.member").hex() == fixed_key("rule", "hours.target.member").hex()
    assert fixed_key("rule", "a") != fixed_key("rule", "b")


@given(st.decimals(min_value=0, max_value=100_000, places=3))
def test_three_places_come_back_unchanged(value: Decimal) -> None:
    assert from_thousandths(to_thousandths(value)) == value


def test_a_fourth_place_is_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="three decimal places"):
        to_thousandths(Decimal("0.0001"))
