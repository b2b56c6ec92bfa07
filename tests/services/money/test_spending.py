"""Money over time: what every part adds up to, what sessions cost, what came down to branches, what was carried."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from models.enums import AttendanceStatus, ExpenseCategory, ExpenseState, FundSourceCode, SessionKind, TeacherTitle
from services.clock import FixedClock
from services.errors import InvalidFieldError, RecordMissingError, RequiredFieldError
from services.figures.errors import PeriodOutOfOrderError
from services.money.lecture_pay import LecturePayService
from services.money.rows import BudgetLineDraft, CarryOverDraft, ExpenseDraft, ExpenseFilter, LecturePayDraft
from services.money.spending import SpendingService
from services.sessions.rows import AttendanceEntry
from tests.services.office import NOON, Office, key_of

PARTY_WORK, DUES = FundSourceCode.PARTY_WORK, FundSourceCode.KEPT_DUES
BOOKS, ALLOCATION = ExpenseCategory.BOOKS, ExpenseCategory.ALLOCATION
ASOF = date(2026, 12, 31)
SPENT = ExpenseDraft(date(2026, 2, 5), 1_000, PARTY_WORK, BOOKS, "购买学习书籍")


@pytest.fixture
def spending(office: Office) -> SpendingService:
    return SpendingService(office.database, FixedClock(NOON))


def test_every_split_adds_up_to_the_years_totals(office: Office, spending: SpendingService) -> None:
    places = (None, office.first_branch, office.group, office.second_branch)
    for number, place in enumerate(places, start=1):
        for source in FundSourceCode:
            for category in ExpenseCategory:
                office.money.add_budget_line(BudgetLineDraft(2026, source, category, 100 * number, place))
                day = date(2026, number * 3, 1)
                spent = ExpenseDraft(day, number, source, category, "支出", organization_id=place)
                office.money.add_expense(spent)
                office.money.add_expense(replace(spent, state=ExpenseState.DRAFT))
    for scope in (None, office.first_branch):
        told = spending.execution(2026, 2026, scope, ASOF)
        totals = office.money.totals(2026, scope)
        assert (told.whole.budget_fen, told.whole.spent_fen) == (totals.whole.budget_fen, totals.whole.spent_fen)
        assert told.allocated_fen == totals.allocated_fen
        for split in (told.by_year, told.by_source, told.by_category, told.by_organization):
            assert sum(line.budget_fen for line in split) == told.whole.budget_fen
            assert sum(line.spent_fen for line in split) == told.whole.spent_fen
            assert sum(line.draft_fen for line in split) == told.whole.draft_fen
        for periods in (told.months, told.quarters):
            assert sum(line.spent_fen for line in periods) == periods[-1].since_january_fen == told.whole.spent_fen
    # A group's money is shown with its branch.
    labels = [line.label for line in spending.execution(2026, 2026, None, ASOF).by_organization]
    assert labels == ["某某公司党委（本级）", "第一党支部", "第二党支部"]


def test_execution_runs_up_over_the_year(office: Office, spending: SpendingService) -> None:
    office.money.add_budget_line(BudgetLineDraft(2026, PARTY_WORK, BOOKS, 10_000))
    for month in (1, 4, 12):
        office.money.add_expense(replace(SPENT, spent_on=date(2026, month, 28)))
    told = spending.execution(2026, 2026, None, ASOF)
    assert [line.execution for line in told.quarters] == [Fraction(part, 10) for part in (1, 2, 2, 3)]
    assert [line.code for line in told.quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [line.spent_fen for line in told.months] == [1000, 0, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 1000]
    assert spending.execution(2026, 2026, None, date(2026, 4, 27)).whole.spent_fen == 1000
    span = spending.execution(2025, 2026, None, ASOF)
    assert [line.spent_fen for line in span.by_year] == [0, 3000]
    with pytest.raises(PeriodOutOfOrderError):
        spending.execution(2026, 2025)


def test_handed_down_money_is_told_with_what_the_branch_spent_of_it(office: Office, spending: SpendingService) -> None:
    handed = replace(SPENT, category=ALLOCATION, amount_fen=5_000, organization_id=office.first_branch)
    office.money.add_expense(handed)
    office.money.add_expense(replace(SPENT, organization_id=office.group))
    office.money.add_expense(replace(SPENT, organization_id=office.first_branch, source=DUES))
    office.money.add_expense(replace(SPENT, organization_id=office.second_branch))
    (line,) = spending.execution(2026, 2026, None, ASOF).allocations
    assert line.organization_name == "第一党支部"
    assert (line.handed_down_fen, line.spent_fen, line.left_fen) == (5_000, 1_000, 4_000)


def test_a_session_costs_so_much_a_person_and_an_hour(office: Office, spending: SpendingService) -> None:
    session = office.session("培训班", SessionKind.TRAINING_CLASS, hours=Decimal(4))
    people = [office.person(f"党员{number}") for number in range(4)]
    present, made_up, absent = AttendanceStatus.PRESENT, AttendanceStatus.MADE_UP, AttendanceStatus.ABSENT
    statuses = (present, present, made_up, absent)
    office.sessions.record(
        session, [AttendanceEntry(person, status) for person, status in zip(people, statuses, strict=True)]
    )
    office.money.add_expense(replace(SPENT, session_id=session))
    office.money.add_expense(replace(SPENT, session_id=session, category=ExpenseCategory.LECTURE_PAY, amount_fen=5))
    office.money.add_expense(replace(SPENT, session_id=session, state=ExpenseState.DRAFT))
    office.money.add_expense(SPENT)
    (cost,) = spending.session_costs(2026, 2026, None, ASOF)
    assert (cost.cost_fen, cost.people, cost.hours) == (1_005, 2, Decimal(12))
    assert (cost.per_person_fen, cost.per_hour_fen) == (503, 84)
    assert spending.session_costs(2026, 2026, office.second_branch, ASOF) == ()
    assert spending.session_costs(2025, 2025, None, ASOF) == ()


def test_a_session_where_nobody_was_has_no_cost_per_head(office: Office, spending: SpendingService) -> None:
    session = office.session()
    office.money.add_expense(replace(SPENT, session_id=session))
    (cost,) = spending.session_costs(2026, 2026, None, ASOF)
    assert (cost.per_person_fen, cost.per_hour_fen) == (None, None)


def test_what_was_carried_is_entered_else_worked_out(office: Office, spending: SpendingService) -> None:
    office.money.add_budget_line(BudgetLineDraft(2024, DUES, BOOKS, 1_000))
    office.money.add_expense(replace(SPENT, spent_on=date(2024, 5, 1), source=DUES, amount_fen=300))
    office.money.add_budget_line(BudgetLineDraft(2026, DUES, BOOKS, 50))

    def dues(year: int) -> tuple[int | None, int | None, int, int]:
        (row,) = [row for row in spending.carry_overs(year, ASOF) if row.source is DUES]
        return row.entered_fen, row.computed_fen, row.start_fen, row.left_fen

    assert dues(2024) == (None, None, 0, 700)
    assert dues(2026) == (None, 700, 700, 750)
    office.money.enter_carry_over(CarryOverDraft(2025, DUES, 600))
    assert dues(2025) == (600, 700, 600, 600)
    assert dues(2026) == (None, 600, 600, 650)
    with pytest.raises(InvalidFieldError):
        office.money.enter_carry_over(CarryOverDraft(26, DUES, 600))


def test_lecture_pay_is_entered_changed_and_deleted(office: Office) -> None:
    service = LecturePayService(office.database, FixedClock(NOON))
    session = office.session("讲座", SessionKind.LECTURE, number="2026-0007")
    draft = LecturePayDraft(session, " 李老师 ", TeacherTitle.PROFESSOR, 1, Decimal(3), 240_000, 290_000)
    expense = key_of(office.money.add_expense(replace(SPENT, category=ExpenseCategory.LECTURE_PAY)))
    key = key_of(service.add(draft))
    service.change(key, replace(draft, expense_id=expense))
    (row,) = service.list(2026, 2026)
    assert (row.draft.teacher, row.per_hour_fen, row.session_number) == ("李老师", 80_000, "2026-0007")
    assert row.expense_label == "2026-0001 购买学习书籍"
    assert service.list(2026, 2026, office.second_branch) == ()
    with pytest.raises(RequiredFieldError):
        service.add(replace(draft, teacher=" "))
    with pytest.raises(InvalidFieldError):
        service.add(replace(draft, before_tax_fen=239_999))
    with pytest.raises(RecordMissingError):
        service.add(replace(draft, session_id=bytes(16)))
    service.delete(key)
    assert service.list(2026, 2026) == ()


def test_an_expense_keeps_its_decision_and_person_days(office: Office) -> None:
    draft = replace(SPENT, decision_number="党委会〔2026〕3号", person_days=Decimal("12.5"))
    key = key_of(office.money.add_expense(draft))
    (row,) = office.money.expenses(ExpenseFilter())
    assert (row.draft.decision_number, row.draft.person_days) == ("党委会〔2026〕3号", Decimal("12.5"))
    with pytest.raises(InvalidFieldError):
        office.money.change_expense(key, replace(draft, person_days=Decimal(-1)))
