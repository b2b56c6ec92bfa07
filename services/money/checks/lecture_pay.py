"""讲课费: after tax per hour of class by the teacher's title, and so many hours a half day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.enums import TeacherTitle
from services.money.amounts import FEN_PER_YUAN, format_yuan
from services.money.checks.facts import TaughtPay
from services.money.checks.limits import Limit
from services.money.checks.rows import CheckKind, Finding, FindingState, FoundRow
from services.rules import RuleBook


@dataclass(frozen=True, slots=True)
class PayRules:
    """Yuan per hour for a title, most hours a half day, and the factor for an approved teacher from outside."""

    limit: Limit
    hours: Limit
    outside_factor: Limit

    @classmethod
    def of(cls, book: RuleBook, title: TeacherTitle, day: date) -> "PayRules":
        """Read the limits for a title on a day."""
        return cls(
            Limit.on(book, f"lecture_pay.{title.value}", day),
            Limit.on(book, "lecture_pay.hours_per_half_day", day),
            Limit.on(book, "lecture_pay.outside_factor", day),
        )


def pay_findings(pay: TaughtPay, rules: PayRules) -> Iterator[Finding]:
    """Compare what a teacher got with what the title allows, and the hours with the half days."""
    yield from _rate(pay, rules)
    most = None if rules.hours.value is None else rules.hours.value * pay.half_days
    if most is not None and pay.class_hours > most:
        text = (
            f"{pay.half_days} 个半天计发 {_plain(pay.class_hours)} 学时，"
            f"超过每半天最多 {_plain(rules.hours.value or Decimal())} 学时。"
        )
        yield Finding(CheckKind.LECTURE_PAY, rules.hours.basis, _subject(pay), text, rows=_rows(pay))


def _rate(pay: TaughtPay, rules: PayRules) -> Iterator[Finding]:
    if rules.limit.value is None or not pay.class_hours:
        why = f"“{pay.title.label}”没有规定标准" if pay.class_hours else "没有填写学时"
        text = f"税后 {format_yuan(pay.after_tax_fen)} 元，{why}，无法核对。"
        kind, basis = CheckKind.LECTURE_PAY, rules.hours.basis if rules.limit.value is None else rules.limit.basis
        yield Finding(kind, basis, _subject(pay), text, pay.after_tax_fen, None, _rows(pay), FindingState.UNKNOWN)
        return
    raised = pay.outside and bool(pay.approved_by) and rules.outside_factor.value is not None
    factor = rules.outside_factor.value if raised and rules.outside_factor.value is not None else Decimal(1)
    frame = Fraction(rules.limit.value * factor * pay.class_hours) * FEN_PER_YUAN
    if pay.after_tax_fen <= frame:
        return
    hourly = int(pay.after_tax_fen / Fraction(pay.class_hours) + Fraction(1, 2))
    allowed = f"{pay.title.label}标准 {_plain(rules.limit.value)} 元"
    if raised:
        allowed = f"外请师资经批准的标准 {_plain(rules.limit.value * factor)} 元"
    text = f"税后每学时 {format_yuan(hourly)} 元，超过{allowed}{_hint(pay, rules)}。"
    yield Finding(
        CheckKind.LECTURE_PAY, rules.limit.basis, _subject(pay), text, pay.after_tax_fen, int(frame), _rows(pay)
    )


def _hint(pay: TaughtPay, rules: PayRules) -> str:
    if not pay.outside or pay.approved_by or rules.outside_factor.value is None:
        return ""
    return f"；外请师资经批准可到 {_plain(rules.outside_factor.value)} 倍，没有填写批准人"


def _subject(pay: TaughtPay) -> str:
    return f"{pay.held_on.isoformat()} {pay.session} {pay.teacher}"


def _rows(pay: TaughtPay) -> tuple[FoundRow, ...]:
    return (FoundRow("lecture_pays", pay.key, pay.teacher),)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
