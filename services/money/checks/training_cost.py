"""培训费: what a class cost per person and day, without the teachers, against the limit of its class."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.enums import CostClass
from services.money.amounts import FEN_PER_YUAN, format_yuan
from services.money.checks.facts import ClassCost
from services.money.checks.limits import Limit
from services.money.checks.rows import CheckKind, Finding, FindingState
from services.rules import RuleBook

_ASSUMED: Final = CostClass.THREE  # where nobody said which class it is: the lowest limit


@dataclass(frozen=True, slots=True)
class CostRules:
    """The limit of a person-day in yuan, the days up to which it holds in full, the share beyond them."""

    limit: Limit
    full_days: Decimal | None
    reduced_share: Decimal | None

    @classmethod
    def of(cls, book: RuleBook, cost_class: CostClass | None, day: date) -> "CostRules":
        """Read the limits of a class of training on a day."""
        return cls(
            Limit.on(book, f"training_cost.class_{(cost_class or _ASSUMED).value}", day),
            book.number("training_cost.full_days", day),
            book.number("training_cost.reduced_share", day),
        )

    def frame(self, person_days: Decimal, days: Decimal) -> Fraction | None:
        """Give what so many person-days of a class of so many days may cost, in fen; None where no limit is set."""
        if self.limit.value is None or not days:
            return None
        full = days if self.full_days is None else min(days, self.full_days)
        share = Decimal(1) if self.reduced_share is None else self.reduced_share
        counted = Fraction(full + (days - full) * share) / Fraction(days)
        return Fraction(self.limit.value) * FEN_PER_YUAN * Fraction(person_days) * counted


def class_findings(cost: ClassCost, rules: CostRules) -> list[Finding]:
    """Compare what a class cost with its limit; nothing to say of one that cost nothing."""
    if not cost.cost_fen:
        return []
    frame = rules.frame(cost.person_days, cost.days)
    if frame is None or not cost.person_days:
        missing = "没有设定人天标准" if cost.person_days else "没有出勤记录，也没有填写人天数"
        text = f"已支出 {format_yuan(cost.cost_fen)} 元，{missing}，无法核对。"
        return [_finding(cost, rules, text, None, FindingState.UNKNOWN)]
    if cost.cost_fen <= frame:
        return []
    unset = "" if cost.cost_class else f"没有登记培训类别，暂按{_ASSUMED.label}核对："
    days = f"{cost.person_days.normalize():f}"
    text = (
        f"{unset}不含讲课费 {format_yuan(cost.cost_fen)} 元，{days} 人天，"
        f"每人天 {format_yuan(_per_day(cost.cost_fen, cost))} 元，超过标准 {format_yuan(_per_day(frame, cost))} 元。"
    )
    return [_finding(cost, rules, text, int(frame), FindingState.WARNING)]


def _per_day(fen: int | Fraction, cost: ClassCost) -> int:
    return int(fen / Fraction(cost.person_days) + Fraction(1, 2))


def _finding(cost: ClassCost, rules: CostRules, text: str, limit_fen: int | None, state: FindingState) -> Finding:
    return Finding(
        CheckKind.TRAINING_COST,
        rules.limit.basis,
        f"{cost.starts_on.isoformat()} {cost.title}",
        text,
        cost.cost_fen,
        limit_fen,
        cost.expenses,
        state,
    )
