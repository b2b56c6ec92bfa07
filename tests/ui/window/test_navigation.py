"""The navigation answers the mouse, the keyboard and a screen reader alike, on a low screen too."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from ui.window.navigation import ENTRIES, Group, Navigation


def navigation(qtbot: QtBot) -> tuple[Navigation, list[str]]:
    made = Navigation()
    qtbot.addWidget(made)
    made.allow(frozenset({"home", "hours"}))
    asked: list[str] = []
    made.wanted.connect(asked.append)
    return made, asked


def test_a_click_and_a_toggle_each_ask_once(qtbot: QtBot) -> None:
    made, asked = navigation(qtbot)
    made._buttons["hours"].click()
    made._buttons["home"].toggle()  # what the accessibility bus does
    assert asked == ["hours", "home"]


def test_marking_the_page_that_is_shown_does_not_ask_for_it(qtbot: QtBot) -> None:
    made, asked = navigation(qtbot)
    made.mark("hours")
    assert made._buttons["hours"].isChecked()
    assert asked == []
    made.mark("home")
    assert not made._buttons["hours"].isChecked()


def test_every_group_has_its_heading_above_its_pages(qtbot: QtBot) -> None:
    made, _ = navigation(qtbot)
    made.resize(made.width(), 1200)
    made.show()
    headings = {shown.text(): shown.y() for shown in made.findChildren(QLabel, "group")}
    assert list(headings) == [group.value for group in Group if group.value]
    for entry in ENTRIES:
        above = [text for text, top in headings.items() if top < made._buttons[entry.key].y()]
        assert (above or [""])[-1] == entry.group.value


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("height", [300, 660])
def test_on_a_low_screen_the_page_shown_and_the_one_with_the_focus_are_in_sight(qtbot: QtBot, height: int) -> None:
    made, _ = navigation(qtbot)
    made.allow(frozenset(entry.key for entry in ENTRIES))
    made.resize(made.width(), height)
    made.show()
    qtbot.waitExposed(made)
    made.mark("history")
    qtbot.waitUntil(lambda: in_sight(made, made._buttons["history"]))
    made._buttons["history"].setFocus()
    for _ in ENTRIES[1:]:
        focused = made.focusWidget()
        QTest.keyClick(focused, Qt.Key.Key_Backtab)
        assert in_sight(made, made.focusWidget())


def in_sight(made: Navigation, button: object) -> bool:
    assert isinstance(button, QPushButton)
    view = made.findChildren(QScrollArea)[0].viewport()
    return view.rect().contains(QRect(button.mapTo(view, button.rect().topLeft()), button.size()))
