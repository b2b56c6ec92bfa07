"""Which page each line of the navigation shows, and what it is given; imported when a ledger is open."""

from collections.abc import Callable, Mapping
from typing import Final

from ui.window.desk import Desk
from ui.window.pages.home import HomePage
from ui.window.pages.page import Page
from ui.window.services import Services

PAGES: Final[Mapping[str, Callable[[Services, Desk], Page]]] = {
    "home": lambda _, desk: HomePage(desk),
}
