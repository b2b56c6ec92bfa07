"""Budget, expenses and payroll as the officer keeps them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from services.errors import AppError, DuplicateError, InvalidFieldError, RecordMissingError, RequiredFieldError
from services.money.rows import BudgetLineDraft, ExpenseDraft, ExpenseFilter, FundingTotal, PayrollDraft
from tests.services.office import Office, key_of

PARTY_WORK, DUES = FundSourceCode.PARTY_WORK, FundSourceCode.KEPT_DUES
BOOKS, TRAINING, ALLOCATION = ExpenseCategory.BOOKS, ExpenseCategory.TRAINING, ExpenseCategory.ALLOCATION
SPENT = ExpenseDraft(date(2026, 2, 5), 12_345, PARTY_WORK, BOOKS, "购买学习书籍")


def total(office: Office, label: str) -> FundingTotal:
    totals = office.money.totals(2026)
    return next(row for row in (totals.whole, *totals.by_source, *totals.by_category) if row.label == label)


def test_only_what_is_reimbursed_this_year_counts_as_spent(office: Office) -> None:
    office.money.add_budget_line(BudgetLineDraft(2026, PARTY_WORK, BOOKS, 100_000))
    office.money.add_budget_line(BudgetLineDraft(2026, DUES, TRAINING, 50_001))
    office.money.add_expense(SPENT)
    office.money.add_expense(replace(SPENT, state=ExpenseState.DRAFT))
    office.money.add_expense(replace(SPENT, spent_on=date(2025, 12, 31)))
    office.money.add_expense(replace(SPENT, category=ALLOCATION, amount_fen=777))
    voided = key_of(office.money.add_expense(replace(SPENT, source=DUES)))
    office.money.void_expense(voided)
    assert total(office, "合计") == FundingTotal("合计", 150_001, 12_345)
    assert total(office, "党组织工作经费") == FundingTotal("党组织工作经费", 100_000, 12_345)
    assert total(office, "党费") == FundingTotal("党费", 50_001, 0)
    assert total(office, "书刊资料").balance_fen == 87_655
    assert total(office, "书刊资料").execution == Fraction(12_345, 100_000)
    assert total(office, "设备购置").execution is None
    assert office.money.totals(2026).allocated_fen == 777


def test_sources_and_categories_each_add_up_to_the_whole(office: Office) -> None:
    for source in FundSourceCode:
        for category in ExpenseCategory:
            office.money.add_budget_line(BudgetLineDraft(2026, source, category, 101))
            office.money.add_expense(replace(SPENT, source=source, category=category, amount_fen=7))
    totals = office.money.totals(2026)
    for split in (totals.by_source, totals.by_category):
        assert sum(row.budget_fen for row in split) == totals.whole.budget_fen == 5 * 8 * 101
        assert sum(row.spent_fen for row in split) == totals.whole.spent_fen == 5 * 7 * 7


def test_what_names_no_organisation_belongs_to_the_top(office: Office) -> None:
    office.money.add_expense(SPENT)
    office.money.add_expense(replace(SPENT, organization_id=office.group, amount_fen=5))
    assert office.money.totals(2026, office.top).whole.spent_fen == 12_350
    assert office.money.totals(2026, office.first_branch).whole.spent_fen == 5
    assert office.money.totals(2026, office.second_branch).whole.spent_fen == 0


def test_expenses_are_numbered_and_linked_to_sessions(office: Office) -> None:
    session = office.session("主题党日", number="2026-0042")
    key = key_of(office.money.add_expense(replace(SPENT, session_id=session)))
    office.money.add_expense(SPENT)
    (row,) = office.money.expenses(ExpenseFilter(session_id=session))
    assert (row.key, row.draft.number, row.session_label) == (key, "2026-0001", "2026-0042 主题党日")
    assert {row.draft.number for row in office.money.expenses(ExpenseFilter())} == {"2026-0001", "2026-0002"}
    with pytest.raises(DuplicateError):
        office.money.add_expense(replace(SPENT, number="2026-0001"))


def test_expenses_filter(office: Office) -> None:
    office.money.add_expense(SPENT)
    office.money.add_expense(replace(SPENT, source=DUES, summary="慰问", payee="某超市"))
    office.money.add_expense(replace(SPENT, spent_on=date(2025, 5, 1), summary="去年"))

    def summaries(**fields: object) -> list[str]:
        wanted = ExpenseFilter(**fields)  # type: ignore[arg-type]
        return [row.draft.summary for row in office.money.expenses(wanted)]

    assert summaries(year=2025) == ["去年"]
    assert summaries(source=DUES) == ["慰问"]
    assert summaries(text="超市") == ["慰问"]
    assert summaries(state=ExpenseState.VOID) == []
    assert office.money.years() == (2026, 2025)


def test_a_change_keeps_the_number(office: Office) -> None:
    key = key_of(office.money.add_expense(SPENT))
    office.money.change_expense(key, replace(SPENT, amount_fen=1))
    (row,) = office.money.expenses(ExpenseFilter())
    assert (row.draft.amount_fen, row.draft.number) == (1, "2026-0001")
    office.money.delete_expense(key)
    assert office.money.expenses(ExpenseFilter()) == ()
    with pytest.raises(RecordMissingError):
        office.money.void_expense(key)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (replace(SPENT, amount_fen=-1), InvalidFieldError),
        (replace(SPENT, summary=" "), RequiredFieldError),
        (replace(SPENT, session_id=bytes(16)), RecordMissingError),
        (replace(SPENT, organization_id=bytes(16)), RecordMissingError),
    ],
)
def test_an_expense_that_cannot_be_right_is_refused(office: Office, draft: ExpenseDraft, error: type[AppError]) -> None:
    with pytest.raises(error):
        office.money.add_expense(draft)
    assert office.money.expenses(ExpenseFilter()) == ()


def test_budget_lines_are_changed_and_deleted(office: Office) -> None:
    line = BudgetLineDraft(2026, PARTY_WORK, TRAINING, 100_000, office.first_branch, "全年")
    key = key_of(office.money.add_budget_line(line))
    office.money.change_budget_line(key, replace(line, amount_fen=200_000))
    (row,) = office.money.budget(2026)
    assert (row.draft, row.organization_name) == (replace(line, amount_fen=200_000), "第一党支部")
    office.money.delete_budget_line(key)
    assert office.money.budget(2026) == ()
    with pytest.raises(InvalidFieldError):
        office.money.add_budget_line(replace(line, year=26))


def test_a_year_has_one_payroll(office: Office) -> None:
    key = key_of(office.money.add_payroll(PayrollDraft(2026, 10_000_000_00)))
    with pytest.raises(DuplicateError):
        office.money.add_payroll(PayrollDraft(2026, 1))
    office.money.change_payroll(key, PayrollDraft(2026, 2))
    assert [row.draft for row in office.money.payrolls()] == [PayrollDraft(2026, 2)]
    office.money.delete_payroll(key)
    office.money.add_payroll(PayrollDraft(2026, 3))


def test_every_source_is_there_from_the_start(office: Office) -> None:
    assert [row.code for row in office.money.sources()] == list(FundSourceCode)
