"""Figures of duties: what the branches in scope owe and did."""

from decimal import Decimal

from models.enums import OrganizationKind
from services.duties.rows import DutyRow
from services.duties.service import DutyBook, FormalMembers, load_duty_rules
from services.figures.ledger import Ledger
from services.figures.measures import Measure, Ratio, sum_of
from services.figures.rows import TraceRow


def duty_figures(ledger: Ledger) -> dict[str, Measure]:
    """Sum the branches' own duties; what was held counts at most what is required in each period."""
    rules = [rule for rule in load_duty_rules(ledger.connection) if rule.organization_kind is OrganizationKind.BRANCH]
    formal = FormalMembers(ledger.people, ledger.tree)
    book = DutyBook(rules, ledger.tree, formal, ledger.own_sessions, ledger.asof)
    rows = [row for year in ledger.years for row in book.rows(year) if row.organization in ledger.inside]
    required = sum_of(((row, row.required) for row in rows), _row)
    held = sum_of(((row, row.counted) for row in rows), _row)
    return {"duties.required": required, "duties.held": held, "duties.rate": Ratio(held, required)}


def _row(row: DutyRow, amount: int | Decimal) -> TraceRow:
    words = f"{row.organization_name} {row.kind.label} {row.period} {row.state.label}"
    return TraceRow("organizations", (row.organization,), words, amount)
