"""The columns of the money page's lists, and what stands in an empty one."""

from typing import Final

from models.enums import ExpenseState
from services.money.checks.rows import CheckKind, Finding, FindingState
from services.money.rows import BudgetLineRow, CarryOverRow, ExpenseRow, LecturePayRow, PayrollRow, SessionCost
from ui.window.look import Tone
from ui.window.texts import number_text, yuan_text
from ui.window.widgets.table import Column

OWN: Final = "本级"
STATE_TONES: Final = {
    ExpenseState.DRAFT: Tone.WAITING,
    ExpenseState.REIMBURSED: Tone.GOOD,
    ExpenseState.VOID: Tone.NEUTRAL,
}

FINDING_TONES: Final = {FindingState.WARNING: Tone.WAITING, FindingState.UNKNOWN: Tone.NEUTRAL}

NO_BUDGET: Final = ("这一年还没有预算", "点“新增预算”，按来源和类别逐项录入。")
NO_EXPENSES: Final = ("没有符合条件的支出", "点“新增支出”登记，或放宽筛选条件。")
NO_PAYROLL: Final = ("还没有登记工资总额", "用来计算党建工作经费占比。")
NO_COSTS: Final = ("还没有花了钱的学习活动", "登记支出时选上学习活动，这里就能看出人均和每学时花了多少。")
NO_PAY: Final = ("还没有登记讲课费", "点“登记讲课费”，按授课人逐项录入，标准按职称核对。")
NO_CARRY_OVER: Final = ("没有经费来源", "")
NO_FINDINGS: Final = ("没有需要提醒的事项", "额度、党费、培训费和讲课费标准、报销凭证都已核对。")


def _amount(row: BudgetLineRow | ExpenseRow | PayrollRow) -> int:
    return row.draft.amount_fen


def _amount_text(row: BudgetLineRow | ExpenseRow | PayrollRow) -> str:
    return yuan_text(row.draft.amount_fen)


BUDGET_COLUMNS: Final[tuple[Column[BudgetLineRow], ...]] = (
    Column("年度", lambda row: str(row.draft.year), width=70),
    Column("经费来源", lambda row: row.draft.source.label, width=150),
    Column("支出类别", lambda row: row.draft.category.label, width=110),
    Column("单位", lambda row: row.organization_name or OWN, width=160),
    Column(
        "金额（元）", lambda row: yuan_text(row.draft.amount_fen), lambda row: row.draft.amount_fen, 130, numeric=True
    ),
    Column("备注", lambda row: row.draft.note, width=180),
)
EXPENSE_COLUMNS: Final[tuple[Column[ExpenseRow], ...]] = (
    Column("编号", lambda row: row.draft.number, width=104),
    Column("日期", lambda row: row.draft.spent_on.isoformat(), width=98),
    Column("摘要", lambda row: row.draft.summary, width=200),
    Column(
        "金额（元）", lambda row: yuan_text(row.draft.amount_fen), lambda row: row.draft.amount_fen, 104, numeric=True
    ),
    Column("经费来源", lambda row: row.draft.source.label, width=124),
    Column("支出类别", lambda row: row.draft.category.label, width=84),
    Column("单位", lambda row: row.organization_name or OWN, width=110),
    Column("学习活动", lambda row: row.session_label, width=130),
    Column("状态", lambda row: row.draft.state.label, width=84, tone=lambda row: STATE_TONES[row.draft.state]),
)
PAYROLL_COLUMNS: Final[tuple[Column[PayrollRow], ...]] = (
    Column("年度", lambda row: str(row.draft.year), width=120),
    Column("上年度职工工资总额（元）", _amount_text, _amount, 260, numeric=True),
    Column("", lambda _: "", width=80),
)


