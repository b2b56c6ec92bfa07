"""The navigation answers the mouse and a screen reader alike."""

from pytestqt.qtbot import QtBot

from ui.window.navigation import Navigation


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
