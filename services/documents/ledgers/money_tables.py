"""Tables of money: budget, expenses, how the budget was used, lecture pay to be signed for. Sums in yuan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from services.documents.ledgers.stated_rows import StatedRow, with_rows
from services.documents.outline import Alignment, Column, TableDocument
from services.documents.papers.sentences import chinese_date
from services.documents.plots.of_records import money_plot, money_years_plot
from services.figures.text import plain
from services.money.amounts import format_yuan
from services.money.rows import BudgetLineRow, Execution, ExecutionLine, ExpenseRow, LecturePayRow

SIGNED_ROW: Final = 10.0
"""Height of a row to be signed, in millimetres."""

OWN: Final = "本级"
_WHOLE: Final = {1: "funding.budget", 2: "funding.spent", 4: "funding.balance", 5: "funding.execution"}
_CENTER, _RIGHT = Alignment.CENTER, Alignment.RIGHT
_SPACE: Final = "\u3000"
_EXECUTION_LEGEND: Final = (
    "注：已支出只计已报销的；下拨支部不算支出，其“预算”栏为下拨金额，“已支出”栏为该单位用同一来源经费的支出；"
    "按月的执行率为当年累计支出占全年预算的比例。"
)


@dataclass(frozen=True, slots=True)
class MoneyHead:
    """What stands above a table: whose money, of which years, as of which day."""

    scope_name: str
    first_year: int
    last_year: int
    asof: date

    @property
    def span(self) -> str:
        """Write the years."""
        if self.first_year == self.last_year:
            return f"{self.first_year}年"
        return f"{self.first_year}—{self.last_year}年"

    @property
    def line(self) -> str:
        """Write unit and day."""
        day = min(self.asof, date(self.last_year, 12, 31))
        return f"单位：{self.scope_name}{_SPACE * 2}统计截至：{chinese_date(day)}{_SPACE * 2}金额单位：元"


def budget_table(head: MoneyHead, lines: Sequence[BudgetLineRow], payroll_fen: int | None) -> TableDocument:
    """Set the budget by source, each with its sum; the payroll is empty where none is known or it is a branch's."""
    columns = (
        Column("序号", 6, _CENTER, number=True),
        Column("经费来源", 20),
        Column("支出类别", 14, _CENTER),
        Column("单位", 24),
        Column("预算金额", 18, _RIGHT),
        Column("备注", 24),
    )
    total = sum(line.draft.amount_fen for line in lines)
    whole = StatedRow(("", "合计", "", "", format_yuan(total), ""), {4: "funding.budget"})
    party_work = sum(line.draft.amount_fen for line in lines if line.draft.source is FundSourceCode.PARTY_WORK)
    heads = [head.line]
    if payroll_fen:
        share = f"{party_work / payroll_fen:.2%}"
        heads.append(f"上年度职工工资总额 {format_yuan(payroll_fen)} 元，党组织工作经费预算占 {share}")
    table = TableDocument(
        title=f"{head.span}党建经费预算表", columns=columns, rows=(), subtitle_lines=tuple(heads), landscape=False
    )
    return with_rows(table, (*_budget_rows(lines), whole))


def _budget_rows(lines: Sequence[BudgetLineRow]) -> Iterator[StatedRow]:
    number = 0
    for source in FundSourceCode:
        own = [line for line in lines if line.draft.source is source]
        for line in own:
            number += 1
            draft = line.draft
            place = line.organization_name or OWN
            money = format_yuan(draft.amount_fen)
            cells = (str(number), source.label, draft.category.label, place, money, draft.note)
            yield StatedRow(cells, record=("budget_lines", line.key))
        if own:
            money = format_yuan(sum(line.draft.amount_fen for line in own))
            yield StatedRow(
                ("", f"{source.label}小计", "", "", money, ""), {4: f"funding.source.{source.value}.budget"}
            )


def expense_ledger(head: MoneyHead, expenses: Sequence[ExpenseRow]) -> TableDocument:
    """Set every expense of the year by date; only what is reimbursed is summed, what was handed down apart."""
    columns = (
        Column("序号", 10, _CENTER, number=True),
        Column("日期", 24, _CENTER),
        Column("编号", 26, _CENTER),
        Column("摘要", 36),
        Column("经费来源", 31),
        Column("支出类别", 18, _CENTER),
        Column("单位", 24),
        Column("收款方", 24),
        Column("凭证号", 29),
        Column("决定编号", 25),
        Column("金额", 22, _RIGHT),
        Column("状态", 15, _CENTER),
    )
    ordered = sorted(expenses, key=lambda row: (row.draft.spent_on, row.draft.number))
    posted = [row.draft for row in ordered if row.draft.state is ExpenseState.REIMBURSED]
    handed = sum(draft.amount_fen for draft in posted if draft.category is ExpenseCategory.ALLOCATION)
    spent = sum(draft.amount_fen for draft in posted) - handed
    total = ("", "", "", "已报销合计（不含下拨支部）", *[""] * 6, format_yuan(spent), "")
    entered = (
        StatedRow(_expense(number, row), record=("expenses", row.key)) for number, row in enumerate(ordered, start=1)
    )
    table = TableDocument(
        title=f"{head.span}党建经费支出台账",
        columns=columns,
        rows=(),
        subtitle_lines=(head.line, f"已支出 {format_yuan(spent)} 元，另下拨支部 {format_yuan(handed)} 元"),
        notes=("注：草稿、作废的支出列出而不计入合计；下拨支部不算支出。",),
    )
    return with_rows(table, (*entered, StatedRow(total, {10: "funding.spent"})))


