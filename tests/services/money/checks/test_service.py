"""The checks over a real file: what is read together, from when, and in which scope."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.attachments import Attachment
from models.enums import (
    AttendanceStatus,
    CostClass,
    ExpenseCategory,
    ExpenseState,
    FundSourceCode,
    PaperKind,
    SessionKind,
    TeacherTitle,
)
from models.keys import Key
from models.sessions import StudySession
from services.clock import FixedClock
from services.money.checks.rows import CheckKind, Finding, FindingState
from services.money.checks.service import MoneyCheckService
from services.money.lecture_pay import LecturePayService
from services.money.rows import BudgetLineDraft, CarryOverDraft, ExpenseDraft, LecturePayDraft, PayrollDraft
from services.sessions.rows import AttendanceEntry
from tests.services.office import NOON, Office, key_of

PARTY_WORK, DUES = FundSourceCode.PARTY_WORK, FundSourceCode.KEPT_DUES
TRAINING, BOOKS = ExpenseCategory.TRAINING, ExpenseCategory.BOOKS
ASOF = date(2026, 12, 31)
SPENT = ExpenseDraft(date(2026, 2, 5), 90_000, PARTY_WORK, BOOKS, "购买学习书籍", voucher="记-1")
PAYROLL_FEN = 100_000_000


@pytest.fixture
def checks(office: Office) -> MoneyCheckService:
    return MoneyCheckService(office.database, FixedClock(NOON))


def found(checks: MoneyCheckService, kind: CheckKind, year: int = 2026, scope: Key | None = None) -> list[Finding]:
    return [finding for finding in checks.check(year, scope, ASOF).findings if finding.kind is kind]


def attach(office: Office, **owner: object) -> None:
    with office.database.transaction() as session:
        session.add(Attachment(name="纸", added_on=date(2026, 3, 1), kept_at="文件柜", **owner))


def test_a_file_without_money_says_only_that_the_payroll_is_missing(checks: MoneyCheckService) -> None:
    (finding,) = checks.check(2026).findings
    assert (finding.kind, finding.state) == (CheckKind.BUDGET_SHARE, FindingState.UNKNOWN)
    assert finding.basis.cited == "组通字〔2017〕38号"


def test_the_frame_is_of_last_years_payroll_and_the_deduction_of_this_years(
    office: Office, checks: MoneyCheckService
) -> None:
    office.money.add_payroll(PayrollDraft(2026, PAYROLL_FEN))
    line = key_of(office.money.add_budget_line(BudgetLineDraft(2026, PARTY_WORK, BOOKS, 1_000_000)))
    office.money.add_expense(replace(SPENT, amount_fen=900_001))
    assert found(checks, CheckKind.BUDGET_SHARE) == []
    assert found(checks, CheckKind.DEDUCTIBLE)[0].state is FindingState.UNKNOWN
    office.money.add_payroll(PayrollDraft(2027, 90_000_000))
    office.money.change_budget_line(line, BudgetLineDraft(2026, PARTY_WORK, BOOKS, 1_000_001))
    (too_much,) = found(checks, CheckKind.DEDUCTIBLE)
    assert (too_much.amount_fen, too_much.limit_fen) == (900_001, 900_000)
    (above,) = found(checks, CheckKind.BUDGET_SHARE)
    assert [row.key for row in above.rows] == [line]
    # The payroll is the whole enterprise's: a branch is not measured by it.
    assert found(checks, CheckKind.BUDGET_SHARE, scope=office.first_branch) == []


def test_what_was_left_is_carried_over_the_years_until_somebody_enters_it(
    office: Office, checks: MoneyCheckService
) -> None:
    office.money.add_payroll(PayrollDraft(2026, PAYROLL_FEN))
    office.money.add_budget_line(BudgetLineDraft(2024, PARTY_WORK, BOOKS, 1_500_000))
    office.money.add_budget_line(BudgetLineDraft(2025, PARTY_WORK, BOOKS, 1_000_000))
    office.money.add_expense(replace(SPENT, spent_on=date(2025, 6, 1), amount_fen=499_999))
    (computed,) = found(checks, CheckKind.CARRY_OVER)
    assert (computed.amount_fen, computed.limit_fen) == (2_000_001, 2_000_000)
    assert "推算" in computed.text
    entered = key_of(office.money.enter_carry_over(CarryOverDraft(2026, PARTY_WORK, 2_000_002)))
    (told,) = found(checks, CheckKind.CARRY_OVER)
    assert (told.amount_fen, [row.key for row in told.rows]) == (2_000_002, [entered])
    office.money.enter_carry_over(CarryOverDraft(2026, PARTY_WORK, 5))
    assert found(checks, CheckKind.CARRY_OVER) == []
    office.money.delete_carry_over(entered)
    assert found(checks, CheckKind.CARRY_OVER) == [computed]


def test_papers_of_the_session_count_for_its_expense_and_void_ones_are_not_asked(
    office: Office, checks: MoneyCheckService
) -> None:
    session = office.session("培训班", SessionKind.TRAINING_CLASS)
    draft = replace(SPENT, category=TRAINING, session_id=session)
    key = key_of(office.money.add_expense(draft))
    attach(office, paper=PaperKind.NOTICE, session_id=session)
    attach(office, paper=PaperKind.RECEIPT, expense_id=key)
    (finding,) = found(checks, CheckKind.PAPERS)
    assert (finding.text, finding.rows[0].key) == ("缺审批件、签到表、费用明细。", key)
    assert finding.basis.cited == "财行〔2016〕540号第十七条"
    assert finding in checks.check_expense(key)
    office.money.change_expense(key, replace(draft, state=ExpenseState.VOID))
    assert found(checks, CheckKind.PAPERS) == []
    assert checks.check_expense(key) == ()


def test_a_class_is_measured_by_who_was_there(office: Office, checks: MoneyCheckService) -> None:
    people = [office.person(f"党员{number}") for number in range(3)]
    session = office.session("读书班", SessionKind.READING_CLASS, days=Decimal(2))
    statuses = (AttendanceStatus.PRESENT, AttendanceStatus.OBSERVER, AttendanceStatus.ABSENT)
    entries = [AttendanceEntry(person, status) for person, status in zip(people, statuses, strict=True)]
    office.sessions.record(session, entries)
    meal = replace(SPENT, category=TRAINING, session_id=session, amount_fen=220_000)
    office.money.add_expense(meal)
    office.money.add_expense(replace(meal, category=ExpenseCategory.LECTURE_PAY, amount_fen=500_000))
    office.money.add_expense(replace(meal, state=ExpenseState.DRAFT))
    assert found(checks, CheckKind.TRAINING_COST) == []
    office.money.add_expense(replace(meal, amount_fen=1, category=ExpenseCategory.VENUE))
    (finding,) = found(checks, CheckKind.TRAINING_COST)
    assert (finding.amount_fen, finding.limit_fen, len(finding.rows)) == (220_001, 220_000, 2)
    with office.database.transaction() as stored:
        held = stored.get(StudySession, session)
        assert held is not None
        held.cost_class = CostClass.TWO
    assert found(checks, CheckKind.TRAINING_COST) == []


def test_lecture_pay_of_the_scopes_sessions_is_measured(office: Office, checks: MoneyCheckService) -> None:
    session = office.session("专题讲座", SessionKind.LECTURE)
    pay = LecturePayDraft(session, "李教授", TeacherTitle.ASSOCIATE_PROFESSOR, 1, Decimal(2), 100_001)
    key = key_of(LecturePayService(office.database, FixedClock(NOON)).add(pay))
    (finding,) = found(checks, CheckKind.LECTURE_PAY)
    assert (finding.limit_fen, finding.rows[0].key) == (100_000, key)
    assert finding.basis.rule == "lecture_pay.associate_professor"
    assert found(checks, CheckKind.LECTURE_PAY, scope=office.second_branch) == []


def test_only_what_was_there_on_the_day_is_checked(office: Office, checks: MoneyCheckService) -> None:
    office.money.add_expense(replace(SPENT, source=DUES))
    assert checks.check(2026, asof=date(2026, 2, 4)).findings[0].kind is CheckKind.BUDGET_SHARE
    assert len(found(checks, CheckKind.DUES_DECISION)) == 1
