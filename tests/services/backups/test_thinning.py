"""Which backups stay as they grow old."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.backups.thinning import kept

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("ages_in_hours", "staying"),
    [
        pytest.param([1, 2, 3, 47], [1, 2, 3, 47], id="all of two days"),
        pytest.param([60, 61, 62], [60], id="of a day the newest"),
        pytest.param([1, 60, 84], [1, 60, 84], id="two days, one each"),
        pytest.param([1, 24 * 20, 24 * 21], [1, 24 * 20], id="of a week the newest"),
        pytest.param([1, 24 * 13, 24 * 20], [1, 24 * 13, 24 * 20], id="daily turns weekly after two weeks"),
        pytest.param([1, 24 * 90, 24 * 100, 24 * 120], [1, 24 * 90, 24 * 120], id="of a month the newest"),
        pytest.param([1, 24 * 400], [1], id="nothing beyond a year"),
        pytest.param([24 * 400], [24 * 400], id="but never the last one"),
        pytest.param([-5, 1], [-5, 1], id="a clock that was ahead loses nothing"),
        pytest.param([], [], id="none"),
    ],
)
def test_which_stay(ages_in_hours: list[int], staying: list[int]) -> None:
    moments = [NOW - timedelta(hours=age) for age in ages_in_hours]
    assert kept(moments, NOW) == {NOW - timedelta(hours=age) for age in staying}


@given(st.lists(st.integers(0, 24 * 500), max_size=60), st.integers(0, 48))
def test_thinning_again_takes_nothing_more_at_once_and_keeps_the_newest(ages: list[int], later: int) -> None:
    moments = [NOW - timedelta(hours=age) for age in ages]
    first = kept(moments, NOW)
    assert kept(first, NOW) == first
    if moments:
        assert max(moments) in kept(first, NOW + timedelta(hours=later))
