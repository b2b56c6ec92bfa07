"""组织生活 as the officer sees it: who has held what, what is due, what stands behind a cell."""

from datetime import date

import pytest

from models.enums import OrganizationKind, SessionKind
from models.keys import Key
from services.organizations.rows import OrganizationDraft
from services.sessions.rows import SessionDraft
from tests.services.office import key_of
from tests.ui.window.conftest import Settled
from ui.window.main_window import MainWindow
from ui.window.pages.duties.page import DutiesPage
from ui.window.services import Services


@pytest.fixture
def services(open_window: MainWindow) -> Services:
    assert open_window.services is not None
    return open_window.services


def branch(services: Services, name: str) -> Key:
    top = services.organizations.tree()[0].key
    return key_of(services.organizations.add(OrganizationDraft(name, OrganizationKind.BRANCH, top)))


def shown(window: MainWindow, settled: Settled) -> DutiesPage:
    window.workspace.go_to("duties")
    settled()
    page = window.workspace.page("duties")
    assert isinstance(page, DutiesPage)
    return page


def choose(page: DutiesPage, kind: SessionKind) -> None:
    page.tabs.setCurrentIndex(page.kinds.index(kind) + 1)


def texts(page: DutiesPage) -> list[list[str]]:
    model = page.matrix.model_shown
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_cell_says_how_the_duty_stands_and_lists_its_sessions(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    first = branch(services, "第一党支部")
    day = SessionDraft(
        SessionKind.THEME_DAY, "二月党日", first, date(2026, 2, 5), further_kinds=(SessionKind.PARTY_LECTURE,)
    )
    services.sessions.add(day)
    page = shown(open_window, settled)
    choose(page, SessionKind.THEME_DAY)
    assert texts(page) == [["第一党支部", "缺", "达标", *["待"] * 10, "1/12"]]
    assert page.summary.text() == "应开展 12 次，已开展 1 次，完成率 8.3%"
    page.matrix.setCurrentIndex(page.matrix.model_shown.index(0, 2))
    settled()
    assert page.behind.text() == "第一党支部　2026年2月主题党日：达标，应开展 1 次，已开展 1 次"
    assert [row.title for row in page.sessions.rows] == ["二月党日"]
    choose(page, SessionKind.PARTY_LECTURE)
    assert texts(page) == [["第一党支部", "达标", "待", "待", "待", "1/4"]]


def test_due_this_month_and_missed_last_month(open_window: MainWindow, services: Services, settled: Settled) -> None:
    branch(services, "第一党支部")
    page = shown(open_window, settled)
    due = {(row.organization_name, row.kind) for row in page.due.rows}
    assert due == {
        ("第一党支部", SessionKind.THEME_DAY),
        ("第一党支部", SessionKind.BRANCH_CONGRESS),
        ("第一党支部", SessionKind.PARTY_LECTURE),
        ("某某公司党委", SessionKind.CENTER_GROUP),
    }
    assert [row.kind for row in page.missed.rows] == [SessionKind.THEME_DAY]
    assert page.missed_title.text() == "上月未开展 1 项"


def test_the_overview_of_a_month_shows_every_kind(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    branch(services, "第一党支部")
    page = shown(open_window, settled)
    page.month.choose(1)
    columns = page.matrix.model_shown.matrix.columns
    cells = dict(zip(columns, texts(page)[1][1:-1], strict=True))
    assert cells["主题党日"] == "缺"
    assert cells["党课"] == "待"
    assert cells["支委会"] == "—"
    assert cells["中心组"] == ""


def test_a_scope_shows_one_branch_and_none_says_so(
    open_window: MainWindow, services: Services, settled: Settled
) -> None:
    page = shown(open_window, settled)
    choose(page, SessionKind.THEME_DAY)
    assert texts(page) == []
    assert page._stack.currentIndex() == 1
    second = [branch(services, name) for name in ("第一党支部", "第二党支部")][1]
    page.load()
    settled()
    assert [line[0] for line in texts(page)] == ["第一党支部", "第二党支部"]
    page.scope.choose(second)
    settled()
    assert [line[0] for line in texts(page)] == ["第二党支部"]
