"""Forms of budget lines, expenses and payroll."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtWidgets import QWidget

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.money.rows import BudgetLineDraft, ExpenseDraft, ExpenseRow, FundSourceRow, PayrollDraft
from services.money.service import MoneyService
from services.organizations.rows import OrganizationRow
from services.sessions.rows import SessionRow
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import Choice, DayEdit, MoneyEdit, NumberEdit, TextEdit
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.organization_choice import organization_options

BUDGET: Final = "经费预算"
EXPENSE: Final = "经费支出"
PAYROLL: Final = "工资总额"
OWN: Final = "（本级）"
NO_SESSION: Final = "（不关联活动）"


@dataclass(frozen=True, slots=True)
class Offers:
    """What the choices of the forms offer."""

    sources: tuple[FundSourceRow, ...]
    organizations: tuple[OrganizationRow, ...]
    sessions: tuple[SessionRow, ...]

    def source_choice(self, chosen: FundSourceCode) -> Choice[FundSourceCode]:
        """Make the choice of a source, under the unit's own names."""
        return Choice("经费来源", [(row.name, row.code) for row in self.sources], chosen)

    def organization_choice(self, chosen: Key | None) -> Choice[Key | None]:
        """Make the choice of an organisation, or of none: the committee's own."""
        offered: list[tuple[str, Key | None]] = [(OWN, None), *organization_options(self.organizations)]
        return Choice("单位", offered, chosen)


def category_choice(chosen: ExpenseCategory) -> Choice[ExpenseCategory]:
    """Make the choice of a category."""
    return Choice("支出类别", [(category.label, category) for category in ExpenseCategory], chosen)


class BudgetForm(RecordForm):
    """Adds a budget line (`key` empty) or changes one."""

    def __init__(  # noqa: PLR0913 - what the choices offer is read before the form opens
        self,
        desk: Desk,
        money: MoneyService,
        draft: BudgetLineDraft,
        offers: Offers,
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增预算" if key is None else "修改预算", parent)
        self._money = money
        self._draft = draft
        self._key = key
        self.year = self.add("年度", NumberEdit(BUDGET, "年度", draft.year, required=True), required=True)
        self.source = self.add("经费来源", offers.source_choice(draft.source), required=True)
        self.category = self.add("支出类别", category_choice(draft.category), required=True)
        self.organization = self.add("单位", offers.organization_choice(draft.organization_id))
        fen = None if key is None else draft.amount_fen
        self.amount = self.add("金额（元）", MoneyEdit(BUDGET, "金额", fen, required=True), required=True)
        self.note = self.add("备注", TextEdit(BUDGET, "备注", draft.note))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            year=self.year.whole() or 0,
            source=self.source.choice() or FundSourceCode.OTHER,
            category=self.category.choice() or ExpenseCategory.OTHER,
            organization_id=self.organization.choice(),
            amount_fen=self.amount.required_fen(),
            note=self.note.value(),
        )
        key, money = self._key, self._money
        return (lambda: money.add_budget_line(draft)) if key is None else (lambda: money.change_budget_line(key, draft))


