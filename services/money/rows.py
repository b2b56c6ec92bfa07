"""What the money service gives and takes. All amounts in whole fen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, SessionKind, TeacherTitle
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
    """An expense as entered; only 已报销 counts as spent; an empty number is given automatically.

    `decision_number` is the number of the meeting that decided on it, `person_days` what the cost of a class is
    divided by where attendance does not tell it.
    """

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
    decision_number: str = ""
    person_days: Decimal | None = None


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


@dataclass(frozen=True, slots=True)
class ExecutionLine:
    """Budget and spending of one part; drafts are money about to be spent, and count nowhere else."""

    code: str
    label: str
    budget_fen: int
    spent_fen: int
    draft_fen: int

    @property
    def balance_fen(self) -> int:
        """Budget less what was spent."""
        return self.budget_fen - self.spent_fen

    @property
    def execution(self) -> Fraction | None:
        """Spent as a part of the budget, None without a budget."""
        return Fraction(self.spent_fen, self.budget_fen) if self.budget_fen else None


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """What was spent in a month or quarter, and since the year began as a part of the year's budget."""

    code: str
    label: str
    spent_fen: int
    draft_fen: int
    since_january_fen: int
    execution: Fraction | None


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """Money handed down to a branch, and what the branch spent of the sources that it came from."""

    organization: Key
    organization_name: str
    handed_down_fen: int
    spent_fen: int

    @property
    def left_fen(self) -> int:
        """What was handed down less what was spent."""
        return self.handed_down_fen - self.spent_fen


@dataclass(frozen=True, slots=True)
class Execution:
    """How the budget of one year or several was used in a scope, up to a day; allocations are no spending."""

    first_year: int
    last_year: int
    scope: Key
    scope_name: str
    asof: date
    whole: ExecutionLine
    by_year: tuple[ExecutionLine, ...]
    by_source: tuple[ExecutionLine, ...]
    by_category: tuple[ExecutionLine, ...]
    by_organization: tuple[ExecutionLine, ...]
    quarters: tuple[PeriodLine, ...]
    months: tuple[PeriodLine, ...]
    allocations: tuple[AllocationLine, ...]
    allocated_fen: int


@dataclass(frozen=True, slots=True)
class SessionCost:
    """What a session cost, teachers included; `people` were there, `hours` is what everyone earned by it."""

    session: Key
    number: str
    title: str
    kind: SessionKind
    starts_on: date
    organization_name: str
    cost_fen: int
    people: int
    hours: Decimal

    @property
    def per_person_fen(self) -> int | None:
        """Cost a person, rounded half up; None where nobody was there."""
        return _half_up(Fraction(self.cost_fen, self.people)) if self.people else None

    @property
    def per_hour_fen(self) -> int | None:
        """Cost an hour earned, rounded half up; None where it earned none."""
        return _half_up(Fraction(self.cost_fen) / Fraction(self.hours)) if self.hours else None


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class CarryOverDraft:
    """上年结转 of a source at the start of a year, as entered."""

    year: int
    source: FundSourceCode
    amount_fen: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CarryOverRow:
    """What a source carried into a year and has left of it; `key` and `entered_fen` are empty where none was entered.

    `computed_fen` is last year's carry-over, budget and spending put together; empty where no earlier year is known.
    """

    year: int
    source: FundSourceCode
    key: Key | None
    entered_fen: int | None
    computed_fen: int | None
    budget_fen: int
    spent_fen: int
    note: str

    @property
    def start_fen(self) -> int:
        """What was there at the start of the year: as entered, else as computed."""
        return (self.computed_fen or 0) if self.entered_fen is None else self.entered_fen

    @property
    def left_fen(self) -> int:
        """Start and budget less what was spent."""
        return self.start_fen + self.budget_fen - self.spent_fen


@dataclass(frozen=True, slots=True)
class LecturePayDraft:
    """讲课费 of one teacher for one session, taxes as entered; `outside` marks a teacher from elsewhere."""

    session_id: Key
    teacher: str
    title: TeacherTitle
    half_days: int
    class_hours: Decimal
    after_tax_fen: int
    before_tax_fen: int | None = None
    unit: str = ""
    outside: bool = False
    approved_by: str = ""
    expense_id: Key | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LecturePayRow:
    """A stored lecture pay with its session and, where booked, its expense."""

    key: Key
    draft: LecturePayDraft
    session_number: str
    session_title: str
    held_on: date
    organization_name: str
    expense_label: str

    @property
    def per_hour_fen(self) -> int | None:
        """After tax an hour of class, rounded half up; None where no hours are known."""
        hours = self.draft.class_hours
        return _half_up(Fraction(self.draft.after_tax_fen) / Fraction(hours)) if hours else None
