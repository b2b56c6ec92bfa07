"""The year's money as the catalogue of figures counts it: whole, by source and by category."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from models.enums import ExpenseCategory, FundSourceCode
from models.keys import Key
from services.figures.ledger import Ledger
from services.figures.measures import Measure
from services.figures.money import money_figures
from services.money.rows import FundingTotal, FundingTotals


def funding_totals(connection: Connection, year: int, organization_id: Key | None) -> FundingTotals:
    """Take the year's figures of money apart into rows; RecordMissingError if there is no such organisation."""
    figures = money_figures(Ledger(connection, range(year, year + 1), organization_id, date(year, 12, 31)))
    return FundingTotals(
        whole=FundingTotal("合计", _fen(figures, "funding.budget"), _fen(figures, "funding.spent")),
        by_source=_split(figures, "source", FundSourceCode),
        by_category=_split(figures, "category", ExpenseCategory),
        allocated_fen=_fen(figures, "funding.allocated"),
    )


def _split(
    figures: Mapping[str, Measure], name: str, codes: Iterable[FundSourceCode | ExpenseCategory]
) -> tuple[FundingTotal, ...]:
    prefix = f"funding.{name}"
    return tuple(
        FundingTotal(
            code.label, _fen(figures, f"{prefix}.{code.value}.budget"), _fen(figures, f"{prefix}.{code.value}.spent")
        )
        for code in codes
    )


def _fen(figures: Mapping[str, Measure], key: str) -> int:
    return int(figures[key].value or 0)
