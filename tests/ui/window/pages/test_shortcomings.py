"""问题整改 as the officer works with it: entered, closed, reopened, carried over."""

import pytest

from services.shortcomings.rows import ShortcomingDraft
from tests.ui.window.conftest import Settled
from tests.ui.window.hands import press
from tests.ui.window.test_every_control import check
from ui.window.main_window import MainWindow
from ui.window.pages.shortcomings import page as page_module
from ui.window.pages.shortcomings.forms import CloseForm, ShortcomingForm
from ui.window.pages.shortcomings.page import ShortcomingsPage
from ui.window.services import Services


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


def shown(window: MainWindow, settled: Settled) -> ShortcomingsPage:
    window.workspace.go_to("shortcomings")
    settled()
    page = window.workspace.page("shortcomings")
    assert isinstance(page, ShortcomingsPage)
    return page


def cells(page: ShortcomingsPage) -> list[list[str]]:
    return [[column.text(row) for column in page.listing.model.columns] for row in page.listing.model.rows]


def test_a_shortcoming_is_entered_closed_and_reopened(open_window: MainWindow, settled: Settled) -> None:
    page = shown(open_window, settled)
    press(page, "新增问题…")
    form = page.form
    assert isinstance(form, ShortcomingForm)
    check(form)
    press(form, "保存")
    assert form.message_bar.text == "存在问题：请填写“问题”。"
    form.problem.setText("学用脱节")
    form.measures.setPlainText("开展调研\n\n建立机制")
    form.deadline.setText("2026-03-01")
    press(form, "保存")
    settled()
    known = ["2026-0001", "学用脱节", "开展调研；建立机制", "", "2026-03-01"]
    assert cells(page) == [[*known, "逾期4天", "—"]]
    assert page.listing.summary.text() == "年内已整改 0 个，未整改 1 个；逾期 1 个"
    press(page, "销号…")
    closing = page.form
    assert isinstance(closing, CloseForm)
    check(closing)
    closing.day.setText("2026-03-06")
    press(closing, "销号")
    settled()
    assert "应在2026年1月1日至今天之间" in closing.message_bar.text
    closing.day.setText("2026-03-04")
    press(closing, "销号")
    settled()
    assert cells(page) == [[*known, "已整改", "2026-03-04"]]
    assert not page.carry_button.isEnabled()
    press(page, "撤销销号")
    settled()
    assert cells(page)[0][5:] == ["逾期4天", "—"]


def test_an_open_one_is_carried_over_once(
    open_window: MainWindow, services: Services, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.shortcomings.add(ShortcomingDraft(2026, "学用脱节"))
    page = shown(open_window, settled)
    monkeypatch.setattr(page_module, "confirmed", lambda *_: False)
    press(page, "结转下一年…")
    settled()
    assert services.shortcomings.shortcomings(2027) == ()
    monkeypatch.setattr(page_module, "confirmed", lambda *_: True)
    press(page, "结转下一年…")
    settled()
    assert cells(page)[0][5] == "已结转"
    assert not page.carry_button.isEnabled()
    page.year.choose(2027)
    settled()
    assert cells(page)[0][1] == "学用脱节（结转自2026年2026-0001）"
    press(page, "删除…")
    settled()
    assert cells(page) == []
