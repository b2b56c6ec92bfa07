"""What a page shows: the year, and the organisation it is narrowed to."""

from collections.abc import Iterable, Sequence
from typing import Final

from models.keys import Key
from services.organizations.rows import OrganizationRow
from ui.window.widgets.inputs import Choice
from ui.window.widgets.organization_choice import organization_options

ALL_ORGANIZATIONS: Final = "全部组织"
_WIDTH: Final = 220


class YearChoice(Choice[int]):
    """A choice among years, the newest first; the year shown is always among them."""

    def __init__(self, this_year: int) -> None:
        super().__init__("年度", _years([this_year]), this_year)
        self._this_year = this_year

    @property
    def year(self) -> int:
        """Give the year shown."""
        return self.choice() or self._this_year

    def turn_to(self, year: int | None) -> None:
        """Choose a year without speaking, whether it was offered or not."""
        if year is not None:
            self.offer(_years({*self._values, year}), year)

    def offer_years(self, years: Iterable[int]) -> None:
        """Offer these years and the one shown, which stays chosen."""
        self.offer(_years({*years, self.year}), self.year)


class ScopeChoice(Choice[Key | None]):
    """All organisations, or one of the tree."""

    def __init__(self) -> None:
        super().__init__("组织筛选", [(ALL_ORGANIZATIONS, None)])
        self.setMinimumWidth(_WIDTH)

    def offer_organizations(self, rows: Sequence[OrganizationRow]) -> None:
        """Offer the organisations of the tree; the one chosen stays so."""
        self.offer([(ALL_ORGANIZATIONS, None), *organization_options(rows)], self.choice())


def _years(years: Iterable[int]) -> list[tuple[str, int]]:
    return [(f"{year}年", year) for year in sorted(years, reverse=True)]
