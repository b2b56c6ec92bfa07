"""What the checks look at, as read from the file."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import CostClass, ExpenseCategory, ExpenseState, FundSourceCode, PaperKind, TeacherTitle
from models.keys import Key
from services.money.checks.rows import FoundRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExpense:
    """An expense that is not void; `of_class` tells that it is for a training or reading class."""

    key: Key
    number: str
    spent_on: date
    amount_fen: int
    source: FundSourceCode
    category: ExpenseCategory
    state: ExpenseState
    summary: str
    organization: Key | None = None
    session: Key | None = None
    of_class: bool = False
    decision_number: str = ""
    voucher: str = ""
    person_days: Decimal | None = None
    papers: frozenset[PaperKind] = frozenset()
    session_papers: frozenset[PaperKind] = frozenset()

    @property
    def words(self) -> str:
        """Name it by its number and summary."""
        return f"{self.number} {self.summary}".strip()

    @property
    def row(self) -> FoundRow:
        """Give it as the row of a finding."""
        return FoundRow("expenses", self.key, self.words)

    @property
    def is_posted(self) -> bool:
        """Tell whether it counts as spent."""
        return self.state is ExpenseState.REIMBURSED


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtPay:
    """What a teacher got for a session."""

    key: Key
    teacher: str
    title: TeacherTitle
    session: str
    held_on: date
    half_days: int
    class_hours: Decimal
    after_tax_fen: int
    outside: bool = False
    approved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCost:
    """A class and what was spent on it without the teachers; `attended` is how many were there."""

    session: Key
    title: str
    starts_on: date
    days: Decimal
    cost_class: CostClass | None
    attended: int
    entered_person_days: Decimal | None
    cost_fen: int
    expenses: tuple[FoundRow, ...] = ()

    @property
    def person_days(self) -> Decimal:
        """Give the person-days entered, else those there times the days."""
        return self.attended * self.days if self.entered_person_days is None else self.entered_person_days


@dataclass(frozen=True, slots=True)
class Carried:
    """What a source carried into a year: as entered, else worked out from the year before."""

    amount_fen: int
    entered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWorkYear:
    """党组织工作经费 of a year: budget, spending, what was carried in; payrolls are empty where none was entered."""

    year: int
    budget_fen: int = 0
    spent_fen: int = 0
    carried: Carried = Carried(0, entered=False)
    last_payroll_fen: int | None = None
    this_payroll_fen: int | None = None
    budget_rows: tuple[FoundRow, ...] = ()
    carried_rows: tuple[FoundRow, ...] = ()