def _expense(number: int, row: ExpenseRow) -> tuple[str, ...]:
    draft = row.draft
    return (
        str(number),
        draft.spent_on.isoformat(),
        draft.number,
        draft.summary,
        draft.source.label,
        draft.category.label,
        row.organization_name or OWN,
        draft.payee,
        draft.voucher,
        draft.decision_number,
        format_yuan(draft.amount_fen),
        draft.state.label,
    )


def execution_table(head: MoneyHead, told: Execution) -> TableDocument:
    """Set how the budget was used: by year, source, category, organisation and month; what was handed down."""
    columns = (
        Column("项目", 46),
        Column("预算", 26, _RIGHT),
        Column("已支出", 26, _RIGHT),
        Column("草稿", 22, _RIGHT),
        Column("结余", 26, _RIGHT),
        Column("执行率", 16, _RIGHT),
    )
    several = told.first_year != told.last_year
    rows = (
        StatedRow(_execution_row("合计", told.whole), _WHOLE),
        *(_section("按年度", told.by_year) if several else ()),
        *_section("按经费来源", told.by_source, "funding.source"),
        *_section("按支出类别", told.by_category, "funding.category"),
        *_section("按单位", told.by_organization),
        *map(StatedRow, _months(told)),
        *map(StatedRow, _allocations(told)),
    )
    table = TableDocument(
        title=f"{head.span}党建经费预算执行情况表",
        columns=columns,
        rows=(),
        subtitle_lines=(head.line,),
        notes=(_EXECUTION_LEGEND,),
        landscape=False,
        plots=(*((money_years_plot(told),) if several else ()), money_plot(told)),
    )
    return with_rows(table, rows)


def _section(title: str, lines: Iterable[ExecutionLine], figures: str = "") -> Iterator[StatedRow]:
    """Set the lines of one division; `figures` is what the keys of its figures begin with, where it has any."""
    yield StatedRow((f"【{title}】", *[""] * 5))
    for line in lines:
        if line.budget_fen or line.spent_fen or line.draft_fen:
            known = {1: f"{figures}.{line.code}.budget", 2: f"{figures}.{line.code}.spent"} if figures else {}
            yield StatedRow(_execution_row(line.label, line), known)


def _execution_row(label: str, line: ExecutionLine) -> tuple[str, ...]:
    sums = (line.budget_fen, line.spent_fen, line.draft_fen, line.balance_fen)
    return (label, *map(format_yuan, sums), _share(line.execution))


def _months(told: Execution) -> Iterator[tuple[str, ...]]:
    yield ("【按月】", *[""] * 5)
    for line in told.months:
        if line.spent_fen or line.draft_fen:
            yield (
                line.label,
                "",
                format_yuan(line.spent_fen),
                format_yuan(line.draft_fen),
                "",
                _share(line.execution),
            )


def _allocations(told: Execution) -> Iterator[tuple[str, ...]]:
    if not told.allocations:
        return
    yield ("【下拨支部】", *[""] * 5)
    for one in told.allocations:
        share = Fraction(one.spent_fen, one.handed_down_fen) if one.handed_down_fen else None
        handed, spent, left = map(format_yuan, (one.handed_down_fen, one.spent_fen, one.left_fen))
        yield (one.organization_name, handed, spent, "", left, _share(share))


def _share(share: Fraction | None) -> str:
    return "" if share is None else f"{float(share):.1%}"


def lecture_pay_table(head: MoneyHead, pays: Sequence[LecturePayRow]) -> TableDocument:
    """Set the slip: what each teacher got before and after tax, with room to sign."""
    columns = (
        Column("序号", 10, _CENTER, number=True),
        Column("授课日期", 24, _CENTER),
        Column("学习活动", 46),
        Column("授课人", 16, _CENTER),
        Column("工作单位", 32),
        Column("职称", 22, _CENTER),
        Column("学时", 11, _RIGHT),
        Column("税前金额", 20, _RIGHT),
        Column("税后金额", 20, _RIGHT),
        Column("批准人", 16, _CENTER),
        Column("签名", 28),
    )
    before = sum(row.draft.before_tax_fen or 0 for row in pays)
    after = sum(row.draft.after_tax_fen for row in pays)
    total = ("", "", "合计", "", "", "", "", format_yuan(before), format_yuan(after), "", "")
    return TableDocument(
        title=f"{head.span}讲课费签领单",
        columns=columns,
        rows=(*(_pay(number, row) for number, row in enumerate(pays, start=1)), total),
        subtitle_lines=(head.line,),
        notes=("注：没有登记税前金额的，税前一栏空着，不计入税前合计。",),
        row_height=SIGNED_ROW,
    )


def _pay(number: int, row: LecturePayRow) -> tuple[str, ...]:
    draft = row.draft
    return (
        str(number),
        row.held_on.isoformat(),
        row.session_title,
        draft.teacher,
        draft.unit,
        draft.title.label,
        plain(draft.class_hours),
        "" if draft.before_tax_fen is None else format_yuan(draft.before_tax_fen),
        format_yuan(draft.after_tax_fen),
        draft.approved_by,
        "",
    )
