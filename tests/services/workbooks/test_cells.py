"""Cells: every usual way of writing a value means that value, and nothing is guessed or rounded."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.workbooks.reading import cells
from services.workbooks.reading.cells import CellRefusedError
from services.workbooks.sheets.kinds import (
    HOURS,
    MONEY,
    Day,
    Deadline,
    IdentityNumber,
    Name,
    OwnHours,
    Text,
    Word,
    Year,
)
from services.workbooks.sheets.people_sheets import STAGE
from services.workbooks.sheets.session_sheets import SESSION_KIND, SESSIONS
from services.workbooks.sheets.work_sheets import FUND_SOURCE

DAYS = st.dates(dt.date(1920, 1, 1), dt.date(2099, 12, 31))


@given(DAYS)
def test_all_ways_of_writing_a_day_mean_that_day(day: dt.date) -> None:
    ways: list[cells.Cell] = [
        day,
        dt.datetime(day.year, day.month, day.day),  # noqa: DTZ001  Excel knows no time zones
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day.year}年{day.month}月{day.day}日",
        f" {day:%Y%m%d} ",
        float(f"{day:%Y%m%d}"),
        float((day - dt.date(1899, 12, 30)).days),
        f"{day.isoformat()} 00:00:00",
        day.isoformat().translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ]
    assert {cells.day(way) for way in ways} == {day}


@pytest.mark.parametrize(
    "cell", ["1985.7", "1985-07", "1985年7月", "1985", 1985.0, 1985.07, "2025-02-30", "明天", "", 12.0, True, "25-7-1"]
)
def test_what_is_no_full_day_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(CellRefusedError):
        Day().parse(cell)


@given(st.integers(0, 10**13))
def test_money_is_exact_to_the_fen(fen: int) -> None:
    yuan = Decimal(fen) / 100
    assert MONEY.parse(float(yuan)) == fen
    assert MONEY.parse(f"¥{yuan:,.2f}元") == fen
    assert MONEY.parse(f"{yuan:.2f}") == fen
    assert MONEY.parse(float(Decimal(str(MONEY.write(fen))))) == fen


@pytest.mark.parametrize("cell", [-0.01, "-5", "1.234", 0.001, "十元", "1,2,3", True, "NaN", "inf"])
def test_wrong_money_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(CellRefusedError):
        MONEY.parse(cell)


@given(st.integers(0, 10**6))
def test_hours_keep_three_places(thousandths: int) -> None:
    hours = Decimal(thousandths) / 1000
    assert HOURS.parse(float(hours)) == thousandths
    assert HOURS.parse(f"{hours}学时") == thousandths
    assert OwnHours().parse(float(hours)) == thousandths


def test_minutes_stand_in_for_hours() -> None:
    assert OwnHours().parse("９０ 分钟") == "90分钟"
    with pytest.raises(CellRefusedError):
        OwnHours().parse("1.5分钟")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("张  三", "张三"),
        (" 张三\u3000", "张三"),
        ("Ａｎｎａ  Lee", "Anna Lee"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
    ],
)
def test_names_lose_the_blanks_of_typesetting(cell: str, meant: str) -> None:
    assert Name().parse(cell) == meant


@pytest.mark.parametrize(
    ("cell", "meant"), [(1001.0, "1001"), ("Ｄ００１", "D001"), (" D001 ", "D001"), ("0012", "0012")]
)
def test_numbers_of_people_are_words(cell: cells.Cell, meant: str) -> None:
    assert Word().parse(cell) == meant


def test_digits_that_may_be_lost_are_reported() -> None:
    for kind in (Word(), Text(), IdentityNumber()):
        with pytest.raises(CellRefusedError):
            kind.parse(1.1010119850701e17)
    with pytest.raises(CellRefusedError):
        IdentityNumber().parse(110101850701123.0)
    assert IdentityNumber().parse("11010119850701123x") == "11010119850701123X"
    assert IdentityNumber().parse("110101850701123") == "110101850701123"


def test_free_text_keeps_its_own_punctuation() -> None:
    assert Text().parse("学习《规划（2024—2028年）》：ＡＢ\r\n第二行 ") == "学习《规划（2024—2028年）》：ＡＢ\n第二行"


def test_a_deadline_is_a_day_or_words() -> None:
    assert Deadline().parse("2025年12月31日") == "2025-12-31"
    assert Deadline().parse("长期坚持") == "长期坚持"


def test_words_have_their_other_forms() -> None:
    assert FUND_SOURCE.parse("党建活动经费") == "party_work"
    assert FUND_SOURCE.parse("留存党费") == "kept_dues"
    assert SESSION_KIND.parse("支 委 会") == "branch_committee"
    assert STAGE.parse("积极分子") == "activist"
    assert SESSIONS.by_field["further_kinds"].kind.parse("党课；支部党员大会\n主题党日") == (
        "branch_congress",
        "party_lecture",
        "theme_day",
    )
    with pytest.raises(CellRefusedError, match="不是可填的值"):
        SESSION_KIND.parse("茶话会")


@pytest.mark.parametrize(("cell", "year"), [(2025.0, 2025), ("2025年度", 2025), ("２０２５", 2025)])
def test_years(cell: cells.Cell, year: int) -> None:
    assert Year().parse(cell) == year


@pytest.mark.parametrize("cell", [25.0, 2025.5, "去年", 20250.0])
def test_wrong_years(cell: cells.Cell) -> None:
    with pytest.raises(CellRefusedError):
        Year().parse(cell)
