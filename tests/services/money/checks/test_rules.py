"""The checks of money as tables of cases: limits by share, by person-day, by hour of class; uses and papers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.enums import CostClass, ExpenseCategory, ExpenseState, FundSourceCode, PaperKind, TeacherTitle
from services.money.checks.facts import Carried, CheckedExpense, ClassCost, PartyWorkYear, TaughtPay
from services.money.checks.kept_dues import dues_findings, dues_first_findings
from services.money.checks.lecture_pay import PayRules, pay_findings
from services.money.checks.limits import Limit, settled
from services.money.checks.papers import missing_papers, paper_findings
from services.money.checks.party_work import budget_findings, carry_over_findings, deduction_findings
from services.money.checks.rows import Basis, CheckKind, FindingState
from services.money.checks.training_cost import CostRules, class_findings

BASIS = Basis("组通字〔2017〕38号", rule="funding.budget_share")
ONE, TWO = Limit(Decimal("0.01"), BASIS), Limit(Decimal("0.02"), BASIS)
UNSET = Limit(None, BASIS)
YUAN = 100
WARNING, UNKNOWN = FindingState.WARNING, FindingState.UNKNOWN


@pytest.mark.parametrize(
    ("budget", "payroll", "share", "state", "limit"),
    [
        (100_000, 10_000_000, ONE, None, None),
        (100_001, 10_000_000, ONE, WARNING, 100_000),
        (99_999, 10_000_000, ONE, WARNING, 100_000),
        (123, 12_345, ONE, None, None),  # 1% is 123.45 fen: nobody can budget the part of a fen
        (124, 12_345, ONE, WARNING, 123),
        (100_000, None, ONE, UNKNOWN, None),
        (100_000, 10_000_000, UNSET, UNKNOWN, None),
        (0, 10_000_000, ONE, WARNING, 100_000),
    ],
)
def test_the_budget_is_one_per_cent_of_last_years_payroll(
    budget: int, payroll: int | None, share: Limit, state: FindingState | None, limit: int | None
) -> None:
    found = budget_findings(PartyWorkYear(year=2026, budget_fen=budget, last_payroll_fen=payroll), share)
    assert [(one.state, one.amount_fen, one.limit_fen) for one in found] == (
        [] if state is None else [(state, budget, limit)]
    )


@pytest.mark.parametrize(
    ("spent", "payroll", "state"),
    [
        (0, None, None),
        (100_000, 10_000_000, None),
        (100_001, 10_000_000, WARNING),
        (100_001, None, UNKNOWN),
    ],
)
def test_what_is_spent_beyond_this_years_share_is_not_deductible(
    spent: int, payroll: int | None, state: FindingState | None
) -> None:
    facts = PartyWorkYear(year=2025, spent_fen=spent, this_payroll_fen=payroll, last_payroll_fen=1)
    found = deduction_findings(facts, ONE)
    assert [one.state for one in found] == ([] if state is None else [state])
    if state is UNKNOWN:
        assert "2025年职工工资总额（登记在2026年度）还没有录入" in found[0].text


@pytest.mark.parametrize(
    ("carried", "payroll", "state", "said"),
    [
        (Carried(200_000, entered=True), 10_000_000, None, ""),
        (Carried(200_001, entered=True), 10_000_000, WARNING, "（录入）"),
        (Carried(200_001, entered=False), 10_000_000, WARNING, "推算"),
        (Carried(1, entered=True), None, UNKNOWN, "无法核对"),
        (Carried(-5, entered=False), None, None, ""),
    ],
)
def test_a_carry_over_above_two_per_cent_stops_new_money(
    carried: Carried, payroll: int | None, state: FindingState | None, said: str
) -> None:
    facts = PartyWorkYear(year=2026, carried=carried, last_payroll_fen=payroll, budget_fen=7 * YUAN)
    found = carry_over_findings(facts, TWO)
    assert [one.state for one in found] == ([] if state is None else [state])
    assert all(said in one.text for one in found)
    if state is WARNING:
        assert "7.00 元" in found[0].text


DUES = CheckedExpense(
    key=bytes(16),
    number="2026-0001",
    spent_on=date(2026, 3, 1),
    amount_fen=50_000,
    source=FundSourceCode.KEPT_DUES,
    category=ExpenseCategory.AWARDS,
    state=ExpenseState.REIMBURSED,
    summary="慰问",
    decision_number="党委会〔2026〕3号",
)


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, []),
        ({"decision_number": ""}, [CheckKind.DUES_DECISION]),
        ({"category": ExpenseCategory.VENUE}, [CheckKind.DUES_USE]),
        ({"category": ExpenseCategory.OTHER, "decision_number": ""}, [CheckKind.DUES_DECISION, CheckKind.DUES_USE]),
        ({"source": FundSourceCode.PARTY_WORK, "decision_number": "", "category": ExpenseCategory.OTHER}, []),
        ({"category": ExpenseCategory.TRAINING}, []),
        ({"category": ExpenseCategory.BOOKS}, []),
        ({"category": ExpenseCategory.EQUIPMENT}, []),
    ],
)
def test_dues_are_decided_by_a_meeting_and_used_as_permitted(
    changes: dict[str, object], kinds: list[CheckKind]
) -> None:
    found = list(dues_findings(replace(DUES, **changes), settled()))  # type: ignore[arg-type]
    assert [one.kind for one in found] == kinds
    assert {one.basis.cited for one in found} <= {"中组发〔2008〕3号第十九、二十条"}


WORK = replace(DUES, source=FundSourceCode.PARTY_WORK, category=ExpenseCategory.BOOKS, amount_fen=700)


@pytest.mark.parametrize(
    ("expenses", "dues_budget", "found"),
    [
        ([WORK], 0, []),
        ([WORK], 1, [700]),
        ([WORK, replace(DUES, amount_fen=10)], 10, []),  # used up on that very day
        ([WORK, replace(DUES, amount_fen=10, spent_on=date(2026, 3, 2))], 10, [700]),
        ([WORK, replace(DUES, amount_fen=10, state=ExpenseState.DRAFT)], 10, [700]),
        ([WORK, WORK, replace(WORK, category=ExpenseCategory.TRAINING)], 10, [700, 1400]),
        ([replace(WORK, state=ExpenseState.DRAFT)], 10, []),
        ([replace(WORK, category=ExpenseCategory.VENUE)], 10, []),
        ([replace(WORK, source=FundSourceCode.SUPERIOR)], 10, []),
    ],
)
def test_dues_come_first_where_they_may(expenses: list[CheckedExpense], dues_budget: int, found: list[int]) -> None:
    findings = dues_first_findings(2026, expenses, dues_budget, settled())
    assert sorted(one.amount_fen or 0 for one in findings) == found
    assert sum(len(one.rows) for one in findings) == sum(found) // 700


CLASS = ClassCost(
    session=bytes(16),
    title="党员培训班",
    starts_on=date(2026, 4, 1),
    days=Decimal(2),
    cost_class=CostClass.THREE,
    attended=10,
    entered_person_days=None,
    cost_fen=11_000 * YUAN,
)
THREE = CostRules(Limit(Decimal(550), BASIS), Decimal(30), Decimal("0.7"))


@pytest.mark.parametrize(
    ("changes", "state", "limit_yuan"),
    [
        ({}, None, None),
        ({"cost_fen": 11_000 * YUAN + 1}, WARNING, 11_000),
        ({"days": Decimal("1.5")}, WARNING, 8_250),
        ({"attended": 0, "entered_person_days": Decimal(20)}, None, None),
        ({"entered_person_days": Decimal(19)}, WARNING, 10_450),
        ({"attended": 0}, UNKNOWN, None),
        ({"cost_fen": 0, "attended": 0}, None, None),
        # 40 days: 30 in full, 10 at 70%: 37 days' worth for each of ten people.
        ({"days": Decimal(40), "cost_fen": 203_500 * YUAN}, None, None),
        ({"days": Decimal(40), "cost_fen": 203_501 * YUAN}, WARNING, 203_500),
    ],
)
def test_a_class_costs_at_most_so_much_a_person_and_day(
    changes: dict[str, object], state: FindingState | None, limit_yuan: int | None
) -> None:
    found = class_findings(replace(CLASS, **changes), THREE)  # type: ignore[arg-type]
    assert [one.state for one in found] == ([] if state is None else [state])
    if found:
        assert found[0].limit_fen == (None if limit_yuan is None else limit_yuan * YUAN)


def test_a_class_without_its_kind_is_measured_as_class_three_and_says_so() -> None:
    (found,) = class_findings(replace(CLASS, cost_class=None, cost_fen=12_000 * YUAN), THREE)
    assert found.text.startswith("没有登记培训类别，暂按三类培训核对：")
    assert found.text.endswith("20 人天，每人天 600.00 元，超过标准 550.00 元。")
    assert class_findings(replace(CLASS, cost_class=None), THREE) == []


PAY = TaughtPay(
    key=bytes(16),
    teacher="张教授",
    title=TeacherTitle.PROFESSOR,
    session="专题讲座",
    held_on=date(2026, 5, 8),
    half_days=1,
    class_hours=Decimal(3),
    after_tax_fen=3_000 * YUAN,
)
FOUR, HALF_MORE = Limit(Decimal(4), BASIS), Limit(Decimal("1.5"), BASIS)
PROFESSOR = PayRules(Limit(Decimal(1000), BASIS), FOUR, HALF_MORE)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"after_tax_fen": 3_000 * YUAN + 1}, [(WARNING, 3_000)]),
        ({"after_tax_fen": 4_500 * YUAN, "outside": True, "approved_by": "党委书记"}, []),
        ({"after_tax_fen": 4_501 * YUAN, "outside": True, "approved_by": "党委书记"}, [(WARNING, 4_500)]),
        ({"after_tax_fen": 4_500 * YUAN, "outside": True}, [(WARNING, 3_000)]),
        ({"after_tax_fen": 4_500 * YUAN, "approved_by": "党委书记"}, [(WARNING, 3_000)]),
        ({"class_hours": Decimal(4)}, []),
        ({"class_hours": Decimal("4.5")}, [(WARNING, None)]),
        ({"class_hours": Decimal(8), "half_days": 2}, []),
        ({"class_hours": Decimal(5), "after_tax_fen": 6_000 * YUAN}, [(WARNING, 5_000), (WARNING, None)]),
        ({"class_hours": Decimal(0)}, [(UNKNOWN, None)]),
    ],
)
def test_lecture_pay_by_title_hours_and_approval(
    changes: dict[str, object], expected: list[tuple[FindingState, int | None]]
) -> None:
    found = list(pay_findings(replace(PAY, **changes), PROFESSOR))  # type: ignore[arg-type]
    limits = [None if one.limit_fen is None else one.limit_fen // YUAN for one in found]
    assert [(one.state, limit) for one, limit in zip(found, limits, strict=True)] == expected


def test_a_title_without_a_limit_is_said_to_have_none() -> None:
    rules = PayRules(Limit(None, Basis()), FOUR, HALF_MORE)
    (found,) = pay_findings(replace(PAY, title=TeacherTitle.OTHER), rules)
    assert (found.state, found.basis) == (UNKNOWN, BASIS)
    assert "“其他”没有规定标准" in found.text


TRAINING = replace(WORK, category=ExpenseCategory.TRAINING)
ALL_FIVE = frozenset(
    {PaperKind.APPROVED_PLAN, PaperKind.NOTICE, PaperKind.SIGN_IN_SHEET, PaperKind.RECEIPT, PaperKind.COST_LIST}
)


@pytest.mark.parametrize(
    ("expense", "missing"),
    [
        (replace(TRAINING, papers=ALL_FIVE), ""),
        (replace(TRAINING, papers=ALL_FIVE - {PaperKind.NOTICE}), "通知"),
        (replace(TRAINING, papers=ALL_FIVE - {PaperKind.NOTICE}, session_papers=ALL_FIVE), ""),
        (replace(TRAINING, session_papers=ALL_FIVE), "审批件、票据、费用明细"),
        (replace(WORK, category=ExpenseCategory.VENUE, of_class=True), "审批件、通知、签到表、票据、费用明细"),
        (replace(WORK, category=ExpenseCategory.LECTURE_PAY, of_class=True), "讲课费签领单"),
        (replace(WORK, category=ExpenseCategory.LECTURE_PAY, papers=frozenset({PaperKind.PAY_SLIP})), ""),
        (replace(WORK, category=ExpenseCategory.ALLOCATION), ""),
        (WORK, "票据"),
        (replace(WORK, voucher="记-12"), ""),
    ],
)
def test_papers_that_are_missing(expense: CheckedExpense, missing: str) -> None:
    assert "、".join(paper.label for paper in missing_papers(expense, settled())) == missing
    assert bool(paper_findings(expense, settled())) == bool(missing)
