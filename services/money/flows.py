"""Budget lines and expenses of a scope as plain amounts, for sums of every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, false, select

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.keys import Key
from models.money import BudgetLine, Expense, FundSource
from services.organizations.tree import OrganizationTree, load_tree


class Budgeted(NamedTuple):
    """A line of a year's budget; `owner` is never empty: what names none is the top organisation's."""

    year: int
    source: FundSourceCode
    category: ExpenseCategory
    owner: Key
    fen: int


class Spent(NamedTuple):
    """An expense that is not void."""

    day: date
    source: FundSourceCode
    category: ExpenseCategory
    owner: Key
    fen: int
    is_posted: bool

    @property
    def counts(self) -> bool:
        """Tell whether it is spending: reimbursed, and not handed down."""
        return self.is_posted and self.category is not ExpenseCategory.ALLOCATION


@dataclass(frozen=True, slots=True)
class Scope:
    """An organisation with everything below it; rows that name none belong to the top organisation."""

    tree: OrganizationTree
    root: Key
    inside: frozenset[Key]

    @classmethod
    def load(cls, connection: Connection, organization_id: Key | None) -> "Scope":
        """Read the tree and find the scope; RecordMissingError if there is no such organisation."""
        tree = load_tree(connection)
        root = tree.root(organization_id)
        return cls(tree, root, tree.subtree(root))

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole enterprise."""
        return self.root == self.tree.top

    @property
    def name(self) -> str:
        """Give the name of the organisation."""
        return self.tree.name(self.root)

    def owner(self, organization_id: Key | None) -> Key | None:
        """Give the branch (or committee) that a row of this organisation counts for, None where it is outside."""
        key = self.tree.top if organization_id is None else organization_id
        return self.tree.branch_of(key) if key is not None and key in self.inside else None


@dataclass(frozen=True, slots=True)
class Flows:
    """The money of some years in a scope."""

    budget: tuple[Budgeted, ...]
    spent: tuple[Spent, ...]

    def budget_fen(self, fits: Callable[[Budgeted], bool] = lambda _: True) -> int:
        """Sum the budget lines that fit."""
        return sum(line.fen for line in self.budget if fits(line))

    def spent_fen(self, fits: Callable[[Spent], bool] = lambda _: True) -> int:
        """Sum the spending that fits."""
        return sum(one.fen for one in self.spent if one.counts and fits(one))

    def draft_fen(self, fits: Callable[[Spent], bool] = lambda _: True) -> int:
        """Sum the drafts that fit."""
        drafts = (one for one in self.spent if not one.is_posted and one.category is not ExpenseCategory.ALLOCATION)
        return sum(one.fen for one in drafts if fits(one))


def load_flows(connection: Connection, scope: Scope, first_year: int, last_year: int, asof: date) -> Flows:
    """Read the money of these years up to a day."""
    return Flows(
        tuple(_budget(connection, scope, first_year, last_year)),
        tuple(_spent(connection, scope, date(first_year, 1, 1), min(asof, date(last_year, 12, 31)))),
    )


def _budget(connection: Connection, scope: Scope, first_year: int, last_year: int) -> list[Budgeted]:
    query = (
        select(BudgetLine.year, FundSource.code, BudgetLine.category, BudgetLine.organization_id, BudgetLine.amount_fen)
        .join(FundSource, FundSource.id == BudgetLine.fund_source_id)
        .where(BudgetLine.deleted == false(), BudgetLine.year.between(first_year, last_year))
    )
    return [
        Budgeted(year, source, category, owner, fen)
        for year, source, category, organization, fen in connection.execute(query)
        if (owner := scope.owner(organization)) is not None
    ]


def _spent(connection: Connection, scope: Scope, first: date, last: date) -> list[Spent]:
    query = (
        select(
            Expense.spent_on,
            FundSource.code,
            Expense.category,
            Expense.organization_id,
            Expense.amount_fen,
            Expense.state,
        )
        .join(FundSource, FundSource.id == Expense.fund_source_id)
        .where(Expense.deleted == false(), Expense.state != ExpenseState.VOID, Expense.spent_on.between(first, last))
        .order_by(Expense.spent_on, Expense.id)
    )
    return [
        Spent(day, source, category, owner, fen, state is ExpenseState.REIMBURSED)
        for day, source, category, organization, fen, state in connection.execute(query)
        if (owner := scope.owner(organization)) is not None
    ]
