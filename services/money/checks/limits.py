"""What the checks measure by: the dated numbers of the rule book, and what the documents settle without a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from models.enums import ExpenseCategory, PaperKind
from services.money.checks.rows import Basis
from services.resources import load_json
from services.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of the rule book with what it rests on; None: not set."""

    value: Decimal | None
    basis: Basis

    @classmethod
    def on(cls, book: RuleBook, key: str, day: date) -> "Limit":
        """Read the number that holds on a day."""
        row = book.row(key, day)
        if row is None:
            return cls(None, Basis(rule=key))
        return cls(book.number(key, day), Basis(row.basis, row.clause, row.own, key))


@dataclass(frozen=True, slots=True)
class PaperDemand:
    """The papers that an expense must have."""

    papers: tuple[PaperKind, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled without a number: uses of kept dues by category, papers by what was paid."""

    decision: Basis
    dues_use: Basis
    uses: Mapping[ExpenseCategory, str]
    dues_first: Basis
    class_papers: PaperDemand
    lecture_pay_papers: PaperDemand
    other_papers: PaperDemand
    of_session: frozenset[PaperKind]


@cache
def settled() -> Settled:
    """Read what resources/money_checks.json settles."""
    content = load_json("money_checks.json")
    return Settled(
        decision=_basis(content["decision"]),
        dues_use=_basis(content["dues_use"]),
        uses={ExpenseCategory(code): use for code, use in content["dues_use"]["uses"].items()},
        dues_first=_basis(content["dues_first"]),
        class_papers=_papers(content["class_papers"]),
        lecture_pay_papers=_papers(content["lecture_pay_papers"]),
        other_papers=_papers(content["other_papers"]),
        of_session=frozenset(map(PaperKind, content["of_session"])),
    )


def _basis(entry: Mapping[str, Any]) -> Basis:
    return Basis(entry.get("basis", ""), entry.get("clause", ""), entry.get("own", False))


def _papers(entry: Mapping[str, Any]) -> PaperDemand:
    return PaperDemand(tuple(map(PaperKind, entry["papers"])), _basis(entry))
