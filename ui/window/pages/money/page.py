"""经费: how the year's budget is used, its lines, the expenses, what sessions cost, lecture pay, carry-over, checks."""

from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabWidget, QWidget

from models.enums import ExpenseCategory, ExpenseState, FundSourceCode
from models.keys import Key
from models.typing_override import override
from services.attachments.rows import Holder, HolderKind
from services.changes import Changes
from services.figures.rows import Record
from services.money.checks.rows import Finding
from services.money.rows import (
    BudgetLineDraft,
    BudgetLineRow,
    ExpenseDraft,
    ExpenseFilter,
    ExpenseRow,
    PayrollDraft,
)
from ui.window.attachments.dialog import AttachmentsDialog
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.look import Icon, Tone
from ui.window.pages.money.carry_over import CarryOverTab
from ui.window.pages.money.checks import CheckTab, saved_words
from ui.window.pages.money.columns import (
    BUDGET_COLUMNS,
    COST_COLUMNS,
    EXPENSE_COLUMNS,
    NO_BUDGET,
    NO_COSTS,
    NO_EXPENSES,
    NO_PAYROLL,
    PAYROLL_COLUMNS,
)
from ui.window.pages.money.execution import ExecutionTab
from ui.window.pages.money.forms import BudgetForm, ExpenseForm, Offers, PayrollForm
from ui.window.pages.money.lecture_pay import LecturePayTab, PayOffers
from ui.window.pages.money.overview import PAST, FigureRow
from ui.window.pages.money.reading import Found, MoneyServices, find
from ui.window.pages.page import Page
from ui.window.texts import yuan_text
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.inputs import Choice, SearchEdit
from ui.window.widgets.listing import Listing
from ui.window.widgets.scope_choices import ScopeChoice, YearChoice

CONCERNS: Final = frozenset(
    {
        "attachments",
        "attendance",
        "budget_lines",
        "carry_overs",
        "expenses",
        "fund_sources",
        "lecture_pays",
        "organizations",
        "payrolls",
        "rules",
        "sessions",
    }
)
ALL_SOURCES: Final = "全部来源"
ALL_STATES: Final = "全部状态"


