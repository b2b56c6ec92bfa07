"""经费: how the year's budget is used, its lines, the expenses, the payroll."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtWidgets import QTabWidget

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.typing_override import override
from services.money.rows import (
    BudgetLineDraft,
    BudgetLineRow,
    ExpenseDraft,
    ExpenseFilter,
    ExpenseRow,
    FundingTotals,
    PayrollDraft,
    PayrollRow,
)
from services.money.service import MoneyService
from services.organizations.service import OrganizationService
from services.sessions.rows import SessionFilter
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.money.forms import BudgetForm, ExpenseForm, Offers, PayrollForm
from ui.window.pages.money.overview import FigureRow, Overview
from ui.window.pages.page import Page
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.listing import Listing
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice
from ui.window.widgets.table import Column

CONCERNS: Final = frozenset({"budget_lines", "expenses", "payrolls", "fund_sources", "organizations", "sessions"})
ALL_SOURCES: Final = "全部来源"
ALL_STATES: Final = "全部状态"
OWN: Final = "本级"
STATE_TONES: Final = {
    ExpenseState.DRAFT: Tone.WAITING,
    ExpenseState.REIMBURSED: Tone.GOOD,
    ExpenseState.VOID: Tone.NEUTRAL,
}

NO_BUDGET: Final = ("这一年还没有预算", "点“新增预算”，按来源和类别逐项录入。")
NO_EXPENSES: Final = ("没有符合条件的支出", "点“新增支出”登记，或放宽筛选条件。")
NO_PAYROLL: Final = ("还没有登记工资总额", "用来计算党建工作经费占比。")


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


@dataclass(frozen=True, slots=True)
class _Found:
    """What one reading brings."""

    years: tuple[int, ...]
    offers: Offers
    totals: FundingTotals
    budget: tuple[BudgetLineRow, ...]
    expenses: tuple[ExpenseRow, ...]
    payrolls: tuple[PayrollRow, ...]


class MoneyPage(Page):
    """A year and a scope above; tabs for how it stands, the budget, the expenses, the payroll."""

    def __init__(
        self, desk: Desk, money: MoneyService, organizations: OrganizationService, sessions: SessionService
    ) -> None:
        super().__init__(desk, "经费", "预算、支出与执行情况；金额以元为单位，精确到分", CONCERNS)
        self._money = money
        self._organizations = organizations
        self._sessions = sessions
        self._offers = Offers((), (), ())
        self._build_choices()
        self._build_tabs()
        self._build_budget_tools()
        self._build_expense_tools()
        self._build_payroll_tools()
        self._connect()

    def _build_choices(self) -> None:
        self.year = YearChoice(self.desk.clock.today().year)
        self.organization = ScopeChoice()
        self.buttons.addWidget(self.year)
        self.buttons.addWidget(self.organization)

    def _build_tabs(self) -> None:
        self.figures = FigureRow()
        self.overview = Overview()
        self.budget = Listing("预算明细", BUDGET_COLUMNS, 5, NO_BUDGET, Icon.WALLET)
        self.expenses = Listing("支出明细", EXPENSE_COLUMNS, 2, NO_EXPENSES, Icon.WALLET)
        self.payroll = Listing("工资总额表", PAYROLL_COLUMNS, 2, NO_PAYROLL, Icon.WALLET)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("经费")
        self.tabs.addTab(self.overview, "执行情况")
        self.tabs.addTab(self.budget, "预算")
        self.tabs.addTab(self.expenses, "支出")
        self.tabs.addTab(self.payroll, "工资总额")
        self.body.addWidget(self.figures)
        self.body.addWidget(self.tabs, 1)

    def _build_budget_tools(self) -> None:
        listing = self.budget
        listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_budget))
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_budget))
        listing.tools.addWidget(primary_button("新增预算…", Icon.PLUS, self.ask_add_budget))

    def _build_expense_tools(self) -> None:
        listing = self.expenses
        sources: list[tuple[str, FundSourceCode | None]] = [(ALL_SOURCES, None)]
        self.source = Choice("经费来源筛选", [*sources, *((source.label, source) for source in FundSourceCode)])
        states: list[tuple[str, ExpenseState | None]] = [(ALL_STATES, None)]
        self.state = Choice("状态筛选", [*states, *((state.label, state) for state in ExpenseState)])
        self.search = SearchEdit("搜索摘要、编号、收款方、凭证号")
        listing.filters.addWidget(self.source)
        listing.filters.addWidget(self.state)
        listing.filters.addWidget(self.search, 1)
        listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_expense))
        self.void_button = listing.add_row_button(
            button("作废…", Icon.CLOSE, self.ask_void_expense), lambda row: row.draft.state is not ExpenseState.VOID
        )
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_expense))
        listing.tools.addWidget(primary_button("新增支出…", Icon.PLUS, self.ask_add_expense))

    def _build_payroll_tools(self) -> None:
        listing = self.payroll
        listing.add_row_button(button("修改…", Icon.PENCIL, self.ask_change_payroll))
        listing.add_row_button(button("删除…", Icon.TRASH, self.ask_delete_payroll))
        listing.tools.addWidget(primary_button("登记工资总额…", Icon.PLUS, self.ask_add_payroll))

    def _connect(self) -> None:
        for choice in (self.year, self.organization, self.source, self.state):
            choice.chosen.connect(self.load)
        self.search.searched.connect(lambda _: self.load())
        self.budget.table.activated_row.connect(lambda _: self.ask_change_budget())
        self.expenses.table.activated_row.connect(lambda _: self.ask_change_expense())
        self.payroll.table.activated_row.connect(lambda _: self.ask_change_payroll())

    @override
    def load(self) -> None:
        year, organization = self.year.year, self.organization.choice()
        wanted = ExpenseFilter(
            year, organization, self.source.choice(), state=self.state.choice(), text=self.search.text()
        )
        money, organizations, sessions = self._money, self._organizations, self._sessions

        def find() -> _Found:
            offers = Offers(money.sources(), organizations.tree(), sessions.list(SessionFilter(year=year)))
            return _Found(
                money.years(),
                offers,
                money.totals(year, organization),
                money.budget(year, organization),
                money.expenses(wanted),
                money.payrolls(),
            )

        self.read(find, self._show)

    def _show(self, found: _Found) -> None:
        self._offers = found.offers
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.offers.organizations)
        self.figures.show_totals(found.totals)
        self.overview.show_totals(found.totals)
        self.budget.show_rows(found.budget, lambda row: row.key)
        self.expenses.show_rows(found.expenses, lambda row: row.key)
        self.payroll.show_rows(found.payrolls, lambda row: row.key)
        listed = sum(row.draft.amount_fen for row in found.budget)
        self.budget.summary.setText(f"共 {len(found.budget)} 项，合计 {yuan_text(listed)} 元")
        counted = [row.draft.amount_fen for row in found.expenses if row.draft.state is not ExpenseState.VOID]
        self.expenses.summary.setText(
            f"共 {len(found.expenses)} 笔，未作废 {len(counted)} 笔，合计 {yuan_text(sum(counted))} 元"
        )

    def _default_day(self) -> date:
        today = self.desk.clock.today()
        return today if today.year == self.year.year else date(self.year.year, 12, 31)

    def ask_add_budget(self) -> None:
        """Open the form for a new budget line of the year shown."""
        draft = BudgetLineDraft(
            self.year.year, FundSourceCode.PARTY_WORK, ExpenseCategory.TRAINING, 0, self.organization.choice()
        )
        self.open_form(BudgetForm(self.desk, self._money, draft, self._offers, parent=self))

    def ask_change_budget(self) -> None:
        """Open the form of the chosen budget line."""
        row = self.budget.chosen()
        if row is not None:
            self.open_form(BudgetForm(self.desk, self._money, row.draft, self._offers, key=row.key, parent=self))

    def ask_delete_budget(self) -> None:
        """Delete the chosen budget line, once confirmed."""
        row = self.budget.chosen()
        if row is None:
            return
        words = f"{row.draft.source.label}·{row.draft.category.label} {yuan_text(row.draft.amount_fen)} 元"
        if confirmed(self, "删除预算", f"删除这一项预算？{words}", "删除"):
            self.write(lambda: self._money.delete_budget_line(row.key), "预算已删除。")

    def ask_add_expense(self) -> None:
        """Open the form for a new expense."""
        draft = ExpenseDraft(
            self._default_day(),
            0,
            self.source.choice() or FundSourceCode.PARTY_WORK,
            ExpenseCategory.TRAINING,
            "",
            organization_id=self.organization.choice(),
        )
        self.open_form(ExpenseForm(self.desk, self._money, draft, self._offers, parent=self))

    def ask_change_expense(self) -> None:
        """Open the form of the chosen expense."""
        row = self.expenses.chosen()
        if row is not None:
            self.open_form(ExpenseForm(self.desk, self._money, row.draft, self._offers, row=row, parent=self))

    def ask_void_expense(self) -> None:
        """Void the chosen expense, once confirmed."""
        row = self.expenses.chosen()
        if row is not None and confirmed(
            self, "作废支出", f"作废“{row.draft.summary}”？作废后仍留在列表中，不再计入支出。", "作废"
        ):
            self.write(lambda: self._money.void_expense(row.key), "支出已作废。")

    def ask_delete_expense(self) -> None:
        """Delete the chosen expense, once confirmed."""
        row = self.expenses.chosen()
        if row is not None and confirmed(
            self, "删除支出", f"删除“{row.draft.summary}”？只有录错了才删除，否则请作废。", "删除"
        ):
            self.write(lambda: self._money.delete_expense(row.key), "支出已删除。")

    def ask_add_payroll(self) -> None:
        """Open the form for the payroll of the year shown."""
        self.open_form(PayrollForm(self.desk, self._money, PayrollDraft(self.year.year, 0), parent=self))

    def ask_change_payroll(self) -> None:
        """Open the form of the chosen payroll."""
        row = self.payroll.chosen()
        if row is not None:
            self.open_form(PayrollForm(self.desk, self._money, row.draft, key=row.key, parent=self))

    def ask_delete_payroll(self) -> None:
        """Delete the chosen payroll, once confirmed."""
        row = self.payroll.chosen()
        if row is not None and confirmed(self, "删除工资总额", f"删除 {row.draft.year} 年的工资总额？", "删除"):
            self.write(lambda: self._money.delete_payroll(row.key), "工资总额已删除。")