class ExpenseForm(RecordForm):
    """Adds an expense (`row` empty) or changes one."""

    def __init__(  # noqa: PLR0913 - what the choices offer is read before the form opens
        self,
        desk: Desk,
        money: MoneyService,
        draft: ExpenseDraft,
        offers: Offers,
        *,
        row: ExpenseRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增支出" if row is None else "修改支出", parent)
        self._money = money
        self._draft = draft
        self._key = None if row is None else row.key
        self.setMinimumWidth(780)
        self._add_amount(draft, offers)
        self.start_column()
        self._add_papers(draft, offers, "" if row is None else row.session_label)
        self.content.addWidget(wrapped_label("只有“已报销”的支出计入已支出；“下拨支部”单列，不算支出。", "hint"))

    def _add_amount(self, draft: ExpenseDraft, offers: Offers) -> None:
        self.summary = self.add("摘要", TextEdit(EXPENSE, "摘要", draft.summary, required=True), required=True)
        self.day = self.add("日期", DayEdit(EXPENSE, "日期", draft.spent_on, required=True), required=True)
        fen = None if self._key is None else draft.amount_fen
        self.amount = self.add("金额（元）", MoneyEdit(EXPENSE, "金额", fen, required=True), required=True)
        self.source = self.add("经费来源", offers.source_choice(draft.source), required=True)
        self.category = self.add("支出类别", category_choice(draft.category), required=True)
        states = [(state.label, state) for state in ExpenseState]
        self.state = self.add("状态", Choice("状态", states, draft.state), required=True)

    def _add_papers(self, draft: ExpenseDraft, offers: Offers, linked: str) -> None:
        self.organization = self.add("单位", offers.organization_choice(draft.organization_id))
        self.session = self.add("学习活动", session_choice(offers.sessions, draft.session_id, linked, NO_SESSION))
        self.payee = self.add("收款方", TextEdit(EXPENSE, "收款方", draft.payee))
        self.voucher = self.add("凭证号", TextEdit(EXPENSE, "凭证号", draft.voucher))
        decision = TextEdit(EXPENSE, "会议决定编号", draft.decision_number)
        decision.setPlaceholderText("使用党费时填写")
        self.decision_number = self.add("会议决定编号", decision)
        days = NumberEdit(EXPENSE, "人天数", draft.person_days)
        days.setPlaceholderText("没有出勤记录的培训班填写")
        self.person_days = self.add("人天数", days)
        self.number = self.add("编号", TextEdit(EXPENSE, "编号", draft.number))
        self.number.setPlaceholderText("留空自动编号")

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            summary=self.summary.value(),
            spent_on=self.day.required_day(),
            amount_fen=self.amount.required_fen(),
            source=self.source.choice() or FundSourceCode.OTHER,
            category=self.category.choice() or ExpenseCategory.OTHER,
            state=self.state.choice() or ExpenseState.DRAFT,
            organization_id=self.organization.choice(),
            session_id=self.session.choice(),
            payee=self.payee.value(),
            voucher=self.voucher.value(),
            number=self.number.value(),
            decision_number=self.decision_number.value(),
            person_days=self.person_days.number(),
        )
        key, money = self._key, self._money
        return (lambda: money.add_expense(draft)) if key is None else (lambda: money.change_expense(key, draft))


def session_choice(sessions: Sequence[SessionRow], chosen: Key | None, linked: str, none: str) -> Choice[Key | None]:
    """Make the choice of a session; `linked` names the chosen one where it is of another year, `none` no session."""
    offered: list[tuple[str, Key | None]] = [(none, None)]
    offered += [(f"{row.starts_on.isoformat()} {row.title}", row.key) for row in sessions]
    if chosen is not None and all(row.key != chosen for row in sessions):
        offered.append((linked, chosen))  # a session of another year
    choice = Choice("学习活动", offered, chosen)
    choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(18)
    return choice


class PayrollForm(RecordForm):
    """Adds a payroll (`key` empty) or changes one."""

    def __init__(
        self,
        desk: Desk,
        money: MoneyService,
        draft: PayrollDraft,
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "登记工资总额" if key is None else "修改工资总额", parent)
        self._money = money
        self._key = key
        self.year = self.add("年度", NumberEdit(PAYROLL, "年度", draft.year, required=True), required=True)
        fen = None if key is None else draft.amount_fen
        field = MoneyEdit(PAYROLL, "上年度职工工资总额", fen, required=True)
        self.amount = self.add("上年度职工工资总额（元）", field, required=True)
        self.content.addWidget(wrapped_label("填在使用它的年度：2026年填2025年的工资总额。", "hint"))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = PayrollDraft(self.year.whole() or 0, self.amount.required_fen())
        key, money = self._key, self._money
        return (lambda: money.add_payroll(draft)) if key is None else (lambda: money.change_payroll(key, draft))
