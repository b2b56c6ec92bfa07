"""Inputs and texts as tables of cases: what is typed, what it means, what is refused."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from models.enums import StageKind
from services.errors import InvalidFieldError, RequiredFieldError
from services.masking import masked
from ui.window.texts import average_text, day_text, number_text, share_text, yuan_text
from ui.window.widgets.inputs import Choice, DayEdit, MoneyEdit, NumberEdit, TextEdit, enum_options

pytestmark = pytest.mark.usefixtures("application")


@pytest.mark.parametrize("typed", ["2026-03-05", "2026.3.5", "2026/03/05", "20260305", "2026年3月5日", " 2026-3-5 "])
def test_a_day_in_every_usual_form(qtbot: QtBot, typed: str) -> None:
    field = DayEdit("人员", "入党日期")
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.day() == date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["2026-02-30", "去年", "2026", "26-3-5", "2026-13-01"])
def test_what_is_no_day(qtbot: QtBot, typed: str) -> None:
    field = DayEdit("人员", "入党日期")
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(InvalidFieldError) as refusal:
        field.day()
    assert (refusal.value.field, refusal.value.value) == ("入党日期", typed)


def test_a_day_may_be_left_out_unless_it_is_required(qtbot: QtBot) -> None:
    free, required = DayEdit("人员", "入党日期"), DayEdit("人员", "入党日期", required=True)
    for field in (free, required):
        qtbot.addWidget(field)
    assert free.day() is None
    with pytest.raises(RequiredFieldError):
        required.required_day()


@pytest.mark.parametrize(
    ("typed", "fen"), [("12", 1200), ("12.5", 1250), ("1,234.56", 123456), ("0", 0), ("3元", 300), ("", None)]
)
def test_a_sum_of_money_in_fen(qtbot: QtBot, typed: str, fen: int | None) -> None:
    field = MoneyEdit("支出", "金额")
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.fen() == fen


@pytest.mark.parametrize("typed", ["-1", "1.234", "一百", "1e3", "12.3.4"])
def test_what_is_no_sum_of_money(qtbot: QtBot, typed: str) -> None:
    field = MoneyEdit("支出", "金额")
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(InvalidFieldError):
        field.fen()


@pytest.mark.parametrize(("typed", "number"), [("1.5", "1.5"), ("0", "0"), ("40", "40"), ("0.125", "0.125")])
def test_a_number(qtbot: QtBot, typed: str, number: str) -> None:
    field = NumberEdit("活动", "学时")
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.number() == Decimal(number)


@pytest.mark.parametrize("typed", ["-1", "NaN", "inf", "一", "0.1234"])
def test_what_is_no_number(qtbot: QtBot, typed: str) -> None:
    field = NumberEdit("活动", "学时")
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(InvalidFieldError):
        field.number()


def test_a_whole_number_has_no_decimals(qtbot: QtBot) -> None:
    field = NumberEdit("活动", "篇数", Decimal("2.5"))
    qtbot.addWidget(field)
    with pytest.raises(InvalidFieldError):
        field.whole()


def test_a_required_text_is_not_only_blanks(qtbot: QtBot) -> None:
    field = TextEdit("人员", "姓名", "  ", required=True)
    qtbot.addWidget(field)
    with pytest.raises(RequiredFieldError):
        field.value()


def test_a_choice_keeps_what_was_chosen_when_the_offer_changes(qtbot: QtBot) -> None:
    field = Choice("类别", enum_options(StageKind), StageKind.FORMAL)
    qtbot.addWidget(field)
    assert field.choice() is StageKind.FORMAL
    field.offer([("甲", StageKind.ACTIVIST), ("乙", StageKind.FORMAL)], field.choice())
    assert field.currentText() == "乙"
    field.offer([("甲", StageKind.ACTIVIST)], field.choice())
    assert field.choice() is StageKind.ACTIVIST


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (day_text(date(2026, 3, 5)), "2026-03-05"),
        (day_text(None), "—"),
        (number_text(Decimal("32.000")), "32"),
        (number_text(Decimal("53.5")), "53.5"),
        (number_text(Decimal(100)), "100"),
        (number_text(1200), "1,200"),
        (number_text(None), "—"),
        (average_text(Fraction(100, 3)), "33.3"),
        (share_text(Fraction(1, 8)), "12.5%"),
        (share_text(None), "—"),
        (yuan_text(123456789), "1,234,567.89"),
        (yuan_text(-5), "-0.05"),
        (yuan_text(None), "—"),
        (masked("13812345678"), "138****5678"),
        (masked("110101199001011234"), "110***********1234"),
        (masked("12345"), "*****"),
        (masked(""), ""),
    ],
)
def test_values_as_people_read_them(shown: str, expected: str) -> None:
    assert shown == expected
