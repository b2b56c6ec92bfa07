"""党组织工作经费: the yearly frame, what can be deducted, and what may be carried over, by shares of the payroll."""

from fractions import Fraction
from typing import Final

from services.money.amounts import format_yuan
from services.money.checks.facts import PartyWorkYear
from services.money.checks.limits import Limit
from services.money.checks.rows import CheckKind, Finding, FindingState

_SUBJECT: Final = "党组织工作经费"
_PERCENT: Final = 100


def budget_findings(facts: PartyWorkYear, share: Limit) -> list[Finding]:
    """Compare a year's budget with its share of last year's payroll: it should be neither more nor less."""
    subject, budget_fen = f"{facts.year}年{_SUBJECT}预算", facts.budget_fen
    if facts.last_payroll_fen is None or share.value is None:
        missing = _missing(share, f"{facts.year}年度还没有登记上年度职工工资总额")
        return [_unknown(CheckKind.BUDGET_SHARE, share, subject, f"{missing}，无法核对预算额度。", budget_fen)]
    frame = facts.last_payroll_fen * Fraction(share.value)
    frame_fen = int(frame)
    if frame_fen <= budget_fen <= frame:
        return []
    side = "多" if budget_fen > frame else "少"
    text = (
        f"预算 {format_yuan(budget_fen)} 元，比上年度职工工资总额的 {_share(share)}"
        f"（{format_yuan(frame_fen)} 元）{side} {format_yuan(abs(budget_fen - frame_fen))} 元。"
    )
    return [Finding(CheckKind.BUDGET_SHARE, share.basis, subject, text, budget_fen, frame_fen, facts.budget_rows)]


def deduction_findings(facts: PartyWorkYear, share: Limit) -> list[Finding]:
    """Compare what was spent with the deductible share of this year's payroll (the one that next year's row holds)."""
    subject, spent_fen = f"{facts.year}年{_SUBJECT}支出", facts.spent_fen
    if not spent_fen:
        return []
    if facts.this_payroll_fen is None or share.value is None:
        missing = _missing(share, f"{facts.year}年职工工资总额（登记在{facts.year + 1}年度）还没有录入")
        return [_unknown(CheckKind.DEDUCTIBLE, share, subject, f"{missing}，无法核对税前扣除额度。", spent_fen)]
    frame = facts.this_payroll_fen * Fraction(share.value)
    if spent_fen <= frame:
        return []
    text = (
        f"已支出 {format_yuan(spent_fen)} 元，超过当年职工工资总额的 {_share(share)}"
        f"（{format_yuan(int(frame))} 元），超出的 {format_yuan(spent_fen - int(frame))} 元不得税前扣除。"
    )
    return [Finding(CheckKind.DEDUCTIBLE, share.basis, subject, text, spent_fen, int(frame))]


def carry_over_findings(facts: PartyWorkYear, share: Limit) -> list[Finding]:
    """Compare what was carried into a year with the share of last year's payroll above which nothing new is given."""
    subject, carried = f"{facts.year}年初{_SUBJECT}累计结转", facts.carried
    if carried.amount_fen <= 0:
        return []
    if facts.last_payroll_fen is None or share.value is None:
        missing = _missing(share, f"{facts.year}年度还没有登记上年度职工工资总额")
        return [_unknown(CheckKind.CARRY_OVER, share, subject, f"{missing}，无法核对累计结转。", carried.amount_fen)]
    frame = facts.last_payroll_fen * Fraction(share.value)
    if carried.amount_fen <= frame:
        return []
    how = "录入" if carried.entered else "按上年结转、预算、支出推算"
    planned = f"，而本年又安排了预算 {format_yuan(facts.budget_fen)} 元" if facts.budget_fen else ""
    text = (
        f"累计结转 {format_yuan(carried.amount_fen)} 元（{how}），超过上年度职工工资总额的 {_share(share)}"
        f"（{format_yuan(int(frame))} 元），当年应停止安排新的经费{planned}。"
    )
    limit_fen = int(frame)
    return [
        Finding(CheckKind.CARRY_OVER, share.basis, subject, text, carried.amount_fen, limit_fen, facts.carried_rows)
    ]


def _missing(share: Limit, otherwise: str) -> str:
    return "没有设定比例" if share.value is None else otherwise


def _share(share: Limit) -> str:
    return "" if share.value is None else f"{share.value * _PERCENT:f}".rstrip("0").rstrip(".") + "%"


def _unknown(kind: CheckKind, share: Limit, subject: str, text: str, amount_fen: int) -> Finding:
    return Finding(kind, share.basis, subject, text, amount_fen, state=FindingState.UNKNOWN)
