"""What the money service gives and takes. All amounts in whole fen."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.keys import Key


@dataclass(frozen=True, slots=True)
class FundSourceRow:
    """A source with the unit's own name for it."""

    key: Key
    code: FundSourceCode
    name: str


@dataclass(frozen=True, slots=True)
class BudgetLineDraft:
    """A line of the budget of a year; without an organisation it is the top organisation's own."""

    year: int
    source: FundSourceCode
    category: ExpenseCategory
    amount_fen: int
    organization_id: Key | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLineRow:
    """A stored budget line."""

    key: Key
    draft: BudgetLineDraft
    organization_name: str


@dataclass(frozen=True, slots=True)
class ExpenseDraft:
    """An expense as entered; only 已报销 counts as spent; an empty number is given automatically."""

    spent_on: date
    amount_fen: int
    source: FundSourceCode
    category: ExpenseCategory
    summary: str
    number: str = ""
    organization_id: Key | None = None
    session_id: Key | None = None
    voucher: str = ""
    payee: str = ""
    state: ExpenseState = ExpenseState.REIMBURSED


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """A stored expense, with the number and title of its session where it has one."""

    key: Key
    draft: ExpenseDraft
    organization_name: str
    session_label: str


@dataclass(frozen=True, slots=True)
class ExpenseFilter:
    """What the list shows; empty fields do not restrict. `organization_id` includes everything below it."""

    year: int | None = None
    organization_id: Key | None = None
    source: FundSourceCode | None = None
    category: ExpenseCategory | None = None
    state: ExpenseState | None = None
    session_id: Key | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PayrollDraft:
    """上年度职工工资总额, as entered for `year`."""

    year: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """A stored payroll."""

    key: Key
    draft: PayrollDraft


@dataclass(frozen=True, slots=True)
class FundingTotal:
    """Budget and spending of one source, one category or all; what was handed down to branches stands apart."""

    label: str
    budget_fen: int
    spent_fen: int

    @property
    def balance_fen(self) -> int:
        """Budget less what was spent."""
        return self.budget_fen - self.spent_fen

    @property
    def execution(self) -> Fraction | None:
        """Spent as a part of the budget, None without a budget."""
        return Fraction(self.spent_fen, self.budget_fen) if self.budget_fen else None


@dataclass(frozen=True, slots=True)
class FundingTotals:
    """A year's money in a scope: the whole, by source and by category; `allocated_fen` went down to branches."""

    whole: FundingTotal
    by_source: tuple[FundingTotal, ...]
    by_category: tuple[FundingTotal, ...]
    allocated_fen: int