class MoneyPage(Page):
    """A year and a scope above; tabs for how it stands, budget, expenses, costs, pay, carry-over, payroll, checks."""

    def __init__(self, desk: Desk, services: MoneyServices) -> None:
        super().__init__(desk, "经费", "预算、支出与执行情况；金额以元为单位，精确到分", CONCERNS)
        self._services = services
        self._money = services.money
        self._offers = Offers((), (), ())
        self._sought: Key | None = None
        self.papers: AttachmentsDialog | None = None
        self._build_choices()
        self._build_lists()
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

    def _build_lists(self) -> None:
        self.figures = FigureRow()
        self.execution = ExecutionTab()
        self.overview = self.execution.overview
        self.budget = Listing("预算明细", BUDGET_COLUMNS, 5, NO_BUDGET, Icon.WALLET)
        self.expenses = Listing("支出明细", EXPENSE_COLUMNS, 2, NO_EXPENSES, Icon.WALLET)
        self.costs = Listing("单位成本表", COST_COLUMNS, 2, NO_COSTS, Icon.WALLET)
        self.pay = LecturePayTab(self, self._services.lecture_pay, self._check_pay)
        self.carried = CarryOverTab(self, self._money)
        self.payroll = Listing("工资总额表", PAYROLL_COLUMNS, 2, NO_PAYROLL, Icon.WALLET)
        self.checks = CheckTab()

    def _build_tabs(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("经费")
        for words, tab in (
            ("执行情况", self.execution),
            ("预算", self.budget),
            ("支出", self.expenses),
            ("单位成本", self.costs),
            ("讲课费", self.pay),
            ("结转", self.carried),
            ("工资总额", self.payroll),
            ("检查", self.checks),
        ):
            self.tabs.addTab(tab, words)
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
        self.checks.wanted.connect(self.lead_to)
        self.figures.past_wanted.connect(self.show_changes_of)

    def show_changes_of(self, figure: str) -> None:
        """Show who changed a figure of the year shown, to its end as the cards have it."""
        year = self.year.year
        behind = self._services.figures.behind(year, None, self.organization.choice(), date(year, 12, 31))
        self.show_past(behind, PAST, figure)

    @override
    def load(self) -> None:
        year = self.year.year
        wanted = ExpenseFilter(
            year, self.organization.choice(), self.source.choice(), state=self.state.choice(), text=self.search.text()
        )
        services = self._services
        self.read(lambda: find(services, wanted, year), self._show)

    def _show(self, found: Found) -> None:
        self._offers = found.offers
        self.year.offer_years(found.years)
        self.organization.offer_organizations(found.offers.organizations)
        self.figures.show_totals(found.totals)
        self.execution.show_year(found.totals, found.execution)
        self.budget.show_rows(found.budget, lambda row: row.key)
        self.expenses.show_rows(found.expenses, lambda row: row.key)
        self.payroll.show_rows(found.payrolls, lambda row: row.key)
        self.costs.show_rows(found.costs, lambda row: row.session)
        self.pay.show_pay(found.pay, PayOffers(found.offers.sessions, found.pay_expenses))
        self.carried.show_carried(found.carried)
        self.checks.show_findings(found.check.findings)
        self.tabs.setTabText(self.tabs.indexOf(self.checks), f"检查（{len(found.check.findings)}）")
        self._sum_up(found)
        self._choose_sought()

    def _sum_up(self, found: Found) -> None:
        listed = sum(row.draft.amount_fen for row in found.budget)
        self.budget.summary.setText(f"共 {len(found.budget)} 项，合计 {yuan_text(listed)} 元")
        counted = [row.draft.amount_fen for row in found.expenses if row.draft.state is not ExpenseState.VOID]
        self.expenses.summary.setText(
            f"共 {len(found.expenses)} 笔，未作废 {len(counted)} 笔，合计 {yuan_text(sum(counted))} 元"
        )
        cost = sum(row.cost_fen for row in found.costs)
        self.costs.summary.setText(f"共 {len(found.costs)} 次活动，已报销 {yuan_text(cost)} 元，含讲课费")

    @override
    def seek(self, record: Record) -> None:
        self.year.turn_to(record.year)
        for choice in (self.organization, self.source, self.state):
            choice.prefer(None)
        with QSignalBlocker(self.search):
            self.search.clear()

    @override
    def open_record(self, record: Record) -> None:
        if record.table == "expenses":
            self.tabs.setCurrentWidget(self.expenses)
            if self.expenses.choose(lambda row: row.key == record.key):
                self.ask_change_expense()
        elif record.table == "budget_lines":
            self.tabs.setCurrentWidget(self.budget)
            if self.budget.choose(lambda row: row.key == record.key):
                self.ask_change_budget()
        else:
            self.tabs.setCurrentWidget(self.payroll)
            if self.payroll.choose(lambda row: row.key == record.key):
                self.ask_change_payroll()

    def lead_to(self, finding: Finding) -> None:
        """Show the row that a finding is about; one about the payroll leads to where it is entered."""
        row = finding.rows[0] if finding.rows else None
        tabs: dict[str, Listing[ExpenseRow] | Listing[BudgetLineRow] | LecturePayTab | CarryOverTab] = {
            "expenses": self.expenses,
            "budget_lines": self.budget,
            "lecture_pays": self.pay,
            "carry_overs": self.carried,
        }
        self.tabs.setCurrentWidget(tabs.get(row.table, self.payroll) if row else self.payroll)
        self._sought = row.key if row else None
        if self.source.choice() or self.state.choice() or self.search.text():
            # What is looked for may be filtered away: the list is read again without filters.
            self.search.clear()
            self.source.choose(None)
            self.state.choose(None)
            self.load()
        self._choose_sought()

    def _choose_sought(self) -> None:
        sought = self._sought
        if sought is None:
            return
        self.expenses.choose(lambda row: row.key == sought)
        self.budget.choose(lambda row: row.key == sought)
        self.pay.choose(lambda row: row.key == sought)
        self.carried.choose(lambda row: row.key == sought)
        known = (row.key for row in self.expenses.model.rows)
        if self.tabs.currentWidget() is not self.expenses or sought in known:
            self._sought = None

    def _check_expense(self, changes: Changes) -> None:
        key, checks = changes.key, self._services.checks
        if key is not None:
            self.read(lambda: checks.check_expense(key), lambda found: self._say_saved("支出", found))

    def _check_pay(self, changes: Changes) -> None:
        key, checks = changes.key, self._services.checks
        if key is not None:
            self.read(lambda: checks.check_lecture_pay(key), lambda found: self._say_saved("讲课费", found))

    def _say_saved(self, what: str, findings: tuple[Finding, ...]) -> None:
        words = saved_words(what, findings)
        self.message_bar.say(words, Tone.GOOD if words.endswith("已保存。") else Tone.WAITING)

    def _open_expense(self, form: ExpenseForm) -> None:
        form.saved.connect(self._check_expense)
        self.open_form(form)

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
        self._open_expense(ExpenseForm(self.desk, self._money, draft, self._offers, parent=self))

    def ask_change_expense(self) -> None:
        """Open the form of the chosen expense."""
        row = self.expenses.chosen()
        if row is not None:
            form = ExpenseForm(self.desk, self._money, row.draft, self._offers, row=row, parent=self)
            form.add("附件", button("查看和添加附件…", Icon.FOLDER, lambda: self._open_papers(row, form)))
            self._open_expense(form)

    def _open_papers(self, row: ExpenseRow, parent: QWidget) -> None:
        holder = Holder(HolderKind.EXPENSE, row.key)
        self.papers = AttachmentsDialog(self.desk, self._services.attachments, holder, row.draft.summary, parent)
        self.papers.open()

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
