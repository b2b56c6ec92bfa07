"""Yuan texts and fen: exact both ways, and nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.money.amounts import format_yuan, parse_yuan

FEN = st.integers(min_value=0, max_value=10**14 - 1)


@given(FEN, st.booleans())
def test_what_is_written_reads_back_as_the_same_fen(fen: int, grouped: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    assert parse_yuan(format_yuan(fen, grouped=grouped)) == fen


@given(FEN)
def test_a_deficit_is_written_with_a_minus_sign(fen: int) -> None:
    assert format_yuan(-fen - 1) == "-" + format_yuan(fen + 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1234.5", 123_450),
        (" 1,234.50 ", 123_450),
        ("¥1234", 123_400),
        ("１２３４．０５元", 123_405),
        ("1 234 元", 123_400),
        ("0.07", 7),
        ("0", 0),
    ],
)
def test_the_ways_people_write_amounts(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["", "元", "-1", "1.234", "1,23", "12,34.5", "1e3", "一百", "1.", ".5", "NaN", "٣", "9" * 13]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_yuan(text)


def test_a_deficit_keeps_its_fen() -> None:
    assert format_yuan(-123_456) == "-1,234.56"
