"""The money: payroll, budget by source and category, expenses of which some are drafts or void."""

from datetime import date
from typing import Any, Final

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode, SessionKind
from models.keys import Key, fixed_key
from services.demo.book import Book
from services.demo.cast import Cast
from services.demo.chance import Chance
from services.demo.run import DemoRun

_STAFF_PER_MEMBER: Final = 3
_PAY_YUAN: Final = 112_000  # a year and head, in the first year
_GROWTH: Final = 1.045
_BUDGET_SHARE: Final = 0.0098  # of the payroll, from party work funds
_PARTY_WORK_SHARES: Final = 86  # what the shares of that source add up to
_SESSION_KINDS: Final = {
    "training": SessionKind.TRAINING_CLASS,
    "lecture_pay": SessionKind.LECTURE,
}


def make_money(run: DemoRun, book: Book, cast: Cast, year: int) -> None:
    """Write a year's payroll and budget, and what was spent of it by the day of the demo."""
    chance = run.chance("money", year)
    payroll = run.scale.people * _STAFF_PER_MEMBER * _PAY_YUAN * _GROWTH ** (year - run.first_year)
    payroll_fen = round(payroll / 10_000) * 1_000_000
    run.writer.add("payrolls", year=year, amount_fen=payroll_fen)
    for line in run.texts.work["budget"]:
        amount = round(payroll_fen * _BUDGET_SHARE * line["share"] / _PARTY_WORK_SHARES / 100_000) * 100_000
        source = fixed_key("fund_source", FundSourceCode(line["source"]).value)
        category = ExpenseCategory(line["category"])
        run.writer.add("budget_lines", year=year, fund_source_id=source, category=category, amount_fen=amount)
        if category is ExpenseCategory.ALLOCATION:
            _allocate(run, cast, year, source, amount)
        else:
            _spend(run, book, cast, chance, year, (source, category, round(amount * _execution(chance))))


def _execution(chance: Chance) -> float:
    return 0.7 + 0.27 * chance.random.random()


def _allocate(run: DemoRun, cast: Cast, year: int, source: Key, amount: int) -> None:
    """Hand money down to every branch in spring."""
    day = run.chance("allocation", year).day(year, 3, 10)
    if day > run.as_of:
        return
    each = amount // len(cast.branches) // 10_000 * 10_000
    for place, branch in enumerate(cast.branches, 1):
        run.writer.add(
            "expenses",
            number=f"{year}-X{place:03d}",
            spent_on=day,
            amount_fen=each,
            fund_source_id=source,
            category=ExpenseCategory.ALLOCATION,
            summary=f"下拨{branch.name}{year}年工作经费",
            organization_id=branch.key,
            voucher=f"记-{year}03-{place:03d}",
            payee=branch.name,
            state=ExpenseState.REIMBURSED,
        )


def _spend(  # noqa: PLR0913, PLR0917 - a line of the budget in its year
    run: DemoRun, book: Book, cast: Cast, chance: Chance, year: int, line: tuple[Key, ExpenseCategory, int]
) -> None:
    """Spend a line in several bills over the year, rounded to ten fen; a few more are drafts or void."""
    source, category, total = line
    count = max(3, min(60, len(cast.branches) // 2))
    weights = [0.5 + chance.random.random() for _ in range(count)]
    sessions = book.held.get((year, cast.top.key, _SESSION_KINDS.get(category.value, SessionKind.SITE_VISIT)), [])
    for place, weight in enumerate(weights):
        session, event = chance.pick(sessions) if sessions else (None, None)
        day = event.day if event else chance.day(year, 1 + (place * 11) // count + chance.between(0, 1))
        amount = round(total * weight / sum(weights) / 10) * 10
        kind = chance.random.random()
        state = ExpenseState.REIMBURSED
        if day <= run.as_of:
            _write_expense(run, chance, (source, category), day, amount, state, session, event.title if event else "")
            if kind < 0.05:  # noqa: PLR2004 - shares
                state = ExpenseState.VOID if kind < 0.025 else ExpenseState.DRAFT  # noqa: PLR2004
                _write_expense(
                    run, chance, (source, category), day, amount, state, session, event.title if event else ""
                )


def _write_expense(  # noqa: PLR0913, PLR0917 - the columns of an expense
    run: DemoRun,
    chance: Chance,
    purpose: tuple[Key, ExpenseCategory],
    day: date,
    amount: int,
    state: ExpenseState,
    session: Key | None,
    title: str,
) -> None:
    source, category = purpose
    texts: dict[str, Any] = run.texts.work
    serial = run.writer.rows.get("expenses", 0) + 1
    summary = chance.pick(texts["summaries"][category.value]).format(title=title or "党员教育")
    run.writer.add(
        "expenses",
        number=f"{day.year}-Z{serial:05d}",
        spent_on=day,
        amount_fen=amount,
        fund_source_id=source,
        category=category,
        summary=summary,
        session_id=session,
        voucher=f"记-{day:%Y%m}-{serial % 1000:03d}" if state is ExpenseState.REIMBURSED else "",
        payee=chance.pick(texts["payees"][category.value]),
        state=state,
    )
