"""The year shown stays among those offered, whatever the ledger has."""

from pytestqt.qtbot import QtBot

from ui.window.widgets.scope_choices import YearChoice


def test_the_year_shown_stays_on_offer_and_chosen(qtbot: QtBot) -> None:
    choice = YearChoice(2026)
    qtbot.addWidget(choice)
    choice.offer_years([2024, 2025])
    assert [choice.itemText(row) for row in range(choice.count())] == ["2026年", "2025年", "2024年"]
    choice.choose(2024)
    choice.offer_years([])
    assert (choice.year, choice.count()) == (2024, 1)


def test_offering_is_no_choice_of_the_officer(qtbot: QtBot) -> None:
    choice = YearChoice(2026)
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.offer_years([2024, 2025])