COST_COLUMNS: Final[tuple[Column[SessionCost], ...]] = (
    Column("日期", lambda row: row.starts_on.isoformat(), width=98),
    Column("编号", lambda row: row.number, width=106),
    Column("学习活动", lambda row: row.title, width=200),
    Column("类型", lambda row: row.kind.label, width=84),
    Column("单位", lambda row: row.organization_name, width=90),
    Column("支出（元）", lambda row: yuan_text(row.cost_fen), lambda row: row.cost_fen, 100, numeric=True),
    Column("到场人数", lambda row: str(row.people), lambda row: row.people, 76, numeric=True),
    Column("学时", lambda row: number_text(row.hours), lambda row: row.hours, 64, numeric=True),
    Column("每人（元）", lambda row: yuan_text(row.per_person_fen), lambda row: row.per_person_fen, 90, numeric=True),
    Column("每学时（元）", lambda row: yuan_text(row.per_hour_fen), lambda row: row.per_hour_fen, 108, numeric=True),
)
PAY_COLUMNS: Final[tuple[Column[LecturePayRow], ...]] = (
    Column("日期", lambda row: row.held_on.isoformat(), width=98),
    Column("学习活动", lambda row: row.session_title, width=180),
    Column("授课人", lambda row: row.draft.teacher, width=76),
    Column("职称", lambda row: row.draft.title.label, width=124),
    Column("外请", lambda row: "外请" if row.draft.outside else "", width=52),
    Column("半天数", lambda row: str(row.draft.half_days), lambda row: row.draft.half_days, 62, numeric=True),
    Column("学时", lambda row: number_text(row.draft.class_hours), lambda row: row.draft.class_hours, 52, numeric=True),
    Column(
        "税前（元）",
        lambda row: yuan_text(row.draft.before_tax_fen),
        lambda row: row.draft.before_tax_fen,
        98,
        numeric=True,
    ),
    Column(
        "税后（元）",
        lambda row: yuan_text(row.draft.after_tax_fen),
        lambda row: row.draft.after_tax_fen,
        98,
        numeric=True,
    ),
    Column("每学时税后", lambda row: yuan_text(row.per_hour_fen), lambda row: row.per_hour_fen, 98, numeric=True),
    Column("批准人", lambda row: row.draft.approved_by, width=80),
)
CARRY_OVER_COLUMNS: Final[tuple[Column[CarryOverRow], ...]] = (
    Column("经费来源", lambda row: row.source.label, width=150),
    Column("年初结转（元）", lambda row: yuan_text(row.start_fen), lambda row: row.start_fen, 130, numeric=True),
    Column("来历", lambda row: carried_words(row), width=180),
    Column("本年预算（元）", lambda row: yuan_text(row.budget_fen), lambda row: row.budget_fen, 130, numeric=True),
    Column("本年支出（元）", lambda row: yuan_text(row.spent_fen), lambda row: row.spent_fen, 130, numeric=True),
    Column(
        "结余（元）",
        lambda row: yuan_text(row.left_fen),
        lambda row: row.left_fen,
        130,
        numeric=True,
    ),
    Column("备注", lambda row: row.note, width=140),
)
FINDING_COLUMNS: Final[tuple[Column[Finding], ...]] = (
    Column("检查事项", lambda row: row.kind.label, lambda row: tuple(CheckKind).index(row.kind), 128),
    Column("结果", lambda row: row.state.label, width=84, tone=lambda row: FINDING_TONES[row.state]),
    Column("对象", lambda row: row.subject, width=190),
    Column("说明", lambda row: row.text, width=260),
    Column("金额（元）", lambda row: yuan_text(row.amount_fen), lambda row: row.amount_fen, 100, numeric=True),
    Column("依据", lambda row: row.basis.cited, width=190),
)


def carried_words(row: CarryOverRow) -> str:
    """Say where a carry-over comes from: as entered (and what it would be worked out as), else as worked out."""
    if row.entered_fen is None:
        return "按上年推算" if row.computed_fen is not None else "没有上年数据"
    if row.computed_fen is None or row.computed_fen == row.entered_fen:
        return "录入"
    return f"录入（推算为 {yuan_text(row.computed_fen)}）"
