"""Tables of money on paper: sums by source, what counts and what does not, room to sign."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, SessionKind, TeacherTitle
from models.keys import Key
from services.clock import FixedClock
from services.documents.outline import TableDocument
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.money.lecture_pay import LecturePayService
from services.money.rows import BudgetLineDraft, ExpenseDraft, LecturePayDraft, PayrollDraft
from tests.services.documents.pdf_reading import page_texts
from tests.services.office import Office

CLOCK = FixedClock(datetime(2026, 12, 1, 9, tzinfo=UTC))
PARTY_WORK, DUES = FundSourceCode.PARTY_WORK, FundSourceCode.KEPT_DUES
BOOKS = ExpenseCategory.BOOKS
SPENT = ExpenseDraft(date(2026, 2, 5), 12_345, PARTY_WORK, BOOKS, "购买学习书籍", decision_number="〔2026〕3号")


@pytest.fixture
def documents(office: Office) -> DocumentService:
    office.money.add_budget_line(BudgetLineDraft(2026, DUES, BOOKS, 5_000))
    office.money.add_budget_line(BudgetLineDraft(2026, PARTY_WORK, BOOKS, 98_000))
    office.money.add_budget_line(BudgetLineDraft(2026, PARTY_WORK, ExpenseCategory.VENUE, 2_000, office.first_branch))
    office.money.add_payroll(PayrollDraft(2026, 10_000_000))
    office.money.add_expense(SPENT)
    office.money.add_expense(replace(SPENT, state=ExpenseState.DRAFT, amount_fen=7))
    office.money.add_expense(replace(SPENT, state=ExpenseState.VOID, amount_fen=8))
    handed = replace(SPENT, category=ExpenseCategory.ALLOCATION, amount_fen=600, organization_id=office.first_branch)
    office.money.add_expense(handed)
    office.money.add_expense(replace(SPENT, spent_on=date(2026, 12, 2), amount_fen=9))
    return DocumentService(office.database, CLOCK, FontBook())


def table(documents: DocumentService, kind: str, scope: Key | None = None, to_year: int | None = None) -> TableDocument:
    made = documents.outline(DocumentRequest(kind, 2026, scope, to_year=to_year))
    assert isinstance(made, TableDocument)
    return made


def test_the_budget_is_summed_by_source_and_measured_by_the_payroll(office: Office, documents: DocumentService) -> None:
    made = table(documents, "budget_table")
    sums = [(row[1], row[4]) for row in made.rows if not row[0]]
    assert sums == [("党组织工作经费小计", "1,000.00"), ("党费小计", "50.00"), ("合计", "1,050.00")]
    assert made.subtitle_lines[1].endswith("占 1.00%")
    branch = table(documents, "budget_table", office.first_branch)
    assert [row[3] for row in branch.rows if row[0]] == ["第一党支部"]
    assert len(branch.subtitle_lines) == 1


def test_the_ledger_lists_everything_and_sums_what_is_reimbursed(documents: DocumentService) -> None:
    made = table(documents, "expense_ledger")
    assert sorted(row[11] for row in made.rows) == ["", "作废", "已报销", "已报销", "草稿"]
    assert made.rows[-1][10] == "123.45"
    assert made.subtitle_lines[1] == "已支出 123.45 元，另下拨支部 6.00 元"
    assert made.rows[0][9] == "〔2026〕3号"


def test_the_execution_is_told_from_every_side(documents: DocumentService) -> None:
    made = table(documents, "execution_table")
    cells = {row[0]: row[1:] for row in made.rows}
    assert cells["合计"] == ("1,050.00", "123.45", "0.07", "926.55", "11.8%")
    assert cells["党费"] == ("50.00", "0.00", "0.00", "50.00", "0.0%")
    assert cells["2026年2月"] == ("", "123.45", "0.07", "", "11.8%")
    assert "2026年3月" not in cells
    assert made.rows[-1] == ("第一党支部", "6.00", "0.00", "", "6.00", "0.0%")
    assert "【按年度】" in {row[0] for row in table(documents, "execution_table", to_year=2027).rows}


def test_lecture_pay_is_signed_for(office: Office, documents: DocumentService) -> None:
    session = office.session("专题讲座", SessionKind.LECTURE)
    pay = LecturePayDraft(session, "李教授", TeacherTitle.PROFESSOR, 1, Decimal(3), 240_000, 290_000, "某党校")
    service = LecturePayService(office.database, CLOCK)
    service.add(pay)
    service.add(replace(pay, teacher="王老师", before_tax_fen=None))
    made = table(documents, "lecture_pay")
    assert [row[3] for row in made.rows] == ["李教授", "王老师", ""]
    assert made.columns[-1].heading == "签名"
    assert {row[-1] for row in made.rows} == {""}
    assert made.rows[-1][7:9] == ("2,900.00", "4,800.00")


@pytest.mark.parametrize("kind", ["budget_table", "expense_ledger", "execution_table", "lecture_pay"])
def test_each_table_is_drawn(documents: DocumentService, kind: str) -> None:
    page, *plots = page_texts(documents.render(DocumentRequest(kind, 2026)))
    assert len(plots) == (kind == "execution_table")
    assert "2026年" in page
    assert "某某公司党委" in page
    empty = documents.render(DocumentRequest(kind, 2020))
    assert "2020年" in page_texts(empty)[0]
