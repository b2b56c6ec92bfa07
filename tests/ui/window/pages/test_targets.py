"""目标 as the officer works with it: the usual set, filling in, years shown, moving, deleting."""

from datetime import date
from decimal import Decimal

import pytest

from models.enums import SessionKind
from services.sessions.rows import SessionDraft
from services.targets.rows import TargetDraft
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.pages.targets import page as page_module
from ui.window.pages.targets.forms import TargetForm, UsualTargetsDialog
from ui.window.pages.targets.page import TargetsPage
from ui.window.services import Services


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


def shown(window: MainWindow, settled: Settled) -> TargetsPage:
    window.workspace.go_to("targets")
    settled()
    page = window.workspace.page("targets")
    assert isinstance(page, TargetsPage)
    return page


def cells(page: TargetsPage) -> list[dict[str, str]]:
    model = page.listing.model
    return [{column.title: column.text(row) for column in model.columns} for row in model.rows]


def test_the_usual_set_is_written_and_filled_in(open_window: MainWindow, settled: Settled) -> None:
    page = shown(open_window, settled)
    press(page, "常用指标…")
    settled()
    usual = page.form
    assert isinstance(usual, UsualTargetsDialog)
    check(usual)
    offered = len(usual.list.rows)
    press(usual, "写入")
    settled()
    assert page.listing.summary.text() == f"共 {offered} 项，已达到 0 项，未设目标 {offered} 项"
    page.listing.choose(lambda row: row.draft.figure_key == "training.coverage")
    press(page, "修改…")
    form = page.form
    assert isinstance(form, TargetForm)
    check(form)
    form.yearly.setText("80.55")
    press(form, "保存")
    assert "百分比至多一位小数" in form.message_bar.text
    form.yearly.setText("80.5")
    press(form, "保存")
    settled()
    row = next(row for row in page.listing.model.rows if row.draft.figure_key == "training.coverage")
    assert row.draft.yearly == Decimal("0.805")
    assert next(line for line in cells(page) if line["指标"] == "集中培训覆盖率")["每年目标"] == "≥80.5%"


def test_a_new_indicator_takes_the_figures_name_and_shows_each_year(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    top = services.organizations.tree()[0].key
    services.sessions.add(SessionDraft(SessionKind.THEME_DAY, "二月主题党日", top, date(2025, 2, 5)))
    page = shown(open_window, settled)
    press(page, "新增目标…")
    form = page.form
    assert isinstance(form, TargetForm)
    form.figure.choose("theme_day.sessions")
    assert form.indicator.text() == "主题党日次数"
    form.yearly.setText("1")
    press(form, "保存")
    settled()
    (line,) = cells(page)
    assert [line[f"{year}年"] for year in range(2022, 2027)] == ["0", "0", "0", "1", "0"]
    assert line["状态"] == "未达到"
    page.from_year.choose(2025)
    settled()
    (line,) = cells(page)
    assert "2024年" not in line
    assert line["2025年"] == "1"
    page.to_year.choose(2024)
    settled()
    assert page.message_bar.isVisible()


def test_the_page_begins_with_the_latest_span_and_rows_move_and_go(
    open_window: MainWindow, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.targets.add_all([TargetDraft(2011, 2014, name, note="已完成") for name in ("甲", "乙")])
    page = shown(open_window, settled)
    assert page.span == (2011, 2014)
    press(page, "下移")
    settled()
    assert [line["指标"] for line in cells(page)] == ["乙", "甲"]
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "删除…")
    settled()
    assert [line["指标"] for line in cells(page)] == ["乙"]
