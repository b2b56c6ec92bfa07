"""The first page: how the year stands, and who falls behind."""

from models.typing_override import override
from ui.window.desk import Desk
from ui.window.pages.page import Page


class HomePage(Page):
    """Key figures of the year as cards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "首页", "", frozenset())
        self.body.addStretch(1)

    @override
    def load(self) -> None:
        pass
